"""What starting up costs: no module loads a library it could do without.

Static contracts cannot see what a deferred import really saves, so each module is imported in
a process of its own and asked what came with it.
"""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import actionplan_tui

TERMINAL = {"textual", "rich"}
CORE = sorted(
    module.name for module in pkgutil.walk_packages(actionplan_tui.__path__, "actionplan_tui.")
)


def loaded_by(statement: str, folder: Path) -> set[str]:
    """The modules that a fresh interpreter has loaded once it has run the statement."""
    code = (
        f"import sys\nbefore = set(sys.modules)\n{statement}\nprint(*(set(sys.modules) - before))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def libraries(modules: set[str]) -> set[str]:
    """The top names of the modules: what a person would call the library."""
    return {name.partition(".")[0] for name in modules}


def is_of_calendars(module: str) -> bool:
    """Whether it is one of the exchange's calendar modules, the only ones to need icalendar."""
    room, _, name = module.rpartition(".")
    words = {"calendar", "icalendar", "ics"}
    return room == "actionplan_tui.exchange" and not words.isdisjoint(name.split("_"))


EACH_IN_ITS_OWN = """
import os, sys
import dateutil.rrule, msgspec, tinydb  # what any module may load, once for all the children
for name in sys.argv[1:]:
    sys.stdout.flush()
    child = os.fork()
    if not child:
        status = 1
        try:
            before = set(sys.modules)
            __import__(name)
            print(name, *(set(sys.modules) - before), flush=True)
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0, name
"""


@pytest.fixture(scope="module")
def loaded_with(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What comes with each module of the core, imported alone."""
    run = subprocess.run(
        [sys.executable, "-c", EACH_IN_ITS_OWN, *CORE],
        cwd=tmp_path_factory.mktemp("imports"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    rows = [line.split() for line in run.stdout.splitlines()]
    return {name: set(found) for name, *found in rows}


def test_no_module_of_the_core_loads_a_terminal_library(loaded_with: dict[str, set[str]]) -> None:
    assert set(loaded_with) == set(CORE)
    assert {m for m, found in loaded_with.items() if libraries(found) & TERMINAL} == set()


def test_calendars_load_the_calendar_library_alone(loaded_with: dict[str, set[str]]) -> None:
    loading = {m for m, found in loaded_with.items() if "icalendar" in libraries(found)}
    assert loading
    assert {m for m in loading if not is_of_calendars(m)} == set()


@pytest.mark.parametrize(
    ("library", "formats"),
    [
        ("docx", {"docx"}),
        ("openpyxl", {"xlsx"}),
        ("xlsxwriter", {"xlsx"}),
        ("lxml", {"docx", "xlsx"}),  # which openpyxl takes where it finds it
    ],
)
def test_office_formats_load_their_library_alone(
    loaded_with: dict[str, set[str]], library: str, formats: set[str]
) -> None:
    loading = {m for m, found in loaded_with.items() if library in libraries(found)}
    assert loading
    assert {m.rpartition(".")[2].partition("_")[0] for m in loading} == formats


def test_the_package_root_imports_nothing(tmp_path: Path) -> None:
    assert loaded_by("import actionplan_tui", tmp_path) == {"actionplan_tui"}


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose every folder for settings and state is empty and the test's own."""
    own = {name: str(tmp_path / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    return {**os.environ, **own, "XDG_CACHE_HOME": str(tmp_path / "home")}


def test_status_loads_no_terminal_and_no_calendar_library(
    tmp_path: Path, home: dict[str, str]
) -> None:
    def actionplan(*words: str) -> str:
        run = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "actionplan_tui", *words],
            cwd=tmp_path,
            env=home,
            capture_output=True,
            text=True,
            check=False,
        )
        said = [line for line in run.stderr.splitlines() if not line.startswith("import time:")]
        assert run.returncode == 0, said
        return run.stderr

    actionplan("demo", "example", "--no-open")
    [plan] = (tmp_path / "example").glob("[!.]*.json")

    for _first_and_again in range(2):
        timings = actionplan("status", "-f", str(plan))
        loaded = {line.rpartition("|")[2].strip() for line in timings.splitlines() if "|" in line}
        assert "actionplan_tui" in loaded
        assert not libraries(loaded) & {*TERMINAL, "icalendar", "docx", "openpyxl", "xlsxwriter"}
