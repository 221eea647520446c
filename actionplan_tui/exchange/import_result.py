"""What importing a table would do, row by row and as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from actionplan_tui.edits.edit import Batch
from actionplan_tui.exchange.table_dates import DateCell

Verb = Literal["add", "update", "unchanged", "goal", "skip", "cannot read"]


class ImportLine(NamedTuple):
    """What one row of the table does: its number from 1, the verb, and of what.

    `trouble` names what could not be read, `said` what was read in a way worth a look.
    """

    row: int
    verb: Verb
    what: str
    trouble: str = ""
    said: str = ""


class Import(Struct, frozen=True, kw_only=True):
    """What importing a table would do.

    `edit` is None when it would do nothing, or when `ambiguous_dates` must be settled first:
    then nothing is imported. `notes` are what is to be said of the table as a whole.
    """

    edit: Batch | None = None
    lines: tuple[ImportLine, ...] = ()
    ambiguous_dates: tuple[DateCell, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Verb, int]:
        """How many rows do what."""
        found = Counter(line.verb for line in self.lines)
        verbs: tuple[Verb, ...] = ("add", "update", "unchanged", "goal", "skip", "cannot read")
        return {verb: found[verb] for verb in verbs}

    @property
    def message(self) -> str:
        """The import in one line: "12 new, 3 changed, trouble in rows 7 and 9"."""
        if self.ambiguous_dates:
            return _asked(self.ambiguous_dates)
        words = {"add": "new", "update": "changed", "unchanged": "unchanged"}
        parts = [f"{count} {words[verb]}" for verb, count in self.counts.items() if verb in words]
        if goals := self.counts["goal"]:
            parts.append(f"{goals} goal{'s' if goals > 1 else ''}")
        rows = [str(line.row) for line in self.lines if line.trouble]
        if rows:
            shown = ", ".join(rows[:8]) + (" …" if len(rows) > 8 else "")
            parts.append(f"trouble in row{'s' if len(rows) > 1 else ''} {shown}")
        return ", ".join(parts)


def _asked(dates: Sequence[DateCell]) -> str:
    first = dates[0]
    count = f"{len(dates)} dates" if len(dates) > 1 else "a date"
    return (
        f"{count} may be day/month or month/day, such as {first.text} in row {first.row} "
        f"({first.heading}): say which with --dates dmy or --dates mdy"
    )
