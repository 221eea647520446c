"""Every key answers: what it cannot do here and now, it says, pressed and in the help."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import pytest
from desk_page import NOON, DeskPage, UnsteadyStore

from actionplan_tui.cli.shipped import example
from actionplan_tui.exchange.relay import relaid
from actionplan_tui.model.plan import Plan
from screens.key_names import key_character
from screens.keys import SCREENS, VERBS
from screens.widgets.grid import Grid

CURSOR = {"up", "down", "left", "right", "first", "last", "page_up", "page_down", "back"}
"""At the end of the table, or where there is nothing to go back from, standing still says it."""
ELSEWHERE = {
    "leave",
    "quit",
    "redraw",
    "help",
    "undo",
    "redo",
    "present",
    "shell",
    *(name for name, _, _ in SCREENS),
}
WITHOUT_ROWS = {
    *("add", "add_before", "add_child", "paste", "filter", "filters", "view", "sort", "panel"),
    *("switch", "card", "record", "inform", "question", "countdown", "as_of", "capture", "guide"),
    *("palette", "follow", "correct", "carries", "review", "approve"),
    *("export", "import"),
}
"""What keys can do, or say for themselves, in a table that has no row."""


def keys_of(d) -> Iterable[tuple[str, str, str]]:
    """Every verb that has a key on the screen in front: its id, the key, its action."""
    for key, active in d.app.screen.active_bindings.items():
        verb = VERBS.get(active.binding.id or "")
        if verb is None or key != verb.keys[0]:
            continue
        if verb.id.partition(".")[2] not in CURSOR | ELSEWHERE:
            yield verb.id, key_character(key) or key, verb.action.partition("(")[0]


async def test_keys_for_rows_say_why_not_in_an_empty_table_and_the_help_does(desk, empty) -> None:
    async with desk(empty, size=(100, 30)) as d:
        for _, key, _ in SCREENS:
            await d.press(key)
            for id, _, action in keys_of(d):
                said_so = id.partition(".")[2] in WITHOUT_ROWS or len(d.grid.rows) > 0
                assert d.app.screen.why_not(action) or said_so, id
        await d.press("2", "x")
        assert "No action steps yet (a: add the first step" in d.said
        await d.press("?")
        await d.type("done")
        assert "not now: No action steps yet (a: add" in d.screen_text


async def test_in_a_dialog_too_a_key_says_why_not(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.2", "Needed")
        await d.press("e", "ctrl+o")
        await d.press("enter")
        assert "No resource yet: a adds one" in d.said
        await d.press("escape", "V", "e", "ctrl+o", "a")
        assert "Presenting, so read only: V unlocks" in d.said
        assert not d.grid.rows
        await d.press("escape", "!")
        assert d.dialog == ""
        await d.app.run_action("review_of('plan')")  # as a finding that is mended by it does
        assert d.dialog == ""


STATES = ("empty", "example", "presenting", "reviewing", "read only")
"""In what the keys are pressed."""


@asynccontextmanager
async def at_a_desk(desk, empty: Plan, state: str) -> AsyncIterator[tuple[DeskPage, list[str]]]:
    """A desk in that state, and all that it says from now on."""
    shipped = example()
    assert shipped.base is not None
    plan = empty if state == "empty" else relaid(shipped.plan, shipped.base, NOON.date())
    async with desk(plan, size=(110, 36), wrap=UnsteadyStore) as d:
        if state == "presenting":
            await d.press("V")
        elif state == "reviewing":
            await d.press("R", "enter")
            await d.until(lambda: d.app.screen.NAME == "review")
        elif state == "read only":
            d.store.failure = "the file is read-only"
        told: list[str] = []
        d.app.notify = lambda text, **how: told.append(text)
        yield d, told


@pytest.mark.verify
@pytest.mark.parametrize("state", STATES)
async def test_a_key_that_is_pressed_does_something_or_says_why(desk, empty, state) -> None:
    async with at_a_desk(desk, empty, state) as (d, told):
        silent = []
        fronts = ["R"] if state == "reviewing" else []
        for key in [*fronts, *(key for _, key, _ in SCREENS)]:
            await d.press(key)
            silent += await unanswered(d, told)
        assert not silent, "\n".join(silent)


async def unanswered(d, told: list[str]) -> list[str]:
    """The verbs whose keys do nothing and say nothing on the screen in front."""
    silent = []
    front, name = d.app.screen, d.app.screen.NAME
    await d.press("escape", "g")
    for id, key, _ in list(keys_of(d)):
        if (name, id) == ("plans", "grid.open"):
            continue  # it opens the plan anew, and the desk closes
        if id.startswith("app.") and name not in ("goals", "history"):
            continue  # the same on every screen
        if id.endswith(".paste") and d.app.clip.text:
            continue  # what was copied here stands here already
        told.clear()
        before = d.screen_text
        await d.press(key)
        if d.screen_text == before and not told:
            await d.saved_all()  # what is added shows once the store has given it an id
        if d.screen_text == before and not told:
            silent.append(f"{name}: {id}")
        await come_back(d, front)
    return silent


async def come_back(d, front) -> None:
    """Leave dialogs and lines, and be on the screen and its first row again."""
    for _ in range(5):
        if d.app.screen is not front and getattr(d.app.screen, "NAME", ""):
            await d.press("escape")
            d.app.action_go(front.NAME)
            await d.quiet()
        elif d.app.screen is not front or front.edit_line.is_open:
            await d.press("escape")
        else:
            break
    await d.press("escape", "escape")  # a panel; marks, filter, sort


# Dialogs and lines

ROUTES: dict[str, str] = {
    "help": "2 ?",
    "palette": "2 :",
    "export": "2 E",
    "import": "2 I",
    "carries": "3 w",
    "carries, whose": "2 w",
    "columns": "2 v",
    "filters": "1 v",
    "rules": "7 v",
    "leaving": "2 q",
    "inform": "3 i",
    "inform, whom": "6 i",
    "review": "2 R",
    "promote": "4 r",
    "merge": "3 tab * m",
    "follow": "2 g j j o",
    "records": "2 g j j l l l e ctrl+o",
    "text in full": "2 g j e ctrl+o",
    "KPI": "5 ctrl+o",
    "communication": "6 ctrl+o",
    "corrective action": "2 g j j !",
    "dates": "2 g j j j l l +",
    "capture line": "2 c",
    "line of a cell": "2 g j j e",
    "line of a strategy": "2 g j e",
    "filter line": "2 /",
    "paste": "2",
}
"""The keys that lead to each dialog and each line."""

LEAVES = {"dialog.cancel", "record.close", "records.close", "edit_line.cancel"}
ROWS = "Hire drivers\tIoane\t4 Dec 2026\tnone\tUSD 500\nBuy fuel\tNew Man\t11 Dec 2026\n"


@pytest.mark.verify
@pytest.mark.parametrize("state", STATES)
async def test_so_does_every_key_of_a_dialog_and_a_line(desk, empty, state) -> None:
    async with at_a_desk(desk, empty, state) as (d, told):
        silent = []
        opened = 0
        for name, keys in ROUTES.items():
            for id, key in [("", ""), *await keys_there(d, name, keys)]:
                told.clear()
                away = await there(d, name, keys)
                if not away:
                    there_already = name == "review" and d.app.screen.NAME == "review"
                    assert told or there_already, f"{name} does not open and does not say why"
                    break
                opened += not id
                before = d.screen_text
                told.clear()
                await d.press(*[key] * bool(key))
                if key and d.screen_text == before and not told:
                    await d.saved_all() if state != "read only" else None
                    silent += [f"{name}: {id}"] * (d.screen_text == before and not told)
                await home(d)
        assert opened > (3 if state == "empty" else 10)
        assert not silent, "\n".join(silent)


async def there(d: DeskPage, name: str, keys: str) -> bool:
    """Go to a dialog or a line; whether it opened."""
    await d.press(*keys.split())
    if name == "paste":
        await d.paste(ROWS)
    return not getattr(d.app.screen, "NAME", "") or d.app.screen.edit_line.is_open


async def keys_there(d: DeskPage, name: str, keys: str) -> list[tuple[str, str]]:
    """The verbs of a dialog or a line whose keys are keys there, and type nothing."""
    if not await there(d, name, keys):
        return []
    front = d.app.screen
    found = [
        (verb.id, key)
        for key, active in front.active_bindings.items()
        if (verb := VERBS.get(active.binding.id or "")) is not None and key == verb.keys[0]
        and verb.id.partition(".")[2] not in CURSOR | {"quit", "redraw"}
        and verb.id not in LEAVES
        and not (front.focused and front.focused.check_consume_key(key, key_character(key)))
    ]  # fmt: skip
    await home(d)
    return found


async def home(d: DeskPage) -> None:
    """Leave every dialog and every line."""
    for _ in range(6):
        if getattr(d.app.screen, "NAME", "") and not d.app.screen.edit_line.is_open:
            break
        await d.press("escape")
    await d.press("escape", "escape")
    for grid in d.app.screen.query(Grid):
        if grid.columns:
            grid.move_to(grid.cursor_key, grid.columns[0].key)
