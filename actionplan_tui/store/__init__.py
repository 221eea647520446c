"""Where a plan lives: a TinyDB file, its lock, history and backups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from actionplan_tui.store.creating import create_store
    from actionplan_tui.store.restoring import Backup, list_backups, restore
    from actionplan_tui.store.sessions import session_id
    from actionplan_tui.store.tinydb_store import PlanStore, full_history, open_store

__all__ = [
    "Backup",
    "PlanStore",
    "create_store",
    "full_history",
    "list_backups",
    "open_store",
    "restore",
    "session_id",
]

_HOMES = {
    "Backup": "restoring",
    "PlanStore": "tinydb_store",
    "create_store": "creating",
    "full_history": "tinydb_store",
    "list_backups": "restoring",
    "open_store": "tinydb_store",
    "restore": "restoring",
    "session_id": "sessions",
}


def __getattr__(name: str) -> Any:
    """A name of the store, its module loaded when first asked for: to read is not to restore."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # most commands need one or two of these modules

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
