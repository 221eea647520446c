"""How far off a day is, in words; and days counted on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actionplan_tui.capture.days import days_on, say_distance

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"), (1, "tomorrow"), (-1, "yesterday"), (2, "in 2 days"), (-2, "2 days ago"),
        (30, "in 30 days"), (31, "in 4 weeks"), (91, "in 13 weeks"), (92, "in 3 months"),
        (730, "in 24 months"), (731, "in 2 years"), (-731, "2 years ago"),
    ],
)  # fmt: skip
def test_the_unit_is_one_that_can_be_counted(days: int, said: str) -> None:
    assert say_distance(TODAY + timedelta(days), TODAY) == said


def test_days_on_end_with_the_calendar() -> None:
    assert days_on(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert (days_on(date.max, 1), days_on(date.min, -1)) == (date.max, date.min)
