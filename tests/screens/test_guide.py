"""The guided first plan, by keys alone: from nothing to a goal with a whole step."""

from __future__ import annotations


async def test_the_decks_questions_make_a_first_plan_each_answered_or_skipped(desk, empty) -> None:
    async with desk(empty, first="goals") as d:
        await d.press("ctrl+g")
        assert d.app.screen.NAME == "actions"
        assert "Why this plan" in d.asking
        await d.enter("People fall ill")
        assert "Who is accountable for the whole plan?" in d.asking
        await d.press("enter")  # skipped
        assert "What actions or changes will occur?" in d.asking
        await d.enter("Clean water in every village")
        await d.until(lambda: "What is the target end date?" in d.asking)
        await d.enter("30 jun 2027")
        await d.enter("no outbreak for a year")
        assert "What needs to be done next?" in d.asking
        await d.enter("Dig wells")
        await d.until(lambda: "Dig wells: Who will be responsible for this step?" in d.asking)
        assert d.at == ("1", "By Whom")
        await d.enter("Ana")
        await d.until(lambda: "What date will the action be completed?" in d.asking)
        await d.enter("someday")  # not understood: the question stays, with the words
        assert d.typed == "someday"
        await d.press("ctrl+u")
        await d.enter("4 dec")
        await d.press("enter")
        assert "Resources Needed" in d.asking
        await d.enter("none")
        await d.press("enter", "enter", "enter")
        assert "What needs to be done next?" in d.asking
        await d.press("enter")
        assert d.asking == ""
        assert "plan so far" in d.said
        await d.saved_all()

        assert d.plan.info.purpose == "People fall ill"
        assert d.plan.info.owner is None
        assert d.cell("1", "By Whom") == "Ana"
        assert d.cell("1", "By When") == "4 Dec 2026"
        assert d.plan.steps[1].none_identified == ("needed",)
        [goal] = d.plan.goals.values()
        assert (str(goal.target_date), goal.success) == ("2027-06-30", "no outbreak for a year")

        await d.press("ctrl+g", "escape")  # what was skipped is asked again, and Esc ends it
        assert d.asking == ""
        assert "ctrl+g goes on with the questions" in d.said
        await d.press("1", "g", "2")
        assert d.app.screen.NAME == "actions"
