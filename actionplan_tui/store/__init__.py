"""Where a plan lives: a TinyDB file, its lock, history and backups."""

from actionplan_tui.store.creating import create_store
from actionplan_tui.store.sessions import session_id
from actionplan_tui.store.tinydb_store import PlanStore, open_store

__all__ = ["PlanStore", "create_store", "open_store", "session_id"]
