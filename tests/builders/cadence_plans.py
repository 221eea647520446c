"""Plans with one communication of any cadence, for property tests."""

from __future__ import annotations

from datetime import date, time

from hypothesis import strategies as st

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Communication, PlanInfo, Step

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
near = st.dates(date(2026, 11, 1), date(2028, 3, 1))
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


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan with one step, due some day, and one communication."""
    start = draw(near)
    return Plan(
        info=PlanInfo(
            id=1,
            plan_id="p",
            start=start,
            target_end=draw(st.none() | st.dates(start, date(2029, 1, 1))),
            time_zone=draw(st.sampled_from(["UTC", "Europe/Berlin", "America/New_York",
                                            "Pacific/Apia", "Asia/Jerusalem"])),
            work_week=draw(st.sampled_from([("mon", "tue", "wed", "thu", "fri"),
                                            ("sun", "mon", "tue", "wed", "thu")])),
            holidays=tuple(sorted(draw(st.sets(near, max_size=12)))),
        ),
        steps={1: Step(id=1, title="Step", due=draw(near))},
        communications={
            1: Communication(
                id=1,
                step=draw(st.none() | st.just(1)),
                cadence=draw(cadences),
                start=draw(st.none() | near),
                until=draw(st.none() | st.dates(date(2028, 3, 1), date(2029, 1, 1))),
                # Not at an hour that a change of the clocks skips or repeats.
                time=draw(st.none() | st.sampled_from([time(0, 30), time(9), time(23, 30)])),
                working_day_rule=draw(st.sampled_from(["leave", "drop", "previous", "next"])),
            )
        },
    )  # fmt: skip
