"""`data/plan.schema.json`: the JSON Schema of a plan file, written from the records themselves.

`python -m actionplan_tui.cli.schema --write` writes it anew, `--check` says whether it is current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from actionplan_tui.cli.shipped import DATA
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.plan import TABLES
from actionplan_tui.store.migrations import current

_IDS = {"pattern": "^[1-9][0-9]*$"}
_NAME = "plan.schema.json"


def schema() -> dict[str, Any]:
    """The JSON Schema of a plan file.

    A plan file is what TinyDB writes: an object of tables, each an object of documents by
    id. Fields and tables it does not name are allowed, and survive every save.
    """
    types = [*(table.type for table in TABLES.values()), HistoryRow, Change]
    _, components = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    for component in components.values():
        component["properties"].pop("id", None)  # the document's own key
    # A change names a record by its id; a history row's own id is its revision.
    components["Change"]["properties"] = {
        name: _of_change(name) for name in Change.__struct_fields__
    }
    components["HistoryRow"]["properties"].pop("revision", None)
    components["HistoryRow"]["required"].remove("revision")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A plan of actionplan-tui",
        "description": "Tables of documents by id, as TinyDB keeps them.",
        "type": "object",
        "required": ["meta"],
        "properties": {
            "meta": {"type": "object", "required": ["1"], "properties": {"1": _meta()}},
            **{name: _table(table.type.__name__) for name, table in TABLES.items()},
            "plan": {
                "type": "object",
                "description": "The plan's own record.",
                "properties": {"1": {"$ref": "#/$defs/PlanInfo"}},
                "additionalProperties": False,
            },
            "history": _table("HistoryRow"),
        },
        "$defs": dict(sorted(components.items())),
    }


def _table(record: str) -> dict[str, Any]:
    return {
        "type": "object",
        "propertyNames": _IDS,
        "additionalProperties": {"$ref": f"#/$defs/{record}"},
    }


def _of_change(name: str) -> dict[str, Any]:
    return {"type": {"table": "string", "id": "integer", "field": "string"}[name]} if (
        name in ("table", "id", "field")
    ) else {}  # fmt: skip


def _meta() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "What the file says of itself.",
        "required": ["schema", "revision"],
        "properties": {
            "schema": {"const": current(), "description": "Which form of plan file this is."},
            "revision": {"type": "integer", "minimum": 0, "description": "Commits so far."},
            "next_id": {
                "type": "object",
                "description": "By table: an id never given yet, above all that were.",
                "additionalProperties": {"type": "integer", "minimum": 1},
            },
            "saved_by": {"type": "string"},
            "saved_at": {"type": "string", "format": "date-time"},
        },
    }


def main(arguments: Sequence[str]) -> int:
    """Write the file, or say whether it is current."""
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    path = Path(str(files(DATA).joinpath(_NAME)))
    if list(arguments) == ["--write"]:
        path.write_text(text, encoding="utf-8")
        return 0
    if list(arguments) != ["--check"]:
        print("usage: python -m actionplan_tui.cli.schema --write | --check", file=sys.stderr)
        return 2
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return 0
    print(f"{path} is not what the records say: run make docs", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
