"""Every stylesheet keeps to its own screen.

Textual does not scope the file named by a screen's CSS_PATH: once the screen has been shown, the
rules hold for every other screen too. So each file is one block under its screen's class.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SCREENS = Path(__file__).parents[2] / "screens"
STYLESHEETS = sorted(SCREENS.rglob("*.tcss"))


def name_of(path: Path) -> str:
    return str(path.relative_to(SCREENS))


def top_level(stylesheet: str) -> list[str]:
    """What stands outside all braces: the selectors of the outermost blocks, and strays."""
    text = re.sub(r"/\*.*?\*/", "", stylesheet, flags=re.DOTALL)
    depth, outside, found = 0, "", []
    for char in text:
        if char == "{":
            if depth == 0:
                found.append(outside.strip())
                outside = ""
            depth += 1
        elif char == "}":
            depth -= 1
        elif depth == 0:
            outside += char
    return [*found, *([outside.strip()] if outside.strip() else [])]


def classes_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


@pytest.mark.parametrize(
    ("stylesheet", "outside"),
    [
        ("Goals { Label { color: red; } }", ["Goals"]),
        ("/* Label {} */ Goals { /* } */ &:focus { color: red; } }", ["Goals"]),
        ("Goals { } Label { color: red; }", ["Goals", "Label"]),
        ("$gap: 1; Goals { }", ["$gap: 1; Goals"]),
        ("Goals { } $gap: 1;", ["Goals", "$gap: 1;"]),
    ],
)
def test_the_outermost_selectors_are_read(stylesheet: str, outside: list[str]) -> None:
    assert top_level(stylesheet) == outside


def test_there_are_stylesheets() -> None:
    assert STYLESHEETS


@pytest.mark.parametrize("path", STYLESHEETS, ids=name_of)
def test_a_stylesheet_is_one_block_under_its_screen(path: Path) -> None:
    selectors = top_level(path.read_text(encoding="utf-8"))

    assert len(selectors) == 1
    assert selectors[0] in classes_in(path.with_suffix(".py"))


def test_every_screen_has_the_stylesheet_beside_it() -> None:
    """A class that derives from Screen names that file, or is a base that others build on."""
    classes = {
        node: path
        for path in sorted(SCREENS.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    bases = {
        node.name: [ast.unparse(base).partition("[")[0] for base in node.bases] for node in classes
    }
    built_on = {base for names in bases.values() for base in names}

    def is_screen(name: str) -> bool:
        return name == "Screen" or any(map(is_screen, bases.get(name, ())))

    screens = {node.name: path for node, path in classes.items() if is_screen(node.name)}
    assert screens
    bare = {
        name
        for name, path in screens.items()
        if name not in built_on
        and f'CSS_PATH = "{path.stem}.tcss"' not in path.read_text(encoding="utf-8")
    }
    assert bare == set()
