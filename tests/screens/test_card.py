"""The six-question card: the deck's questions with answers and blanks, typed in one by one."""

from __future__ import annotations

from datetime import date

import pytest
from desk_page import NOON
from plans import PlanBuilder

from actionplan_tui.model.deck import SIX_QUESTIONS
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan
from screens.card_edits import card_edit
from screens.card_rows import answers
from screens.messages import ShowCard


def blanks(plan: Plan, table: str, id: int) -> list[str]:
    return [row.field for row in answers(plan, table, id) if row.blank]


@pytest.mark.parametrize(("table", "id"), [("plan", 1), ("goals", 1), ("steps", 1)])
def test_every_card_asks_all_six_questions_in_the_decks_order(table: str, id: int) -> None:
    make = PlanBuilder()
    make.step("Draft the bill", goal=make.goal("Half of all adults use the portal"))
    rows = answers(make.plan, table, id)
    assert list(dict.fromkeys(row.question for row in rows)) == list(SIX_QUESTIONS)
    for row in rows:
        if row.field:
            assert card_edit(make.plan, table, id, row.field, NOON.date()) is not None, row
    assert answers(make.plan, table, 99 if table != "plan" else 2) == []


def test_a_milestone_is_not_asked_how_long_it_takes() -> None:
    make = PlanBuilder()
    make.milestone("Cabinet approval")
    assert not {"start", "duration"} & set(blanks(make.plan, "steps", 1))


def test_none_and_inherited_owners_are_answers() -> None:
    make = PlanBuilder(owner=1)
    make.person("Tavita")
    none = ("available", "needed", "barriers", "support", "communications", "kpis")
    make.step("Draft", none_identified=none)
    assert blanks(make.plan, "steps", 1) == ["lead", "due", "start", "duration", "done_when"]
    owner = next(row for row in answers(make.plan, "steps", 1) if row.field == "owner")
    assert owner.text == "Tavita (from plan)"


def test_what_a_deliverable_does_not_say_the_steps_below_it_answer() -> None:
    make = PlanBuilder()
    ioane = make.person("Ioane")
    wells = make.step("Wells", kind="deliverable", start=date(2026, 11, 2))
    make.step("Survey", parent=wells, lead=ioane, start=date(2026, 11, 9), due=date(2026, 11, 13))
    drill = make.step("Drill", parent=wells, lead=ioane, due=date(2026, 11, 27))
    make.add("kpis", step=drill, name="Wells that give water")
    make.add("resources", step=drill, description="pumps", needed=2000, unit="USD")
    said = {row.label: (row.text, row.field) for row in answers(make.plan, "steps", wells)}
    assert said["Action steps"] == ("2 steps below it, 0 % of the work done", "")
    assert said["By Whom"] == ("Ioane (steps below)", "lead")
    assert said["Start"] == ("2 Nov 2026", "start")
    assert said["By When"] == ("27 Nov 2026 (steps below)", "due")
    assert said["For how long"] == ("15 working days (steps below)", "duration")
    assert said["Needed"] == ("2,000 USD (2,000 missing) (steps below)", "needed")
    assert said["KPIs"] == ("Wells that give water (steps below)", "kpis")
    # What nobody below has said yet is asked of them, and is no blank of the deliverable.
    assert said["Barriers"] == ("", "")
    assert [field for field in blanks(make.plan, "steps", wells) if field] == ["owner"]


async def test_n_walks_the_blanks_of_a_step_and_each_is_typed_straight_in(desk) -> None:
    make = PlanBuilder(title="Clean water")
    make.step("Dig the wells", goal=make.goal("Every village drinks clean water"))
    async with desk(make.plan, first="actions") as d:
        await d.go("1")
        await d.press("Q")
        assert "1 Dig the wells" in d.screen_text
        assert "Who will carry out these changes?" in d.screen_text
        asked = []
        await d.press("n")
        for answer in ("none", "Ioane", "none", "Tavita", "18 dec 2026"):
            asked.append(d.app.screen.place_field())
            await d.enter(answer)
            await d.saved_all()
        assert asked == ["barriers", "lead", "support", "owner", "due"]
        step = d.step("1")
        names = {id: person.name for id, person in d.plan.stakeholders.items()}
        assert names[step.lead] == "Ioane"
        assert names[step.owner] == "Tavita"
        assert {"barriers", "support"} <= set(step.none_identified)
        assert str(step.due) == "2026-12-18"
        await d.press("escape", "p")
        assert d.line.is_open
        await d.press("escape", "q")
        assert d.at[0] == "1"


async def test_the_card_of_a_goal_takes_its_first_step_and_its_kpi(desk) -> None:
    make = PlanBuilder(title="Clean water")
    make.goal("Every village drinks clean water", strategy="wells", success="no outbreak")
    async with desk(make.plan, first="goals") as d:
        await d.go("G1")
        await d.press("Q", "n")
        assert "What needs to be done?" in d.asking
        await d.enter("Dig the wells")
        await d.until(lambda: d.plan.steps)
        assert d.app.screen.place_field() == "owner"
        await d.enter("Ana")
        await d.enter("30 jun 2027")
        await d.enter("Village councils")
        await d.until(lambda: d.plan.communications)
        await d.enter("Wells that give water")
        await d.until(lambda: d.plan.kpis)
        await d.sees("the steps answer the rest")
        assert d.plan.kpis[1].goal == d.plan.communications[1].goal == 1
        # Where a record has no card of its own, the plan's is shown.
        d.app.post_message(ShowCard("stakeholders", 1))
        await d.sees("Who should we communicate with and how often?")
        assert d.app.screen.place() == ("plan", 1)
        assert FIELDS["plan"]["purpose"].label in d.screen_text
