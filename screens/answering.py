"""A key that can do nothing here and now says why, instead of nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from textual.dom import DOMNode

from screens.coming import Coming
from screens.jobs import why_not_aside
from screens.key_verbs import Verb

__all__ = ["CHANGES", "NOTHING_FITS", "ON_A_ROW", "ON_HEADING", "Answering", "Answers", "in_a_line"]

NOTHING_FITS = """Nothing here fits the filter.

Esc  take the filter back
/    change it"""
"""What a table says where a filter leaves no row."""

ON_A_ROW = frozenset(
    {
        "activate",
        "clear",
        "copy",
        "cut",
        "duplicate",
        "earlier",
        "engagement",
        "finish",
        "fold",
        "fold_all",
        "go_back_to",
        "later",
        "mark",
        "mark_all",
        "merge",
        "move_down",
        "move_in",
        "move_out",
        "move_up",
        "promote",
        "remove",
        "take_back",
        "theme",
        "vote",
    }
)
"""The actions that are done to the row under the cursor, or to the marked ones."""


CHANGES = (ON_A_ROW - {"activate", "copy", "fold", "fold_all", "mark", "mark_all"}) | {
    "add",
    "add_before",
    "add_child",
    "approve",
    "capture",
    "confirm",
    "correct",
    "end",
    "guide",
    "import",
    "inform",
    "next_blank",
    "paste",
    "previous_blank",
    "question",
    "redo",
    "review",
    "review_of",
    "seen",
    "undo",
}
"""The actions that do nothing but change the plan, or lead to that."""


_TO_READ = {"edit": "read", "change": "read", "mend it": "go there", "measure": ""}
"""What the footer says of keys that edit, while they only show."""


_WHILE_READING = {
    "edit_line.commit": "",
    "edit_line.next": "",
    "edit_line.previous": "",
    "edit_line.choose": "",
    "edit_line.cancel": "close",
    "long_text.accept": "",
    "dialog.cancel": "close",
}
"""What the footer says of keys over a value that is only there to be read."""


ON_HEADING = "This is a heading: go to a row under it"


_OFFERED = re.compile(r"^(\S+) {2,}(.+)$", re.MULTILINE)


def in_a_line(empty_text: str) -> str:
    """What an empty table says, and the first key that it offers."""
    first = empty_text.partition("\n")[0]
    offered = _OFFERED.search(empty_text)
    return f"{first.rstrip('.')} ({offered[1]}: {offered[2]})" if offered else first


class Answers:
    """What a screen says of its keys: what they do here, and why they can do nothing now."""

    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {}
    """What keys do here, by their verbs' ids, where that differs from elsewhere."""

    @property
    def locked(self) -> str:
        """Why nothing may be changed now; nothing where it may."""
        return ""

    @property
    def reading(self) -> bool:
        """Is what the edit line shows only there to be read?"""
        return bool(self.locked)

    def offered(self, verb: Verb) -> str:
        """What the footer says that a key does; nothing where it does nothing here now.

        The row under the cursor is left aside: the footer stays as the cursor moves.
        """
        action = verb.action.partition("(")[0]
        if action == "present":
            return "unlock" if self.locked else ""
        if self.out_of_use(action):
            return ""
        label = self.FOOTER_LABELS.get(verb.id, verb.label)
        if self.reading:
            label = _WHILE_READING.get(verb.id, label)
        return _TO_READ.get(label, label) if self.locked else label

    def out_of_use(self, action: str) -> str:
        """Why the keys of an action do nothing here now, on whichever row.

        Args:
            action: Its name, without arguments.
        """
        if self.locked and action in CHANGES:
            return self.locked
        return self.nothing_here if action in ON_A_ROW else ""

    def why_not(self, action: str) -> str:
        """Why the keys of an action do nothing here and now; nothing where they work.

        Args:
            action: Its name, without arguments.
        """
        if action == "shell":
            return why_not_aside()
        if action == "mark" and getattr(getattr(self, "grid", None), "on_heading", False):
            return ON_HEADING
        return self.out_of_use(action)

    @property
    def nothing_here(self) -> str:
        """Why there is no row under the cursor, as the empty table says; nothing on a row."""
        grid = getattr(self, "grid", None)
        if grid is None or grid.cursor_key is not None:
            return ""
        return in_a_line(grid.empty_text)


class Answering(Coming):
    """Asks the screen in front before its keys run, and tells what it says against it."""

    def tell(self, text: str, *, severe: bool = False) -> None:
        """Say something in passing."""
        raise NotImplementedError

    async def run_action(
        self,
        action: str | Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; one that a key of the screen in front cannot do now says why."""
        front = self.screen if self._screen_stack else None
        if isinstance(front, Answers) and isinstance(action, str):
            name = action.partition("(")[0]
            pressed = default_namespace is not None  # else it is asked for on the way to something
            reason = front.why_not(name) if pressed else front.locked if name in CHANGES else ""
            if reason:
                self.tell(reason)
                return True
        return await super().run_action(action, default_namespace, namespaces)
