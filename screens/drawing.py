"""When a screen is drawn: not before it stands, and after an edit at once."""

from __future__ import annotations

from textual.screen import Screen
from textual.widget import Widget

__all__ = ["Drawing"]

_RELIED_ON = (
    *("_repaint_required", "_layout_required", "_scroll_required"),
    *("_dirty_widgets", "_on_timer_update"),
)
"""Textual's private parts by which a frame is drawn at once."""


class Drawing(Screen[None]):
    """A screen that says when it is drawn."""

    _drawn = False
    """Has it been drawn since it was made?"""

    def _compositor_refresh(self) -> None:
        """Draw nothing while the app is being put together: it would be thrown away, and the
        first frame that is kept would wait for the next tick of the clock, and be drawn twice."""
        if self.app._batch_count:
            return
        super()._compositor_refresh()
        if not self._drawn and self.is_current:
            self._drawn = True
            self._repaint_required = False

    def draw_at_once(self) -> None:
        """Draw what has changed by now, in the turn that changed it.

        Else the frame comes once each part of the screen has had its turn to tell of its own
        change, of its focus and of its keys: a quarter of the time that an edit takes to be seen.
        What has to be laid out or scrolled first is left to that way, and everything is where
        Textual's parts are not as expected.
        """
        parts = [self, *self.walk_children(Widget)]
        if (
            not self._drawn
            or not self.is_current
            or self.app._batch_count
            or not all(hasattr(self, name) for name in _RELIED_ON)
            or any(part._layout_required or part._scroll_required for part in parts)
        ):
            return
        for part in parts:
            if part._repaint_required and part is not self and part.display:
                part._repaint_required = False
                self._dirty_widgets.add(part)
        self._on_timer_update()
