"""What one row of a table was understood as, with all that is to be told of it."""

from __future__ import annotations

from typing import Any

from actionplan_tui.capture.digits import one_line
from actionplan_tui.capture.items import Items
from actionplan_tui.exchange.action_table import TABLE_COLUMNS

DATES: tuple[str, ...] = ("due", "start", "finished", "forecast")
ITEMS = ("available", "needed", "barriers", "communications", "kpis")
PEOPLE = ("lead", "support", "owner", "audience", "sender")
HEADINGS = {column.key: column.heading for column in TABLE_COLUMNS}
HEADINGS |= {"audience": "Target audience", "sender": "By Whom (communication)"}


class ReadRow:
    """What a row says of its step: values of fields, items by column, and what to tell of it.

    `notes` are lines kept in the step's notes because no field could take them; `after` are
    the texts that name the steps it waits for.
    """

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.items: dict[str, Items] = {}
        self.none: set[str] = set()
        self.notes: list[str] = []
        self.said: list[str] = []
        self.troubles: list[str] = []
        self.after: list[str] = []

    def keep(self, key: str, text: str, why: str) -> None:
        """Keep a text that could not be read in the notes, and say so."""
        heading = HEADINGS.get(key, key)
        self.notes.append(f"{heading} as imported: {text}")
        said = why if one_line(text) in why else f"{short(text)} {why}"
        self.troubles.append(f"{heading}: {said}, kept in Notes")


def short(text: str) -> str:
    """The text on one line, its end left off when it is long."""
    line = one_line(text)
    return f"{line[:39]}…" if len(line) > 40 else line
