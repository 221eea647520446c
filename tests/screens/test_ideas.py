"""Ideas: collected without judging, then themed, voted for, merged, decided and promoted."""

from __future__ import annotations

from typing import Any

import pytest
from desk_page import DeskPage
from plans import PlanBuilder
from rich.cells import cell_len

from actionplan_tui.model.plan import Plan
from screens import countdown

LOW = (80, 24)
WIDE = (120, 40)


@pytest.fixture
def stormed() -> Plan:
    """A goal with steps 1 and 1.1, and five ideas under one question."""
    build = PlanBuilder(title="Clean water")
    goal = build.goal("Every village drinks clean water")
    wells = build.step("Wells", goal=goal)
    build.step("Survey wells", parent=wells)
    asked = "Where does the water get dirty?"
    for text, votes, impact, effort in (
        ("Fence the springs", 2, 5, 1),
        ("Test every month", 5, 4, 4),
        ("Paint the tanks", 0, 1, 1),
        ("Move the village", 0, 2, 5),
        ("Fences round springs", 1, None, None),
    ):
        build.add("ideas", text=text, question=asked, votes=votes, impact=impact, effort=effort)
    return build.plan


class Seconds:
    """A clock of seconds that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    clock = Seconds()
    monkeypatch.setattr(countdown, "clock", clock)
    return clock


async def decide(d: DeskPage, idea: str, word: str) -> None:
    """Decide of an idea by its number."""
    await d.go(idea, "Became")
    await d.press("e")
    await d.enter(word)


# Collecting


async def test_an_empty_list_says_what_to_do(desk: Any, empty: Plan) -> None:
    async with desk(empty, size=LOW, first="ideas") as d:
        assert "No ideas yet" in d.screen_text
        assert "What is the question? Q sets it" in d.screen_text
        assert "0 ideas" not in d.screen_text


async def test_ideas_are_written_one_after_another_under_the_question(
    desk: Any, empty: Plan
) -> None:
    async with desk(empty, size=LOW, first="ideas") as d:
        await d.press("Q")
        await d.enter("How do we stop leaks?")
        assert "How do we stop leaks?" in d.screen_text
        await d.press("a")
        await d.enter("Replace the valves")
        await d.enter("Pay for reports")
        assert d.line.is_open
        await d.press("escape")
        await d.saved_all()
        ideas = d.plan.ideas.values()
        assert [idea.text for idea in ideas] == ["Replace the valves", "Pay for reports"]
        assert {idea.question for idea in ideas} == {"How do we stop leaks?"}
        await d.sees("2 ideas · 2 to decide")


async def test_nothing_judges_while_ideas_are_collected(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=WIDE, first="ideas") as d:
        assert "Votes" in d.screen_text
        assert d.codes == ["2", "1", "5", "3", "4"]
        await d.press("a")
        assert "collecting" in d.screen_text
        for judging in ("Votes", "Impact", "Effort", "Worth", "Became", "Reason"):
            assert judging not in d.screen_text
        assert d.codes == ["1", "2", "3", "4", "5"]
        await d.press("escape")
        assert "Votes" in d.screen_text


async def test_while_the_room_has_time_votes_merging_and_promoting_wait(
    desk: Any, stormed: Plan, seconds: Seconds
) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.press("t")
        await d.enter("7")
        assert "7 min left" in d.screen_text
        assert "Votes" not in d.screen_text
        for key in ("+", "m", "r"):
            await d.press(key)
            assert "Still collecting" in d.said
        assert not d.labels
        seconds.now += 61
        d.app.screen.minute_over()
        await d.quiet()
        assert "6 min left" in d.screen_text
        seconds.now += 359
        d.app.screen.minute_over()
        await d.quiet()
        assert "time is up" in d.screen_text
        assert "Time is up" in d.said
        assert "Votes" in d.screen_text
        await d.press("+")
        await d.saved_all()
        assert d.plan.ideas[2].votes == 6


async def test_minutes_that_are_none_stay_in_the_line_with_the_reason(
    desk: Any, stormed: Plan
) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.press("t")
        await d.enter("soon")
        assert d.typed == "soon"
        assert "minutes: a number up to 600" in d.asking
        await d.press("escape", "t")
        await d.enter("5")
        assert "5 min left" in d.screen_text
        await d.press("t")
        await d.enter("0")
        assert "min left" not in d.screen_text


async def test_a_pasted_list_is_offered_and_becomes_an_idea_a_line(desk: Any, empty: Plan) -> None:
    async with desk(empty, size=LOW, first="ideas") as d:
        await d.press("Q")
        await d.enter("Why so late?")
        await d.press("a")
        await d.paste("• Lost forms\n2) Too few clerks\n\n- The ferry\n")
        assert d.dialog.startswith("Add 3 ideas?")
        assert "Too few clerks" in d.dialog
        assert not d.plan.ideas
        await d.press("a")
        await d.saved_all()
        texts = [idea.text for idea in d.plan.ideas.values()]
        assert texts == ["Lost forms", "Too few clerks", "The ferry"]
        assert {idea.question for idea in d.plan.ideas.values()} == {"Why so late?"}
        assert d.labels == ["add 3 ideas"]
        await d.press("u")
        await d.saved_all()
        assert not d.plan.ideas


async def test_a_paste_over_the_list_itself_is_offered_too_and_esc_adds_nothing(
    desk: Any, empty: Plan
) -> None:
    async with desk(empty, size=LOW, first="ideas") as d:
        await d.paste("\n".join(f"Idea number {n}" for n in range(12)))
        assert d.dialog.startswith("Add 12 ideas?")
        assert d.dialog.endswith("and 4 more")
        await d.press("escape")
        assert not d.plan.ideas


async def test_another_question_begins_anew_or_rewords_the_old_one(
    desk: Any, stormed: Plan
) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.press("Q")
        await d.enter("Where is water dirtied?")
        assert d.dialog == "5 ideas answered the question so far"
        await d.press("down", "enter")
        await d.saved_all()
        assert {i.question for i in d.plan.ideas.values()} == {"Where is water dirtied?"}
        await d.press("Q")
        await d.enter("Who pays?")
        await d.press("enter")
        assert "Who pays?" in d.screen_text
        await d.press("a")
        assert d.codes == []
        await d.enter("The district")
        await d.saved_all()
        assert d.plan.ideas[6].question == "Who pays?"
        assert d.plan.ideas[1].question == "Where is water dirtied?"


# Judging


async def test_votes_order_the_list_and_never_fall_below_none(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.go("1")
        await d.press("+", "+", "+", "+")
        await d.saved_all()
        assert d.codes[:2] == ["1", "2"]
        assert d.at[0] == "1"
        await d.go("3")
        await d.press("-")
        await d.saved_all()
        assert d.plan.ideas[3].votes == 0


async def test_impact_and_effort_name_the_quick_wins(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        worth = {code: d.cell(code, "Worth") for code in "12345"}
        assert worth == {
            "1": "quick win", "2": "major", "3": "fill-in", "4": "thankless", "5": "",
        }  # fmt: skip
        await d.edit("4", "Effort", "2")
        await d.edit("4", "Impact", "٤")
        await d.saved_all()
        assert d.cell("4", "Worth") == "quick win"


async def test_an_impact_of_six_is_refused_with_the_text_kept(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.edit("1", "Impact", "6")
        assert d.typed == "6"
        assert "between 1 and 5" in d.asking
        assert d.plan.ideas[1].impact == 5


async def test_a_theme_is_given_to_all_marked_as_one_step(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.go("1")
        await d.press("space")
        await d.go("5")
        await d.press("space", "T")
        await d.enter("springs")
        await d.saved_all()
        assert [d.plan.ideas[id].theme for id in (1, 2, 5)] == ["springs", "", "springs"]
        assert len(d.labels) == 1
        await d.press("escape")
        await d.go("2")
        await d.press("T")
        await d.type("sp")
        assert "springs" in d.asking


async def test_a_column_is_edited_for_all_marked(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.go("3", "Impact")
        await d.press("space", "j", "space", "e")
        assert "(2 ideas)" in d.screen_text
        await d.enter("3")
        await d.saved_all()
        assert [d.plan.ideas[id].impact for id in (3, 4)] == [3, 3]
        assert len(d.labels) == 1


async def test_marked_ideas_are_merged_into_the_one_that_says_it_best(
    desk: Any, stormed: Plan
) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.go("1")
        await d.press("space")
        await d.go("5")
        await d.press("space", "m")
        assert d.dialog == "Which one says it best?"
        await d.press("enter")
        await d.saved_all()
        assert d.plan.ideas[1].votes == 3
        assert d.plan.ideas[5].merged_into == 1
        assert d.cell("5", "Became") == "in I1"
        await d.go("5", "Became")
        await d.press("enter")
        assert d.at[0] == "1"
        await d.go("5")
        await d.press("+")
        assert "I5 is part of I1" in d.said


async def test_one_idea_is_not_merged_with_itself(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.press("space", "m")
        assert "cannot be merged with itself" in d.said
        assert not d.dialog


async def test_an_idea_is_parked_shortlisted_and_taken_up_again(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await decide(d, "4", "park")
        await decide(d, "3", "short")
        await d.saved_all()
        assert (d.cell("4", "Became"), d.cell("3", "Became")) == ("parked", "shortlisted")
        assert d.codes[-1] == "4"
        await decide(d, "4", "new")
        await d.saved_all()
        assert d.cell("4", "Became") == ""


async def test_rejecting_asks_for_the_reason_and_without_one_nothing_is_rejected(
    desk: Any, stormed: Plan
) -> None:
    async with desk(stormed, size=WIDE, first="ideas") as d:
        await decide(d, "4", "rejected")
        assert "Why is it rejected?" in d.screen_text
        await d.press("enter")
        assert "a reason is needed" in d.asking
        await d.press("escape")
        assert d.plan.ideas[4].status == "new"
        await decide(d, "4", "rej")
        await d.enter("Nobody would go")
        await d.saved_all()
        assert d.plan.ideas[4].status == "rejected"
        assert d.cell("4", "Reason") == "Nobody would go"
        assert d.labels == ["reject 1 idea"]


async def test_promoted_is_not_a_word_to_type(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await decide(d, "4", "promoted")
        assert "r promotes" in d.asking
        assert d.typed == "promoted"
        assert d.plan.ideas[4].status == "new"


async def test_an_idea_without_words_is_refused(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.edit("4", "Idea", " ")
        assert "an idea needs words" in d.asking
        assert d.plan.ideas[4].text == "Move the village"


# Promoting


async def test_one_idea_becomes_a_step_in_the_words_it_is_given(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.go("1")
        await d.press("r")
        await d.type("wells")
        await d.press("enter")
        assert d.typed == "Fence the springs"
        await d.enter("Fence all nine springs")
        await d.saved_all()
        step = d.step("1.2")
        assert (step.title, step.from_idea) == ("Fence all nine springs", 1)
        assert d.plan.ideas[1].promoted_to == step.id
        assert d.cell("1", "Became") == "→ 1.2"
        assert "Step 1.2" in d.said
        assert len(d.labels) == 1


async def test_all_marked_become_steps_each_in_its_words_as_one_undo_step(
    desk: Any, stormed: Plan
) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.go("1")
        await d.press("space")
        await d.go("2")
        await d.press("space", "r", "enter")
        assert "(1 of 2)" in d.screen_text
        await d.press("enter")
        assert "(2 of 2)" in d.screen_text
        await d.enter("Fence the nine springs")
        await d.saved_all()
        assert [d.step(code).title for code in ("2", "3")] == [
            "Test every month", "Fence the nine springs",
        ]  # fmt: skip
        assert "Steps 2, 3" in d.said
        assert not d.marked
        await d.press("u")
        await d.saved_all()
        assert len(d.plan.steps) == 2
        assert d.plan.ideas[1].promoted_to is None
        assert d.plan.ideas[1].status == "new"


async def test_esc_while_the_wording_is_asked_promotes_nothing(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.press("r", "enter", "escape")
        await d.saved_all()
        assert not d.labels


async def test_a_promoted_idea_is_never_promoted_twice(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.go("1")
        await d.press("r", "enter", "enter")
        await d.saved_all()
        await d.press("r")
        assert "I1 has become step 2 already" in d.said
        assert not d.dialog
        await d.press("space")
        await d.go("4")
        await d.press("space", "r")
        assert "I1 has become step 2 already" in d.said
        assert d.dialog == "Promote 1 idea under which goal or step?"
        await d.press("enter", "enter")
        await d.saved_all()
        assert len(d.plan.steps) == 4


async def test_enter_on_became_goes_to_the_step(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.go("1")
        await d.press("r", "enter", "enter")
        await d.saved_all()
        await d.go("1", "Became")
        await d.press("enter")
        await d.until(lambda: d.at[0] == "2", "the step to be under the cursor")
        assert "Actions" in d.header


# The rest


async def test_a_filter_says_so_and_what_to_do_when_nothing_fits(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.press("/")
        await d.type("spring")
        assert d.codes == ["1", "5"]
        await d.enter("xyz")
        assert "Nothing here fits the filter" in d.screen_text
        assert "No ideas yet" not in d.screen_text
        assert "filter: springxyz" in d.screen_text
        await d.press("escape")
        assert len(d.codes) == 5


async def test_ideas_are_removed_copied_and_pasted(desk: Any, stormed: Plan) -> None:
    async with desk(stormed, size=LOW, first="ideas") as d:
        await d.go("3")
        await d.press("space", "j", "space", "y", "d", "d")
        await d.saved_all()
        assert set(d.plan.ideas) == {1, 2, 5}
        await d.press("p")
        assert d.dialog.startswith("Add 2 ideas?")
        await d.press("a")
        await d.saved_all()
        assert {i.text for i in d.plan.ideas.values()} >= {"Paint the tanks", "Move the village"}


async def test_two_hundred_ideas_in_three_scripts_stay_in_their_columns(desk: Any) -> None:
    build = PlanBuilder()
    texts = ("صندوق اقتراحات في كل مكتب", "在每个渡口张贴海报", "Payer la redevance à Ōtara")
    for n in range(200):
        build.add("ideas", text=texts[n % 3], theme="资金", votes=n % 7, impact=1, effort=5)
    async with desk(build.plan, size=LOW, first="ideas") as d:
        await d.press("G")
        rows = [d.row(str(row)) for row in list(d.grid.rows)[-12:]]
        assert {cell_len(row.partition("│")[0]) for row in rows} == {28}
        assert {cell_len(row.partition("thankless")[0]) for row in rows} == {59}


async def test_a_long_question_is_read_whole(desk: Any, stormed: Plan) -> None:
    asked = "What would make the families on the outer islands use the portal without being told?"
    plan = stormed.amend("ideas", 5, question=asked)
    async with desk(plan, size=LOW, first="ideas") as d:
        shown = " ".join(line.strip() for line in d.lines[1:4])
        assert asked in shown
        assert "5 ideas · 5 to decide" in shown
