"""Plans of any size to measure with: worked out, not random, so that each run has the same ones.

    python benchmarks/plans.py FILE STEPS     makes one

A plan of a thousand steps is filled more thinly than one of thirty. To a hundred steps there are
forty resources, twenty barriers, ten communications with cadences of all kinds, four KPIs with four
measurements each, two people and two goals; most of what is past is finished, one step in twenty
is late, and the plan keeps UTC.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from actionplan_tui.model import records as r
from actionplan_tui.model.plan import Plan
from actionplan_tui.store import create_store

NOW = dt.datetime(2026, 11, 23, 3, 0, tzinfo=dt.UTC)
"""The moment at which the plans are made."""

TODAY = NOW.date()
START = dt.date(2026, 1, 5)

_FAMILY = 8
"""A deliverable and the steps below it; the last two of them stand under the third."""

_CADENCES = (
    "every 2 weeks on fri",
    "monthly on first working day",
    "quarterly",
    "weekly on mon",
    "monthly on 15",
    "once",
    "at due",
    "every 4 weeks on tue",
)
_CATEGORIES: tuple[r.ResourceCategory, ...] = ("financial", "human", "political", "information")
_ENGAGEMENTS: tuple[r.Engagement, ...] = ("unaware", "neutral", "supportive")


def position(place: int) -> str:
    """A rank that sorts as its place."""
    return f"n{place:06d}n"


def make_plan(steps: int) -> Plan:
    """A plan of that many steps, with all that hangs from them."""
    goals = 3 + steps // 50
    people = 20 + steps // 50
    tables: dict[str, Iterator[r.Record]] = {
        "goals": _goals(goals, people),
        "stakeholders": _stakeholders(people),
        "steps": _steps(steps, goals, people),
        "resources": _resources(steps),
        "barriers": _barriers(steps, people),
        "communications": _communications(steps, people),
        "kpis": _kpis(steps, goals, people),
        "measurements": _measurements(steps),
    }
    plan = Plan(info=_info())
    for table, rows in tables.items():
        plan = plan.put(table, *rows)
    return plan


def write_plan(path: Path, steps: int) -> Path:
    """A plan file of that many steps, through the product's own store; gives the path."""
    create_store(path, make_plan(steps), now=lambda: NOW, by="bench")
    return path


def _info() -> r.PlanInfo:
    return r.PlanInfo(
        id=1,
        title="Services within a day's walk",
        institution="Office of the Registrar",
        purpose="Half the villages are two days from the nearest counter.",
        success="Nobody travels for more than a day to file a form.",
        owner=1,
        status="active",
        start=START,
        target_end=dt.date(2027, 12, 31),
        holidays=(dt.date(2026, 12, 25), dt.date(2027, 1, 1), dt.date(2027, 6, 1)),
        review_cadence="every 4 weeks on mon",
        last_review=dt.date(2026, 11, 2),
        communication_review_cadence="every 13 weeks on tue",
        last_communication_review=dt.date(2026, 9, 1),
    )


def _day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def _goals(count: int, people: int) -> Iterator[r.Record]:
    for id in range(1, count + 1):
        yield r.Goal(
            id=id,
            statement=f"People of district {id} file their forms where they live",
            owner=id % people + 1,
            target_date=_day(400 + id % 300),
            success="Four in five say that they would do it this way again.",
            position=position(id),
        )


def _stakeholders(count: int) -> Iterator[r.Record]:
    for id in range(1, count + 1):
        yield r.Stakeholder(
            id=id,
            name=f"Sione Tamasese {id}" if id % 4 else f"Village council {id}",
            kind="person" if id % 4 else "group",
            organisation="Office of the Registrar",
            power=id % 5 + 1,
            interest=id * 3 % 5 + 1,
            engagement=_ENGAGEMENTS[id % 3],
            desired_engagement="supportive",
        )


def _steps(count: int, goals: int, people: int) -> Iterator[r.Record]:
    for id in range(1, count + 1):
        place = (id - 1) % _FAMILY
        top, third = id - place, id - place + 3
        parent = None if place == 0 else third if place >= _FAMILY - 2 else top
        start = _day(id * 7 % 700)
        due = start + dt.timedelta(days=30 + id % 40)
        late = id % 20 == 0
        finished = due if due < TODAY and not late else None
        yield r.Step(
            id=id,
            title=f"Publish the guidance note number {id} for the counters",
            goal=id % goals + 1 if parent is None else None,
            parent=parent,
            position=position(id),
            kind="deliverable" if place in (0, 3) else "milestone" if id % 11 == 0 else "step",
            lead=id * 7 % people + 1,
            support=(id % people + 1, (id + 5) % people + 1) if id % 3 == 0 else (),
            start=start,
            due=due,
            finished=finished,
            percent=100 if finished else 80 if start < TODAY else 0,
            depends_on=(id - 1,) if place in (2, 5) else (),
            done_when="The note is in every counter's folder, and asked about by nobody.",
            tags=("guidance",) if id % 5 == 0 else (),
            none_identified=("barriers",) if id % 6 == 0 else (),
        )


def _hung(steps: int, percent: int) -> Iterator[tuple[int, int]]:
    """Ids of records, and the steps they hang from, that many to a hundred steps."""
    count = steps * percent // 100
    for id in range(1, count + 1):
        yield id, id * steps // count


def _resources(steps: int) -> Iterator[r.Record]:
    for id, step in _hung(steps, 40):
        category = _CATEGORIES[id % 4]
        amount = float(500 + id % 900 * 10)
        money = category == "financial"
        yield r.Resource(
            id=id,
            step=step,
            category=category,
            description=f"printing and delivery of note {step}",
            available=amount / 2 if money and id % 3 else None,
            needed=amount if money else None,
            unit="USD" if money else "",
            status="committed" if id % 2 else "needed",
        )


def _barriers(steps: int, people: int) -> Iterator[r.Record]:
    for id, step in _hung(steps, 20):
        yield r.Barrier(
            id=id,
            step=step,
            who=(id * 3 % people + 1,),
            how="Could hold the note back until the running costs are shown",
            kind="resistance" if id % 2 else "risk",
            likelihood=id % 5 + 1,
            impact=id * 2 % 5 + 1,
            response="Clear the costing before the note is lodged",
        )


def _communications(steps: int, people: int) -> Iterator[r.Record]:
    for id, step in _hung(steps, 10):
        yield r.Communication(
            id=id,
            step=step,
            audience=(id * 5 % people + 1, (id * 5 + 1) % people + 1),
            message=f"What note {step} changes at the counter, and from which day",
            responsible=id * 7 % people + 1,
            channel="circular",
            cadence=_CADENCES[id % len(_CADENCES)],
            start=_day(step * 7 % 700),
        )


def _kpis(steps: int, goals: int, people: int) -> Iterator[r.Record]:
    for id, step in _hung(steps, 4):
        yield r.KPI(
            id=id,
            name=f"Forms filed without a journey, counter {id}",
            goal=id % goals + 1 if id % 2 else None,
            step=None if id % 2 else step,
            unit="forms",
            baseline=float(id % 50),
            baseline_date=START,
            target=float(id % 50 + 200),
            target_date=_day(600),
            frequency="monthly",
            data_owner=id % people + 1,
        )


def _measurements(steps: int) -> Iterator[r.Record]:
    for id, _ in _hung(steps, 16):
        kpi, month = (id + 3) // 4, (id - 1) % 4
        yield r.Measurement(
            id=id,
            kpi=kpi,
            date=_day(60 + 60 * month + kpi % 28),
            value=float(kpi % 50 + 35 * month + kpi % 17),
        )


if __name__ == "__main__":
    write_plan(Path(sys.argv[1]), int(sys.argv[2]))
