"""The presentation lock: read only, wider rows, nothing private on the screen, and back."""

from __future__ import annotations

import datetime as dt

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.readiness.readiness import readiness
from actionplan_tui.cli.shipped import example
from actionplan_tui.edits.changes import Change, diff
from actionplan_tui.edits.past import plan_as_of
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.records import SetFields
from actionplan_tui.exchange.formats import FORMATS, Options
from actionplan_tui.exchange.relay import relaid
from screens.messages import Do
from screens.presenting import PRIVATE, public_history, public_plan

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
        assert d.footer == "Enter read  Space mark  Tab switch view  / filter  V unlock  ? help"
        await d.press("2")
        assert d.footer == "Enter read  Space mark  / filter  V unlock  ? help"
        await d.press("slash")
        assert d.footer.startswith("Enter keep")  # a filter is typed all the same
        await d.press("escape", "e")
        assert d.footer == "Esc close  ctrl+o in full  F1 help"
        await d.press("ctrl+o")
        assert "Esc close  F1 help" in d.footer
        await d.press("escape")
        await d.enter("Other")
        assert d.app.workspace.plan.steps[30].title == "Step 30"
        assert "V unlocks" in d.screen_text
        await d.press("escape", "V")

        assert "PRESENTING" not in d.screen_text
        assert d.footer.startswith("Enter edit  a add  A child  Space mark")
        await d.press("x")
        await d.saved_all()
        assert d.app.workspace.plan.steps[30].finished is not None
        assert d.app.screen.view.plan.stakeholders[ana].private_notes


STANCE = {"attitude": -2, "engagement": "resistant", "desired_engagement": "leading"}
TOLD = ("against", "resistant", "leading", MARK)
"""What is never read in the room."""


def in_confidence() -> dict[str, object]:
    """Every private field of somebody with something in it to be found."""
    texts = {name: f"{MARK} {name}" for name in PRIVATE["stakeholders"] if name != "engaged_before"}
    return texts | STANCE


def village() -> PlanBuilder:
    """Ana leads a step, resists it and what else, and is told what came back with a word of hers.

    A barrier that is nobody's stands beside hers.
    """
    build = PlanBuilder(title="Clean water")
    ana = build.person("Ana", power=4, interest=4)
    goal = build.goal("Every village drinks clean water", owner=ana)
    step = build.step("Survey wells", goal=goal, lead=ana)
    build.add("barriers", step=step, who=(ana,), how=f"{MARK} how", kind="resistance", owner=ana)
    build.add("barriers", step=step, how="Heavy rains", kind="risk")
    build.add("corrective_actions", deviation=f"OT9: {MARK}", decision=MARK, owner=ana)
    line = build.add(
        "communications", step=step, audience=(ana,), cadence="weekly on tue", start=TODAY
    )
    build.add("contacts", communication=line, date=TODAY, outcome=f"{MARK} outcome")
    return build


@pytest.mark.parametrize(
    "screens",
    [
        pytest.param("36", id="stakeholders and communications"),
        pytest.param("1234567", id="all", marks=pytest.mark.verify),
    ],
)
async def test_nothing_private_is_on_any_screen_panel_dialog_search_or_toast(desk, screens) -> None:
    ana = 1
    async with desk(village().plan, size=(140, 45)) as d:
        private = in_confidence()
        for name, value in private.items():  # one by one: each is in the history
            d.app.post_message(Do(SetFields("stakeholders", ana, {name: value})))
            await d.saved_all()
        d.app.post_message(Do(SetFields("barriers", 1, {"response": f"{MARK} response"})))
        await d.press("3", "tab")
        for word in TOLD:
            assert word in d.screen_text
        await d.press("tab")  # the matrix is what somebody projects first

        d.app.tell(f"a toast about {MARK}")
        await d.press("V")
        seen = []

        def look(except_for: str = "") -> None:
            seen.append(f"{d.screen_text}\n{d.said}\n{d.dialog}".replace(except_for, "", 1))
            assert not [word for word in TOLD if word in seen[-1]]

        look()
        for screen in screens:
            await d.press(screen)
            look()
            for key in ("tab", "j", "j", "enter", "t", "y", "o"):
                await d.press(key)
                look()
                await d.press(*["escape"] * (key in ("enter", "t", "o")))
            for key in ("Q", "ctrl+o", "w"):
                await d.press(screen, key)
                look()
                await d.press("escape")
        await d.press("2", *"jjjlllllll")
        look()
        await d.press("8")
        look()
        assert "Nothing that is for a room" in d.screen_text
        for _ in range(len(private)):
            await d.press("j")
            look()
        for key in "E?R!":
            await d.press(key)
            look()
            await d.press("escape")
        for sought in (MARK, "Ana", "against", "resistant"):
            await d.press(":")
            await d.type(sought)
            look(except_for=sought)  # as it was typed
            assert ("P1" in seen[-1]) is (sought == "Ana")
            await d.press("escape")
        shown = ("Survey wells", "Ana", "(not shown)", "risk: Heavy")
        assert not [word for word in shown if not any(word in text for text in seen)]
        assert not any("pull one way" in text for text in seen)  # nor what would not be true

        d.app.post_message(Do(SetFields("stakeholders", ana, {"private_notes": "Other"})))
        await d.press("3")
        look()
        await d.press("V", "tab")
        for word in TOLD:
            assert word in d.screen_text
        assert d.app.workspace.plan.stakeholders[ana].private_notes == private["private_notes"]


def test_no_earlier_history_tells_it_and_no_past_plan() -> None:
    build = village()
    now = build.plan
    was = now.amend("barriers", 1, who=(), kind="barrier", how="Ana is slow", response=f"{MARK} r")
    rows = [
        row_of(2, "add step", diff(now.drop("barriers", [1]).drop("stakeholders", [1]), was)),
        row_of(3, f"How of {MARK}", diff(was, now)),
        row_of(4, "remove barrier", diff(now, now.drop("barriers", [1]))),
    ]
    shown = public_history(rows, public_plan(now.drop("barriers", [1])))

    assert [row.label for row in shown] == ["add step", "barriers"]
    assert public_history(shown, now) == shown
    for at in (1, 2, 3, 4):
        past = plan_as_of(public_plan(now.drop("barriers", [1])), shown, moment(at))
        assert MARK not in str(past)
        assert "slow" not in str(past)


def row_of(revision: int, label: str, changes: tuple[Change, ...]) -> HistoryRow:
    """A row of the history."""
    at = moment(revision)
    return HistoryRow(revision=revision, at=at, by="ana", label=label, changes=changes)


def moment(day: int) -> dt.datetime:
    """Noon of a day."""
    return dt.datetime(2026, 11, day, 12, tzinfo=dt.UTC)


def test_what_is_left_out_makes_no_finding_that_is_not_true() -> None:
    shipped = example()
    assert shipped.base is not None
    plan = relaid(shipped.plan, shipped.base, TODAY)
    every = {one.key: one.sentence for one in readiness(plan, TODAY).findings}
    shown = {one.key for one in readiness(public_plan(plan), TODAY).findings}

    assert shown
    assert shown <= every.keys()
    assert any(plan.barriers[id].who for id in plan.barriers)


def test_what_is_kept_from_the_room_leaves_in_no_document_unless_it_is_the_deck_s() -> None:
    build = village()
    build.amend("stakeholders", 1, **in_confidence())
    build.amend("barriers", 1, how="may object")
    build.plan = build.plan.drop("corrective_actions", [1]).drop("contacts", [1])

    for suffix in ("html", "md", "csv"):
        text = FORMATS[suffix].write(build.plan, TODAY, Options()).decode()
        assert MARK not in text
        assert "strongly against" not in text
        assert "may object" in text  # the deck's column, for whom the document is given to
    assert MARK not in str(public_plan(build.plan))
    assert public_plan(build.plan).stakeholders[1].attitude is None
    assert public_plan(build.plan).stakeholders[1].engagement is None
