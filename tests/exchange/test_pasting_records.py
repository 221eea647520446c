"""Rows of a spreadsheet pasted where people, ideas, KPIs and communications stand."""

from __future__ import annotations

import datetime as dt

import pytest
from plans import PlanBuilder

from actionplan_tui.exchange.pasting_records import PastedRecords, headings_of, paste_records
from actionplan_tui.model.plan import Plan

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def plan() -> Plan:
    build = PlanBuilder()
    build.person("Ana Ruiz", power=4)
    build.goal("Clean water")
    build.add("kpis", name="Wells clean", goal=1)
    return build.plan


def pasted(plan: Plan, table: str, *rows: str, **given) -> tuple[PastedRecords, Plan]:
    """What a paste is understood as, and the plan it would leave."""
    found = paste_records(plan, table, "\n".join(rows), today=TODAY, given=given)
    edit = found.found.edit
    return found, edit.apply(plan) if edit is not None else plan


def lines(found: PastedRecords) -> list[tuple[str, str, str]]:
    return [(line.verb, line.what, line.trouble) for line in found.found.lines]


def test_a_register_under_headings_in_any_order(plan) -> None:
    found, after = pasted(
        plan,
        "stakeholders",
        "Interest\tWhat individual or organization?\tWorries\tpower\tPrivate notes",
        "5\tPort authority\tberths\t٤\towes us a favour",
        "2\tana ruiz\t\t1\t",
        "3\t\t\t1\t",
        "6\tYacht club\t\t2\t",
    )

    assert lines(found) == [
        ("add", "Port authority", ""),
        ("unchanged", "ana ruiz", ""),
        ("cannot read", "", "Name: blank"),
        ("add", "Yacht club", "Interest: must be between 1 and 5"),
    ]
    assert found.fields == ("name", "power", "interest", "private_notes")
    port, yacht = after.stakeholders[-1], after.stakeholders[-2]
    assert (port.name, port.power, port.interest) == ("Port authority", 4, 5)
    assert port.private_notes == "owes us a favour"
    assert (yacht.power, yacht.interest) == (2, None)
    assert found.found.edit.label(plan) == "add 2 stakeholders"


def test_rows_without_headings_are_the_columns_in_order(plan) -> None:
    found, after = pasted(
        plan,
        "kpis",
        "Visits a month\tvisits\t10 500\t4.000,0\t2027-06-30\tmonthly\tcounter log",
        "wells  CLEAN\t%",
        "Cost\tUSD\t2\t2",
        goal=1,
    )

    verbs = [line.verb for line in found.found.lines]
    assert verbs == ["add", "unchanged", "cannot read"]
    assert "target 2" in found.found.lines[2].trouble
    visits = after.kpis[-1]
    assert (visits.goal, visits.baseline, visits.target) == (1, 10_500, 4000)
    assert (visits.target_date, visits.frequency) == (dt.date(2027, 6, 30), "monthly")
    assert (visits.direction, found.found.lines[0].said) == (
        "decrease",
        "taken as one to bring down",
    )


def test_a_communication_brings_new_people_once(plan) -> None:
    found, after = pasted(
        plan,
        "communications",
        "Target audience\tNext\tCadence\tBy Whom",
        "Losa; Ana Ruiz\t1 Dec\tevery 2 weeks on tue\tMele",
        "Mele\t\tnow and then\tLosa",
        start=TODAY,
    )

    assert found.found.lines[1].trouble.startswith("Cadence: how often is 'now and then'?")
    assert [person.name for person in after.stakeholders.values()] == ["Ana Ruiz", "Losa", "Mele"]
    first, second = after.communications[-1], after.communications[-2]
    assert first.audience == (-1, 1)
    assert (first.responsible, second.audience, second.responsible) == (-2, (-2,), -1)
    assert (first.cadence, first.start, second.cadence) == ("every 2 weeks on tue", TODAY, "")


def test_a_list_of_lines_is_one_column_and_nothing_new_is_no_edit(plan) -> None:
    _, after = pasted(plan, "ideas", "Fence the springs", "fence the SPRINGS", "Boil", question="Q")
    assert [(idea.text, idea.question) for idea in after.ideas.values()] == [
        ("Fence the springs", "Q"),
        ("Boil", "Q"),
    ]
    assert pasted(plan, "stakeholders", "Ana Ruiz")[0].found.edit is None


def test_what_is_no_row_of_headings(plan) -> None:
    assert headings_of("stakeholders", ["Power", "Interest"]) is None
    assert headings_of("ideas", ["Idea", "Code", "Votes"]) == ["text", "", "votes"]
