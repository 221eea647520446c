"""The presentation lock: read only, wider rows, nothing private on the screen, and back."""

from __future__ import annotations

from plans import PlanBuilder


async def test_v_locks_the_desk_for_a_room_and_v_again_gives_it_back(desk) -> None:
    build = PlanBuilder(title="Clean water")
    ana = build.person("Ana", private_notes="Drinks with the contractor")
    for number in range(1, 31):
        build.step(f"Step {number}", lead=ana)
    async with desk(build.plan, size=(100, 30)) as d:
        await d.press("3", "tab")
        screen = d.app.screen
        assert (
            "private, 4 words" in d.screen_text or screen.view.plan.stakeholders[ana].private_notes
        )
        await d.press("2", "g", "j")
        close = d.screen_text.count("Step ")

        await d.press("V")
        assert "PRESENTING" in d.screen_text
        wide = [line for line in d.lines if "│ not started" in line]
        assert 5 < len(wide) <= close // 2 + 1
        assert d.app.screen.view.plan.stakeholders[ana].private_notes == ""
        await d.press("G")
        assert "Step 30" in d.screen_text
        await d.press("x", "u", "c")
        assert d.app.workspace.plan.steps[30].percent == 0
        assert "Presenting, so read only: V unlocks" in d.said
        await d.press("3")
        assert "Drinks" not in d.screen_text
        assert "private, " not in d.screen_text
        await d.press("2", "e")
        await d.enter("Other")
        assert d.app.workspace.plan.steps[30].title == "Step 30"
        assert "V unlocks" in d.screen_text
        await d.press("escape", "V")

        assert "PRESENTING" not in d.screen_text
        await d.press("x")
        await d.saved_all()
        assert d.app.workspace.plan.steps[30].finished is not None
        assert d.app.screen.view.plan.stakeholders[ana].private_notes
