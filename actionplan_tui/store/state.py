"""Where this login's own state is kept, outside any plan."""

from __future__ import annotations

from pathlib import Path


def state_folder() -> Path:
    """The folder for state, such as drafts and the plans opened lately; it may not exist."""
    from platformdirs import user_state_path  # slow to load, and `status -f` needs none of it

    return user_state_path("actionplan-tui", appauthor=False)
