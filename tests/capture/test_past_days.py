"""What a typed date means of something that has happened, on Monday 23 November 2026."""

from __future__ import annotations

from datetime import date

import pytest
from plans import PlanBuilder

from actionplan_tui.capture.past_days import understand_past_day
from actionplan_tui.model.problem import Problem

TODAY = date(2026, 11, 23)
PLAN = PlanBuilder(title="Clean water").plan


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("yesterday", date(2026, 11, 22)),
        ("mon", TODAY),
        ("fri", date(2026, 11, 20)),
        ("31 oct", date(2026, 10, 31)),
        ("31 dec", date(2025, 12, 31)),
        ("2026-10-31", date(2026, 10, 31)),
        ("-2w", date(2026, 11, 9)),
    ],
)
def test_it_is_the_last_day_so_called(text: str, day: date) -> None:
    assert understand_past_day(PLAN, text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("tomorrow", "Tue 24 Nov 2026 is yet to come"),
        ("2027-01-01", "Fri 1 Jan 2027 is yet to come"),
        ("", "which day"),
        ("christmas", "is no date"),
    ],
)
def test_what_has_not_happened_yet_is_refused(text: str, why: str) -> None:
    with pytest.raises(Problem, match=why):
        understand_past_day(PLAN, text, TODAY)
