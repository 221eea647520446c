"""A screen that comes to the front is drawn as soon as it stands there."""

from __future__ import annotations

from contextlib import ExitStack

from textual.app import App

__all__ = ["Coming"]


class Coming(App[int]):
    """Draws nothing while one screen gives way to another, and no longer than that."""

    def delay_update(self, delay: float = 0.05) -> None:
        """Draw nothing until the screen in front has done all that it was asked when it came.

        Textual waits for the whole delay, whatever the screen takes; here it is the most.

        Args:
            delay: Seconds after which it is drawn at any rate.
        """
        held = ExitStack()
        held.enter_context(self.batch_update())

        def draw() -> None:
            held.close()  # a second time it does nothing
            if not self._batch_count and self._screen_stack:
                self.screen.refresh()

        def once_it_stands() -> None:
            if self._screen_stack:
                self.screen.call_later(draw)

        self.set_timer(delay, draw)
        self.call_later(once_it_stands)
