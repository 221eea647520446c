"""Every key answers: what it cannot do here and now, it says, pressed and in the help."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from desk_page import NOON

from actionplan_tui.cli.shipped import example
from actionplan_tui.exchange.relay import relaid
from screens.key_names import key_character
from screens.keys import SCREENS, VERBS

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


@pytest.mark.verify
@pytest.mark.parametrize(
    ("full", "presenting"),
    [(False, False), (True, False), (True, True)],
    ids=["empty", "example", "presenting"],
)
async def test_a_key_that_is_pressed_does_something_or_says_why(
    desk, empty, monkeypatch, full, presenting
) -> None:
    shipped = example()
    assert shipped.base is not None
    plan = relaid(shipped.plan, shipped.base, NOON.date()) if full else empty
    async with desk(plan, size=(100, 30)) as d:
        if presenting:
            await d.press("V")
        told: list[str] = []
        silent = []
        monkeypatch.setattr(d.app, "notify", lambda text, **how: told.append(text))
        for _, key, _ in SCREENS:
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
