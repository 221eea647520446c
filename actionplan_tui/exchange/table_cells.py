"""What the cells of one row of a table mean as the fields and items of a step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.digits import one_line
from actionplan_tui.capture.fields import understand
from actionplan_tui.capture.items import parse_items
from actionplan_tui.capture.names import lead_and_support, name_value
from actionplan_tui.exchange.action_table import PROSE, TABLE_COLUMNS, cell_text
from actionplan_tui.exchange.cut_cells import is_begun_by, is_cut
from actionplan_tui.exchange.item_cells import ItemCells
from actionplan_tui.exchange.portable import DASHES, read_portable_text
from actionplan_tui.exchange.progress_words import Progress, read_percent, read_state
from actionplan_tui.exchange.read_row import DATES, HEADINGS, ITEMS, ReadRow
from actionplan_tui.exchange.table_dates import NOTHING, DateCell, in_one_year, read_date
from actionplan_tui.exchange.table_names import BULLET, TableNames, real_name
from actionplan_tui.exchange.table_rows import Entry
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step
from actionplan_tui.model.workdays import short_date

_WRITTEN = frozenset(column.key for column in TABLE_COLUMNS)


class Target(NamedTuple):
    """The step a row goes to: None for a new one; `known` by its Id; a leaf or not."""

    step: Step | None = None
    known: bool = False
    leaf: bool = True


class CellReader:
    """Reads the cells of the rows of one table into one plan.

    `reading` is the plan with the table's own names in its register and the table's date
    order, so that cells are understood as their table means them.
    """

    def __init__(
        self,
        plan: Plan,
        reading: Plan,
        context: DateContext,
        names: TableNames | None,
        *,
        fractions: bool,
    ) -> None:
        self._plan = plan
        self._reading = reading
        self._context = context
        self._names = names  # None: a table this program wrote, read to the letter
        self._fractions = fractions
        self._items = ItemCells(plan, reading, context.today, names)

    def read(self, entry: Entry, target: Target) -> ReadRow:
        """What the row says that the step does not say already."""
        row = ReadRow()
        cells = self._open_cells(entry, target, row)
        if self._names is None:
            cells |= {key: read_portable_text(cells[key]) for key in PROSE if key in cells}
        if cells.get("title"):
            row.fields["title"] = cells["title"] if self._names is None else entry.what
        self._people(cells, row)
        self._dates(cells, row, target.step, started=bool(entry.cells.get("start", "").strip()))
        self._progress(cells, row, target.leaf, stated=entry.cells.get("state", ""))
        for key in ("done_when", "kind", "priority", "tags"):
            if key in cells:
                self._field(key, cells[key], row)
        self._items.read(cells, row, target.step)
        if "after" in cells:
            row.after = self._after(cells["after"], row)
        self._notes(cells.get("notes", ""), entry.extra, row, target.step)
        return row

    def _open_cells(self, entry: Entry, target: Target, row: ReadRow) -> dict[str, str]:
        """The cells to be read: not those left as they were written, nor a bare dash.

        A dash clears the cell of a step known by its Id; elsewhere people mean nothing by it.
        """
        cells: dict[str, str] = {}
        for key, text in entry.cells.items():
            theirs = target.known or key == "state"  # a state worked out says nothing new
            if not text.strip() or (theirs and self._is_as_written(key, text, target)):
                continue
            if is_cut(text):
                self._open_cut(key, text, target, row, cells)
            elif text.strip() not in DASHES or key == "title":
                cells[key] = text
            elif target.known and target.step is not None:
                self._clear(key, row, target.step)
        return cells

    def _open_cut(
        self, key: str, text: str, target: Target, row: ReadRow, cells: dict[str, str]
    ) -> None:
        """A cell that Excel could not hold whole never takes the place of the whole text."""
        heading, step = HEADINGS.get(key, key), target.step
        if step is None:
            row.troubles.append(f"{heading}: was cut short by Excel: the rest is missing")
            cells[key] = text.rpartition("; ")[0] if key in ITEMS else text
        elif key not in _WRITTEN or not is_begun_by(
            cell_text(self._plan, step.id, key, self._context.today), text
        ):
            row.troubles.append(f"{heading}: was cut short by Excel: left as it was")

    def _is_as_written(self, key: str, text: str, target: Target) -> bool:
        step = target.step
        if step is None or key not in _WRITTEN:
            return False
        return text == cell_text(self._plan, step.id, key, self._context.today)

    def _clear(self, key: str, row: ReadRow, step: Step) -> None:
        blank = Step()
        if key in ITEMS:
            today = self._context.today
            row.items[key] = parse_items(self._reading, step.id, key, "-", today=today)
        elif key == "lead":
            row.fields |= {"lead": None, "support": ()}
        elif key == "after":
            row.fields["depends_on"] = ()
        elif key not in ("wbs", "id", "goal", "state") and hasattr(blank, key):
            row.fields[key] = getattr(blank, key)

    # --- People ---

    def _people(self, cells: dict[str, str], row: ReadRow) -> None:
        if self._names is None:
            self._written_people(cells, row)
            return
        lead = self._names.read(cells.get("lead", ""))
        more = self._names.read(cells.get("support", ""))
        owner = self._names.read(cells.get("owner", ""))
        for key, named in (("lead", lead), ("support", more), ("owner", owner)):
            if named.trouble:
                row.troubles.append(f"{HEADINGS.get(key, 'Support')}: {named.trouble}")
        if lead.lead is not None:
            row.fields["lead"] = lead.lead
        helpers = [name for name in (*lead.support, *more.all) if name != lead.lead]
        if helpers:
            row.fields["support"] = tuple(dict.fromkeys(helpers))
        elif cells.get("support", "").lower() in NOTHING - {""}:
            row.none.add("support")
        if owner.lead is not None:
            row.fields["owner"] = owner.lead
            if owner.support:
                row.keep("owner", cells["owner"], "names several, the first is taken")

    def _written_people(self, cells: dict[str, str], row: ReadRow) -> None:
        try:
            if "lead" in cells:
                lead, support = lead_and_support(self._reading, cells["lead"])
                row.fields["lead"] = self._real(lead)
                row.fields["support"] = tuple(map(self._real, support))
            if "owner" in cells:
                row.fields["owner"] = self._real(name_value(self._reading, cells["owner"]))
        except Problem as problem:
            row.keep("lead", cells.get("lead", cells.get("owner", "")), problem.message)

    def _real(self, value: int | str | None) -> int | str | None:
        return real_name(self._plan, self._reading, value)

    # --- Dates and progress ---

    def _dates(
        self, cells: dict[str, str], row: ReadRow, step: Step | None, *, started: bool
    ) -> None:
        found = {key: read_date(cells.get(key, ""), self._context) for key in DATES}
        found["start"], found["due"] = in_one_year(
            found["start"], found["due"], step.start if step else None, step.due if step else None
        )
        for key, read in found.items():
            if read.trouble:
                row.keep(key, one_line(cells[key]), read.trouble)
            elif read.day is not None:
                row.fields[key] = read.first if key == "start" and read.first else read.day
                if read.said:
                    row.said.append(f"{HEADINGS[key]}: {read.said}")
        if found["due"].span and not started:
            row.fields["start"] = found["due"].first
        start = row.fields.get("start", step.start if step else None)
        due = row.fields.get("due", step.due if step else None)
        if start is None or due is None or start <= due:
            return
        key, other = "start", f"after the due date, {short_date(due)}"
        if "start" not in row.fields:
            key, other = "due", f"before the start, {short_date(start)}"
        row.keep(key, one_line(cells.get(key, "")) or str(start), f"is {other}")
        del row.fields[key]

    def _progress(self, cells: dict[str, str], row: ReadRow, leaf: bool, *, stated: str) -> None:
        """Percent and state, of a leaf alone: those of other steps come from below them.

        `stated` is the state in the table, read or not: when it says done, done it is.
        """
        text, words = cells.get("percent", ""), cells.get("state", "")
        if not leaf or not (text or words):
            return
        percent = read_percent(text, fractions=self._fractions) if text else None
        if percent is None and text and stated:
            row.keep("percent", text, "is no percent")
        elif percent is None:
            words = words or text  # a state in the column of percents
        progress = read_state(words) if words else None
        if progress is Progress.UNKNOWN and percent is None and words.rstrip().endswith("%"):
            percent = read_percent(words, fractions=False)
            progress = None if percent is not None else progress
        if Progress.DONE in (progress, read_state(stated)):
            row.fields["percent"] = 100
            return
        if percent is not None:
            row.fields["percent"] = percent
        if progress in (Progress.ON_HOLD, Progress.CANCELLED):
            row.fields["on_hold" if progress is Progress.ON_HOLD else "cancelled"] = True
        elif progress and self._names is None and progress is not Progress.UNKNOWN:
            row.fields |= {"on_hold": False, "cancelled": False}  # a state worked out by us
        elif progress is Progress.UNKNOWN or (progress is Progress.UNDER_WAY and percent is None):
            row.notes.append(f"Status as imported: {one_line(words)}")

    def _field(self, key: str, text: str, row: ReadRow) -> None:
        try:
            read = understand(self._reading, "steps", key, text, today=self._context.today)
        except Problem:
            row.keep(key, one_line(text), "is not understood")
        else:
            row.fields[key] = read.value

    # --- The rest ---

    def _after(self, text: str, row: ReadRow) -> list[str]:
        if text.lower() in NOTHING:
            row.none.add("depends_on")
            return []
        lines = (BULLET.sub("", line) for line in text.split("\n"))
        return [
            one_line(part) for line in lines for part in re.split(r"[,;]", line) if part.strip()
        ]

    def _notes(self, text: str, extra: Sequence[str], row: ReadRow, step: Step | None) -> None:
        """The notes with the lines that no field could take, none of them twice."""
        known = step.notes if step else ""
        base = known if "notes" not in row.fields else ""  # cleared by a dash
        base = text or base if self._names is None else "\n".join(_fresh(base, [text]))
        notes = "\n".join(_fresh(base, [*extra, *row.notes]))
        if notes != known or "notes" in row.fields:
            row.fields["notes"] = notes


def _fresh(notes: str, lines: Iterable[str]) -> list[str]:
    """The notes as parts, with those lines that they do not hold yet."""
    parts = [notes] if notes else []
    for line in lines:
        if line and line not in "\n".join(parts):
            parts.append(line)
    return parts


_BY = re.compile(r"\bby\s+(\S*\d\S*)", re.IGNORECASE)


def date_cells(entries: Iterable[Entry]) -> Iterable[DateCell]:
    """Every text in the entries that is to be a date: whole cells, and "by 3/4" in KPIs."""
    for entry in entries:
        if entry.kind in ("step", "goal"):
            for key in DATES:
                if entry.cells.get(key):
                    yield DateCell(entry.rows[0], HEADINGS[key], entry.cells[key])
            for found in _BY.finditer(entry.cells.get("kpis", "")):
                yield DateCell(entry.rows[0], HEADINGS["kpis"], found[1])
