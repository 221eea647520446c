"""An edit is on the screen whole with its first frame, before the disk has heard of it."""

from __future__ import annotations

import pytest
from desk_page import UnsteadyStore
from two_screens import side_by_side

from screens.terminal.frugal import Abilities


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["tall", "low"])
async def test_the_first_frame_after_a_commit_has_all_of_it(desk, small, size) -> None:
    both, driver = side_by_side(*size, Abilities())
    terminal = both.frugal
    async with desk(small, size=size, driver=driver, wrap=UnsteadyStore) as d:
        await d.go("1.1", "Action Step")
        await d.press("e")
        await d.type("Survey springs")
        await d.quiet()
        frames, draw = [], terminal.feed

        def drawn(text: str) -> None:
            draw(text)
            frames.append((terminal.text, terminal.look, d.store.tries, d.grid.has_focus))

        terminal.feed = drawn
        await d.press("enter")
        text, look, asked, told = frames[0]
        table = slice(d.grid.region.y, d.grid.region.bottom)

        assert "saving" in text[0]
        assert any("Survey springs" in row for row in text[table])
        assert "Enter keep" not in "\n".join(text)
        assert asked == 0
        if size == (120, 40):  # in the turn that made it, and with the cursor lit even so
            assert not told
        assert look[table] == terminal.look[table]
