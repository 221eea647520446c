"""What people type for "how often", and what it is understood as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.capture.cadences import understand_cadence
from actionplan_tui.model.cadence import parse
from actionplan_tui.model.problem import Problem

UNDERSTOOD = {
    "daily": "daily",
    "every day": "daily",
    "every other day": "every 2 days",
    "3d": "every 3 days",
    "every three days": "every 3 days",
    "weekly mon": "weekly on mon",
    "every monday": "weekly on mon",
    "Mondays and Thursdays": "weekly on mon, thu",
    "mon, wed & fri": "weekly on mon, wed, fri",
    "tue-thu": "weekly on tue, wed, thu",
    "weekly": "weekly",
    "once a week": "weekly",
    "every 2 weeks on Tue": "every 2 weeks on tue",
    "fortnightly tue": "every 2 weeks on tue",
    "2w": "every 2 weeks",
    "biweekly": "every 2 weeks",
    "Every second Tuesday": "every 2 weeks on tue",
    "every other week on fri": "every 2 weeks on fri",
    "each working day": "every working day",
    "weekdays": "every working day",
    "monthly 1": "monthly on 1",
    "monthly 15th": "monthly on 15",
    "on the 15th of every month": "monthly on 15",
    "monthly 31": "monthly on last day",
    "end of the month": "monthly on last day",
    "eom": "monthly on last day",
    "monthly 30 else last day": "monthly on 30, else last day",
    "monthly on 29, skip short months": "monthly on 29, skip short months",
    "2nd tuesday monthly": "monthly on 2nd tue",
    "every second tuesday of the month": "monthly on 2nd tue",
    "last friday of the month": "monthly on last fri",
    "first working day of each month": "monthly on first working day",
    "last business day": "monthly on last working day",
    "bimonthly on the 1st": "every 2 months on 1",
    "quarterly": "quarterly",
    "every 3 months on the 1st": "quarterly on 1",
    "every six months": "half-yearly",
    "twice a year": "half-yearly",
    "4 times a year": "quarterly",
    "two times per year": "half-yearly",
    "1x a week": "weekly",
    "annually 1 march": "yearly on 1 mar",
    "every March 1": "yearly on 1 mar",
    "yearly on feb 29": "yearly on last day of feb",
    "last day of feb yearly": "yearly on last day of feb",
    "every year": "yearly",
    "at milestone S12": "at S12",
    "when s12 is done": "at S12",
    "S12": "at S12",
    "when done": "at due",
    "on completion": "at due",
    "once": "once",
    "one-off": "once",
    "on 2026-12-01, 2027-01-05": "on 2026-12-01, 2027-01-05",
    "5 jan 2027 and 1 Dec 2026": "on 2026-12-01, 2027-01-05",
    "weekly on tue for 6 times": "weekly on tue, 6 times",
    "monthly, 12x": "monthly, 12 times",
    "monthly ١٥": "monthly on 15",
    "every ۲ weeks on wed": "every 2 weeks on wed",
    "  WEEKLY   ON   Fri. ": "weekly on fri",
    "": "",
    "  ": "",
    "none": "",
    "-": "",
}


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_what_people_type_is_understood(typed: str) -> None:
    assert understand_cadence(typed) == UNDERSTOOD[typed]


@pytest.mark.parametrize("typed", [text for text in UNDERSTOOD.values() if text])
def test_canonical_text_typed_again_stays_as_it_is(typed: str) -> None:
    assert understand_cadence(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "whenever", "twice a week", "weekly 15", "monthly 1 march", "yearly on 15", "tu",
        "1 march", "every 0 days", "monthly on 0", "monthly on 1 and 15", "weekly until 2027-01-01",
        "every 99999999999999999999 days", "daily 1000 times", "every", "كل أسبوع",
        "weekly at 9:00", "=1+1", "daily weekly",
    ],
)  # fmt: skip
def test_what_is_not_understood_gets_one_line_with_examples(typed: str) -> None:
    with pytest.raises(Problem) as refused:
        understand_cadence(typed)
    assert "Try weekly on tue, every 2 weeks on wed" in refused.value.message
    assert "\n" not in refused.value.message


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("monthly 30", "say monthly on 30, else last day or monthly on 30, skip short months"),
        ("monthly on 5th mon", "some months have no 5th"),
        ("31 april yearly", "there is no 31 Apr"),
        ("on 2026-02-30", "there is no day 2026-02-30"),
        ("3 times a week", "on which days is '3 times a week'. Say them: weekly on mon, thu"),
        ("5x every month", "Make one for each: monthly on 1, monthly on 15"),
        ("end of the quarter", "quarters count from the start date"),
        ("every 1000 days", "1000 is too many"),
    ],
)
def test_a_day_that_cannot_be_asks_what_is_meant(typed: str, reason: str) -> None:
    with pytest.raises(Problem, match=reason):
        understand_cadence(typed)


WORDS = [
    "every", "each", "2", "3rd", "last", "first", "week", "weeks", "month", "day", "tue",
    "mon-fri", "on", "of", "the", "15", "30", "yearly", "mar", "and", ",", "working", "times",
    "6", "a", "else", "s12", "at", "2026-12-01",
]  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    )
)
def test_any_typing_gives_a_cadence_or_a_one_line_problem(typed: str) -> None:
    try:
        text = understand_cadence(typed)
    except Problem as problem:
        text, said = "", problem.message
    else:
        said = ""
    assert "\n" not in said
    assert len(said) < 250
    assert text == "" or str(parse(text)) == text
