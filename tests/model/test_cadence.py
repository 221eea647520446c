"""Canonical cadences: read strictly, written back exactly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan_tui.model.cadence import Cadence, parse
from actionplan_tui.model.problem import Problem

READ = {
    "once": Cadence("once"),
    "daily": Cadence("day"),
    "every 3 days": Cadence("day", 3),
    "every working day": Cadence("working day"),
    "weekly": Cadence("week"),
    "weekly on tue": Cadence("week", weekdays=(1,)),
    "weekly on tue, thu": Cadence("week", weekdays=(1, 3)),
    "every 2 weeks": Cadence("week", 2),
    "every 2 weeks on wed": Cadence("week", 2, weekdays=(2,)),
    "monthly": Cadence("month"),
    "monthly on 15": Cadence("month", day=15),
    "monthly on last day": Cadence("month", day=-1),
    "monthly on 30, skip short months": Cadence("month", day=30, short="skip"),
    "monthly on 30, else last day": Cadence("month", day=30, short="last"),
    "monthly on 2nd tue": Cadence("month", weekdays=(1,), nth=2),
    "monthly on last fri": Cadence("month", weekdays=(4,), nth=-1),
    "monthly on first working day": Cadence("month", working=True, nth=1),
    "monthly on last working day": Cadence("month", working=True, nth=-1),
    "every 2 months on 1": Cadence("month", 2, day=1),
    "quarterly": Cadence("month", 3),
    "quarterly on 1": Cadence("month", 3, day=1),
    "half-yearly on 15": Cadence("month", 6, day=15),
    "yearly": Cadence("year"),
    "yearly on 1 mar": Cadence("year", day=1, month=3),
    "yearly on last day of feb": Cadence("year", day=-1, month=2),
    "every 2 years on 30 jun": Cadence("year", 2, day=30, month=6),
    "on 2026-12-01, 2027-01-05": Cadence("dates", dates=(date(2026, 12, 1), date(2027, 1, 5))),
    "at S12": Cadence("step", step=12),
    "at due": Cadence("due"),
    "weekly on tue, thu, 6 times": Cadence("week", weekdays=(1, 3), times=6),
    "monthly on 30, else last day, 1 time": Cadence("month", day=30, short="last", times=1),
}


@pytest.mark.parametrize("text", READ)
def test_canonical_text_is_read_and_written_back(text: str) -> None:
    assert parse(text) == READ[text]
    assert str(READ[text]) == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "Daily", "every 1 days", "every 0 days", "every 03 days", "every 3 months on 1",
        "weekly on thu, tue", "weekly on mon, mon", "weekly on ", "weekly on tuesday",
        "monthly on 05", "monthly on 5th mon", "monthly on 15, skip short months", "daily on 3",
        "on 2026-02-30", "on 2027-01-05, 2026-12-01", "at S0", "at S-3", "once, 3 times",
        "at due, 2 times", "daily, 0 times", "daily, 1 times", "daily, 1000 times",
        "yearly on 15", "weekly on tue\n", "monthly on ١٥",
    ],
)  # fmt: skip
def test_any_other_text_is_refused_with_examples(text: str) -> None:
    with pytest.raises(Problem, match="is not a cadence; try weekly on tue"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("monthly on 30", "else last day or"),
        ("monthly on 29", "skip short months"),
        ("quarterly on 31", "say monthly on last day"),
        ("monthly on 32", "no month has a day 32"),
        ("yearly on 31 apr", "there is no 31 Apr"),
        ("yearly on 29 feb", "say yearly on last day of feb"),
        ("every 1000 days", "1000 is too many"),
    ],
)
def test_a_day_that_cannot_be_is_named(text: str, reason: str) -> None:
    with pytest.raises(Problem, match=reason):
        parse(text)


def test_a_very_long_text_is_shortened_in_the_message() -> None:
    with pytest.raises(Problem) as refused:
        parse("x" * 5000)
    assert len(refused.value.message) < 200


every = st.integers(1, 999)
weekday = st.integers(0, 6)
nth = st.sampled_from([1, 2, 3, 4, -1])
repeating = st.one_of(
    st.builds(
        lambda kind, n: Cadence(kind, n), st.sampled_from(["day", "week", "month", "year"]), every
    ),
    st.just(Cadence("working day")),
    st.builds(
        lambda n, days: Cadence("week", n, weekdays=tuple(sorted(days))),
        every,
        st.sets(weekday, min_size=1),
    ),
    st.builds(lambda n, day: Cadence("month", n, day=day), every, st.integers(1, 28)),
    st.builds(
        lambda n, day, short: Cadence("month", n, day=day, short=short),
        every,
        st.sampled_from([29, 30]),
        st.sampled_from(["skip", "last"]),
    ),
    st.builds(lambda n, day, k: Cadence("month", n, weekdays=(day,), nth=k), every, weekday, nth),
    st.builds(
        lambda n, k: Cadence("month", n, working=True, nth=k), every, st.sampled_from([1, -1])
    ),
    st.builds(
        lambda n, month, day: Cadence("year", n, day=day, month=month),
        every,
        st.integers(1, 12),
        st.one_of(st.just(-1), st.integers(1, 28)),
    ),
)
cadences = st.one_of(
    st.builds(lambda c, times: replace(c, times=times), repeating, st.integers(0, 999)),
    st.sampled_from([Cadence("once"), Cadence("due")]),
    st.builds(lambda id: Cadence("step", step=id), st.integers(1, 10**6)),
    st.builds(
        lambda days: Cadence("dates", dates=tuple(sorted(days))),
        st.sets(st.dates(date(1000, 1, 1)), min_size=1, max_size=5),
    ),
)


@given(cadences)
def test_every_cadence_survives_being_written_and_read(cadence: Cadence) -> None:
    assert parse(str(cadence)) == cadence


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        again = str(parse(text))
    except Problem:
        return
    assert again == text
