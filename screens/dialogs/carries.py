"""Who carries what: one person's unread updates, what waits for them, and all that they carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple, cast

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from screens.dialogs.dialog import Dialog
from screens.keys import bindings
from screens.widgets.line_list import Entry, LineList
from screens.widgets.text_lines import Line
from screens.wrapping import wrap

UNREAD = "Unread updates"


class Carried(NamedTuple):
    """A line of the list: its heading, its text, the record it leads to, and whether it presses."""

    heading: str
    text: str
    table: str
    id: int
    pressing: bool = False


class CarriesDialog(Dialog[str]):
    """Enter returns `go:table:id`, x `seen`, w `other` to choose somebody else."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("carries")]
    DEFAULT_CSS = """
    CarriesDialog {
        & > #box { width: 116; }
        & #carried { height: 70vh; max-height: 26; }
    }
    """
    FOOTER_LABELS: ClassVar[dict[str, str]] = {"panel.open": "go there"}

    def __init__(self, name: str, carried: Sequence[Carried]) -> None:
        """Prepare the list.

        Args:
            name: Who carries it.
            carried: What, in the order of its headings.
        """
        super().__init__(f"What {name} carries" if carried else f"{name} carries nothing yet")
        self._carried = carried

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield LineList(id="carried")

    def on_mount(self) -> None:
        """Begin at the first line."""
        lines = self.query_one(LineList)
        lines.show_entries(self._entries)
        lines.focus()

    def _entries(self, width: int, height: int) -> list[Entry]:
        entries: list[Entry] = []
        ascii_only = self.app.has_class("-ascii")
        for heading, group in groupby(self._carried, key=lambda one: one.heading):
            each = list(group)
            entries.append(Entry([[(f"{heading} ({len(each)})", "accent")]]))
            for place, one in enumerate(each):
                role = "bad" if one.pressing else ""
                said: list[Line] = [
                    [(f"  {line}", role)]
                    for line in wrap(one.text, width - 2, 2, ascii_only=ascii_only)
                ]
                entries.append(Entry(said, (one.table, one.id, heading, place)))
        return entries

    @on(LineList.Activated)
    def _go(self, event: LineList.Activated) -> None:
        event.stop()
        table, id = cast("tuple[str, int]", event.target)[:2]
        self.dismiss(f"go:{table}:{id}")

    def out_of_use(self, action: str) -> str:
        """Why a key does nothing now: there are no updates to have seen."""
        if action == "seen" and all(one.heading != UNREAD for one in self._carried):
            return "No update waits for this person"
        return super().out_of_use(action)

    def action_seen(self) -> None:
        """Say that the updates were seen."""
        self.dismiss("seen")

    def action_other(self) -> None:
        """Choose somebody else."""
        self.dismiss("other")
