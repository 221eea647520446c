"""Export then import gives back the table: for a table of an office, and for any plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
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

WORDS = st.text(
    st.sampled_from("abzAZ 0159é☃عربي中,;:.'\"-+=@#/&|()<>%*_\\!?"), min_size=1, max_size=24
).map(lambda text: " ".join(text.split()))
PROSE = st.lists(WORDS, min_size=1, max_size=3).map("\n".join).map(str.strip)
TITLES = WORDS.filter(lambda text: any(c.isalnum() for c in text))
NAMES = st.sampled_from(
    [
        "Ana Ruiz",
        "Research and Development",
        "Ministry of Trade, Industry and Labour",
        "O'Brien; & sons",
        "وزارة الصحة",
        "A+B",
        'The "Old" Office',
        "none",
        "=Cell",
        "by the way",
        "P3",
        "registry staff",
        "IT/Data",
        "weekly",
        "中文",
    ]
)
DAYS = st.integers(0, 600).map(lambda days: date(2026, 3, 2) + timedelta(days=days))


def not_dashes(text: str) -> bool:
    return text.strip() not in ("-", "–", "—", "")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    b = PlanBuilder()
    people = [b.add("stakeholders", name=name) for name in draw(
        st.lists(NAMES, unique=True, min_size=1, max_size=5)
    )]  # fmt: skip
    someone = st.sampled_from(people)
    some = st.lists(someone, unique=True, max_size=3).map(tuple)
    statements = draw(st.lists(TITLES, unique_by=lambda t: t.casefold().rstrip(" .:;"), max_size=3))
    goals = [b.add("goals", statement=text) for text in statements if text[:1] not in "Gg"]
    steps: list[int] = []
    for _ in range(draw(st.integers(1, 6))):
        parent = draw(st.sampled_from([None, *steps]))
        goal = draw(st.sampled_from([None, *goals])) if parent is None else None
        due = draw(st.none() | DAYS)
        early = draw(st.none() | st.integers(0, 90).map(lambda days: timedelta(days=days)))
        percent = draw(st.sampled_from([0, 0, 40, 100]))
        lead = draw(st.none() | someone)
        step = b.add(
            "steps",
            title=draw(TITLES),
            parent=parent,
            goal=goal,
            kind=draw(st.sampled_from(["step", "milestone"])),
            lead=lead,
            support=tuple(id for id in draw(some) if id != lead),
            owner=draw(st.none() | someone),
            start=due - early if due and early is not None else None,
            due=due,
            forecast=draw(st.none() | DAYS),
            finished=draw(DAYS) if percent == 100 and draw(st.booleans()) else None,
            percent=percent,
            on_hold=draw(st.booleans()) and percent < 100,
            done_when=draw(st.just("") | PROSE.filter(not_dashes)),
            notes=draw(st.just("") | PROSE.filter(not_dashes)),
            priority=draw(st.sampled_from([None, 1, 3])),
            tags=tuple(draw(st.lists(st.sampled_from(["law", "a b", "x;y"]), unique=True))),
            depends_on=tuple(draw(st.lists(st.sampled_from(steps), unique=True)) if steps else ()),
            none_identified=("barriers",) if draw(st.booleans()) else (),
        )
        steps.append(step)
        add_items(draw, b, step, people)
    for parent in {step.parent for step in b.plan.steps.values()} - {None}:
        b.amend("steps", parent, percent=0, finished=None)  # progress is that of the leaves
    return b.plan


def add_items(draw: st.DrawFn, b: PlanBuilder, step: int, people: list[int]) -> None:
    someone = st.sampled_from(people)
    some = st.lists(someone, unique=True, max_size=3).map(tuple)
    for _ in range(draw(st.integers(0, 2))):
        b.add(
            "resources",
            step=step,
            description=draw(TITLES),
            available=draw(st.sampled_from([None, 2.0])),
            needed=draw(st.sampled_from([None, 1200.5])),
            unit=draw(st.sampled_from(["", "USD", "%"])),
            category=draw(st.sampled_from(["financial", "human", "other"])),
            status=draw(st.sampled_from(["needed", "available"])),
        )
    if draw(st.booleans()):
        b.add("barriers", step=step, who=draw(some), how=draw(TITLES))
    if draw(st.booleans()):
        b.add(
            "communications",
            step=step,
            audience=draw(some),
            responsible=draw(st.none() | someone),
            cadence=draw(st.sampled_from(["", "weekly on tue", "monthly on last fri"])),
            message=draw(TITLES),
        )
    if draw(st.booleans()):
        b.add(
            "kpis",
            step=step,
            name=draw(TITLES),
            target=draw(st.none() | st.sampled_from([8.0, 0.25])),
            unit=draw(st.sampled_from(["", "%", "USD"])),
            target_date=draw(st.none() | DAYS),
        )


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
