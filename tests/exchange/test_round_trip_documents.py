"""A workbook or a Markdown page that went out comes in as the same table, whatever stands in it."""

from __future__ import annotations

from datetime import date

from any_plans import plans
from hypothesis import HealthCheck, given, settings
from plans import PlanBuilder

from actionplan_tui.exchange.action_table import TABLE_COLUMNS, action_table
from actionplan_tui.exchange.cut_cells import MOST_IN_CELL
from actionplan_tui.exchange.document import Shown
from actionplan_tui.exchange.import_result import Import
from actionplan_tui.exchange.markdown import markdown_text
from actionplan_tui.exchange.taking_in import import_source, read_source
from actionplan_tui.exchange.xlsx_workbook import workbook
from actionplan_tui.model.plan import Plan

TODAY = date(2026, 11, 23)
WHOLE = Shown(columns=tuple(column.key for column in TABLE_COLUMNS))
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found_in(data: bytes, name: str, plan: Plan) -> Import:
    return import_source(plan, read_source(data, name=name), today=TODAY)


def taken(data: bytes, name: str, plan: Plan) -> Plan:
    found = found_in(data, name, plan)
    assert [line for line in found.lines if line.trouble] == []
    return found.edit.apply(plan) if found.edit else plan


def cells(plan: Plan) -> list[tuple[str, ...]]:
    """The table without its Ids, which are the plan's own."""
    return [row[1:] for row in action_table(plan, TODAY).rows]


@FEW
@given(plans())
def test_a_workbook_that_went_out_comes_in_as_the_same_table(plan: Plan) -> None:
    data = workbook(plan, TODAY).data

    assert taken(data, "plan.xlsx", plan) is plan
    assert cells(taken(data, "plan.xlsx", Plan())) == cells(plan)


@FEW
@given(plans())
def test_a_markdown_page_that_went_out_comes_in_as_the_same_table(plan: Plan) -> None:
    assert taken(markdown_text(plan, TODAY).encode(), "plan.md", plan) is plan
    data = markdown_text(plan, TODAY, WHOLE).encode()
    assert taken(data, "plan.md", plan) is plan
    assert cells(taken(data, "plan.md", Plan())) == cells(plan)


def test_what_a_cell_of_excel_cannot_hold_is_marked_told_and_never_taken_for_the_whole() -> None:
    build = PlanBuilder()
    notes = "🚰 " + "water " * 6_000
    step = build.step("Survey", notes=notes, done_when="x" * MOST_IN_CELL)
    for n in range(2_000):
        build.add("barriers", step=step, how=f"distance of village {n}")
    book = workbook(build.plan, TODAY)

    assert book.said == (
        "2 cells are cut to 32,767 characters, the most that Excel holds: "
        "S1 Potential Barriers or Resistance, S1 Notes",
    )
    assert found_in(book.data, "plan.xlsx", build.plan).edit is None
    [line] = found_in(book.data, "plan.xlsx", Plan()).lines
    assert line.trouble == (
        "Potential Barriers or Resistance: was cut short by Excel: the rest is missing; "
        "Notes: was cut short by Excel: the rest is missing"
    )
    later = build.plan.amend("steps", 1, notes="all new")
    found = found_in(book.data, "plan.xlsx", later)
    assert found.edit is None
    assert found.lines[0].trouble == "Notes: was cut short by Excel: left as it was"
