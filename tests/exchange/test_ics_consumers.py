"""Real calendars read the file: each shows what the agenda shows, today and after an update."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from datetime import date, time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cadence_plans import ZONES, whole_plans
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
from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.exchange.ics import calendar_bytes, calendar_file
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import (
    KPI,
    Communication,
    CorrectiveAction,
    PlanInfo,
    Review,
    Stakeholder,
    Step,
)
from actionplan_tui.store import PlanStore, create_store

pytestmark = pytest.mark.verify

PLAN = Plan(
    info=PlanInfo(
        id=1,
        plan_id="p1",
        title="Fair courts, 2027; second part",
        start=date(2026, 11, 23),
        target_end=date(2027, 6, 30),
        time_zone="Europe/Berlin",
        holidays=(date(2026, 12, 25), date(2027, 1, 1)),
        review_cadence="quarterly",
        communication_review_cadence="monthly on first working day",
        remind_due=1,
    ),
    stakeholders={1: Stakeholder(id=1, name="Board"), 2: Stakeholder(id=2, name="المحكمة 法院")},
    steps={
        1: Step(id=1, title="Consult the bar; revise, print", due=date(2026, 12, 31)),
        2: Step(id=2, title="In force", kind="milestone", due=date(2027, 2, 28)),
        3: Step(id=3, title="Long, " + "👩‍👩‍👧‍👦" * 9, due=date(2028, 2, 29)),
        4: Step(id=4, title='A \\ back, "quotes"', due=date(2027, 3, 31)),
    },
    kpis={
        1: KPI(id=1, name="Cases", frequency="monthly", baseline_date=date(2027, 1, 31)),
        2: KPI(id=2, name="Days", frequency="weekly", target_date=date(2027, 3, 1)),
    },
    corrective_actions={
        1: CorrectiveAction(id=1, decision="Hire two", due=date(2027, 1, 4)),
    },
    communications={
        1: Communication(id=1, audience=(1, 2), message="Where we are", cadence="weekly on fri",
                         time=time(9), duration=45, working_day_rule="next"),
        2: Communication(id=2, message="Every second week", cadence="every 2 weeks on tue, thu",
                         remind_before=120),
        3: Communication(id=3, message="Last day", cadence="monthly on last day", time=time(17)),
        4: Communication(id=4, message="Thirtieth", cadence="monthly on 30, else last day"),
        5: Communication(id=5, message="First day", cadence="monthly on first working day"),
        6: Communication(id=6, message="Second Tuesday", cadence="monthly on 2nd tue"),
        7: Communication(id=7, message="It is law", cadence="at S2", time=time(12)),
        8: Communication(id=8, message="Ad hoc", cadence="on 2026-12-24, 2027-03-29"),
        9: Communication(id=9, message="Workday", cadence="every working day", time=time(8),
                         start=date(2026, 12, 21), until=date(2027, 1, 8), alarm=False),
        10: Communication(id=10, message="Leap", cadence="yearly on last day of feb"),
        11: Communication(id=11, message="Quarter", cadence="quarterly on 15",
                          working_day_rule="drop", start=date(2026, 11, 24)),
        12: Communication(id=12, message="Sundays", cadence="every 3 weeks on mon, sun",
                          time=time(23, 30)),
    },
)  # fmt: skip

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
    return st.lists(whole_plans((zone,)), min_size=4, max_size=4).map(merged)


UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without making a failure smaller: every try starts a program."""


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("name", ["ical.js", "calcurse", "khal", "Radicale"])
def test_any_plan_is_the_same_on_screen_and_in_a_program(
    tmp_path_factory: pytest.TempPathFactory, name: str, zone: str
) -> None:
    @settings(
        max_examples=3, deadline=None, phases=UNSHRUNK, suppress_health_check=list(HealthCheck)
    )
    @given(several(zone))
    def same(plan: Plan) -> None:
        program = PROGRAMS[name](tmp_path_factory.mktemp("home"), zone)
        with closing(program) if isinstance(program, Radicale) else nullcontext():
            program.take(written(plan))
            assert program.lists() == expected(plan)

    same()


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


class Desk:
    """The plan in a file, edited as the desk does it."""

    def __init__(self, folder: Path) -> None:
        now = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
        self.store: PlanStore = create_store(folder / "plan.json", PLAN, now=lambda: now, by="a")
        self.plan = self.store.load().plan

    def edit(self, change: Callable[[Plan], Plan]) -> None:
        changes = tuple(diff(self.plan, change(self.plan)))
        commit = Commit(label="edit", changes=changes, by="a", session="here:1:1")
        self.plan = self.store.commit(commit).loaded.plan

    def change_everything(self) -> None:
        """Rename, re-date, split, move to another rhythm, hold, pause, take away."""
        self.edit(lambda plan: plan.amend("steps", 1, title="Consult", due=date(2027, 1, 15)))
        self.edit(lambda plan: plan.put("steps", Step(id=-1, title="Print", parent=4,
                                                      due=date(2027, 3, 30))))  # fmt: skip
        self.edit(lambda plan: plan.amend("steps", 2, due=date(2027, 3, 2)))  # C7 waits for it
        self.edit(lambda plan: plan.drop("steps", [3]))
        self.edit(lambda plan: plan.amend("communications", 8, cadence="weekly on mon"))
        self.edit(lambda plan: plan.amend("communications", 2, cadence="monthly on last fri"))
        self.edit(lambda plan: plan.amend("communications", 6, cadence="on 2027-02-01, 2027-02-03"))
        self.edit(lambda plan: plan.amend("communications", 3, time=None))
        self.edit(lambda plan: plan.amend("communications", 11, status="ended"))
        self.edit(lambda plan: plan.drop("communications", [4, 10]))
        self.edit(lambda plan: plan.amend("plan", 1, holidays=(date(2027, 1, 1),
                                                               date(2027, 3, 26))))  # fmt: skip
        self.edit(lambda plan: plan.amend("plan", 1, target_end=date(2027, 5, 31)))
        self.edit(lambda plan: plan.put("reviews", Review(id=-1, date=date(2027, 2, 20),
                                                          next=date(2027, 3, 5))))  # fmt: skip
        self.edit(lambda plan: plan.amend("kpis", 2, frequency=None))
        self.edit(lambda plan: plan.drop("corrective_actions", [1]))


@pytest.mark.parametrize("same_place", [True, False])
@pytest.mark.parametrize("name", ["khal", "Radicale"])
def test_importing_an_edited_plan_leaves_nothing_double_and_nothing_stale(
    open_program: Callable[[str], Program], tmp_path: Path, name: str, same_place: bool
) -> None:
    program = open_program(name)
    desk = Desk(tmp_path)
    before = written(desk.plan)
    program.take(before)
    desk.change_everything()
    last = before if same_place else b""
    after = calendar_file(desk.plan, now_version="1", before=last).data
    program.take(after)
    program.take(after)  # and once more: the tenth import is like the second
    shown = [each for each in program.lists() if "|Cancelled: " not in each]
    # A review that was held is past: calendars keep what has been.
    held = "2027-02-23||Review the plan"
    assert [each for each in shown if each != held] == expected(desk.plan)
    assert held not in expected(desk.plan)
    held_in_file = {str(one["uid"]) for one in Calendar.from_ical(after).walk("VEVENT")}
    if isinstance(program, Radicale):
        gone = {str(one["uid"]) for one in Calendar.from_ical(before).walk("VEVENT")}
        assert program.items() == len(held_in_file | gone)


def test_all_programs_are_asked_where_they_are_required() -> None:
    if os.environ.get("ACTIONPLAN_REQUIRE_CONSUMERS") == "1":
        assert os.environ.get("ACTIONPLAN_CONSUMERS"), "no folder of programs is named"
