"""A desk to sit down at, and a small plan to put on it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest
from desk_page import DeskPage, SetClock, open_desk
from plans import PlanBuilder

from actionplan_tui.model.plan import Plan


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places and plans opened lately are kept in the test's own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def desk(tmp_path: Path) -> Callable[..., AbstractAsyncContextManager[DeskPage]]:
    """Opens a desk on a plan, in a folder of its own."""
    folder = tmp_path / "plans"
    folder.mkdir()
    return partial(open_desk, folder=folder)


@pytest.fixture
def clock_at() -> Callable[..., SetClock]:
    """Gives a clock that stands at noon, in UTC, of a day."""
    return lambda *when: SetClock(dt.datetime(*when, 12, tzinfo=dt.UTC))


@pytest.fixture
def empty() -> Plan:
    """A plan with a title and nothing else."""
    return PlanBuilder(title="Clean water").plan


@pytest.fixture
def small() -> Plan:
    """Two goals; steps 1, 1.1, 1.2 and 2 under the first, 3 under the second; three people.

    1.2 is a milestone; 1.1 has a resource available, 1.2 a communication line.
    """
    build = PlanBuilder(title="Clean water", review_cadence="quarterly")
    ana, ioane, priya = (build.person(name) for name in ("Ana", "Ioane", "Priya"))
    village = build.goal("Every village drinks clean water", owner=ana)
    clinic = build.goal("Clinics report no outbreak")
    wells = build.step("Wells", goal=village)
    survey = build.step("Survey wells", parent=wells, lead=ioane, due=day(2026, 12, 4))
    report = build.milestone("Publish the survey", parent=wells, lead=ana, due=day(2026, 12, 18))
    build.step("Buy pumps", goal=village, lead=priya, due=day(2026, 11, 16), percent=40)
    build.step("Train nurses", goal=clinic)
    build.add("resources", step=survey, description="test kits", available=3)
    build.add(
        "communications",
        step=report,
        audience=(priya,),
        responsible=ana,
        cadence="every 2 weeks on tue",
        start=day(2026, 11, 24),
        message="Progress",
    )
    return build.plan


def day(*when: int) -> dt.date:
    """A date."""
    return dt.date(*when)
