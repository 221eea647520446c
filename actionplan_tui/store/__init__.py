"""Where a plan lives: a TinyDB file, its lock, history and backups."""

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
