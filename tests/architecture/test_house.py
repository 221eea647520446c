"""The rules of the house that no linter knows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

Sources = Callable[[str], list[Path]]
ImportsOf = Callable[[Path], set[str]]

VAGUE = {"common", "helper", "helpers", "manager", "service", "services", "util", "utils"}


def test_no_module_has_a_vague_name(sources: Sources) -> None:
    files = [*sources("actionplan_tui"), *sources("screens"), *sources("tests")]

    assert [path for path in files if {path.stem, path.parent.name} & VAGUE] == []


def test_only_the_app_imports_screens(root: Path, sources: Sources, imports_of: ImportsOf) -> None:
    """Screens never import one another, and nothing on a screen imports the app.

    A screen is a module with its stylesheet beside it.
    """
    app = root / "screens" / "app.py"
    screens = {f"screens.{sheet.stem}" for sheet in (root / "screens").glob("*.tcss")}
    assert screens, "no screens in screens/"

    composing = (app, app.with_name("__main__.py"))
    broken = {
        (path.relative_to(root).as_posix(), name)
        for path in sources("screens")
        if path not in composing
        for name in imports_of(path) & {*screens, "screens.app"}
    }
    assert broken == set()


def test_widgets_import_the_model_and_nothing_else_of_the_core(
    sources: Sources, imports_of: ImportsOf
) -> None:
    core = {
        (path.name, name)
        for path in sources("screens/widgets")
        for name in imports_of(path)
        if name.startswith("actionplan_tui.")
    }
    foreign = {(file, name) for file, name in core if not name.startswith("actionplan_tui.model")}

    assert foreign == set()


NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx"}


def test_nothing_opens_the_network(sources: Sources, imports_of: ImportsOf) -> None:
    files = [*sources("actionplan_tui"), *sources("screens")]
    used = {(path.name, name) for path in files for name in imports_of(path)}

    assert {
        one for one in used if one[1].partition(".")[0] in NETWORK or one[1] in NETWORK
    } == set()


def test_every_package_and_its_files_are_installed(root: Path) -> None:
    setuptools = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    folders: dict[str, str] = setuptools["package-dir"]
    installed = {folders.get(name, name.replace(".", "/")) for name in setuptools["packages"]}
    carried = {
        (folders.get(name, name.replace(".", "/")), pattern)
        for name, patterns in setuptools["package-data"].items()
        for pattern in patterns
    }

    tops = [root / "actionplan_tui", root / "data", root / "screens"]
    files = [path for top in tops for path in top.rglob("*") if path.is_file()]
    code = {path.parent.relative_to(root).as_posix() for path in files if path.suffix == ".py"}
    other = {
        (path.parent.relative_to(root).as_posix(), f"*{path.suffix}")
        for path in files
        if path.suffix not in (".py", ".pyc")
    }
    assert [folder for folder in sorted(code) if not (root / folder / "__init__.py").exists()] == []
    assert code == installed
    assert other <= carried


# Written so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:root|work|opt|(?:home|Users)/\w+)/\w")
PACKAGE_HOST = re.compile(
    r"pypi\.org|pythonhosted\.org|--(?:extra-)?index[-_]url|https?://\S*(?:/simple/|registry[./])"
)


def test_no_file_names_a_machine_or_a_package_host(root: Path) -> None:
    rooms = (".ci", "actionplan_tui", "benchmarks", "data", "docs", "screens", "tests")
    top = ("*.md", "*.toml", "*.txt", "LICENSE", "Makefile", ".editorconfig", ".gitignore")
    files = [
        *(path for pattern in top for path in root.glob(pattern)),
        *(path for room in rooms for path in (root / room).rglob("*") if path.is_file()),
    ]
    texts = {path: raw for path in files if b"\0" not in (raw := path.read_bytes())}
    assert {root / "Makefile", root / ".ci" / "run", Path(__file__)} <= texts.keys()

    found = {
        (path.relative_to(root).as_posix(), match[0])
        for path, raw in texts.items()
        for pattern in (MACHINE_PATH, PACKAGE_HOST)
        for match in pattern.finditer(raw.decode(errors="replace"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("see " + "/".join(["", "root", "x", "y"]), MACHINE_PATH),
        ("open('" + "/".join(["", "home", "ana", "plan.json"]), MACHINE_PATH),
        ("https://" + "files." + "python" + "hosted.org/", PACKAGE_HOST),
    ],
)
def test_what_it_looks_for_is_found(text: str, pattern: re.Pattern[str]) -> None:
    assert pattern.search(text)


def test_the_architecture_page_names_what_is_there(root: Path) -> None:
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:actionplan_tui|data|docs|screens|tests)/[\w./]*)`", page)

    assert len(named) > 10
    assert [path for path in named if not (root / path).exists()] == []
