"""The presentation lock: read only, wider rows, nothing private on the screen, and back."""

from __future__ import annotations

import datetime as dt

from plans import PlanBuilder

from actionplan_tui.edits.records import SetFields
from actionplan_tui.exchange.formats import FORMATS, Options
from screens.messages import Do
from screens.presenting import PRIVATE, public_plan

TODAY = dt.date(2026, 11, 23)
MARK = "Zweifel"


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


async def test_nothing_private_is_on_any_screen_panel_dialog_search_or_toast(desk) -> None:
    build = PlanBuilder(title="Clean water")
    ana = build.person("Ana", power=4, interest=4)
    goal = build.goal("Every village drinks clean water", owner=ana)
    step = build.step("Survey wells", goal=goal, lead=ana)
    build.add("barriers", step=step, who=(ana,), how="may object")
    build.add("communications", step=step, audience=(ana,), cadence="weekly on tue", start=TODAY)
    async with desk(build.plan, size=(120, 45)) as d:
        fields = {name: f"{MARK} {name}" for name in PRIVATE["stakeholders"]}
        private = {**fields, "attitude": -2}
        for name, value in private.items():  # one by one: each is in the history
            d.app.post_message(Do(SetFields("stakeholders", ana, {name: value})))
            await d.saved_all()
        await d.press("3", "tab")
        assert MARK in d.screen_text
        assert "strongly against" in d.screen_text

        d.app.tell(f"a toast about {MARK}")
        await d.press("V")
        seen = []

        def look() -> None:
            seen.append(f"{d.screen_text}\n{d.said}\n{d.dialog}")
            assert MARK not in seen[-1]
            assert "against" not in seen[-1]

        look()
        for screen in "1234567":
            await d.press(screen)
            look()
            for key in ("tab", "j", "j", "enter", "escape", "t", "escape", "y", "tab"):
                await d.press(key)
                look()
        await d.press("8")
        look()
        for _ in range(len(private)):
            await d.press("j")
            look()
        for keys in (("w", "escape"), ("E", "escape"), ("?", "escape"), ("R", "escape")):
            for key in keys:
                await d.press(key)
                look()
        for sought in (MARK, "Ana", "against"):
            await d.press(":")
            await d.type(sought)
            seen.append(d.screen_text.replace(sought, "", 1))  # as it was typed
            assert "Zweifel " not in seen[-1]
            assert ("P1" in seen[-1]) is (sought == "Ana")
            await d.press("escape")
        assert any("Survey wells" in text for text in seen)

        d.app.post_message(Do(SetFields("stakeholders", ana, {"private_notes": "Other"})))
        await d.press("3")
        look()
        await d.press("V", "tab")
        assert MARK in d.screen_text
        assert d.app.workspace.plan.stakeholders[ana].private_notes == fields["private_notes"]


def test_what_is_kept_from_the_room_leaves_in_no_document_either() -> None:
    build = PlanBuilder(title="Clean water")
    private = {name: f"{MARK} {name}" for name in PRIVATE["stakeholders"]} | {"attitude": -2}
    build.person("Ana", power=4, interest=4, engagement="resistant", **private)
    plan = build.plan

    for suffix in ("html", "md", "csv"):
        text = FORMATS[suffix].write(plan, TODAY, Options()).decode()
        assert MARK not in text
        assert "against" not in text
    assert MARK not in str(public_plan(plan))
    assert public_plan(plan).stakeholders[1].attitude is None
    assert public_plan(plan).stakeholders[1].engagement == "resistant"
