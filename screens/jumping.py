"""Jumps from any screen to a record, a card or what is linked with a cell; q comes back."""

from __future__ import annotations

from functools import partial

from textual import on

from actionplan_tui.model.plan import TABLES, ref
from screens.copying import Copying
from screens.links import Link, Spot, no_link, spot_of
from screens.messages import ShowCard
from screens.trail import Trail

__all__ = ["Jumping"]


class Jumping(Copying):
    """The part of the app that goes from record to record, and keeps the way back."""

    def __init__(self) -> None:
        super().__init__()
        self.trail = Trail()

    def action_go(self, name: str) -> None:
        """Bring a screen to the front."""
        raise NotImplementedError

    def go_to(self, table: str, id: int, field: str = "", *, edit: bool = False) -> None:
        """Show a record on the screen that it belongs to, open for editing if asked; `q` comes
        back."""
        spot = spot_of(self.workspace.plan, table, id, field)
        if spot is None:
            noun = TABLES[table].noun
            self.tell(f"{ref(table, id)}: this {noun} has no screen of its own yet")
            return
        if self.front is not None:
            self.trail.leave(self.front, spot.screen)
        self._show_spot(spot)
        screen = self.front
        if edit and screen is not None:
            # The screen has asked for the focus when it was revealed; the edit line comes after.
            later = partial(self.call_later, screen.edit_place, table, id, field)
            screen.call_after_refresh(later)

    def _show_spot(self, spot: Spot) -> None:
        self.action_go(spot.screen)
        screen = self.front
        # In the outline the steps under no goal have a heading, which is goal 0.
        if screen is not None and (spot.id or (spot.screen, spot.table) == ("actions", "goals")):
            screen.call_after_refresh(screen.reveal, spot.table, spot.id, spot.field)

    @on(ShowCard)
    def _show_card(self, message: ShowCard) -> None:
        message.stop()
        screen = self.front
        if screen is None:
            return
        spot = spot_of(self.workspace.plan, message.table, message.id) if message.id else None
        of = (spot.table, spot.id) if spot and spot.table in ("goals", "steps") else ("plan", 1)
        self.trail.leave(screen, "card")
        self._show_spot(Spot("card", *of))

    def action_follow(self) -> None:
        """Go to what is linked with the cell, or the field, under the cursor."""
        screen = self.front
        if screen is None or not screen.ready:
            return
        links = list(screen.links())
        if not links:
            self.tell(no_link(*screen.place()))
        elif len(links) == 1:
            self.go_to(links[0].table, links[0].id)
        else:
            self._choose_link(links)

    def _choose_link(self, links: list[Link]) -> None:
        from screens.dialogs.choose import Choose, Option

        options = [
            Option(str(place), link.text, ref(link.table, link.id))
            for place, link in enumerate(links)
        ]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                link = links[int(chosen)]
                self.go_to(link.table, link.id)

        self.push_screen(Choose("Follow which link?", options, aside_width=5), answered)

    def go_back(self) -> bool:
        """Return to where the latest jump began; False when none led here."""
        screen = self.front
        left = self.trail.back(screen) if screen is not None else None
        if left is None:
            return False
        self.action_go(left.screen)
        if self.front is not None:
            self.front.call_after_refresh(self.front.come_back_to, left.table, left.id, left.field)
        return True
