"""The chart of a KPI: every sign in the column of its day and the row of its value."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.model.plan import Plan
from screens.chart import LABELS, chart_lines, scale, sparkline

JAN = dt.date(2026, 1, 1)
Signs = dict[tuple[int, int], str]


def after(days: int) -> dt.date:
    return JAN + dt.timedelta(days=days)


def measured(*points: tuple[int, float], **kpi: Any) -> Plan:
    """A plan with one KPI, from 0 to 100 in 100 days unless said, and its figures by day."""
    build = PlanBuilder(start=JAN)
    fields: dict[str, Any] = {
        "name": "Wells tested", "baseline": 0.0, "baseline_date": JAN,
        "target": 100.0, "target_date": after(100), **kpi,
    }  # fmt: skip
    id = build.add("kpis", **fields)
    for day, value in points:
        build.add("measurements", kpi=id, date=after(day), value=value)
    return build.plan


def drawn(
    plan: Plan, today: int = 100, *, columns: int = 101, rows: int = 11, ascii_only: bool = False
) -> list[str]:
    """The chart as text, with so many columns for days and rows for values."""
    lines = chart_lines(
        plan, 1, after(today), columns + LABELS + 2, rows + 3, ascii_only=ascii_only
    )
    return ["".join(text for text, _ in line) for line in lines]


def signs(lines: list[str], *, rows: int = 11) -> Signs:
    """What stands where, by row from the top and column from the left."""
    return {
        (row, column): sign
        for row in range(rows)
        for column, sign in enumerate(lines[1 + row][LABELS + 2 :])
        if sign != " "
    }


def labels(lines: list[str], *, rows: int = 11) -> list[str]:
    return [line[:LABELS].strip() for line in lines[1 : rows + 1]]


# From 0 to 100 in 100 days on 101 columns and 11 rows: a column is a day, a row is ten.


def test_figures_stand_at_their_day_and_value_and_the_target_at_its_own() -> None:
    plan = measured((30, 40), (60, 20), (70, 0))
    found = signs(drawn(plan))
    marks = {place: sign for place, sign in found.items() if sign in "●◎"}
    assert marks == {(6, 30): "●", (8, 60): "●", (10, 70): "●", (0, 100): "◎"}


def test_the_expected_path_is_a_line_from_baseline_to_target() -> None:
    found = signs(drawn(measured()))
    for day, row in ((0, 10), (10, 9), (31, 7), (50, 5), (64, 4), (99, 0)):
        assert found[row, day] == "·", (row, day)
    assert len(found) == 101  # a sign a day, and no other


def test_a_stepped_path_waits_for_its_interim_target() -> None:
    plan = measured(path="stepped", interim_targets=("2026-02-10=50",))
    found = signs(drawn(plan))
    assert [row for row in range(11) if (row, 39) in found] == [10]
    assert [row for row in range(11) if (row, 40) in found] == [5]
    assert [row for row in range(11) if (row, 99) in found] == [5]
    assert found[0, 100] == "◎"


def test_a_linear_path_bends_at_its_interim_target() -> None:
    found = signs(drawn(measured(interim_targets=("2026-02-20=20",))))
    assert found[8, 50] == "·"
    assert found[9, 25] == "·"
    assert found[4, 75] == "·"


def test_a_falling_path_falls() -> None:
    plan = measured((50, 70), direction="decrease", baseline=100.0, target=0.0)
    found = signs(drawn(plan))
    assert found[0, 0] == "·"
    assert found[10, 100] == "◎"
    assert found[3, 50] == "●"


def test_what_is_to_be_maintained_is_expected_on_every_day() -> None:
    plan = measured((20, 100), (80, 90), direction="maintain", baseline=100.0, target=95.0)
    lines = drawn(plan)
    # From 90 to 100 in rows of one.
    assert labels(lines)[0::2] == ["100", "98", "96", "94", "92", "90"]
    found = signs(lines)
    assert {column for row, column in found if row == 5} == set(range(101))
    assert (found[0, 20], found[10, 80]) == ("●", "●")


def test_the_scale_is_of_round_figures_that_are_the_rows_values() -> None:
    lines = drawn(measured())
    assert labels(lines) == ["100", "", "80", "", "60", "", "40", "", "20", "", "0"]


@pytest.mark.parametrize(
    ("low", "high", "rows", "top", "step"),
    [
        (0, 100, 11, 100, 10),
        (0, 100, 9, 100, 12.5),
        (8, 50, 9, 60, 7.5),
        (4100, 7000, 11, 7600, 400),
        (0.1, 0.9, 9, 0.9, 0.1),
        (-10, 10, 11, 10, 2),
        (3, 3, 5, None, None),
    ],
)
def test_the_scale_holds_all_values_with_room_to_spare(
    low: float, high: float, rows: int, top: float | None, step: float | None
) -> None:
    found, each = scale(low, high, rows)
    assert found >= high
    assert found - each * (rows - 1) <= low
    if step is not None:
        assert (found, each) == (pytest.approx(top), pytest.approx(step))


def test_figures_on_other_days_than_the_path_widen_the_chart() -> None:
    plan = measured((-50, 0), (150, 100))
    found = signs(drawn(plan, today=150, columns=201))
    assert (found[10, 0], found[0, 200], found[0, 150]) == ("●", "●", "◎")


def test_figures_of_days_to_come_are_not_drawn() -> None:
    assert "●" not in signs(drawn(measured((60, 40)), today=59)).values()


def test_months_are_named_where_they_begin() -> None:
    lines = drawn(measured())
    axis, names = lines[-2][LABELS + 1 :], lines[-1][LABELS + 2 :]
    starts = {"2026": 0, "Feb": 31, "Mar": 59, "Apr": 90}
    for name, column in starts.items():
        assert names[column:].startswith(name)
        assert axis[1 + column] == "┬"
    assert axis[0] == "└"
    assert axis.count("┬") == 4


def test_a_short_chart_names_its_first_and_last_day() -> None:
    names = drawn(measured(target_date=after(20)), today=20)[-1]
    assert names.split("  ")[-1].strip() == "21 Jan 2026"
    assert "1 Jan 2026" in names


def test_a_path_to_the_last_of_all_days_names_years_that_do_not_overlap() -> None:
    names = drawn(measured(baseline_date=dt.date.min, target_date=dt.date.max))[-1]
    years = [int(name) for name in names.split()]
    assert len(years) > 3
    assert years == sorted(set(years))
    last = drawn(measured(baseline_date=dt.date.max, target_date=dt.date.max))
    assert last[-1].endswith("31 Dec 9999")


def test_figures_beyond_all_measure_are_not_drawn() -> None:
    plan = measured((10, 1e308), baseline=-1e308)
    assert drawn(plan)[1] == " Its figures are too large to be drawn"
    assert sparkline([-1e308, 1e308], 8) == "▄▄"


def test_plain_ascii_has_the_same_signs_in_the_same_places() -> None:
    plan = measured((30, 40), (60, 20))
    fancy, plain = drawn(plan), drawn(plan, ascii_only=True)
    assert all(line.isascii() for line in plain)
    turned = {place: {"●": "o", "·": ".", "◎": "T"}[sign] for place, sign in signs(fancy).items()}
    assert signs(plain) == turned
    assert plain[-2].strip().startswith("+")


def test_without_figures_or_path_it_says_what_to_do() -> None:
    lines = drawn(measured(baseline=None, target=None))
    assert "Nothing measured yet" in lines[1]
    assert "Enter measures" in lines[1]


def test_figures_without_a_baseline_are_drawn_beside_the_target() -> None:
    lines = drawn(measured((0, 10), (100, 20), baseline=None, target=30.0))
    found = signs(lines)
    assert set(found.values()) == {"●", "◎"}
    assert labels(lines)[0] == "30"


# The sparkline


def test_a_sparkline_is_the_last_values_from_lowest_to_highest() -> None:
    assert sparkline([9, 0, 7, 3.5], 3) == "▁█▅"
    assert sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8) == "▁▂▃▄▅▆▇█"
    assert sparkline([0, 7], 8, ascii_only=True) == ".@"
    assert sparkline([4, 4, 4], 8) == "▄▄▄"
    assert sparkline([], 8) == ""
