"""What users type is data: shown literally on every screen, toast and dialog, in any script."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from desk_page import NOON
from plans import PlanBuilder
from rich.cells import cell_len

from actionplan_tui.capture.quoting import quote
from actionplan_tui.model.plan import Plan
from screens.keys import SCREENS as DESK_SCREENS

TEXTS = {
    "markup": "[red][x][/red] {0} %s $HOME \\n",
    "closing": "[/] closes nothing",
    "arabic": "حملة المياه النظيفة",
    "chinese": "清洁饮用水行动",
    "long": "wide " * 60,  # 300 cells
}
SHOWN = {
    **TEXTS,
    "turned": "plain start \u202e\u2066\u200f👩\u200d👩\u200d👧🏽 end",
}
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200f]")
"""What a terminal would obey instead of drawing it."""
BEGINNING = {name: text[:12].strip() for name, text in SHOWN.items()}
SCREENS = [name for name, _, _ in DESK_SCREENS]
KINDS = [
    "markup",
    "arabic",
    *(pytest.param(name, marks=pytest.mark.verify) for name in ("closing", "chinese", "long")),
]
"""One text of each kind for every day; the others, which differ from these in a detail, with the
long runs."""


def plan_of(text: str) -> Plan:
    """A plan in which every text is this one."""
    build = PlanBuilder(title=text, purpose=text, institution=text, success=text)
    person = build.person(text, power=4, interest=4, organisation=text, concerns=text)
    goal = build.goal(text, owner=person, success=text, strategy=text)
    step = build.step(text, goal=goal, lead=person, due=NOON.date(), notes=text, tags=(text,))
    build.milestone(text, goal=goal, due=dt.date(2026, 12, 18))
    build.add("framework", kind="strategic goal", text=text)
    build.add("resources", step=step, description=text, available=2)
    build.add("barriers", step=step, who=(person,), how=text)
    build.add(
        "communications", step=step, audience=(person,), responsible=person, message=text,
        cadence="weekly on tue", start=NOON.date(),
    )  # fmt: skip
    build.add("kpis", goal=goal, step=step, name=text, baseline=0, target=8, unit="letters")
    build.add("ideas", text=text, theme=text)
    return build.plan


@pytest.mark.parametrize(
    ("name", "size"),
    [
        *((name, (80, 24)) for name in SHOWN),
        *(pytest.param(name, (120, 40), marks=pytest.mark.verify) for name in ("markup", "long")),
    ],
)
async def test_every_screen_shows_it_as_it_is(desk, name, size) -> None:
    async with desk(plan_of(SHOWN[name]), size=size, first="goals") as d:
        for screen in SCREENS:
            await d.app.run_action(f"app.go('{screen}')")
            await d.quiet()
            assert screen == d.app.screen.NAME
            assert BEGINNING[name] in d.screen_text, screen
            width = size[0]
            assert all(cell_len(line) <= width for line in d.lines), screen
            assert not OBEYED.search(d.screen_text), screen


@pytest.mark.parametrize("name", KINDS)
async def test_every_cell_and_field_is_edited_as_it_is(desk, name) -> None:
    text = TEXTS[name].strip()
    async with desk(plan_of("plain"), size=(120, 40), first="actions") as d:
        await d.edit("1", "Action Step", text)
        await d.saved_all()
        assert d.step("1").title == text
        assert BEGINNING[name] in d.row("1")
        await d.go("1")
        await d.press("e")
        assert d.typed == text
        assert text[-10:] in d.asking
        await d.press("escape")
        await d.go("1", "By Whom")
        await d.press("e")
        await d.paste(quote(text))
        await d.press("enter")
        await d.saved_all()
        assert d.plan.stakeholders[2].name == text


@pytest.mark.parametrize("name", KINDS)
async def test_toasts_and_dialogs_show_it_as_it_is(desk, name) -> None:
    text, begins = TEXTS[name], BEGINNING[name]
    async with desk(plan_of(text), size=(120, 40), first="actions") as d:
        await d.go("1")
        await d.press("d")  # a toast that names the step
        assert begins in d.said
        assert begins[:6] in d.screen_text.split("d again removes")[1]
        await d.press("?")
        await d.press("escape", ":")
        await d.type(begins.split()[0])
        assert d.screen_text.count(begins) > 8
        await d.press("escape")
        for heading in ("Available", "Barriers", "Communication", "KPIs"):
            await d.go("1", heading)
            await d.press("e", "ctrl+o")
            assert begins in d.screen_text, heading
            await d.press("escape")
        await d.go("1", "Action Step")
        await d.press("e", "ctrl+o")
        assert begins in d.screen_text
        await d.press("escape", "escape")
        await d.press("A")
        await d.enter(text)
        await d.saved_all()
        await d.go("1")
        await d.press("d", "d")
        assert begins in d.dialog
        await d.press("escape")
        await d.press("/")
        await d.enter(begins.split()[0])
        assert begins.split()[0] in d.header
        await d.press("escape", "E", "escape")


@pytest.mark.parametrize("name", ["markup", "closing", "arabic"])
async def test_what_colleagues_write_is_told_as_it_is(desk, monkeypatch, name) -> None:
    monkeypatch.setattr("screens.watching.LOOK_EVERY", 0.02)
    async with (
        desk(plan_of("plain"), by="ana", first="actions") as ana,
        desk(ana.app.path, by="ioane", first="actions") as ioane,
    ):
        await ana.edit("1", "Action Step", TEXTS[name])
        await ioane.until(lambda: TEXTS[name] in ioane.said)

        assert BEGINNING[name][:6] in ioane.screen_text


async def test_what_turns_a_line_round_never_reaches_the_terminal(desk) -> None:
    async with desk(plan_of("a\u202eb\u2066c\u200fd"), size=(120, 40)) as d:
        for screen in SCREENS:
            await d.app.run_action(f"app.go('{screen}')")
            await d.quiet()
            for bad in ("\u202e", "\u2066", "\u200f"):
                assert bad not in d.screen_text, screen
            assert "abcd" in d.screen_text, screen


async def test_what_is_typed_or_pasted_loses_its_controls_too(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.press("e")
        await d.paste("Train\x1b[2J\tnurses\x07")
        await d.press("enter")
        await d.saved_all()

        assert d.step("3").title == "Train[2J nurses"


async def test_arabic_stands_at_the_right_of_its_column(desk) -> None:
    async with desk(plan_of(TEXTS["arabic"]), size=(120, 40), first="goals") as d:
        row = d.row("G1")
        assert TEXTS["arabic"] in row
        frozen = row.split("│")[0]
        assert frozen.rstrip().endswith(TEXTS["arabic"])
