"""What the cells of one row of a table mean as the fields and items of a step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from actionplan_tui.capture.cadences import understand_cadence
from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.digits import one_line
from actionplan_tui.capture.fields import understand
from actionplan_tui.capture.items import Item, Items, parse_items
from actionplan_tui.capture.names import lead_and_support, name_value
from actionplan_tui.capture.quoting import quote
from actionplan_tui.exchange.action_table import TABLE_COLUMNS, cell_text
from actionplan_tui.exchange.progress_words import Progress, read_percent, read_state
from actionplan_tui.exchange.table_dates import NOTHING, DateCell, in_one_year, read_date
from actionplan_tui.exchange.table_items import item_lines, resource_sides, told_parts
from actionplan_tui.exchange.table_names import BULLET, TableNames
from actionplan_tui.exchange.table_rows import Entry
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step

DATES = ("due", "start", "finished", "forecast")
ITEMS = ("available", "needed", "barriers", "communications", "kpis")
PEOPLE = ("lead", "support", "owner", "audience", "sender")
_DASHES = frozenset({"-", "–", "—"})
_HEADING = {column.key: column.heading for column in TABLE_COLUMNS}
_WRITTEN = frozenset(_HEADING)
_HEADING |= {"audience": "Target audience", "sender": "By Whom (communication)"}


_THOUSANDS = re.compile(r"(?<![\d.,/])\d{1,3}\.\d{3}(?![\d.,/])")
"""What may be thousands where a comma is the decimal mark: worth a look."""


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
        heading = _HEADING.get(key, key)
        self.notes.append(f"{heading} as imported: {text}")
        said = why if one_line(text) in why else f"{_short(text)} {why}"
        self.troubles.append(f"{heading}: {said}, kept in Notes")


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

    def read(self, entry: Entry, target: Target) -> ReadRow:
        """What the row says that the step does not say already."""
        row = ReadRow()
        cells = self._open_cells(entry, target, row)
        if cells.get("title"):
            row.fields["title"] = cells["title"] if self._names is None else entry.what
        self._people(cells, row)
        self._dates(cells, row, target.step)
        self._progress(cells, row, target)
        for key in ("done_when", "kind", "priority", "tags"):
            if key in cells:
                self._field(key, cells[key], row)
        self._items(cells, row, target.step)
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
            if not text.strip() or (target.known and self._is_as_written(key, text, target)):
                continue
            if text.strip() not in _DASHES or key == "title":
                cells[key] = text
            elif target.known and target.step is not None:
                self._clear(key, row, target.step)
        return cells

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
                row.troubles.append(f"{_HEADING.get(key, 'Support')}: {named.trouble}")
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
                lead, support = lead_and_support(self._plan, cells["lead"])
                row.fields |= {"lead": lead, "support": support}
            if "owner" in cells:
                row.fields["owner"] = name_value(self._plan, cells["owner"])
        except Problem as problem:
            row.keep("lead", cells.get("lead", cells.get("owner", "")), problem.message)

    # --- Dates and progress ---

    def _dates(self, cells: dict[str, str], row: ReadRow, step: Step | None) -> None:
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
                    row.said.append(f"{_HEADING[key]}: {read.said}")
        if found["due"].span and not cells.get("start", "").strip():
            row.fields["start"] = found["due"].first
        start = row.fields.get("start", step.start if step else None)
        due = row.fields.get("due", step.due if step else None)
        if start is None or due is None or start <= due:
            return
        key, other = "start", f"after the due date, {due}"
        if "start" not in row.fields:
            key, other = "due", f"before the start, {start}"
        row.keep(key, one_line(cells.get(key, "")) or str(start), f"is {other}")
        del row.fields[key]

    def _progress(self, cells: dict[str, str], row: ReadRow, target: Target) -> None:
        text, words = cells.get("percent", ""), cells.get("state", "")
        if text and (percent := read_percent(text, fractions=self._fractions)) is not None:
            if target.leaf:
                row.fields["percent"] = percent
        elif text:
            words = words or text
        if not words or not target.leaf:
            return
        progress = read_state(words)
        if progress is Progress.UNKNOWN:
            row.notes.append(f"Status as imported: {one_line(words)}")
        elif progress is Progress.DONE:
            row.fields["percent"] = 100
        elif progress in (Progress.ON_HOLD, Progress.CANCELLED):
            row.fields["on_hold" if progress is Progress.ON_HOLD else "cancelled"] = True
        elif self._names is None and target.step is not None:
            row.fields |= {"on_hold": False, "cancelled": False}
        elif progress is Progress.UNDER_WAY and "percent" not in row.fields:
            row.notes.append(f"Status as imported: {one_line(words)}")

    def _field(self, key: str, text: str, row: ReadRow) -> None:
        try:
            read = understand(self._reading, "steps", key, text, today=self._context.today)
        except Problem:
            row.keep(key, one_line(text), "is not understood")
        else:
            row.fields[key] = read.value

    # --- Items ---

    def _items(self, cells: dict[str, str], row: ReadRow, step: Step | None) -> None:
        texts = {key: cells[key] for key in ITEMS if key in cells}
        if self._names is not None:
            texts = {key: item_lines(text) for key, text in texts.items()}
            for key, text in resource_sides(cells.get("resources", "")).items():
                texts[key] = f"{texts[key]}; {text}" if texts.get(key) else text
            told = self._told(cells, row)
            if told:
                texts["communications"] = told
        for key, text in texts.items():
            if self._names is not None and one_line(text).lower() in NOTHING:
                text = "none"
            try:
                read = parse_items(
                    self._reading, step.id if step else 0, key, text, today=self._context.today
                )
            except Problem as problem:
                row.keep(key, cells.get(key, text), f"cannot be read ({problem.message})")
                continue
            if read.none and step is None:
                row.none.add(key)
            if self._names is not None and (point := _THOUSANDS.search(text)):
                row.said.append(f"{_HEADING[key]}: the point in {point[0]} read as a decimal one")
            row.items[key] = read._replace(items=tuple(map(self._real, read.items)))

    def _real(self, item: Item) -> Item:
        """The item with names the register does not hold yet as names."""
        people = self._reading.stakeholders

        def real(value: Any) -> Any:
            if isinstance(value, int) and value not in self._plan.stakeholders:
                return people[value].name if value in people else value
            return value

        fields = {
            name: tuple(map(real, value))
            if name in ("who", "audience")
            else (real(value) if name == "responsible" else value)
            for name, value in item.fields.items()
        }
        return item._replace(fields=fields)

    def _told(self, cells: dict[str, str], row: ReadRow) -> str:
        """The communication that columns of its parts make, as one text."""
        parts = {**told_parts(cells.get("communications", ""))}
        for key in ("audience", "sender", "how_often", "channel", "message"):
            if key in cells:
                parts[key] = cells[key]
        if not parts or self._names is None:
            return ""
        if all(one_line(text).lower() in NOTHING for text in parts.values()):
            return "none"
        audience = self._names.read(parts.get("audience", "")).all
        sender = self._names.read(parts.get("sender", ""))
        if sender.support:
            row.keep("sender", parts["sender"], "names several, the first is responsible")
        text = ", ".join(map(self._quoted, audience))
        if sender.lead is not None:
            text += f" by {self._quoted(sender.lead)}"
        message = parts.get("message", "")
        if "how_often" in parts:
            try:
                text += f" {understand_cadence(one_line(parts['how_often']))}"
            except Problem:
                row.troubles.append(f"How often: {_short(parts['how_often'])} kept in the message")
                message = f"{message} ({one_line(parts['how_often'])})".strip()
        if "channel" in parts:
            text += f" via {quote(one_line(parts['channel']))}"
        return f"{text}: {quote(message)}".strip() if message else text.strip()

    def _quoted(self, value: int | str) -> str:
        return quote(value if isinstance(value, str) else self._plan.stakeholders[value].name)

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
        base = text or known if self._names is None else "\n".join(_fresh(known, [text]))
        lines = _fresh(base, [*extra, *row.notes])
        if "\n".join(lines) != known:
            row.fields["notes"] = "\n".join(lines)


def _fresh(notes: str, lines: Iterable[str]) -> list[str]:
    """The notes as parts, with those lines that they do not hold yet."""
    parts = [notes] if notes else []
    for line in lines:
        if line and line not in "\n".join(parts):
            parts.append(line)
    return parts


def _short(text: str) -> str:
    line = one_line(text)
    return f"{line[:39]}…" if len(line) > 40 else line


_BY = re.compile(r"\bby\s+(\S*\d\S*)", re.IGNORECASE)


def date_cells(entries: Iterable[Entry]) -> Iterable[DateCell]:
    """Every text in the entries that is to be a date: whole cells, and "by 3/4" in KPIs."""
    for entry in entries:
        if entry.kind in ("step", "goal"):
            for key in DATES:
                if entry.cells.get(key):
                    yield DateCell(entry.rows[0], _HEADING[key], entry.cells[key])
            for found in _BY.finditer(entry.cells.get("kpis", "")):
                yield DateCell(entry.rows[0], _HEADING["kpis"], found[1])
