"""Plans with a communication of any cadence, and with every kind of date, for property tests."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import get_args

from hypothesis import strategies as st

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import (
    KPI,
    Communication,
    CorrectiveAction,
    Frequency,
    Goal,
    Measurement,
    PlanInfo,
    Review,
    Step,
)
from actionplan_tui.model.workdays import WEEKDAYS

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Pacific/Auckland",
         "Australia/Lord_Howe", "Africa/Cairo", "America/Nuuk", "Asia/Jerusalem")  # fmt: skip
"""Northern and southern summers, half an hour of it, at midnight, by no nth weekday, none."""

DOUBTFUL = (
    ("Europe/Berlin", date(2027, 3, 28), time(2, 30)),
    ("Europe/Berlin", date(2027, 10, 31), time(2, 30)),
    ("America/New_York", date(2027, 3, 14), time(2)),
    ("America/New_York", date(2027, 11, 7), time(1, 45)),
    ("Pacific/Auckland", date(2027, 9, 26), time(2, 15)),
    ("Pacific/Auckland", date(2027, 4, 4), time(2, 30)),
    ("Australia/Lord_Howe", date(2027, 10, 3), time(2, 15)),
    ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 45)),
    ("Africa/Cairo", date(2027, 4, 30), time(0, 30)),
    ("Africa/Cairo", date(2027, 10, 28), time(23, 30)),
    ("America/Nuuk", date(2027, 3, 27), time(23, 30)),
    ("America/Nuuk", date(2027, 10, 30), time(23, 30)),
    ("Asia/Jerusalem", date(2027, 3, 26), time(2, 30)),
    ("Asia/Jerusalem", date(2027, 10, 31), time(1, 45)),
)
"""Hours that the clocks of these zones skip or repeat."""

HOURS = tuple(
    time(*at)
    for at in ((0, 30), (1, 0), (1, 45), (2, 0), (2, 15), (2, 30), (3, 0), (9, 0), (23, 30))
)

weekdays = st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
numbers = st.integers(2, 8)
monthly = st.sampled_from(
    ["monthly", "quarterly", "half-yearly", "every 2 months", "every 5 months", "every 24 months"]
)
month_days = st.one_of(
    st.integers(1, 28).map(str),
    st.builds("{}, {}".format, st.sampled_from([29, 30]),
              st.sampled_from(["skip short months", "else last day"])),
    st.builds("{} {}".format, st.sampled_from(["1st", "2nd", "3rd", "4th", "last"]), weekdays),
    st.sampled_from(["last day", "first working day", "last working day"]),
)  # fmt: skip
year_days = st.one_of(
    st.builds("{} {}".format, st.integers(1, 28), st.sampled_from(["jan", "feb", "jul"])),
    st.sampled_from(["31 dec", "last day of feb", "30 apr"]),
)
in_week_order = st.sets(weekdays, min_size=1).map(
    lambda days: ", ".join(
        day for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun") if day in days
    )
)
repeating = st.one_of(
    st.sampled_from(["daily", "weekly", "every working day", "yearly", "every 2 years"]),
    st.builds("every {} {}".format, numbers, st.sampled_from(["days", "weeks"])),
    st.builds("weekly on {}".format, in_week_order),
    st.builds("every {} weeks on {}".format, numbers, in_week_order),
    monthly,
    st.builds("{} on {}".format, monthly, month_days),
    st.builds("{} on {}".format, st.sampled_from(["yearly", "every 2 years"]), year_days),
)
near = st.one_of(
    *[st.dates(date(2026, 11, 1), date(2028, 3, 1))] * 3,
    st.sampled_from([date(2027, 1, 31), date(2028, 2, 29), *(day for _, day, _ in DOUBTFUL)]),
)
cadences = st.one_of(
    repeating,
    st.builds(
        lambda text, n: f"{text}, {n} time{'s' if n > 1 else ''}", repeating, st.integers(1, 30)
    ),
    st.sampled_from(["once", "at S1", "at due"]),
    st.sets(near, min_size=1, max_size=6).map(
        lambda days: "on " + ", ".join(map(str, sorted(days)))
    ),
)


in_order = st.tuples(st.none() | near, st.none() | near).map(
    lambda two: (min(two), max(two)) if None not in two else two
)
"""A day and a later one, either of them perhaps open."""


@st.composite
def communications(draw: st.DrawFn, id: int = 1, hours: tuple[time, ...] = HOURS) -> Communication:
    """One communication of any cadence, at one of these hours or none."""
    return Communication(
        id=id,
        step=draw(st.none() | st.just(1)),
        message=f"C{id}",
        cadence=draw(cadences),
        start=draw(st.none() | near),
        until=draw(st.none() | st.dates(date(2028, 3, 1), date(2029, 1, 1))),
        time=draw(st.none() | st.sampled_from(hours)),
        working_day_rule=draw(st.sampled_from(["leave", "drop", "previous", "next"])),
    )


@st.composite
def doubtful(draw: st.DrawFn, id: int, day: date, at: time) -> Communication:
    """One communication that falls on a day at an hour."""
    named = WEEKDAYS[day.weekday()]
    rhythm = draw(
        st.sampled_from(
            ["daily", f"weekly on {named}", f"every 2 weeks on {named}", "every 7 days",
             f"on {day}", "every working day", "monthly on last sun"]
        )
    )  # fmt: skip
    start = day - timedelta(days=draw(st.sampled_from([0, 14, 42])))
    until = day + timedelta(days=draw(st.sampled_from([0, 1, 40])))
    return Communication(
        id=id, message=f"C{id}", cadence=rhythm, start=start, until=until, time=at,
        working_day_rule=draw(st.sampled_from(["leave", "next"])),
    )  # fmt: skip


@st.composite
def plans(draw: st.DrawFn, zones: tuple[str, ...] = ZONES) -> Plan:
    """A plan with one step, due some day, and one communication."""
    start = draw(near)
    return Plan(
        info=PlanInfo(
            id=1,
            plan_id="p",
            start=start,
            target_end=draw(st.none() | st.dates(start, date(2029, 1, 1))),
            time_zone=draw(st.sampled_from(zones)),
            work_week=draw(st.sampled_from([("mon", "tue", "wed", "thu", "fri"),
                                            ("sun", "mon", "tue", "wed", "thu")])),
            holidays=tuple(sorted(draw(st.sets(near, max_size=12)))),
        ),
        steps={1: Step(id=1, title="Step", due=draw(near))},
        communications={1: draw(communications())},
    )  # fmt: skip


@st.composite
def whole_plans(draw: st.DrawFn, zones: tuple[str, ...] = ZONES) -> Plan:
    """A plan with every kind of date: due dates, a milestone, both reviews, KPIs to measure,
    corrective actions, and communications of any cadence."""
    plan = draw(plans(zones))
    some = {id: draw(communications(id)) for id in range(1, draw(st.integers(2, 4)))}
    known = [one for one in DOUBTFUL if one[0] == plan.info.time_zone]
    if known:
        _, day, at = draw(st.sampled_from(known))
        some[9] = draw(doubtful(9, day, at))
    reviews = {}
    for kind in draw(st.sets(st.sampled_from(["plan", "communication"]))):
        held, agreed = draw(in_order)
        id = len(reviews) + 1
        reviews[id] = Review(id=id, kind=kind, date=held or draw(near), next=agreed)
    kpis = {}
    for id in (1, 2):
        baseline, target = draw(in_order)
        often = draw(st.sampled_from(get_args(Frequency)))
        kpis[id] = KPI(
            id=id, name=f"K{id}", frequency=often, baseline_date=baseline, target_date=target
        )
    return Plan(
        info=plan.amend(
            "plan",
            1,
            review_cadence=draw(st.just("") | cadences),
            communication_review_cadence=draw(st.just("") | cadences),
        ).info,
        goals={1: Goal(id=1, statement="Goal", target_date=draw(st.none() | near))},
        steps={
            **plan.steps,
            2: Step(id=2, title="Milestone", kind="milestone", goal=1, due=draw(near)),
        },
        communications=some,
        reviews=reviews,
        kpis=kpis,
        measurements={1: Measurement(id=1, kpi=1, date=draw(near), value=1)},
        corrective_actions={1: CorrectiveAction(id=1, decision="Mend", due=draw(near))},
    )
