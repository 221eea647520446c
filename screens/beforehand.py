"""What a save needs is loaded soon after the first frame, while nobody waits for it.

The program may be upgraded under a desk that stays open for days: what is not loaded by then would
be another program's, or not there at all.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from threading import Event

__all__ = ["LOADED", "MODULES", "begin"]

MODULES = (
    *(f"actionplan_tui.store.{name}" for name in ("backups", "documents", "history", "merging")),
    *(f"actionplan_tui.store.{name}" for name in ("stamps", "calendars", "drafts", "restoring")),
    *("actionplan_tui.store.unopened", "actionplan_tui.store.file_events"),
    *(f"actionplan_tui.analysis.{name}" for name in ("entries", "entry_series", "agenda")),
    *(f"actionplan_tui.analysis.{name}" for name in ("touched", "clocks", "engagement", "people")),
    *(f"actionplan_tui.analysis.readiness.{name}" for name in ("readiness", "alike")),
    *(f"actionplan_tui.capture.{name}" for name in ("field_readers", "dates", "cadences")),
    *(f"actionplan_tui.edits.{name}" for name in ("records", "steps", "promises", "reviewing")),
    *(f"actionplan_tui.edits.{name}" for name in ("captured", "cadence", "ideas", "past")),
    *("screens.cell_edits", "screens.guide"),
    *(f"screens.dialogs.{name}" for name in ("confirm", "choose", "help", "palette", "record")),
    *(f"screens.dialogs.{name}" for name in ("ask_line", "move_dates", "of_steps", "carries")),
    *(f"actionplan_tui.capture.items_{name}" for name in ("barriers", "communications", "kpis")),
    *("actionplan_tui.capture.items_resources", "actionplan_tui.analysis.knock_on"),
    *("actionplan_tui.model.rank", "actionplan_tui.model.differing"),
    *("screens.date_moves", "screens.promising", "screens.dialogs.long_text"),
    *("actionplan_tui.capture.line", "dateutil.rrule", "zoneinfo"),
)
"""Loaded one by one, each with what it needs itself: for saving, undoing, merging what colleagues
have saved, keeping drafts, and leaving."""

AFTER_SECONDS = 1.0
"""From the first frame to the first module."""
BETWEEN_SECONDS = 0.05
"""From one module to the next, so that a key that is pressed meanwhile hardly waits."""

LOADED = Event()
"""Set when all is loaded."""


def begin(after: Callable[[float, Callable[[], None]], object]) -> None:
    """Load everything, a module at a time.

    Args:
        after: Calls what it is given after so many seconds.
    """
    modules = iter(MODULES)

    def load_next() -> None:
        name = next(modules, None)
        if name is None:
            LOADED.set()
            return
        import_module(name)
        after(BETWEEN_SECONDS, load_next)

    after(AFTER_SECONDS, load_next)
