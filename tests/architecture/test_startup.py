"""What the two ways in load and do: the status in a blink, and the desk's first frame.

Every import inside a function is there for start-up time, and one of these tests would notice its
loss. `-S` leaves out what an editable installation loads for its own sake.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_page import NOON
from plans import PlanBuilder

from actionplan_tui.model.plan import Plan
from actionplan_tui.store import create_store

ROOT = Path(__file__).parents[2]

Loaded = Callable[[str], set[str]]

ASK = "from actionplan_tui.cli.main import run; assert run(['status', '-f', 'plan.json']) == 0"

READ = (
    "from actionplan_tui.store.tinydb_store import open_store;"
    "plan = open_store('plan.json', now=None).load().plan"
)

FRAME = """
import asyncio, gc
from pathlib import Path
from actionplan_tui.cli import open
from actionplan_tui.cli.plan_files import open_workspace
from screens.app import Desk
import datetime as dt

drawn = []

def draw(screen, renderable):
    if renderable is not None:
        drawn.append(type(renderable).__name__)

async def look():
    path = Path("plan.json")
    now = lambda: dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    app = Desk(open_workspace(path), path, now=now)
    app._display = draw
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print("loaded", *sys.modules)

gc.disable()
asyncio.run(look())
"""


@pytest.fixture
def plan() -> Plan:
    """A plan in UTC with a goal and a step, which tells nobody anything and sets no review."""
    build = PlanBuilder(title="Clean water", created_at=None)
    build.step("Survey wells", goal=build.goal("Every village drinks clean water"))
    return build.plan


@pytest.fixture
def loaded(tmp_path: Path, plan: Plan) -> Loaded:
    """Gives the modules that a fresh interpreter has loaded once it has run the code."""
    create_store(tmp_path / "plan.json", plan, now=lambda: NOON, by="ana").load()
    places = [str(ROOT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    homes = ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")

    def modules(code: str) -> set[str]:
        start = f"import sys; sys.path += {places!r}\n"
        run = subprocess.run(
            [sys.executable, "-S", "-c", f"{start}{code}\nprint('loaded', *sys.modules)"],
            cwd=tmp_path,
            env={**os.environ, **dict.fromkeys(homes, str(tmp_path / "home"))},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        first = next(line for line in run.stdout.splitlines() if line.startswith("loaded "))
        return set(first.split()[1:])

    return modules


def below(modules: set[str], *packages: str) -> set[str]:
    """Those of the modules that are one of the packages, or in one."""
    return {name for name in modules for one in packages if f"{name}.".startswith(f"{one}.")}


LIBRARIES = (
    *("argparse", "gettext", "shutil", "pathlib", "urllib", "difflib", "tomllib", "zoneinfo"),
    *("typing_extensions", "inspect", "dataclasses", "unicodedata", "importlib.metadata"),
    *("icalendar", "platformdirs", "rich", "textual", "dateutil.tz", "dateutil.parser"),
)


def test_a_status_loads_nothing_that_it_does_without(loaded: Loaded) -> None:
    modules = loaded(ASK)

    spared = ("tinydb", "json", "threading", "platform", "textwrap")
    assert below(modules, *LIBRARIES, *spared) == set()
    core = "actionplan_tui"
    assert {name for name in modules if name.startswith(f"{core}.store.")} == {
        f"{core}.store.{name}"
        for name in ("at_once", "decoding", "loading", "migrations", "reading")
    }
    unasked = ("capture", "exchange", "edits", "data")
    of_model = ("model.fields", "model.references", "model.rules")
    of_cli = ("cli.arguments", "cli.commands", "cli.config", "cli.people", "cli.open")
    told = ("analysis.agenda",)
    left = below(modules, *(f"{core}.{name}" for name in (*unasked, *of_model, *of_cli, *told)))
    assert left == set()


def test_what_a_command_spares_can_be_loaded_all_the_same(loaded: Loaded) -> None:
    code = (
        f"{ASK}; import platform, uuid; import msgspec;"
        "assert platform.python_version() and uuid.uuid4(); msgspec.json.decode(b'[]')"
    )

    assert below(loaded(code), "platform")


def test_a_plan_without_a_clock_or_a_cadence_expands_none(loaded: Loaded) -> None:
    code = (
        f"{READ}; import datetime as dt; from actionplan_tui.analysis.status import status;"
        "from actionplan_tui.model.plan import Plan; status(Plan(), dt.date(2026, 11, 23))"
    )

    assert below(loaded(code), "dateutil", "calendar", "actionplan_tui.analysis.clocks") == set()


def test_a_status_asked_again_loads_next_to_nothing(loaded: Loaded) -> None:
    # The answer about a plan that was just changed would not be kept.
    loaded(f"from actionplan_tui.cli import last_answer; last_answer._SETTLED = 0; {ASK}")

    again = loaded(ASK)

    assert below(again, "actionplan_tui.cli.last_answer") != set()
    assert below(again, "msgspec", "tinydb", "typing", "re", "json", "enum", "pathlib") == set()
    assert below(again, *LIBRARIES, "actionplan_tui.analysis", "actionplan_tui.store") == set()


def test_what_a_commit_needs_is_loaded_by_the_first_one(loaded: Loaded) -> None:
    needed = {
        f"actionplan_tui.store.{name}" for name in ("merging", "stamps", "history", "backups")
    }
    commit = (
        "import datetime as dt; from actionplan_tui.edits.workspace import Workspace;"
        "from actionplan_tui.edits.records import set_field;"
        "from actionplan_tui.store import open_store;"
        "now = lambda: dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC);"
        "work = Workspace(open_store('plan.json', now=now), by='ana', session='here:1:1');"
        "work.do(set_field('steps', 1, 'title', 'Survey all wells'))"
    )

    assert not needed & loaded(READ)
    assert needed <= loaded(commit)


def test_a_name_of_the_store_loads_its_own_module_alone(loaded: Loaded) -> None:
    modules = loaded("from actionplan_tui.store import session_id")

    assert below(modules, "actionplan_tui.store") == {
        "actionplan_tui.store",
        "actionplan_tui.store.sessions",
    }


def test_a_plan_outside_utc_takes_the_zones(loaded: Loaded) -> None:
    code = (
        "from actionplan_tui.cli import clock; clock.today(type('Info', (), {{'time_zone': {!r}}}))"
    )

    assert not below(loaded(code.format("UTC")), "zoneinfo")
    assert below(loaded(code.format("Pacific/Apia")), "zoneinfo")


def test_the_first_frame_loads_one_screen_and_nothing_for_later(loaded: Loaded) -> None:
    modules = loaded(FRAME)

    later = ("icalendar", "zoneinfo", "csv", "dateutil.tz", "dateutil.parser", "xml")
    assert below(modules, *later, "actionplan_tui.exchange", "screens.dialogs") == set()
    others = ("goals", "stakeholders", "ideas", "dashboard", "communications", "plans")
    assert below(modules, *(f"screens.{name}" for name in others)) == set()
    assert "screens.actions" in modules
    saving = ("merging", "stamps", "history", "backups", "creating", "restoring")
    assert below(modules, *(f"actionplan_tui.store.{name}" for name in saving)) == set()
    capture = "actionplan_tui.capture"
    assert {name for name in modules if name.startswith(f"{capture}.line")} == set()
    out_of_sight = (f"{capture}.items_{name}" for name in ("barriers", "communications", "kpis"))
    assert below(modules, *out_of_sight, "textual.widgets._text_area", "textual.document") == set()


def test_the_first_frame_is_drawn_once_and_whole_and_left_out_of_the_garbage(
    loaded: Loaded,
) -> None:
    loaded(
        FRAME
        + "\nassert drawn[:1] == ['LayoutUpdate'], drawn"
        + "\nassert drawn.count('LayoutUpdate') == 1, drawn"
        + "\nassert (gc.isenabled(), gc.get_freeze_count() > 10_000) == (True, True)"
    )
