"""`?` says what a screen or a dialog is for, then the keys that work in it and no others."""

from __future__ import annotations

import datetime as dt
import pkgutil
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from plans import PlanBuilder
from textual.widgets import Input

import screens.dialogs
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.model.plan import Plan
from screens.dialogs.dialog import Dialog
from screens.dialogs.help import HelpDialog
from screens.dialogs.working import Working
from screens.front import MADE_BY
from screens.key_names import key_character
from screens.keys import SCREENS, VERBS
from screens.purposes import ASKED, PURPOSES
from screens.widgets.edit_line import EditLine
from screens.widgets.footer import KeyFooter
from screens.widgets.grid import Grid

Desk = Callable[..., Any]

STEP = ("2", "g", "j", *"h" * 12)
"""To the first column of the first step."""

DIALOGS: dict[str, tuple[str, ...]] = {
    "AskLine": (*STEP, *"lll", "+", "G", "enter"),
    "CarriesDialog": ("w",),
    "Choose": ("R",),
    "Confirm": (*STEP, "d", "d"),
    "ExportDialog": ("E",),
    "HelpDialog": ("?",),
    "ImportDialog": ("I",),
    "ImportPreview": ("I", "enter"),
    "InformDialog": ("3", "i"),
    "LongText": (*STEP, "enter", "ctrl+o"),
    "MoveDates": (*STEP, *"lll", "+"),
    "PaletteDialog": (":",),
    "RecordDialog": ("5", "ctrl+o"),
    "RecordsDialog": (*STEP, *"lllll", "enter", "ctrl+o"),
    "ViewsDialog": ("2", "v"),
}
"""The keys that open each dialog; a paste opens PasteDialog, and Reading is there and gone."""


@pytest.fixture
def plan() -> Plan:
    """An approved plan of a deliverable with a step, a KPI and somebody who is told nothing."""
    build = PlanBuilder(title="Clean water", rules_off=tuple(RULES))
    ana = build.person("Ana", power=4, interest=4)
    build.info(owner=ana)
    goal = build.goal("Every village drinks clean water", owner=ana)
    wells = build.step("Wells", goal=goal, lead=ana, due=dt.date(2026, 12, 4))
    build.step("Survey", parent=wells, lead=ana, due=dt.date(2026, 12, 4))
    build.add("resources", step=wells, description="test kits", needed=3)
    build.add("kpis", name="Wells tested", goal=goal, target=12)
    return build.plan


def every_dialog(kind: type[Any] = Dialog) -> set[str]:
    """The names of all dialogs that are loaded, but for those that others are only made from."""
    found = {kind.__name__} if kind not in (Dialog, Working) else set()
    return found.union(*(every_dialog(each) for each in kind.__subclasses__()))


def working(front: Any) -> set[str]:
    """The verbs whose keys work there, but for those that are typed."""
    focused = front.focused
    return {
        active.binding.id
        for key, active in front.active_bindings.items()
        if active.binding.id in VERBS
        and not (focused is not None and focused.check_consume_key(key, key_character(key)))
    }


async def helped(d: Any) -> str:
    """Asks for help, which lists exactly the keys that work; what it says the screen is for."""
    front, works = d.app.screen, working(d.app.screen)
    await d.press("f1")
    if isinstance(front, HelpDialog):
        assert d.app.screen is not front
        return ASKED["HelpDialog"]
    shown = d.app.screen
    assert isinstance(shown, HelpDialog), front
    assert {option.id for option in shown._options if option.id in VERBS} == works
    assert " ".join(shown._intro.split()[:5]) in d.screen_text, shown._intro
    await d.press("escape")
    assert d.app.screen is front
    return shown._intro


def test_no_screen_and_no_dialog_is_without_words_for_its_help() -> None:
    for each in pkgutil.walk_packages(screens.dialogs.__path__, "screens.dialogs."):
        import_module(each.name)
    assert every_dialog() == {*DIALOGS, "PasteDialog", "Reading", "Writing"} == set(ASKED)
    assert set(MADE_BY) | {"welcome"} == set(PURPOSES)


@pytest.mark.verify
async def test_every_screen_says_what_it_is_for_and_its_keys(desk: Desk, plan: Plan) -> None:
    async with desk(plan, me="Ana") as d:
        for name, key, _ in (*SCREENS, ("card", "2Q", "")):
            await d.press(*key)
            assert await helped(d) == PURPOSES[name], name
        await d.press("R", "enter")
        await d.until(lambda: d.app.screen.NAME == "review", "the review")
        assert await helped(d) == PURPOSES["review"]
        await d.press("2", "g", "j", "enter")
        assert await helped(d) == PURPOSES["actions"]  # while a cell is typed
        assert d.asking


@pytest.mark.verify
async def test_every_dialog_says_what_it_asks_and_its_keys(
    desk: Desk, plan: Plan, tmp_path: Path
) -> None:
    (tmp_path / "plans" / "notes.txt").write_text("A song on the radio\n", "utf-8")
    async with desk(plan, me="Ana") as d:
        await d.press("P", "enter")
        await d.saved_all()
        for name, keys in DIALOGS.items():
            await d.press(*keys)
            await d.until(lambda name=name: type(d.app.screen).__name__ == name, name)
            assert await helped(d) == ASKED[name], name
            for _ in range(4):
                await d.press("escape")
            assert d.app.screen.NAME
        await d.press("2")
        await d.paste("Action Step\tBy Whom\nDig\tAna\n")
        assert await helped(d) == ASKED["PasteDialog"]
        # What is run from the help is done in the dialog that it was asked for.
        await d.press("f1")
        await d.type("add the rows")
        await d.press("enter")
        await d.saved_all()
        assert "Dig" in [step.title for step in d.plan.steps.values()]
        await d.press("g", "j", "d", "d", "f1")
        await d.type("delete")
        await d.press("enter")
        await d.saved_all()
        assert "Survey" not in [step.title for step in d.plan.steps.values()]


@pytest.mark.verify
async def test_the_keys_of_every_screen_and_dialog_are_in_sight_where_it_is_lowest(
    desk: Desk, plan: Plan, tmp_path: Path
) -> None:
    (tmp_path / "plans" / "notes.txt").write_text("A song on the radio\n" * 20, "utf-8")
    long = "Every village drinks clean water " * 9
    plan = plan.amend("kpis", 1, name=long).amend("steps", 1, title=long)

    def in_sight(d: Any) -> None:
        screen = d.app.screen.region
        for part in (KeyFooter, EditLine, Input, Grid):
            for widget in d.app.screen.query(part):
                if widget.display and widget.region:
                    assert screen.contains_region(widget.region), (d.screen_text, widget)
        assert re.search(r"(\?|F1) help", d.footer), d.screen_text

    async with desk(plan, me="Ana", size=(60, 15)) as d:
        for _, key, _ in SCREENS:
            await d.press(key)
            in_sight(d)
        await d.press("P", "enter")
        await d.saved_all()
        for name, keys in DIALOGS.items():
            await d.press(*keys)
            await d.until(lambda name=name: type(d.app.screen).__name__ == name, name)
            d.app.clear_notifications()  # what was said on the way
            await d.quiet()
            in_sight(d)
            if name in ("RecordDialog", "RecordsDialog"):
                await d.press("enter")
                assert d.line.is_open
                in_sight(d)
            for _ in range(4):
                await d.press("escape")
