"""Every column of the deck is edited in place, with its question, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest

from actionplan_tui.model.records import Barrier, make

COLUMNS = [
    "Action Step", "State", "By Whom", "By When", "Available", "Needed", "Barriers",
    "Communication", "KPIs", "Percent",
]  # fmt: skip


async def test_the_columns_are_the_decks_in_its_order(desk, small) -> None:
    async with desk(small) as d:
        assert [column.title for column in d.grid.columns] == COLUMNS


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Action Step", "What needs to be done?"),
        ("By Whom", "Who will be responsible for this step?"),
        ("By When", "What date will the action be completed?"),
        ("Available", "Resources Available (Financial, Human Resources, Political, other?)"),
        ("Needed", "Resources Needed (Financial, Human Resources, Political, other?)"),
        ("Barriers", "What individuals and organizations might resist? How?"),
        (
            "Communication",
            "What individuals and organizations should be informed? Who is responsible?",
        ),
        ("KPIs", "How will you measure your success? How will you know you are done?"),
    ],
)
async def test_a_column_asks_the_decks_question(desk, small, heading, question) -> None:
    async with desk(small) as d:
        await d.go("3", heading)
        await d.press("enter")

        assert question in d.asking


async def test_the_action_step_is_typed_over(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("e")
        assert d.typed == "Survey wells"
        await d.enter("Survey springs")
        await d.saved_all()

        assert "1.1 Survey springs" in d.row("1.1")
        assert d.file["steps"]["2"]["title"] == "Survey springs"
        assert d.labels == ["Action Step of Survey wells"]


async def test_by_whom_takes_a_lead_and_who_helps(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("3", "By Whom", "Ana + Ioane, Priya")
        await d.saved_all()

        assert d.cell("3", "By Whom") == "Ana +2"
        assert (d.step("3").lead, d.step("3").support) == (1, (2, 3))


async def test_a_new_name_joins_the_register_and_the_line_says_so(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3", "By Whom")
        await d.press("e")
        await d.type("Losa")
        assert "new in the register: Losa" in d.asking
        await d.press("enter")
        await d.saved_all()

        assert d.plan.stakeholders[4].name == "Losa"
        assert d.cell("3", "By Whom") == "Losa"
        # Offered from then on, like everyone else.
        await d.go("2", "By Whom")
        await d.press("e")
        await d.type("los")
        assert "Losa" in d.asking


async def test_down_and_enter_take_a_suggested_name(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3", "By Whom")
        await d.press("e", "p", "r", "down")
        assert ">Priya" in d.asking
        await d.press("enter")
        await d.saved_all()

        assert d.cell("3", "By Whom") == "Priya"
        assert len(d.plan.stakeholders) == 3


async def test_a_date_shows_what_it_is_understood_as(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3", "By When")
        await d.press("e")
        await d.type("fri")
        assert "Fri 27 Nov 2026, in 4 days" in d.asking
        await d.press("enter")
        await d.saved_all()

        assert d.cell("3", "By When") == "27 Nov 2026"


async def test_a_shift_counts_from_the_cells_own_date(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("1.1", "By When", "+2w")
        await d.edit("2", "By When", "2w")

        assert d.cell("1.1", "By When") == "18 Dec 2026"  # 4 Dec and two weeks
        assert d.cell("2", "By When") == "7 Dec 2026"  # today and two weeks


async def test_on_another_day_the_same_words_mean_another_date(desk, small, clock_at) -> None:
    async with desk(small, clock=clock_at(2027, 2, 27)) as d:  # a Saturday
        await d.go("3", "By When")
        await d.press("e")
        await d.type("tomorrow")

        assert "Sun 28 Feb 2027" in d.asking


async def test_the_cell_shows_what_is_typed_while_it_is_typed(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3", "By When")
        await d.press("e")
        await d.type("21 d")
        assert "21 d" in d.row("3")
        await d.type("ec")
        assert "21 dec" in d.row("3")
        await d.press("enter")

        assert "21 Dec 2026" in d.row("3")


async def test_what_is_not_understood_keeps_the_line_open_with_its_text(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("1.1", "By When", "32 dec")

        assert d.typed == "32 dec"
        assert "no day 32" in d.asking
        assert d.labels == []
        # It can be put right where it stands.
        await d.press("home", "right", "delete")
        await d.enter("1")
        assert not d.line.is_open
        assert d.cell("1.1", "By When") == "31 Dec 2026"


async def test_what_breaks_a_rule_keeps_the_line_open_too(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("1.1", "Percent", "120")

        assert d.typed == "120"
        assert "100" in d.asking
        await d.press("escape")
        assert d.cell("1.1", "Percent") == "0 %"
        assert d.labels == []


async def test_two_dates_that_a_plan_cannot_tell_apart_are_asked_about(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("1.1", "By When", "3/4")

        assert d.line.is_open
        assert "3 Apr" in d.asking
        assert "4 Mar" in d.asking
        assert d.step("1.1").due == dt.date(2026, 12, 4)


async def test_enter_goes_down(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("1.1", "By When", "27 nov")

        assert not d.line.is_open
        assert d.at == ("1.2", "By When")


async def test_tab_goes_right_and_goes_on(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3", "By Whom")
        await d.press("e")
        await d.type("Ana")
        await d.press("tab")
        assert d.at == ("3", "By When")
        assert "What date will the action be completed?" in d.asking
        await d.type("18 dec")
        await d.press("tab")
        assert d.at == ("3", "Available")
        await d.type("2 nurses; USD 300")
        await d.press("tab")
        assert d.at == ("3", "Needed")
        await d.press("escape")
        await d.saved_all()

        assert d.cell("3", "By Whom") == "Ana"
        assert d.cell("3", "By When") == "18 Dec 2026"
        assert d.cell("3", "Available") == "2 nurses; USD 300"


async def test_shift_tab_goes_left_and_goes_on(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3", "By When")
        await d.press("e")
        await d.type("18 dec")
        await d.press("shift+tab")

        assert d.at == ("3", "By Whom")
        assert "Who will be responsible" in d.asking
        assert d.cell("3", "By When") == "18 Dec 2026"


async def test_what_is_typed_in_one_breath_goes_cell_by_cell(desk, small) -> None:
    """A quick hand or a slow line sends it all in one packet."""
    async with desk(small) as d:
        await d.go("3", "By Whom")
        for key in ("e", *"Ana", "tab", *"18 dec", "tab", *"2 nurses", "enter"):
            d._send(key)
        await d.until(lambda: d.cell("3", "Available") == "2 nurses" and not d.line.is_open)
        await d.saved_all()

        assert d.cell("3", "By Whom") == "Ana"
        assert d.cell("3", "By When") == "18 Dec 2026"
        assert d.cell("3", "Available") == "2 nurses"


async def test_escape_leaves_the_old_value(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By When")
        await d.press("e")
        await d.type("1 jan")
        await d.press("escape")

        assert not d.line.is_open
        assert "4 Dec 2026" in d.row("1.1")
        assert d.labels == []
        assert d.at == ("1.1", "By When")


async def test_an_unchanged_value_is_no_edit(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By When")
        await d.press("e", "enter")

        assert not d.line.is_open
        assert d.labels == []


@pytest.mark.parametrize(
    ("heading", "text", "table", "expected"),
    [
        ("Available", "2 lawyers", "resources", {"available": 2, "category": "human"}),
        ("Needed", "USD 120,000", "resources", {"needed": 120_000, "category": "financial"}),
        (
            "Barriers",
            "Ioane: fears for his shop",
            "barriers",
            {"who": (2,), "how": "fears for his shop", "kind": "resistance"},
        ),
        (
            "Communication",
            "Priya by Ana every 2 weeks on tue",
            "communications",
            {"audience": (3,), "responsible": 1, "cadence": "every 2 weeks on tue"},
        ),
        ("KPIs", "nurses trained = 40", "kpis", {"name": "nurses trained", "target": 40}),
    ],
)
async def test_a_cell_over_a_table_of_its_own_adds_a_record(
    desk, small, heading, text, table, expected
) -> None:
    async with desk(small) as d:
        before = set(d.plan.table(table))
        await d.edit("3", heading, text)
        await d.saved_all()

        (new,) = set(d.plan.table(table)) - before
        record = d.plan.get(table, new)
        assert {name: getattr(record, name) for name in expected} == expected
        assert record.step == 5
        assert len(d.labels) == 1


async def test_changing_one_item_keeps_the_records_of_the_others(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("1.1", "Available", "5 test kits; 2 boats")
        await d.saved_all()

        assert d.plan.resources[1].available == 5
        assert set(d.plan.resources) == {1, 2}
        assert d.plan.resources[2].description == "boats"
        assert d.cell("1.1", "Available") == "5 test kits; 2 boats"

        await d.edit("1.1", "Available", "2 boats")
        await d.saved_all()
        assert set(d.plan.resources) == {2}


async def test_what_a_cell_does_not_show_is_not_lost_by_editing_it(desk, small) -> None:
    small = small.put(
        "barriers",
        make(Barrier, id=1, step=5, who=(2,), how="no time", likelihood=4, response="train on Fri"),
    )
    async with desk(small) as d:
        await d.edit("3", "Barriers", "Ioane: no time, no transport")
        await d.saved_all()

        barrier = d.plan.barriers[1]
        assert barrier.how == "no time, no transport"
        assert (barrier.likelihood, barrier.response) == (4, "train on Fri")


async def test_none_is_an_answer_and_blank_is_not(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("3", "Barriers", "none")
        await d.saved_all()

        assert d.cell("3", "Barriers") == "none"
        assert d.step("3").none_identified == ("barriers",)
        assert d.plan.barriers == {}
        await d.edit("3", "Barriers", "-")
        await d.saved_all()
        assert d.cell("3", "Barriers") == ""
        assert d.step("3").none_identified == ()


async def test_state_takes_the_four_words_and_their_beginnings(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("1.1", "State", "d")
        assert d.cell("1.1", "State") == "done"
        assert d.step("1.1").finished == dt.date(2026, 11, 23)
        await d.edit("1.1", "State", "on hold")
        assert d.cell("1.1", "State") == "on hold"
        assert d.step("1.1").finished is None
        await d.edit("1.1", "State", "cancelled")
        assert d.cell("1.1", "State") == "cancelled"
        await d.edit("1.1", "State", "open")
        assert d.cell("1.1", "State") == "not started"
        await d.saved_all()
        assert len(d.labels) == 4

        await d.edit("1.1", "State", "perhaps")
        assert "open, done, on hold, cancelled" in d.asking


async def test_what_comes_from_below_cannot_be_edited_and_says_so(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1", "Percent")
        await d.press("e")
        if d.line.is_open:
            await d.enter("50")

        assert "below" in d.said + d.asking
        assert d.labels == []


async def test_goals_are_edited_in_the_same_columns(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("G2", "By When", "30 jun 2027")
        await d.edit("G2", "By Whom", "Priya")
        await d.edit("G2", "Action Step", "Clinics report no outbreak for a year")
        await d.saved_all()

        goal = d.plan.goals[2]
        assert goal.target_date == dt.date(2027, 6, 30)
        assert goal.owner == 3
        assert d.titles[5] == "▾ G2 Clinics report no outbreak for a year"


async def test_a_goals_other_cells_say_why_they_do_not_open(desk, small) -> None:
    async with desk(small) as d:
        await d.go("G1", "Barriers")
        await d.press("e")

        assert not d.line.is_open
        assert d.said != ""


async def test_the_footer_is_true_while_a_value_is_edited(desk, small) -> None:
    async with desk(small) as d:
        assert "a add" in d.footer
        await d.press("e")

        assert "Enter keep" in d.footer
        assert "Esc cancel" in d.footer
        assert "a add" not in d.footer
