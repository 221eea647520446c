"""The JSON Schema says what the records say, and what the program writes obeys it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli import schema as generator
from actionplan_tui.cli.schema import main, schema
from actionplan_tui.model.plan import TABLES

Cli = Callable[..., Any]

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def faults(value: Any, rule: dict[str, Any], root: dict[str, Any], path: str = "$") -> list[str]:
    """Where a value breaks the part of JSON Schema that the generated file uses."""
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].rpartition("/")[2]]
    if "anyOf" in rule:
        tried = [faults(value, one, root, path) for one in rule["anyOf"]]
        return [] if [] in tried else min(tried, key=len)
    found: list[str] = []
    kind = rule.get("type")
    if kind and (not isinstance(value, _TYPES[kind]) or (kind != "boolean" and value is True)):
        return [f"{path} is no {kind}: {value!r}"]
    if "enum" in rule and value not in rule["enum"]:
        found.append(f"{path} is none of {rule['enum']}: {value!r}")
    if "const" in rule and value != rule["const"]:
        found.append(f"{path} is not {rule['const']!r}")
    for word, holds in (
        ("minimum", lambda limit: value >= limit),
        ("maximum", lambda m: value <= m),
    ):
        if word in rule and not holds(rule[word]):
            found.append(f"{path} {word} {rule[word]}: {value!r}")
    if isinstance(value, list) and "items" in rule:
        for place, one in enumerate(value):
            found += faults(one, rule["items"], root, f"{path}[{place}]")
    if isinstance(value, dict):
        found += [f"{path} lacks {name}" for name in rule.get("required", []) if name not in value]
        names = rule.get("propertyNames", {}).get("pattern")
        others = rule.get("additionalProperties")
        for name, one in value.items():
            if names and not re.search(names, name):
                found.append(f"{path}.{name} is no name here")
            part = rule.get("properties", {}).get(name)
            if part is None and others is False:
                found.append(f"{path}.{name} is not expected")
            elif isinstance(part or others, dict):
                found += faults(one, part or others, root, f"{path}.{name}")
    return found


def test_the_file_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0


def test_it_is_written_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generator, "files", lambda _: tmp_path)

    assert main(["--check"]) == 1
    assert "run make docs" in capsys.readouterr().err
    assert main(["--write"]) == 0
    assert main(["--check"]) == 0
    first = (tmp_path / "plan.schema.json").read_bytes()
    assert main(["--write"]) == 0
    assert (tmp_path / "plan.schema.json").read_bytes() == first
    assert main([]) == 2


def test_every_table_and_field_is_in_it() -> None:
    made = schema()

    for name, table in TABLES.items():
        fields = set(made["$defs"][table.type.__name__]["properties"])
        assert fields == set(table.type.__struct_fields__) - {"id"}
        assert name in made["properties"]
    assert {"meta", "history"} <= made["properties"].keys()


def test_what_the_program_writes_obeys_it(cli: Cli) -> None:
    cli("demo", "example", "--no-open")
    [path] = Path("example").glob("[!.]*.json")
    cli("set", "S2", "due=+1w", "needed=2 rooms", "-f", str(path))
    cli("remove", "S3", "-f", str(path))
    cli("undo", "-f", str(path))
    tree = json.loads(path.read_text(encoding="utf-8"))
    assert len(tree["history"]) == 3

    made = schema()
    assert faults(tree, made, made) == []


@pytest.mark.parametrize(
    "break_it",
    [
        lambda tree: tree["steps"]["1"].update(percent=101),
        lambda tree: tree["steps"]["1"].update(lead="Tavita"),
        lambda tree: tree["steps"]["1"].update(kind="thing"),
        lambda tree: tree["meta"]["1"].update(schema=99),
        lambda tree: tree["steps"].update({"S1": {}}),
        lambda tree: tree.pop("meta"),
        lambda tree: tree["plan"].update({"2": {}}),
    ],
)
def test_what_is_wrong_breaks_it(
    plan_file: Path, break_it: Callable[[dict[str, Any]], object]
) -> None:
    tree = json.loads(plan_file.read_text(encoding="utf-8"))
    made = schema()
    assert faults(tree, made, made) == []

    break_it(tree)

    assert len(faults(tree, made, made)) == 1
