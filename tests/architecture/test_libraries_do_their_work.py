"""The libraries the project is built on do the work they are for, each in its own room."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

Sources = Callable[[str], list[Path]]
ImportsOf = Callable[[Path], set[str]]


def base_classes(path: Path) -> set[str]:
    """What the classes of a file derive from, by full name where the file imports it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    origin = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    bases = [
        base for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases
    ]
    return {origin.get(ast.unparse(base), ast.unparse(base)) for base in bases}


@pytest.mark.parametrize("name", ["Storage", "Table", "TinyDB"])
def test_the_store_builds_on_tinydb(sources: Sources, name: str) -> None:
    bases = {base for path in sources("actionplan_tui/store") for base in base_classes(path)}

    assert any(base.startswith("tinydb.") and base.endswith(f".{name}") for base in bases)


@pytest.mark.parametrize(
    ("room", "module"),
    [("analysis", "dateutil.rrule"), ("exchange", "icalendar"), ("model", "msgspec")],
)
def test_a_room_uses_its_library(
    sources: Sources, imports_of: ImportsOf, room: str, module: str
) -> None:
    assert any(module in imports_of(path) for path in sources(f"actionplan_tui/{room}"))


def test_dates_are_never_guessed_by_dateutil(sources: Sources, imports_of: ImportsOf) -> None:
    """The capture grammar says what a typed date means; a parser that guesses would disagree."""
    files = [*sources("actionplan_tui"), *sources("screens")]

    assert [path for path in files if "dateutil.parser" in imports_of(path)] == []
