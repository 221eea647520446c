"""The page of keys, docs/keys.md, made from their table.

python -m screens.keys_page --write     writes docs/keys.md
python -m screens.keys_page --check     exits 1 when docs/keys.md is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from screens.key_names import key_name
from screens.keys import SCOPE_TITLES, SCOPES


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
