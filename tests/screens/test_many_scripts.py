"""A full plan in many scripts: 60 stakeholders, 200 ideas, 30 KPIs; aligned, all taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from desk_page import NOON
from plans import PlanBuilder
from rich.cells import cell_len

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import STAMPS

NAMES = ("Ministère de l'Économie", "وزارة الصحة", "卫生部", "Żółć Ńandú", "Οδηγοί", "Treasury")
TODAY = NOON.date()


def named(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {number}"


def full_plan() -> Plan:
    build = PlanBuilder(title="计划 · الخطة · Plan")
    people = [
        build.person(named(n), power=n % 5 + 1, interest=n // 5 % 5 + 1, concerns=named(n))
        for n in range(60)
    ]
    goal = build.goal(named(1), owner=people[0])
    for n in range(40):
        step = build.step(named(n), goal=goal, lead=people[n], due=TODAY + dt.timedelta(n))
        build.add(
            "communications", step=step, audience=(people[n],), responsible=people[n + 1],
            message=named(n), cadence="weekly on tue", start=TODAY,
        )  # fmt: skip
    for n in range(200):
        build.add("ideas", text=named(n), theme=named(n % 7), votes=n % 9)
    for n in range(30):
        kpi = build.add(
            "kpis", goal=goal, name=named(n), baseline=0, baseline_date=dt.date(2026, 1, 5),
            target=100, target_date=dt.date(2027, 6, 30), unit="%",
        )  # fmt: skip
        build.add("measurements", kpi=kpi, date=dt.date(2026, 6, 1), value=float(n))
    return build.plan


def told(plan: Plan) -> dict[str, object]:
    """Every record, without the store's own stamps."""
    tables = ("goals", "steps", "stakeholders", "communications", "ideas", "kpis", "measurements")
    return {
        f"{table} {id}": [
            getattr(record, name)
            for name in record.__struct_fields__
            if name not in (*STAMPS, "sequence")
        ]
        for table in tables
        for id, record in plan.table(table).items()
    }


@pytest.mark.verify
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_all_screens_are_aligned_and_all_of_it_is_taken_back(desk, size) -> None:
    async with desk(full_plan(), size=size, first="goals") as d:
        before = told(d.plan)
        for key, divided in (("2", True), ("4", True), ("5", True), ("6", True), ("3", False)):
            await d.press(key)
            await d.press(*["j"] * 12, *["k"] * 3)
            assert max(cell_len(line) for line in d.lines) <= size[0], key
            if divided:  # the frozen column ends in the same cell of every row
                grid = d.grid.region
                rows = d.lines[grid.y + 2 : grid.bottom]
                places = {cell_len(row[: row.index("│")]) for row in rows if "│" in row}
                assert len(places) == 1, (key, places)

        await d.press("4", "g", "+", "+", "T")
        await d.enter("thème 主题")
        await d.press("5", "g", "enter")
        await d.enter("41")
        await d.press("3", "L", "K", "2", "g", "j", "x")
        await d.saved_all()
        assert len(d.labels) >= 6
        assert told(d.plan) != before

        for _ in range(len(d.labels)):
            await d.press("u")
            await d.saved_all()
        assert told(d.plan) == before


async def test_an_outline_keeps_its_indent_and_a_dialog_its_keys_whatever_is_written(desk) -> None:
    build = PlanBuilder(title="خطة المياه")
    wells = build.step("آبار القرى")
    build.step("شراء المضخات", parent=wells)
    build.add("kpis", name="How many of the villages drink clean water " * 7)
    async with desk(build.plan, size=(120, 40)) as d:
        assert "   ▾ 1 آبار القرى  " in d.screen_text
        assert "       1.1 شراء المضخات  " in d.screen_text
        await d.resize(80, 24)
        await d.press("5", "ctrl+o")
        assert "Enter edit  Esc close  ? help" in d.footer
        assert d.lines[3].endswith("water How…   │")
        assert "Key KPI" in d.screen_text
        await d.resize(60, 15)
        await d.press("enter")
        assert "Enter keep" in d.footer
        assert "How will you measure your success?" in d.asking
