"""Cells over tables of their own, typed and read as text."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan_tui.capture.dates import AmbiguousDate
from actionplan_tui.capture.items import Item, Items, parse_items, show_item, show_items
from actionplan_tui.model import records as r
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import KPI, Barrier, Communication, Record, Resource

TODAY = date(2026, 11, 23)
STEP = 7
IOANE, ANA, LAGI, BUDGET = 1, 2, 3, 4


def parse(plan: Plan, column: str, text: str, today: date = TODAY) -> Items:
    return parse_items(plan, STEP, column, text, today=today)


def holding(plan: Plan, *rows: Record) -> Plan:
    """The plan with these records on the step, under the ids 1, 2, 3…"""
    for id, row in enumerate(rows, 1):
        table = {
            Resource: "resources",
            Barrier: "barriers",
            Communication: "communications",
            KPI: "kpis",
        }[type(row)]
        plan = plan.put(table, r.amend(row, id=id, step=STEP))
    return plan


@pytest.fixture(scope="session")
def bare(plan: Plan) -> Plan:
    """The plan with nothing on the step."""
    return plan.drop("communications", plan.communications).drop("kpis", plan.kpis)


# --- What new items say ---


@pytest.mark.parametrize(
    ("column", "text", "fields"),
    [
        ("needed", "2 lawyers", {
            "needed": 2, "unit": "", "description": "lawyers", "category": "human",
            "source": "", "status": "needed",
        }),
        ("available", "USD 120,000 licence fee (from Treasury)", {
            "available": 120_000, "unit": "USD", "description": "licence fee",
            "category": "financial", "source": "Treasury", "status": "available",
        }),
        ("needed", "$12k", {
            "needed": 12_000, "unit": "WST", "description": "", "category": "financial",
            "source": "", "status": "needed",
        }),
        ("available", "meeting room", {
            "available": None, "description": "meeting room", "category": "equipment",
            "source": "", "status": "available",
        }),
        ("needed", "political: a word from above", {
            "needed": None, "description": "a word from above", "category": "political",
            "source": "", "status": "needed",
        }),
        ("needed", "3 days of consultant time", {
            "needed": 3, "unit": "days", "description": "consultant time",
            "category": "human", "source": "", "status": "needed",
        }),
        ("barriers", "Ana Ruiz, Sina Vai: fear of job losses", {
            "who": (ANA, "Sina Vai"), "how": "fear of job losses", "kind": "resistance",
        }),
        ("barriers", "Ana Ruiz", {"who": (ANA,), "how": "", "kind": "resistance"}),
        ("barriers", "risk: heavy rains", {"who": (), "how": "heavy rains", "kind": "risk"}),
        ("barriers", "Lack of staff: two posts vacant", {
            "who": (), "how": "Lack of staff: two posts vacant", "kind": "barrier",
        }),
        ("barriers", "ends at 10:30 or later", {
            "who": (), "how": "ends at 10:30 or later", "kind": "barrier",
        }),
        (
            "communications",
            "Bar association by Ioane Tui every 2 weeks on tue via meeting: progress of the bill",
            {
                "audience": ("Bar association",), "responsible": IOANE,
                "cadence": "every 2 weeks on tue", "channel": "meeting",
                "message": "progress of the bill",
            },
        ),
        ("communications", "Lagi and ministry of finance, budget office via email weekly", {
            "audience": (LAGI, BUDGET), "responsible": None, "cadence": "weekly",
            "channel": "email", "message": "",
        }),
        ("communications", "we shall tell all of them all about it in the end", {
            "audience": (), "responsible": None, "cadence": "", "channel": "",
            "message": "we shall tell all of them all about it in the end",
        }),
        ("communications", ": figures", {
            "audience": (), "responsible": None, "cadence": "", "channel": "",
            "message": "figures",
        }),
        ("kpis", "letters received = 8 by 31 Mar 2027", {
            "name": "letters received", "target": 8, "unit": "",
            "target_date": date(2027, 3, 31),
        }),
        ("kpis", "waiting time <= 10 days", {
            "name": "waiting time", "target": 10, "unit": "days", "target_date": None,
            "direction": "decrease",
        }),
        ("kpis", "spent = USD 5m by eoy", {
            "name": "spent", "target": 5_000_000, "unit": "USD",
            "target_date": date(2026, 12, 31),
        }),
        ("kpis", "coverage = 95% of cases", {
            "name": "coverage", "target": 95, "unit": "% of cases", "target_date": None,
        }),
        ("kpis", "law enacted by Mar 2027", {
            "name": "law enacted", "target": None, "target_date": date(2027, 3, 31),
        }),
        ("kpis", "K2", {"name": "K2", "target": None, "target_date": None}),
    ],
)  # fmt: skip
def test_a_new_item(bare: Plan, column: str, text: str, fields: dict[str, Any]) -> None:
    [item] = parse(bare, column, text).items

    assert item.id == 0
    assert item.text == text
    assert item.fields == fields


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("money for travel", "financial"),
        ("2 lawyers", "human"),
        ("analysts", "human"),
        ("support staff", "human"),
        ("a letter from the minister", "political"),
        ("cabinet approval", "political"),
        ("3 servers", "equipment"),
        ("a vehicle", "equipment"),
        ("survey data", "information"),
        ("access to the archive", "information"),
        ("goodwill", "other"),
        ("USD 5", "financial"),
        ("OTHER: 2 lawyers", "other"),
    ],
)
def test_the_category_is_guessed_and_said(bare: Plan, text: str, category: str) -> None:
    [item] = parse(bare, "needed", text).items

    assert item.fields["category"] == category
    assert category in item.said


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        (
            "needed",
            "USD 120,000 licence fee (from Treasury)",
            "USD 120,000 licence fee, financial, from Treasury",
        ),
        (
            "barriers",
            "Lagi, Sina Vai: no time",
            "resistance of Lagi, Sina Vai (new): no time",
        ),
        (
            "communications",
            "Mayor's Office by Lagi weekly via email: figures",
            "tells Mayor's Office weekly by Lagi via email: figures",
        ),
        ("kpis", "letters = 8 by eoy", "letters: target 8 by Thu 31 Dec 2026"),
        ("kpis", "", "not answered"),
        ("kpis", "none identified", "none identified"),
    ],
)
def test_what_was_understood_is_said_back(bare: Plan, column: str, text: str, said: str) -> None:
    assert parse(bare, column, text).said == said


def test_items_stand_between_semicolons_and_new_lines(bare: Plan) -> None:
    items = parse(bare, "needed", '2 lawyers; a "quiet; cool" room\r\n;; "one; two" ').items

    assert [item.fields["description"] for item in items] == [
        "lawyers",
        'a "quiet; cool" room',
        "one; two",
    ]


@pytest.mark.parametrize("text", ["none", "None", " none identified ", "nil", "n/a"])
def test_none_is_an_answer(bare: Plan, text: str) -> None:
    assert parse(bare, "barriers", text)[:3] == ((), (), True)


@pytest.mark.parametrize("text", ["", "  ", "-"])
def test_blank_is_not_answered(bare: Plan, text: str) -> None:
    assert parse(bare, "barriers", text)[:3] == ((), (), False)


def test_none_is_shown_where_it_was_answered(bare: Plan) -> None:
    answered = bare.amend("steps", STEP, none_identified=("barriers",))

    assert show_items(answered, STEP, "barriers") == "none"
    assert show_items(answered, STEP, "kpis") == ""


@pytest.mark.parametrize(
    ("column", "text", "word"),
    [
        ("barriers", "P99: no", "there is no stakeholder P99"),
        ("communications", "Lagi every blue moon", "how often is 'every blue moon'"),
        ("communications", "Lagi by Ana Ruiz and Ioane Tui", "one is responsible"),
        ("colours", "red", "there is no column 'colours'"),
    ],
)
def test_what_cannot_be_understood_is_a_problem(
    bare: Plan, column: str, text: str, word: str
) -> None:
    with pytest.raises(Problem, match=word):
        parse(bare, column, text)


def test_a_date_that_could_be_two_days_is_asked_about(bare: Plan) -> None:
    with pytest.raises(AmbiguousDate):
        parse(bare, "kpis", "letters = 8 by 3/4/2027")


# --- What becomes of the records a cell lists ---


def test_what_is_left_as_it_was_keeps_its_record(bare: Plan) -> None:
    plan = holding(bare, Barrier(how="heavy rains", likelihood=4), Barrier(how="no fuel"))

    result = parse(plan, "barriers", "no fuel; heavy rains; strikes")

    assert [(item.id, item.fields) for item in result.items[:2]] == [(2, {}), (1, {})]
    assert result.items[2].id == 0
    assert result.removed == ()


def test_a_changed_item_changes_its_record_only_where_it_says_something_else(bare: Plan) -> None:
    plan = holding(
        bare,
        Resource(needed=2, description="lawyers", category="human", status="requested"),
        Resource(needed=120_000, unit="USD", description="licence fee", category="financial"),
    )

    result = parse(plan, "needed", "USD 150,000 licence fee (from Treasury); 2 lawyers")

    assert [(item.id, item.fields) for item in result.items] == [
        (2, {"needed": 150_000, "source": "Treasury"}),
        (1, {}),
    ]


def test_the_most_alike_record_is_the_one_changed(bare: Plan) -> None:
    plan = holding(bare, KPI(name="letters sent"), KPI(name="letters received", target=8))

    result = parse(plan, "kpis", "letters received = 9")

    assert [(item.id, item.fields) for item in result.items] == [(2, {"target": 9})]
    assert result.removed == (1,)


def test_what_is_alike_to_nothing_changes_the_record_in_its_place(bare: Plan) -> None:
    plan = holding(bare, Barrier(how="heavy rains"), Barrier(how="no fuel"))

    result = parse(plan, "barriers", "heavy rains; strikes")

    assert [(item.id, item.fields) for item in result.items] == [(1, {}), (2, {"how": "strikes"})]


def test_a_missing_item_is_removed_and_a_new_one_at_the_end_is_added(bare: Plan) -> None:
    plan = holding(bare, Barrier(how="heavy rains"), Barrier(how="no fuel"))

    result = parse(plan, "barriers", "no fuel; strikes")

    assert [item.id for item in result.items] == [2, 0]
    assert result.removed == (1,)


@pytest.mark.parametrize("text", ["none", ""])
def test_none_and_blank_remove_what_was_listed(bare: Plan, text: str) -> None:
    plan = holding(bare, Barrier(how="heavy rains"))

    assert parse(plan, "barriers", text).removed == (1,)


def test_dropping_a_part_clears_it(bare: Plan) -> None:
    plan = holding(
        bare,
        Communication(audience=(LAGI,), channel="email", cadence="weekly", message="figures"),
    )

    [item] = parse(plan, "communications", "Lagi weekly: figures").items

    assert (item.id, item.fields) == (1, {"channel": ""})


def test_the_category_follows_the_words_unless_it_was_chosen(bare: Plan) -> None:
    guessed = holding(bare, Resource(description="meeting room", category="equipment"))
    chosen = holding(bare, Resource(description="meeting room", category="political"))

    assert show_items(chosen, STEP, "needed") == "political: meeting room"
    assert parse(guessed, "needed", "meeting of lawyers").items[0].fields == {
        "description": "meeting of lawyers",
        "category": "human",
    }
    assert parse(chosen, "needed", "political: meeting hall").items[0].fields == {
        "description": "meeting hall"
    }


# --- Resources stand in one column or in both ---


def test_a_resource_with_both_amounts_keeps_the_one_of_the_other_column(bare: Plan) -> None:
    plan = holding(bare, Resource(available=1, needed=3, description="lawyers", category="human"))

    assert show_items(plan, STEP, "available") == "1 lawyers"
    assert show_items(plan, STEP, "needed") == "3 lawyers"
    assert parse(plan, "available", "2 lawyers").items[0].fields == {"available": 2}


def test_leaving_one_column_clears_only_that_amount(bare: Plan) -> None:
    plan = holding(bare, Resource(available=1, needed=3, description="lawyers", category="human"))

    result = parse(plan, "available", "")

    assert result.removed == ()
    assert result.items == (Item("resources", 1, {"available": None}, "", "no longer available"),)
    assert parse(plan, "needed", "none").items[0].fields == {"needed": None}


def test_without_amounts_the_status_says_the_column(bare: Plan) -> None:
    plan = holding(
        bare,
        Resource(description="meeting room", status="available"),
        Resource(description="interpreter", status="refused"),
    )

    assert show_items(plan, STEP, "available") == "other: meeting room"
    assert show_items(plan, STEP, "needed") == "other: interpreter"


def test_an_item_that_loses_its_amount_stays_in_its_column(bare: Plan) -> None:
    plan = holding(bare, Resource(available=2, description="lawyers", category="human"))

    [item] = parse(plan, "available", "lawyers").items

    assert (item.id, item.fields) == (1, {"available": None, "status": "available"})


def test_an_item_without_its_amount_does_not_take_the_record_of_the_other_column(
    bare: Plan,
) -> None:
    plan = holding(bare, Resource(available=1, needed=3, description="lawyers", category="human"))

    new, left = parse(plan, "available", "lawyers").items

    assert (new.id, new.fields["status"]) == (0, "available")
    assert (left.id, left.fields) == (1, {"available": None})


def test_the_same_resource_in_the_other_column_is_one_record(bare: Plan) -> None:
    plan = holding(bare, Resource(needed=3, description="lawyers", category="human"))

    [item] = parse(plan, "available", "2 Lawyers").items

    assert (item.id, item.fields) == (1, {"available": 2})


# --- Any record, shown and read again ---

TEXTS = st.one_of(
    st.sampled_from(
        [
            "", " ", "a; b", "a\nb", 'say "hi"', '"quoted"', '"', "none", "-", "a: b", ": a",
            "Ana Ruiz", "Ana Ruiz: no", "x by Lagi", "told weekly", "by", "via", "via radio",
            "x via y", "every day", "[x] done", "a (from b)", "(from b)", "(from )", "2 lawyers",
            "USD 5", "5 of x", "political: y", "risk: z", "a = 5", "a = 5 by eoy", "by eoy",
            "وزارة المالية", "أ؛ ب", "١٢ كتاب", "\u200fabc", "a\\nb", "C:\\new", "K4", "P1",
            "a, b", "a & b", "x\ty", "50%", "% of cases", "12k", "…", "=", "<", "a  b", "at due",
            "once", "on 2027-01-05", ";", "# a", 'x"; "y', '""', "it's", "Lagi and Ana Ruiz",
            "3D", "5m cable", "5 m cable", "1,000", "-5", "+5", "$", "$5 x", "½ day",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=12),
    st.lists(
        st.sampled_from([";", '"', ":", "by", "via", "weekly", "Lagi", " ", "\n", "=", "5", "of",
                         "(from", ")", ",", "and", "USD", "\\", "%", "every", "ا", "none"]),
        max_size=7,
    ).map(" ".join),
)  # fmt: skip
PEOPLE = st.lists(st.integers(1, 7), unique=True, max_size=3).map(tuple)
AMOUNTS = st.none() | st.sampled_from([0.0, 1.0, 2.5, 120_000.0, -3.0, 1e21])
UNITS = st.sampled_from(["", "USD", "%", "days", "WST", "person days", "% of cases", "of"]) | TEXTS
DATES = st.none() | st.dates()
CADENCES = st.sampled_from(
    ["", "once", "at due", "at S8", "daily", "every working day", "weekly on mon, thu",
     "every 2 weeks on tue", "monthly on 15", "monthly on last fri",
     "quarterly on 30, else last day", "quarterly on 2nd wed",
     "yearly on 5 jan", "on 2026-12-01, 2027-01-05", "weekly on fri, 3 times",
     "monthly on first working day", "half-yearly"]
)  # fmt: skip
ROWS: dict[str, st.SearchStrategy[Record]] = {
    "resources": st.builds(
        Resource,
        category=st.sampled_from(get_args(r.ResourceCategory)),
        description=TEXTS,
        available=AMOUNTS,
        needed=AMOUNTS,
        unit=UNITS,
        source=TEXTS,
        status=st.sampled_from(get_args(r.ResourceStatus)),
    ),
    "barriers": st.builds(
        Barrier, who=PEOPLE, how=TEXTS, kind=st.sampled_from(get_args(r.BarrierKind))
    ),
    "communications": st.builds(
        Communication,
        audience=PEOPLE,
        message=TEXTS,
        responsible=st.none() | st.integers(1, 7),
        channel=TEXTS,
        cadence=CADENCES,
    ),
    "kpis": st.builds(KPI, name=TEXTS, target=AMOUNTS, unit=UNITS, target_date=DATES),
}
TABLES_OF = {"available": "resources", "needed": "resources"}
COLUMNS = ["available", "needed", "barriers", "communications", "kpis"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(COLUMNS), st.data())
def test_a_cell_left_as_it_was_shown_changes_nothing(
    bare: Plan, column: str, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(ROWS[TABLES_OF.get(column, column)], max_size=4))
    plan = holding(bare, *rows)

    result = parse(plan, column, show_items(plan, STEP, column))

    assert [item.fields for item in result.items] == [{}] * len(result.items)
    assert result.removed == ()
    assert not result.none
    shown = [show_item(plan, column, plan.get(item.table, item.id)) for item in result.items]
    assert [item.text for item in result.items] == shown


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(COLUMNS), st.data())
def test_a_text_shown_says_all_that_it_is_to_say(
    bare: Plan, column: str, data: st.DataObject
) -> None:
    """Copied into another step, the text of a record makes one like it."""
    table = TABLES_OF.get(column, column)
    row = data.draw(ROWS[table])
    text = show_item(bare, column, row)

    [item] = parse_items(bare, 0, column, text, today=TODAY).items

    said = {name: value for name, value in item.fields.items() if name != "status"}
    assert said == {name: getattr(row, name) for name in said}


AWKWARD_NAMES = TEXTS | st.sampled_from(
    ["Stand by Me; Inc", "A: B", "weekly", "via", "Lagi, Ana", "Lagi", "Ana", "a+b", "risk"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(COLUMNS),
    st.lists(AWKWARD_NAMES, min_size=7, max_size=7),
    st.data(),
)
def test_names_that_read_like_grammar_change_nothing_either(
    bare: Plan, column: str, names: list[str], data: st.DataObject
) -> None:
    people = [r.Stakeholder(id=id, name=name) for id, name in enumerate(names, 1)]
    rows = data.draw(st.lists(ROWS[TABLES_OF.get(column, column)], max_size=3))
    plan = holding(bare.put("stakeholders", *people), *rows)

    result = parse(plan, column, show_items(plan, STEP, column))

    assert [item.fields for item in result.items] == [{}] * len(result.items)
    assert (result.removed, result.none) == ((), False)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(COLUMNS), TEXTS)
def test_any_text_is_items_or_a_problem(bare: Plan, column: str, text: str) -> None:
    try:
        result = parse(bare, column, text)
    except Problem:
        return
    assert result.said
    assert all(item.said for item in result.items)
