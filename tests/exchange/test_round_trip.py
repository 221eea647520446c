"""Export then import gives back the table: for a table of an office, and for any plan."""

from __future__ import annotations

from datetime import date

import pytest
from any_plans import plans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans import PlanBuilder

from actionplan_tui.exchange.action_table import action_table
from actionplan_tui.exchange.csv_table import csv_bytes, read_table
from actionplan_tui.exchange.importing import plan_import
from actionplan_tui.model import rules
from actionplan_tui.model.plan import TABLES, Plan

TODAY = date(2026, 11, 23)


def again(plan: Plan, into: Plan, *, delimiter: str = ",", guard: bool = True) -> Plan:
    """The second plan with the table of the first imported into it."""
    data = csv_bytes(plan, TODAY, delimiter=delimiter, guard=guard)
    found = plan_import(into, read_table(data, name="plan.csv"), today=TODAY)
    assert [line for line in found.lines if line.trouble] == []
    return found.edit.apply(into) if found.edit else into


def cells(plan: Plan) -> list[dict[str, str]]:
    """The table without its Ids, which are the plan's own."""
    table = action_table(plan, TODAY)
    return [
        {name: cell for name, cell in zip(table.headings, row, strict=True) if name != "Id"}
        for row in table.rows
    ]


# 25 steps as an office keeps them and Excel saves them: CP1252, semicolons, day before month.
OFFICE = [
    # step, lead, due, available, needed, barriers, told by, audience, KPI
    (f"Step {n}: {verb} the {thing}", lead, f"{n % 28 + 1:02}/{n % 12 + 1:02}/2027",
     f"{n} clerks", f"€ {n} 500 travel" if n % 3 else "néant" if n % 2 else "n/a",
     f"Registry: case {n}" if n % 4 else "", teller, audience, f"files = {n}0")
    for n, (verb, thing, lead, teller, audience) in enumerate(
        (
            (("Draft", "Check", "Sign", "Send", "File")[n % 5],
             ("form", "bill", "café permit", "naïve model", "list")[n // 5],
             ("Ana Ruiz", "Tomás Peña\nAna Ruiz", "Zoë & Ana Ruiz", "Registry", "")[n % 5],
             ("Ana Ruiz", "")[n % 2],
             ("Staff", "Staff; Unions", "Press")[n % 3])
            for n in range(25)
        ),
        1,
    )
]  # fmt: skip


def office_table() -> bytes:
    headings = (
        "Action Step;By Whom;By When;Resources Available;Resources Needed;Potential Barriers;"
        "By Whom;Target Audience;KPI"
    )
    lines = [f'"{cell}"' if "\n" in cell or ";" in cell else cell for row in OFFICE for cell in row]
    rows = [";".join(lines[n : n + 9]) for n in range(0, len(lines), 9)]
    return "\r\n".join(["Plan d’action 2027;;;;;;;;", headings, *rows, ""]).encode("cp1252")


def test_every_cell_of_25_rows_of_excel_is_found() -> None:
    plan = again_from(office_table())
    table = cells(plan)

    assert len(table) == 25
    names = {"Zoë & Ana Ruiz": "Zoë + Ana Ruiz", "Tomás Peña\nAna Ruiz": "Tomás Peña + Ana Ruiz"}
    for n, (row, cell) in enumerate(zip(OFFICE, table, strict=True), 1):
        title, lead, due, available, needed, barrier, teller, audience, kpi = row
        day, month, year = due.split("/")
        assert cell["Action Step"] == title.partition(": ")[2]
        assert cell["By Whom"] == names.get(lead, lead)
        assert cell["By When"] == f"{year}-{month}-{day}"
        assert cell["Resources and Support Available"] == available
        expected = "none" if needed in ("néant", "n/a") else f"EUR {n},500 travel"
        assert cell["Resources and Support Needed"] == expected
        assert cell["Potential Barriers or Resistance"] == barrier
        by = f" by {teller}" if teller else ""
        assert cell["Communication Plan (By Whom, Target Audience)"] == (
            audience.replace("; ", ", ") + by
        )
        assert cell["Key Performance Indicators (KPIs)"] == kpi


def again_from(data: bytes) -> Plan:
    found = plan_import(Plan(), read_table(data, name="office.csv"), today=TODAY)
    assert found.edit is not None
    assert found.counts["add"] == 25
    assert [line for line in found.lines if line.trouble] == []
    return found.edit.apply(Plan())


def test_that_table_exported_and_imported_again_changes_nothing() -> None:
    plan = again_from(office_table())

    assert again(plan, plan) is plan
    assert cells(again(plan, Plan())) == cells(plan)
    # The office's own table once more: every step is found, by its title.
    found = plan_import(plan, read_table(office_table(), name="office.csv"), today=TODAY)
    assert found.edit is None
    assert found.counts["unchanged"] == 25


# --- Any plan ---

FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@FEW
@given(plans(), st.sampled_from([",", ";", "\t"]))
def test_any_plan_exported_and_imported_into_itself_is_unchanged(
    plan: Plan, delimiter: str
) -> None:
    assert again(plan, plan, delimiter=delimiter) is plan


@FEW
@given(plans())
def test_any_plan_exported_and_imported_into_an_empty_one_gives_its_table(plan: Plan) -> None:
    after = again(plan, Plan())

    assert cells(after) == cells(plan)
    every = [(table, id, "") for table in TABLES for id in after.table(table)]
    rules.check(after, every)


@pytest.mark.parametrize("guard", [True, False])
def test_a_formula_survives_the_round(guard: bool) -> None:
    b = PlanBuilder()
    b.add("steps", title='=HYPERLINK("x")', notes="-1\n+2")

    assert cells(again(b.plan, Plan(), guard=guard)) == cells(b.plan)
