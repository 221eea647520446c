"""A small plan in a file, a clock that can be set, and the command line as a person types it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from plans import PlanBuilder

from actionplan_tui.cli import clock, plan_files
from actionplan_tui.cli.main import run
from actionplan_tui.model.plan import Plan
from actionplan_tui.store import create_store

MONDAY = dt.date(2026, 11, 23)


class Ran(NamedTuple):
    """What a run of the program left: its exit status, its data, its talk."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of data."""
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        """The data as JSON."""
        return json.loads(self.out)

    @property
    def records(self) -> dict[str, dict[str, Any]]:
        """The objects of a list in JSON, by their references."""
        return {str(one["ref"]): one for one in self.json}

    @property
    def talk(self) -> list[str]:
        """The lines of talk, but for the one that names the plan."""
        return [line for line in self.err.splitlines() if not line.startswith("plan: ")]

    @property
    def problem(self) -> str:
        """The one line by which the program refused."""
        assert self.out == ""
        [told] = self.talk
        assert told.startswith("actionplan: ")
        return told.removeprefix("actionplan: ")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a working folder of the test's own, and an environment that says nothing."""
    home = tmp_path / "home"
    work = tmp_path / "work"
    home.mkdir()
    work.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("TERM", "xterm-256color")  # where nobody sits there may be none
    monkeypatch.delenv("ACTIONPLAN_FILE", raising=False)
    monkeypatch.setattr(plan_files, "LOCK_TIMEOUT", 0.2)
    monkeypatch.chdir(work)
    return home


@pytest.fixture
def set_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.date], None]:
    """Sets the day it is, at nine in the morning UTC."""

    def set_to(day: dt.date) -> None:
        moment = dt.datetime.combine(day, dt.time(9), dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_to


@pytest.fixture(autouse=True)
def today(set_day: Callable[[dt.date], None]) -> dt.date:
    """Monday 23 November 2026, unless the test sets another day."""
    set_day(MONDAY)
    return MONDAY


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command line in this process."""

    def ran(*words: str) -> Ran:
        capsys.readouterr()
        status = run(words)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(status, out, err)

    return ran


def small_plan() -> Plan:
    """One goal; a deliverable with a late step and one that begins; a milestone; one of most."""
    make = PlanBuilder(title="Portal plan", date_order="dmy", currency="USD")
    tavita = make.person("Tavita")
    ioane = make.person("Ioane")
    registry = make.person("Registry", kind="group", private_notes="slow to answer")
    make.info(owner=tavita)
    goal = make.goal("Half of all adults use it", target_date=dt.date(2027, 6, 30))
    legal = make.step("Legal basis", goal=goal)
    make.step(
        "Draft the bill",
        parent=legal,
        lead=tavita,
        start=dt.date(2026, 11, 2),
        due=dt.date(2026, 11, 13),
        percent=80,
    )
    consult = make.step(
        "Consult the bar",
        parent=legal,
        lead=ioane,
        start=dt.date(2026, 11, 23),
        due=dt.date(2026, 11, 27),
    )
    make.milestone("Cabinet approval", goal=goal, due=dt.date(2026, 12, 18))
    make.add("resources", step=consult, category="human", description="lawyers", needed=2)
    make.add(
        "communications",
        step=consult,
        audience=(registry,),
        message="progress",
        responsible=ioane,
        cadence="weekly on tue",
        start=dt.date(2026, 11, 3),
    )
    kpi = make.add(
        "kpis",
        name="Accounts",
        goal=goal,
        unit="%",
        baseline=0,
        baseline_date=dt.date(2026, 1, 1),
        target=50,
        target_date=dt.date(2027, 1, 1),
    )
    make.add("measurements", kpi=kpi, date=dt.date(2026, 6, 30), value=10)
    make.add("ideas", text="Open on Saturdays")
    return make.plan


@pytest.fixture
def plan_file(home: Path) -> Path:
    """The small plan in a file of the working folder."""
    path = Path("portal.json").absolute()
    create_store(path, small_plan(), now=clock.present, by="ana")
    return path


@pytest.fixture
def contents() -> Callable[[], dict[str, bytes]]:
    """Every file of the working folder, hidden ones too, with its bytes."""

    def read() -> dict[str, bytes]:
        return {
            str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()
        }

    return read
