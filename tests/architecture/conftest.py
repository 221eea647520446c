"""What the architecture tests read: the project's own source, as text and as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def sources() -> Callable[[str], list[Path]]:
    """The Python files below a folder, in order; a folder without any is a mistake in the test."""

    def below(folder: str) -> list[Path]:
        found = sorted((ROOT / folder).rglob("*.py"))
        assert found, f"no Python files in {folder}/"
        return found

    return below


@pytest.fixture(scope="session")
def imports_of() -> Callable[[Path], set[str]]:
    """Every name a file imports, anywhere in it, with the module it comes from.

    `import a.b` gives `a.b`; `from a import b` gives `a` and `a.b`, because only running it
    could tell whether `b` is a module.
    """

    def imports(path: Path) -> set[str]:
        names: set[str] = set()
        package = list(path.relative_to(ROOT).parts[:-1])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package[: len(package) + 1 - node.level] if node.level else []
                module = ".".join([*above, *filter(None, [node.module])])
                names.add(module)
                names.update(f"{module}.{alias.name}" for alias in node.names)
        return names

    return imports
