"""One value open for editing: what is asked, what stands there, what a text means and does."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from actionplan_tui.edits.edit import Edit
from actionplan_tui.model.problem import Problem
from screens.widgets.edit_line import Complete, Understood


class CellEdit(NamedTuple):
    """One value open for editing."""

    prompt: str
    value: str
    said: Callable[[str], str]
    """What a text is understood as, in words. Raises Problem when it is not."""
    edit: Callable[[str], Edit]
    """The edit that a text makes. Raises Problem when the text is not understood."""
    complete: Complete | None = None
    hint: str = ""
    """What is said while there is no text."""

    def understand(self, text: str) -> Understood:
        """What a text is understood as, for the edit line."""
        if not text.strip():
            return Understood(self.hint)
        try:
            said = self.said(text)
        except Problem as problem:
            return Understood(problem.message, problem=True)
        return Understood("" if said == text.strip() else said)  # an echo says nothing
