"""Small plans, each for one thing that is tricky in a calendar; their files are in
tests/exchange/golden/, byte for byte, named by what they show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.exchange.ics import calendar_file
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import (
    Communication,
    Goal,
    PlanInfo,
    Stakeholder,
    Step,
    Tombstone,
)
from actionplan_tui.store import create_store

WRITTEN = datetime(2026, 11, 2, 8, tzinfo=UTC)
CHANGED = datetime(2026, 11, 20, 9, 30, 15, 999999, tzinfo=UTC)

PLAN = Plan(
    info=PlanInfo(
        id=1,
        plan_id="7f3a",
        title="Fair courts, 2027",
        owner=2,
        start=date(2026, 11, 23),
        target_end=date(2027, 1, 8),
        time_zone="Europe/Berlin",
        holidays=(date(2026, 12, 25),),
        remind_due=3,
        review_cadence="monthly on 1",
    ),
    stakeholders={
        1: Stakeholder(id=1, name="Ana"),
        2: Stakeholder(id=2, name="Board"),
        3: Stakeholder(id=3, name="Press", private_notes="PRIVATE"),
    },
    goals={1: Goal(id=1, statement="Cases within a year", position="a")},
    steps={
        1: Step(id=1, title="Draft the rules", goal=1, position="a"),
        2: Step(
            id=2,
            title="Consult the bar; revise",
            parent=1,
            position="a",
            lead=1,
            due=date(2026, 12, 31),
            created_at=WRITTEN,
            updated_at=CHANGED,
            sequence=2,
        ),
        3: Step(id=3, title="Rules in force", goal=1, position="b", kind="milestone",
                due=date(2027, 1, 8)),
    },
    communications={
        1: Communication(
            id=1,
            step=2,
            audience=(2, 3),
            message="Where we are",
            responsible=1,
            channel="e-mail",
            cadence="weekly on fri",
            time=time(9),
            working_day_rule="next",
            created_at=WRITTEN,
        ),
        2: Communication(id=2, message="In force", cadence="at S3", alarm=False),
    },
    tombstones={1: Tombstone(id=1, kind="steps", of=9, title="Old", date=date(2027, 1, 2),
                             sequence=4)},
)  # fmt: skip
"""A plan of every kind of event. 25 December 2026 is a Friday and a holiday."""


def said(*lines: dict[str, Any], **info: Any) -> Plan:
    """A plan of communications, C1 and on, each named by its cadence; 2027 unless told."""
    about = {"start": date(2027, 1, 1), "target_end": date(2027, 12, 31), **info}
    return Plan(
        info=PlanInfo(id=1, plan_id="p", title="Clean water", **about),
        communications={
            id: Communication(**{"id": id, "message": line["cadence"], "alarm": False, **line})
            for id, line in enumerate(lines, 1)
        },
    )


def month_ends() -> Plan:
    """The last day, the 30th with and without short months, the 31st of December due."""
    plan = said(
        {"cadence": "monthly on last day"},
        {"cadence": "monthly on 30, skip short months"},
        {"cadence": "monthly on 30, else last day"},
        {"cadence": "quarterly on last day"},
        target_end=date(2027, 4, 30),
    )
    return plan.put("steps", Step(id=1, title="Report", due=date(2026, 12, 31)))


def leap_day() -> Plan:
    """29 February 2028 due, and what comes round on it in common years."""
    plan = said(
        {"cadence": "yearly on last day of feb"},
        {"cadence": "yearly", "start": date(2028, 2, 29)},
        {"cadence": "monthly", "start": date(2028, 1, 31), "until": date(2028, 3, 31)},
        target_end=date(2030, 12, 31),
    )
    return plan.put("steps", Step(id=1, title="Report", due=date(2028, 2, 29)))


def ends() -> Plan:
    """By count, by date, by both, by the plan's end; without any, 24 months."""
    return said(
        {"cadence": "weekly on tue, 3 times"},
        {"cadence": "weekly on tue", "until": date(2027, 1, 19), "time": time(9)},
        {"cadence": "weekly on tue, 9 times", "until": date(2027, 1, 19)},
        {"cadence": "weekly on tue"},
        {"cadence": "weekly on tue, 1 time"},
        target_end=date(2027, 2, 23),
        time_zone="America/Los_Angeles",
    )


def no_end() -> Plan:
    return said({"cadence": "monthly on 2nd tue", "time": time(9)}, target_end=None)


OFF = (date(2027, 1, 8), date(2027, 1, 29), date(2027, 2, 1))
"""Two Fridays and a Monday."""


def days_off_dropped() -> Plan:
    rule = {"working_day_rule": "drop"}
    return said(
        {"cadence": "weekly on fri", "time": time(9), **rule},
        {"cadence": "daily", **rule},
        {"cadence": "every working day"},
        {"cadence": "weekly on fri, 5 times", **rule},
        target_end=date(2027, 2, 5), holidays=OFF, time_zone="Pacific/Apia",
    )  # fmt: skip


def days_off_moved() -> Plan:
    return said(
        {"cadence": "weekly on fri", "time": time(9), "working_day_rule": "next"},
        {"cadence": "weekly on fri", "working_day_rule": "previous", "start": date(2027, 1, 8)},
        {"cadence": "monthly on first working day"},
        target_end=date(2027, 2, 5), holidays=OFF, time_zone="Pacific/Apia",
    )  # fmt: skip


def clocks_change() -> Plan:
    """09:00 stays 09:00; the zones are of north and south, and of half an hour."""
    return said({"cadence": "weekly on sun", "time": time(9)}, time_zone="Europe/Berlin")


def clocks_change_by_half_an_hour() -> Plan:
    return said({"cadence": "weekly on sun", "time": time(9)}, time_zone="Australia/Lord_Howe")


def no_clock_changes() -> Plan:
    return said({"cadence": "weekly on sun", "time": time(2, 30)}, time_zone="Pacific/Apia")


def skipped_hour() -> Plan:
    span = {"start": date(2027, 3, 21), "until": date(2027, 4, 4), "time": time(2, 30)}
    return said({"cadence": "weekly on sun", **span}, time_zone="Europe/Berlin")


def repeated_hour() -> Plan:
    span = {"start": date(2027, 10, 24), "until": date(2027, 11, 7), "time": time(2, 30)}
    return said({"cadence": "weekly on sun", **span}, time_zone="Europe/Berlin")


def called_off() -> Plan:
    """A step cancelled, a communication ended, what was removed: each still said, once."""
    plan = said(
        {"cadence": "weekly on fri", "status": "ended", "alarm": True, "sequence": 2},
        {"cadence": "at S1"},
    )
    gone = Tombstone(id=1, kind="steps", of=9, title="Old", date=date(2027, 1, 2), sequence=4)
    called = Step(id=1, title="Dig", due=date(2027, 1, 15), cancelled=True, sequence=1)
    return plan.put("steps", called).put("tombstones", gone)


def tasks() -> Plan:
    return Plan(
        info=PlanInfo(id=1, plan_id="p", title="Clean water"),
        steps={
            1: Step(id=1, title="Dig; line", due=date(2027, 1, 15), percent=40, priority=1),
            2: Step(id=2, title="Survey", due=date(2027, 1, 8), finished=date(2027, 1, 7)),
            3: Step(id=3, title="Sell", due=date(2027, 1, 9), cancelled=True, sequence=1),
            4: Step(id=4, title="Opened", due=date(2027, 2, 1), kind="milestone"),
        },
    )


def folded() -> Plan:
    """Lines longer than 75 octets in Arabic, Chinese and joined emoji, and all that is escaped."""
    arabic, chinese, family = "المحكمة العليا " * 8, "法院改革" * 15, "👩‍👩‍👧‍👦" * 7
    hard = 'Comma, semi; back\\slash "quoted"'
    return Plan(
        info=PlanInfo(id=1, plan_id="p", title=hard),
        goals={1: Goal(id=1, statement=f"{chinese}\n{family}")},
        steps={1: Step(id=1, title=arabic + hard, goal=1, due=date(2027, 1, 15))},
    )


def renamed_and_moved() -> bytes:
    """What is written to the place of an earlier file, after a step was renamed, another moved to
    another day, one removed, one moved to another goal, and a rhythm made another."""
    plan = said({"cadence": "weekly on fri"}, {"cadence": "monthly on 1"}).amend(
        "plan", 1, title="W"
    )
    plan = plan.put("goals", Goal(id=1, statement="Water")).put(
        "goals", Goal(id=2, statement="Air")
    )
    for id, name in enumerate(("Survey", "Dig", "Line", "Test"), 1):
        plan = plan.put(
            "steps", Step(id=id, title=name, goal=1, due=date(2027, 1, id), position=name)
        )
    with TemporaryDirectory() as folder:
        store = create_store(Path(folder, "p.json"), plan, now=lambda: WRITTEN, by="ana")
        plan = store.load().plan
        before = calendar_file(plan, now_version="1").data
        for change in (
            lambda plan: plan.amend("steps", 1, title="Survey all wells"),
            lambda plan: plan.amend("steps", 2, due=date(2027, 2, 2)),
            lambda plan: plan.drop("steps", [3]),
            lambda plan: plan.amend("steps", 4, goal=2),
            lambda plan: plan.amend("communications", 1, cadence="weekly on mon"),
        ):
            edit = Commit(
                label="", changes=tuple(diff(plan, change(plan))), by="ana", session="a:1:1"
            )
            plan = store.commit(edit).loaded.plan
    return calendar_file(plan, now_version="1", before=before).data


def written(plan: Plan, **options: Any) -> bytes:
    """The file of a plan."""
    return calendar_file(plan, now_version="1", **options).data


GOLDEN: dict[str, Callable[[], bytes]] = {
    "every-kind": lambda: calendar_file(PLAN, now_version="1.2").data,
    "month-ends": lambda: written(month_ends()),
    "leap-day": lambda: written(leap_day()),
    "ends-by-count-date-and-plan": lambda: written(ends()),
    "no-end": lambda: written(no_end()),
    "days-off-dropped": lambda: written(days_off_dropped()),
    "days-off-moved": lambda: written(days_off_moved()),
    "clocks-change": lambda: written(clocks_change()),
    "clocks-change-by-half-an-hour": lambda: written(clocks_change_by_half_an_hour()),
    "no-clock-changes": lambda: written(no_clock_changes()),
    "skipped-hour": lambda: written(skipped_hour()),
    "repeated-hour": lambda: written(repeated_hour()),
    "called-off": lambda: written(called_off()),
    "renamed-moved-removed": renamed_and_moved,
    "tasks": lambda: written(tasks(), todos=True),
    "long-lines": lambda: written(folded()),
}
"""By the name of the file, what writes it."""
