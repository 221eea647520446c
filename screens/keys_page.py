"""The page of keys, docs/keys.md, made from their table.

python -m screens.keys_page --write     writes docs/keys.md
python -m screens.keys_page --check     exits 1 when docs/keys.md is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from screens.key_names import key_name
from screens.keys import SCOPES

SCOPE_TITLES: dict[str, str] = {
    "grid": "In a table",
    "outline": "In the outline of the steps",
    "matrix": "On the power/interest matrix",
    "panel": "In the record panel",
    "edit_line": "In the edit line",
    "goals": "Goals",
    "actions": "Actions",
    "ideas": "Ideas",
    "stakeholders": "Stakeholders",
    "dashboard": "Dashboard",
    "communications": "Communications",
    "readiness": "Readiness",
    "card": "On a six-question card",
    "history": "History",
    "review": "Review",
    "plans": "Plans",
    "dialog": "In a dialog",
    "parts": "In a dialog of several parts",
    "sought": "In the field that a list is searched by",
    "choose": "In a list to choose from",
    "answer": "In a line that is asked for",
    "long_text": "In the box of several lines",
    "paste": "In the rows of a paste",
    "import_preview": "In the rows of a file to be taken in",
    "views": "In the columns and filters",
    "move_dates": "In the question what moves with a date",
    "carries": "In what somebody carries",
    "record": "In a record",
    "records": "In the records of a cell",
    "welcome": "In the welcome",
    "app": "Everywhere",
}
"""What the page calls each scope."""


def _markdown_key(key: str) -> str:
    return f"`{key_name(key)}`"


def keys_markdown() -> str:
    """The text of `docs/keys.md`."""
    lines = [
        "# Keys",
        "",
        "Made from `screens/keys.py` by `python -m screens.keys_page --write`. A keymap names a "
        "verb by its id.",
    ]
    for scope in ("app", *(name for name in SCOPES if name != "app")):
        lines += ["", f"## {SCOPE_TITLES[scope]}", "", "| Keys | Do | Id |", "|---|---|---|"]
        for verb in SCOPES[scope]:
            keys = " ".join(_markdown_key(key) for key in verb.keys)
            lines.append(f"| {keys} | {verb.help} | `{verb.id}` |")
    return "\n".join(lines) + "\n"


def main(arguments: Iterable[str]) -> int:
    """Write or check docs/keys.md beside the package; print it when nothing is asked."""
    path = Path(__file__).resolve().parent.parent / "docs" / "keys.md"
    wanted = list(arguments)
    if wanted == ["--write"]:
        path.write_text(keys_markdown(), encoding="utf-8")
        return 0
    if wanted == ["--check"]:
        if path.exists() and path.read_text(encoding="utf-8") == keys_markdown():
            return 0
        print(
            "docs/keys.md is out of date: run python -m screens.keys_page --write", file=sys.stderr
        )
        return 1
    if wanted:
        print("usage: python -m screens.keys_page [--write | --check]", file=sys.stderr)
        return 2
    print(keys_markdown(), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
