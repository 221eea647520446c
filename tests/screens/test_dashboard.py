"""Dashboard: KPIs measured and drawn, goals, what is late, what comes, who carries it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from desk_page import NOON, DeskPage
from plans import PlanBuilder
from rich.cells import cell_len

from actionplan_tui.model.plan import Plan
from screens.kpi_cells import figure, read_measurement

LOW = (80, 24)
WIDE = (120, 40)
JAN = dt.date(2026, 1, 1)


@pytest.fixture
def plan() -> Plan:
    """Two goals, a late step and one off track, three KPIs; today is Monday 23 November 2026."""
    build = PlanBuilder(title="Roads", start=dt.date(2026, 1, 5), target_end=dt.date(2026, 12, 31))
    ana, ben = build.person("Ana"), build.person("Ben Ó Súilleabháin")
    roads = build.goal("Every village has a road that stands the rains", owner=ana)
    build.goal("Half as many accidents")
    build.step("Grade the coast road", goal=roads, lead=ben, due=dt.date(2026, 11, 16))
    build.step("Rebuild the bridge at the river mouth", goal=roads, lead=ben,
               due=dt.date(2026, 10, 1))  # fmt: skip
    build.step("Train two road gangs", goal=roads, lead=ana, due=dt.date(2026, 11, 27))
    km = build.add(
        "kpis", name="Kilometres graded", goal=roads, unit="km", baseline=0.0, target=100.0,
        baseline_date=dt.date(2026, 1, 5), target_date=dt.date(2026, 12, 31), frequency="monthly",
    )  # fmt: skip
    build.add(
        "kpis", name="Accidents", goal=2, direction="decrease", baseline=40.0, target=20.0,
        baseline_date=dt.date(2026, 1, 5), target_date=dt.date(2026, 12, 31),
    )  # fmt: skip
    build.add("kpis", name="Gangs trained", step=3)
    for day, value in (((2026, 9, 1), 30), ((2026, 10, 1), 60), ((2026, 11, 20), 60)):
        build.add("measurements", kpi=km, date=dt.date(*day), value=float(value))
    build.add(
        "communications", audience=(ana,), responsible=ben, cadence="weekly on wed",
        start=dt.date(2026, 11, 1), message="Kilometres graded this week and what held them up",
    )  # fmt: skip
    return build.plan


async def measure(d: DeskPage, kpi: str, text: str) -> None:
    """Type a figure for a KPI."""
    await d.go(kpi)
    await d.press("enter")
    await d.enter(text)


def chart(d: DeskPage) -> dict[tuple[int, int], str]:
    """The signs of the chart on the screen, by row and column inside its axes."""
    region = d.app.screen.query_one("#chart").region
    lines = [line.ljust(region.right) for line in d.lines[region.y : region.bottom]]
    inner = [line[region.x + 12 : region.right] for line in lines[1:-2]]
    return {
        (row, column): sign
        for row, line in enumerate(inner)
        for column, sign in enumerate(line)
        if sign in "●◎·oT."
    }


# The table


@pytest.mark.parametrize("size", [LOW, WIDE])
async def test_every_column_to_health_is_whole(desk: Any, plan: Plan, size: Any) -> None:
    async with desk(plan, size=size, first="dashboard") as d:
        heading = next(line for line in d.lines if "Expected" in line)
        for title in ("KPI", "Now", "Expected", "Target", "Trend", "Health"):
            assert title in heading
        assert "off track" in d.row("1")
        # 322 of the 360 days of the path are over... on the day it was measured, 319:
        # 100 x 319 / 360 = 88.6; 60 is 68 % of that, less than 85 %.
        assert (d.cell("1", "Now"), d.cell("1", "Expected")) == ("60", "88.6")
        assert d.cell("1", "Health") == "off track"
        assert d.cell("1", "Trend") == "▁██ flat"
        assert d.cell("2", "Health") == "no data"
        assert d.cell("1", "For") == "G1"
        assert d.cell("3", "For") == "3"


async def test_a_figure_too_old_says_how_old(desk: Any, plan: Plan, clock_at: Any) -> None:
    async with desk(plan, size=LOW, first="dashboard", clock=clock_at(2027, 1, 20)) as d:
        # 61 days after 20 November, more than one and a half months.
        assert d.cell("1", "Trend") == "stale 61 d"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (99.8, "99.8"), (120000, "120,000"), (1234567, "1.23M"), (-45000.5, "-45k"),
        (12345678901, "12.35bn"), (0.004, "0"), (999999.99, "1M"), (None, ""),
    ],
)  # fmt: skip
def test_a_figure_is_never_cut(value: float | None, text: str) -> None:
    assert figure(value) == text
    assert len(text) <= 7


# Measuring


async def test_enter_measures_and_the_dashboard_turns(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.press("enter")
        assert "Kilometres graded" in d.asking
        await d.type("95")
        assert "95 km on Mon 23 Nov 2026, today" in d.asking
        await d.press("enter")
        await d.saved_all()
        assert d.cell("1", "Now") == "95"
        assert d.cell("1", "Health") == "on track"
        assert d.cell("1", "Trend").endswith("better")
        assert d.at[0] == "2"


@pytest.mark.parametrize(
    ("typed", "value", "day"),
    [
        ("31,5", 31.5, (2026, 11, 23)),
        ("1\u2009234,5", 1234.5, (2026, 11, 23)),
        ("1 234", 1234, (2026, 11, 23)),
        ("٣١٫٥", 31.5, (2026, 11, 23)),
        ("31 on 1 nov", 31, (2026, 11, 1)),
        ("31 yesterday", 31, (2026, 11, 22)),
        ("31 fri", 31, (2026, 11, 20)),
        ("31 2026-06-30", 31, (2026, 6, 30)),
        ("31 on 31 dec", 31, (2025, 12, 31)),
    ],
)
def test_figures_and_their_days_are_understood(
    plan: Plan, typed: str, value: float, day: tuple[int, int, int]
) -> None:
    assert read_measurement(plan, typed, NOON.date()) == (value, dt.date(*day))


async def test_what_is_no_figure_is_refused_with_the_text_kept(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="dashboard") as d:
        for typed, reason in (
            ("many", "'many' is no number"),
            ("31 tomorrow", "24 Nov 2026 is yet to come"),
            ("31 on the moon", "moon"),
        ):
            await measure(d, "1", typed)
            assert d.typed == typed
            assert reason in d.asking
            await d.press("escape")
        assert len(d.plan.measurements) == 3


async def test_a_second_figure_of_a_day_corrects_the_first(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="dashboard") as d:
        await d.press("enter")
        await d.type("62 on 20 nov")
        assert "on Fri 20 Nov 2026, 3 days ago, not 60" in d.asking
        await d.press("enter")
        await d.saved_all()
        assert [m.value for m in d.plan.measurements.values()] == [30, 60, 62]


# The chart, read from the screen. Its days are as many as its columns, so that a column is a day.


@pytest.mark.parametrize(
    ("size", "days", "rows"),
    # At 80 by 24, 68 columns and 9 rows of 12.5; at 120 by 40, 66 columns and 11 rows of 10.
    [(LOW, 67, {0: 8, 20: 6, 50: 4, 100: 0}), (WIDE, 65, {0: 10, 20: 8, 50: 5, 100: 0})],
)
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_every_figure_is_at_the_column_of_its_day_and_the_row_of_its_value(
    desk: Any, size: Any, days: int, rows: dict[int, int], ascii_only: bool
) -> None:
    build = PlanBuilder()
    kpi = build.add(
        "kpis", name="Wells tested", baseline=0.0, baseline_date=JAN, target=100.0,
        target_date=JAN + dt.timedelta(days=days),
    )  # fmt: skip
    figures = {7: 50, 13: 0, 26: 100, 40: 20}
    for day, value in figures.items():
        build.add("measurements", kpi=kpi, date=JAN + dt.timedelta(days=day), value=float(value))
    async with desk(build.plan, size=size, first="dashboard", ascii_only=ascii_only) as d:
        # Today is later than the target; the chart would reach to today.
        d.app.today = JAN + dt.timedelta(days=days)
        d.app.show_plan()
        await d.quiet()
        found = chart(d)
        dot, goal = ("o", "T") if ascii_only else ("●", "◎")
        assert {place for place, sign in found.items() if sign == dot} == {
            (rows[value], day) for day, value in figures.items()
        }
        assert {place for place, sign in found.items() if sign == goal} == {(rows[100], days)}
        assert (rows[0], 0) in found  # the path begins at the baseline
        region = d.app.screen.query_one("#chart").region
        if ascii_only:
            drawn = [line[region.x : region.right] for line in d.lines[region.y : region.bottom]]
            assert all(line.isascii() for line in drawn)


async def test_the_chart_follows_the_cursor(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        assert "K1 Kilometres graded, km" in d.screen_text
        assert list(chart(d).values()).count("●") == 3
        await d.press("j")
        assert "K2 Accidents  " in d.screen_text
        assert "●" not in chart(d).values()
        await d.press("j")
        assert "Nothing measured yet, and no target" in d.screen_text


# The record


async def test_a_kpi_is_added_by_name_then_its_record_is_filled(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.press("a")
        await d.enter("Potholes")
        await d.saved_all()
        await d.until(lambda: d.dialog == "KPI K4 Potholes", "the record")
        fields = {
            "Goal": "G2", "Unit": "holes", "Direction": "dec", "Baseline": "1 200",
            "Baseline date": "5 jan 2026", "Target": "150,5", "Target date": "31 dec 2026",
            "Interim targets": "30 jun 2026=700", "Path": "stepped", "Frequency": "quarterly",
            "Source": "Road log", "Data owner": "Ana",
        }  # fmt: skip
        for label, text in fields.items():
            while f">{label} " not in d.screen_text:
                await d.press("j")
            await d.press("enter")
            await d.enter(text)
        await d.press("escape")
        await d.saved_all()
        kpi = d.plan.kpis[4]
        assert (kpi.goal, kpi.unit, kpi.direction, kpi.path) == (2, "holes", "decrease", "stepped")
        assert (kpi.baseline, kpi.target) == (1200, 150.5)
        assert kpi.interim_targets == ("2026-06-30=700",)
        assert (kpi.frequency, kpi.source, kpi.data_owner) == ("quarterly", "Road log", 1)
        await d.press("u")
        await d.saved_all()
        assert d.plan.kpis[4].unit == ""
        assert d.plan.kpis[4].name == "Potholes"


async def test_a_target_on_the_wrong_side_is_refused_on_the_spot_and_the_rest_is_kept(
    desk: Any, plan: Plan
) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.press("ctrl+o")
        while ">Unit" not in d.screen_text:
            await d.press("j")
        await d.press("enter")
        await d.enter("kilometres")
        while ">Target " not in d.screen_text:
            await d.press("j")
        await d.press("enter")
        await d.enter("-5")
        assert d.typed == "-5"
        assert "does not increase" in d.screen_text
        await d.press("escape", "escape")
        await d.saved_all()
        assert d.plan.kpis[1].target == 100
        assert d.plan.kpis[1].unit == "kilometres"


async def test_the_record_can_be_edited_in_full_and_esc_leaves_it(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.press("ctrl+o", "enter", "ctrl+o")
        await d.press("ctrl+o")
        assert d.dialog == "KPI K1 Kilometres graded"
        await d.press("escape")
        await d.saved_all()
        assert not d.labels


# The lists


async def test_goals_say_work_beside_result_and_are_never_blended(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.press("tab")
        place = next(y for y, line in enumerate(d.lines) if "G1 Every village" in line)
        # No step is begun; the one KPI is at 60 of 100.
        figures = d.lines[place].partition("░")[2].split()
        assert figures == ["░░░░░░░░░", "0", "%", "60", "%", "off", "track"]
        assert d.lines[place + 1].strip() == "the rains"
        assert "Half as many accidents" in d.screen_text
        assert "no steps" in next(line for line in d.lines if "G2" in line)


@pytest.mark.parametrize("size", [LOW, WIDE])
async def test_what_is_late_and_what_comes_is_said_in_whole_words(
    desk: Any, plan: Plan, size: Any
) -> None:
    async with desk(plan, size=size, first="dashboard") as d:
        await d.press("tab")
        region = d.app.screen.query_one("#lists").region
        lines = [line[region.x :] for line in d.lines[region.y : region.bottom]]
        said = " ".join(" ".join(lines).split())
        assert "2 Rebuild the bridge at the river mouth OFF TRACK: Ana must act" in said
        assert "1 Grade the coast road LATE 5 wd: Ben Ó Súilleabháin" in said
        assert "25 Nov Ben Ó Súilleabháin tells Ana: Kilometres graded this week" in said
        assert "27 Nov Due 3 Train two road gangs, Ana" in said
        assert "Ben Ó Súilleabháin 2, Ana 1" in said
        await d.until(lambda: d.app.readiness is not None)
        found = d.app.readiness
        assert f"Readiness {found.text}" in " ".join(d.screen_text.split())


async def test_enter_on_a_line_goes_there(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.press("tab", "j", "j", "j", "enter")
        await d.until(lambda: "Actions" in d.header, "the table")
        assert d.at[0] == "1"
        await d.press("5", "g", "enter")
        await d.until(lambda: "Goals" in d.header, "the goals")


async def test_enter_under_for_goes_to_the_goal_or_the_step(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.go("3", "For")
        await d.press("enter")
        await d.until(lambda: "Actions" in d.header, "the table")
        assert d.at[0] == "3"
        await d.press("5")
        await d.go("1", "For")
        await d.press("enter")
        await d.until(lambda: "Goals" in d.header, "the goals")
        assert d.at[0] == "G1"


async def test_tab_and_esc_come_back_to_the_kpis(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.press("tab")
        assert "K1 Kilo" not in d.screen_text
        assert "go there" in d.footer
        await d.press("tab")
        assert "K1 Kilo" in d.screen_text
        assert d.grid.has_focus
        assert "Enter measure" in d.footer
        await d.press("tab", "escape")
        assert d.grid.has_focus


# The rest


@pytest.mark.parametrize("size", [LOW, WIDE])
async def test_without_a_kpi_it_says_what_to_do_and_shows_the_lists(
    desk: Any, empty: Plan, size: Any
) -> None:
    async with desk(empty, size=size, first="dashboard") as d:
        assert "No KPI yet: how will you measure your success?" in d.screen_text
        assert "no goal yet: 1 adds the first" in d.screen_text
        assert "nothing late, nothing off track" in d.screen_text
        await d.press("ctrl+o")
        assert "a adds one" in d.said


async def test_a_kpi_is_removed_with_its_figures_and_brought_back(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.press("d")
        assert "measurements" in d.said
        await d.press("d")
        await d.saved_all()
        assert 1 not in d.plan.kpis
        assert not d.plan.measurements
        await d.press("u")
        await d.saved_all()
        assert len(d.plan.measurements) == 3


async def test_thirty_kpis_in_three_scripts_stay_in_their_columns(desk: Any) -> None:
    build = PlanBuilder()
    for n in range(30):
        name = ("نسبة القرى", "合格水源比例的月度统计结果", "Écoles équipées d’un point d’eau")[
            n % 3
        ]
        kpi = build.add("kpis", name=name, baseline=0.0, target=9.0, frequency="monthly")
        build.add("measurements", kpi=kpi, date=dt.date(2026, 11, 2), value=float(n))
    async with desk(build.plan, size=LOW, first="dashboard") as d:
        rows = [d.row(str(row)) for row in list(d.grid.rows)[:7]]
        assert {cell_len(row.partition("│")[0]) for row in rows} == {28}
        assert all(row.endswith(("no data", "achieved")) for row in rows)


async def test_a_filter_that_fits_nothing_says_so(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="dashboard") as d:
        await d.press("/")
        await d.enter("zebra")
        assert "Nothing here fits the filter" in d.screen_text
        await d.press("escape")
        assert d.codes == ["1", "2", "3"]
