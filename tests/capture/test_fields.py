"""One mechanism between typed text and the value of any field."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.capture.dates import AmbiguousDate
from actionplan_tui.capture.fields import Understood, say, show, show_value, understand
from actionplan_tui.model import records
from actionplan_tui.model.fields import FIELDS, Field
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Idea, Stakeholder, Step

TODAY = date(2026, 11, 23)


def value(plan: Plan, table: str, name: str, text: str, id: int | None = None) -> Any:
    return understand(plan, table, name, text, today=TODAY, id=id).value


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("steps.title", "  Draft the\nbill ", "Draft the bill"),
        ("steps.notes", "one\r\ntwo ", "one\ntwo"),
        ("steps.due", "fri", date(2026, 11, 27)),
        ("steps.due", "-", None),
        ("plan.holidays", "25 dec, 1 jan; 2027-04-02", (
            date(2026, 12, 25), date(2027, 1, 1), date(2027, 4, 2),
        )),
        ("plan.holidays", "Dec 25, 2026, 1 jan", (date(2026, 12, 25), date(2027, 1, 1))),
        ("plan.holidays", "30 dec to 1 jan", (
            date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1),
        )),
        ("communications.time", "14.30", time(14, 30)),
        ("communications.time", "9", time(9)),
        ("communications.time", "2pm", time(14)),
        ("communications.duration", "1h30", 90),
        ("communications.remind_before", "2 days", 2880),
        ("communications.duration", "45", 45),
        ("communications.duration", "1,000", 1000),
        ("steps.percent", "50%", 50),
        ("steps.percent", "", 0),
        ("steps.priority", "high", 1),
        ("steps.priority", "none", None),
        ("stakeholders.attitude", "-2", -2),
        ("plan.red_variance", "\u221230", -30),
        ("resources.needed", "120,000", 120_000),
        ("resources.needed", "", None),
        ("plan.kpi_green", "90%", 0.9),
        ("kpis.target", "95%", 95),
        ("steps.on_hold", "x", True),
        ("steps.on_hold", "No", False),
        ("communications.alarm", "", False),
        ("plan.status", "in r", "in review"),
        ("plan.status", "In-Review", "in review"),
        ("plan.status", "", "draft"),
        ("plan.date_order", "d/m/y", "dmy"),
        ("kpis.frequency", "-", None),
        ("kpis.frequency", "half", "half-yearly"),
        ("plan.work_week", "sun-thu", ("sun", "mon", "tue", "wed", "thu")),
        ("plan.work_week", "Monday to Wednesday, Saturday", ("mon", "tue", "wed", "sat")),
        ("steps.none_identified", "barriers, kpis", ("barriers", "kpis")),
        ("steps.tags", "#urgent #budget", ("urgent", "budget")),
        ("steps.tags", "urgent, budget speech", ("urgent", "budget speech")),
        ("kpis.interim_targets", "30 jun 2027=1,200; 2027-12-31=2000", (
            "2027-06-30=1200", "2027-12-31=2000",
        )),
        ("communications.cadence", "", ""),
        ("steps.lead", "ana ruiz", 2),
        ("steps.lead", "P2", 2),
        ("steps.lead", "Sina Vai", "Sina Vai"),
        ("steps.lead", '"Works, Roads"', "Works, Roads"),
        ("steps.lead", "", None),
        ("steps.support", "Lagi and Sina Vai", (3, "Sina Vai")),
        ("steps.parent", "1", 3),
        ("steps.parent", "s7", 7),
        ("steps.depends_on", "1.1, S8, train staff", (7, 8, 12)),
        ("steps.depends_on", "Consult, then revise", (8,)),
        ("steps.goal", "g2", 2),
        ("steps.goal", "fewer disputes", 2),
        ("steps.goal", "-", None),
        ("goals.aligned_to", "F1", (1,)),
        ("steps.from_idea", "I4", 4),
        ("measurements.kpi", "K2", 2),
        ("contacts.communication", "C5", 5),
    ],
)  # fmt: skip
def test_typed_text_becomes_the_value(plan: Plan, field: str, text: str, expected: Any) -> None:
    table, _, name = field.partition(".")

    assert value(plan, table, name, text) == expected


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("steps.due", "fooday", "By When: 'fooday' is no date: try 2026-12-31"),
        ("steps.percent", "140", "Percent: must be between 0 and 100"),
        ("steps.percent", "4.5", "Percent: '4.5' is no whole number"),
        ("steps.priority", "4", "Priority: must be between 1 and 3"),
        ("stakeholders.power", "6", "Power: must be between 1 and 5"),
        ("steps.on_hold", "perhaps", "On hold: 'perhaps' is neither yes nor no"),
        ("plan.status", "open", "Status: 'open' is none of draft, in review"),
        ("resources.status", "re", "Status: 're' may be requested, refused"),
        ("steps.parent", "9.9", "Under: there is no step 9.9"),
        ("steps.parent", "S99", "Under: there is no step S99"),
        ("steps.parent", "G1", "Under: G1 is a goal, and a step is asked for"),
        ("steps.goal", "No such goal", "Goal: there is no goal 'No such goal'"),
        ("steps.lead", "P99", "By Whom: there is no stakeholder P99"),
        ("steps.lead", "Ana Ruiz, Lagi", "By Whom: one name only"),
        ("measurements.value", "", "Value: what was measured?"),
        ("measurements.kpi", "", "KPI: which KPI?"),
        ("communications.cadence", "whenever", "Cadence: "),
        ("communications.time", "25:00", "Time: '25:00' is no time of day"),
    ],
)
def test_what_is_not_understood_names_the_field(
    plan: Plan, field: str, text: str, message: str
) -> None:
    table, _, name = field.partition(".")

    with pytest.raises(Problem) as caught:
        value(plan, table, name, text)

    assert caught.value.message.startswith(message)
    assert (caught.value.table, caught.value.field) == (table, name)


def test_a_field_that_is_not_there_is_a_problem(plan: Plan) -> None:
    with pytest.raises(Problem, match="a step has no field 'colour'"):
        value(plan, "steps", "colour", "red")


def test_signed_lengths_count_from_the_date_in_the_cell(plan: Plan) -> None:
    dated = plan.amend("steps", 7, due="2027-03-01")

    assert value(dated, "steps", "due", "+2w", 7) == date(2027, 3, 15)
    assert value(dated, "steps", "due", "2w", 7) == date(2026, 12, 7)


def test_an_ambiguous_date_keeps_its_readings_and_its_place(plan: Plan) -> None:
    with pytest.raises(AmbiguousDate) as caught:
        value(plan, "steps", "due", "3/4", 7)

    assert [order for order, _ in caught.value.readings] == ["dmy", "mdy"]
    assert (caught.value.table, caught.value.id, caught.value.field) == ("steps", 7, "due")


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("kpis.interim_targets", "30 jun 2027=1,200", "30 Jun 2027 = 1,200"),
        ("steps.due", "fri", "Fri 27 Nov 2026, in 4 days"),
        ("steps.due", "", "nothing"),
        ("steps.lead", "Sina Vai", "Sina Vai (new)"),
        ("steps.parent", "1.1", "1.1 Draft the bill"),
        ("steps.goal", "G2", "G2 Fewer disputes"),
        ("resources.needed", "12k", "12,000"),
        ("communications.time", "2pm", "14:00"),
    ],
)
def test_what_was_understood_is_said_back(plan: Plan, field: str, text: str, said: str) -> None:
    table, _, name = field.partition(".")

    assert understand(plan, table, name, text, today=TODAY).said == said


def test_new_names_are_told_apart(plan: Plan) -> None:
    understood = understand(plan, "steps", "support", "Lagi, Sina Vai", today=TODAY)

    assert understood == Understood((3, "Sina Vai"), "Lagi, Sina Vai (new)", ("Sina Vai",))


def test_a_title_in_two_steps_is_not_guessed_at(plan: Plan) -> None:
    double = plan.put("steps", Step(id=20, title="Train  Staff"))

    with pytest.raises(Problem, match="2 are called 'train staff': say S12 or S20"):
        value(double, "steps", "parent", "train staff")


def test_people_read_values_with_their_titles(plan: Plan) -> None:
    step = records.make(Step, id=7, due="2026-11-27", parent=3, lead=2)

    assert say(plan, "steps", step, "due") == "Fri 27 Nov 2026"
    assert say(plan, "steps", step, "parent") == "1 Reform the law"
    assert say(plan, "steps", step, "lead") == "Ana Ruiz"
    assert say(plan, "steps", step, "start") == ""


# --- Any value of any field, shown and understood again ---

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=15) | st.sampled_from(
    ['a, b; "c"', "#x", "none", "-", "اسم، اسم", "one\ntwo", 'say "hi"', "a\\nb", "#a #b", " "]
)
TIDY_TEXT = ANY_TEXT.map(lambda text: " ".join(text.split()))
ALL_FIELDS = [declared for fields in FIELDS.values() for declared in fields.values()]
BOUNDS = {"percent": (0, 100), "priority": (1, 3), "attitude": (-2, 2)}


def values_of(plan: Plan, declared: Field) -> st.SearchStrategy[Any]:
    """Values that the field may hold."""
    kind, name = declared.kind, declared.name
    if kind in ("reference", "references"):
        ids = st.sampled_from(sorted(plan.table(declared.target)))
        return ids if kind == "reference" else st.lists(ids, unique=True).map(tuple)
    if kind == "whole":
        scale = (0, 5000) if name in ("votes", "duration", "remind_before") else (1, 5)
        return st.integers(*BOUNDS.get(name, scale))
    if name == "interim_targets":
        number = st.integers(-9, 99).map(str)
        one = st.tuples(st.dates().map(str), number).map("=".join)
        return st.lists(one, unique=True).map(tuple)
    lists = {"dates": st.dates(), "words": TIDY_TEXT.filter(bool)}
    if kind in lists:
        return st.lists(lists[kind], unique=True, max_size=4).map(tuple)
    if kind == "choices":
        return st.lists(st.sampled_from(declared.choices), unique=True).map(tuple)
    simple: dict[str, st.SearchStrategy[Any]] = {
        "text": TIDY_TEXT,
        "long": ANY_TEXT.map(str.strip),
        "date": st.none() | st.dates(),
        "time": st.none() | st.times(),
        "number": st.floats(allow_nan=False, allow_infinity=False),
        "flag": st.booleans(),
        "cadence": st.sampled_from(["", "every 2 weeks on tue", "monthly on 15"]),
    }
    return simple[kind] if kind != "choice" else st.sampled_from(declared.choices)


@given(st.data())
def test_any_value_shown_is_understood_again(plan: Plan, data: st.DataObject) -> None:
    declared = data.draw(st.sampled_from(ALL_FIELDS))
    expected = data.draw(values_of(plan, declared))
    table, name = declared.table, declared.name

    shown = show_value(plan, table, name, expected)

    assert value(plan, table, name, shown) == expected


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_text_left_as_it_was_shown_changes_nothing(title: str, tag: str, name: str) -> None:
    plan = Plan(
        stakeholders={1: Stakeholder(id=1, name=name), 2: Stakeholder(id=2, name=name)},
        ideas={1: Idea(id=1, text=title, theme=name)},
        steps={1: Step(id=1, title=title, notes=title, tags=(tag, tag), lead=2, support=(2, 1))},
    )

    for table in ("steps", "ideas", "stakeholders"):
        for id, record in plan.table(table).items():
            for field in FIELDS[table]:
                shown = show(plan, table, record, field)
                assert value(plan, table, field, shown, id) == getattr(record, field)


@pytest.mark.parametrize("table", sorted(FIELDS))
def test_a_blank_record_shows_and_understands_all_its_fields(plan: Plan, table: str) -> None:
    record = TABLES[table].type()
    for name in FIELDS[table]:
        assert isinstance(show(plan, table, record, name), str)
