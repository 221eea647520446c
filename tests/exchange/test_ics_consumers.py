"""Real calendars read the file: each shows what the agenda shows, today and after an update."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cadence_plans import ZONES, whole_plans
from calendar_desk import PLAN, Desk
from calendar_programs import (
    FIRST,
    LAST,
    PROGRAMS,
    Calcurse,
    Khal,
    Libical,
    Program,
    Radicale,
    line,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from actionplan_tui.analysis.agenda import AgendaItem, agenda
from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.exchange.ics import calendar_bytes, calendar_file
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

pytestmark = pytest.mark.verify

WORDS = {"due": "Due: ", "milestone": "Milestone: ", "corrective action": "Corrective action: "}


def expected(plan: Plan) -> list[str]:
    """What the agenda says, in the form in which the programs are asked to print it."""
    return sorted(_line(item) for item in agenda(plan, FIRST, LAST))


def _line(item: AgendaItem) -> str:
    when = item.date if item.time is None else dt.datetime.combine(item.date, item.time)
    return line(when, WORDS.get(item.kind, "") + item.title)


def written(plan: Plan) -> bytes:
    return calendar_bytes(plan, now_version="1")


@pytest.fixture
def open_program(tmp_path: Path) -> Iterator[Callable[[str], Program]]:
    """Gives a program by its name, with an empty calendar; stops those that run."""
    opened: list[Any] = []

    def opens(name: str) -> Program:
        home = tmp_path / f"home{len(opened)}"
        home.mkdir()
        opened.append(PROGRAMS[name](home))
        return opened[-1]  # type: ignore[no-any-return]

    yield opens
    for one in opened:
        if isinstance(one, Radicale):
            one.close()


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_program_shows_the_agenda(open_program: Callable[[str], Program], name: str) -> None:
    program = open_program(name)
    program.take(written(PLAN))
    assert program.lists() == expected(PLAN)


# Any cadence, any window, every kind of date, in zones of every sort


def merged(some: list[Plan]) -> Plan:
    """One plan of many in a time zone: the first's settings, the dates of all."""
    plan = some[0]
    for more in some[1:]:
        for table in ("steps", "communications", "kpis", "corrective_actions"):
            for record in more.table(table).values():
                new = max(plan.table(table)) + 1
                plan = plan.put(table, msgspec.structs.replace(record, id=new))
    return plan


def several(zone: str) -> st.SearchStrategy[Plan]:
    return st.lists(whole_plans((zone,)), min_size=3, max_size=3).map(merged)


UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without making a failure smaller: every try starts a program."""


TRIES = {"ical.js": 3, "calcurse": 3, "khal": 2, "Radicale": 2}
LOST = ("calcurse", "Africa/Cairo")
"""After a midnight that the clocks skip, calcurse counts each day from an hour late."""


@pytest.mark.parametrize(("name", "zone"), [case for case in product(TRIES, ZONES) if case != LOST])
def test_any_plan_is_the_same_on_screen_and_in_a_program(
    tmp_path_factory: pytest.TempPathFactory, name: str, zone: str
) -> None:
    @settings(
        max_examples=TRIES[name],
        deadline=None,
        phases=UNSHRUNK,
        suppress_health_check=list(HealthCheck),
    )
    @given(several(zone), st.dates(date(2027, 1, 1), date(2028, 1, 1)), st.integers(0, 400))
    def same(plan: Plan, since: date, days: int) -> None:
        whole, part = (opened(name, tmp_path_factory.mktemp("home"), zone) for _ in range(2))
        with whole as program:
            program.take(written(plan))
            assert program.lists() == expected(plan)
        until = since + dt.timedelta(days)
        listed = sorted(map(_line, agenda(plan, since, until)))
        with part as program:
            if listed:
                choice = Choice(since=since, through=until)
                program.take(calendar_bytes(plan, now_version="1", choice=choice))
                assert program.lists() == listed

    same()


@contextmanager
def opened(name: str, home: Path, zone: str) -> Iterator[Any]:
    """A program by its name, with an empty calendar; stopped when it runs."""
    program = PROGRAMS[name](home, zone)
    with closing(program) if isinstance(program, Radicale) else nullcontext():
        yield program


@pytest.mark.parametrize("zone", ZONES)
def test_any_plan_and_any_window_is_the_same_on_screen_and_in_libical(zone: str) -> None:
    program = Libical(zone=zone)

    @settings(max_examples=60, deadline=None, phases=UNSHRUNK)
    @given(whole_plans((zone,)), st.dates(FIRST, LAST), st.integers(0, 400))
    def same(plan: Plan, since: date, days: int) -> None:
        program.take(written(plan))
        assert program.lists() == expected(plan)
        choice = Choice(since=since, through=since + dt.timedelta(days))
        listed = sorted(map(_line, agenda(plan, since, since + dt.timedelta(days))))
        try:
            program.take(calendar_bytes(plan, now_version="1", choice=choice))
        except Problem:
            assert listed == []
        else:
            assert program.lists() == listed

    same()


# Reminders


def test_khal_reminds_of_all_that_reminds(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    khal.take(written(PLAN))
    silent = ("|Workday", "|Review the plan", "|Review the communication plan", "|Measure Cases",
              "|Measure Days", "|Corrective action: Hire two")  # fmt: skip
    for shown in khal.rings():
        entry, _, sign = shown.rpartition("|")
        assert bool(sign.strip()) != entry.endswith(silent), entry


def test_khal_keeps_the_alarms_as_written(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    khal.take(written(PLAN))
    triggers = {}
    for file in (khal.home / "calendar").iterdir():
        for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT"):
            for alarm in event.walk("VALARM"):
                triggers[str(event["uid"]).split("@")[0]] = alarm["trigger"].to_ical().decode()
    assert triggers["step-1"] == "-PT15H"  # 09:00 the day before
    assert triggers["communication-1"] == "-P1D"  # 09:00 the day before a 09:00 meeting
    assert triggers["communication-2"] == "-PT2H"
    assert triggers["communication-3"] == "-P1DT8H"  # 17:00 less 32 hours
    assert triggers["communication-8-2026-12-24"] == "-PT15H"
    assert "communication-9" not in triggers


def test_calcurse_rings_for_what_has_an_hour(tmp_path: Path) -> None:
    calcurse = Calcurse(tmp_path)
    calcurse.take(written(PLAN))
    apts = Path(calcurse.folder, "apts").read_text(encoding="utf-8").splitlines()
    timed = [line for line in apts if " @ " in line]
    # calcurse marks a title it rings for with "!", others with "|"; all-day ones never ring.
    marks = {line.rpartition(mark)[2]: mark for mark in "|!" for line in timed if mark in line}
    assert [title for title, mark in marks.items() if mark == "|"] == ["Workday"]
    assert {"Last day", "It is law"} <= {title for title, mark in marks.items() if mark == "!"}


# Updates: what a calendar shows after the second import is what the plan says then.


@pytest.mark.parametrize("same_place", [True, False])
@pytest.mark.parametrize("name", ["khal", "Radicale"])
def test_importing_an_edited_plan_leaves_nothing_double_and_nothing_stale(
    open_program: Callable[[str], Program], tmp_path: Path, name: str, same_place: bool
) -> None:
    program = open_program(name)
    desk = Desk(tmp_path)
    files = [written(desk.plan)]
    program.take(files[0])

    def shown_after_another_import() -> list[str]:
        last = files[-1] if same_place else b""
        files.append(calendar_file(desk.plan, now_version="1", before=last).data)
        program.take(files[-1])
        program.take(files[-1])  # and once more: the tenth import is like the second
        return [each for each in program.lists() if "|Cancelled: " not in each]

    desk.change_everything()
    shown = shown_after_another_import()
    # A review that was held is past: calendars keep what has been.
    held = "2027-02-23||Review the plan"
    assert [each for each in shown if each != held] == expected(desk.plan)
    assert held not in expected(desk.plan)
    was = desk.plan
    desk.take_everything_back()
    assert desk.plan.communications[4].sequence > 0
    shown = shown_after_another_import()
    assert shown == expected(desk.plan) == expected(PLAN) != expected(was)
    if isinstance(program, Radicale):
        every = (Calendar.from_ical(data).walk("VEVENT") for data in files)
        assert program.items() == len({str(one["uid"]) for file in every for one in file})


def test_all_programs_are_asked_where_they_are_required() -> None:
    if os.environ.get("ACTIONPLAN_REQUIRE_CONSUMERS") == "1":
        assert os.environ.get("ACTIONPLAN_CONSUMERS"), "no folder of programs is named"
