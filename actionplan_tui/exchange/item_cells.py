"""The cells of a row that list records: resources, barriers, communications, KPIs."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from actionplan_tui.capture.cadences import understand_cadence
from actionplan_tui.capture.digits import one_line
from actionplan_tui.capture.items import Item, Items, parse_items
from actionplan_tui.capture.quoting import quote
from actionplan_tui.exchange.read_row import HEADINGS, ITEMS, ReadRow, short
from actionplan_tui.exchange.table_dates import NOTHING
from actionplan_tui.exchange.table_items import (
    item_lines,
    parted_sides,
    resource_sides,
    told_parts,
)
from actionplan_tui.exchange.table_names import TableNames, real_name
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step

_THOUSANDS = re.compile(r"(?<![\d.,/])\d{1,3}\.\d{3}(?![\d.,/])")
"""What may be thousands where a comma is the decimal mark: worth a look."""


class ItemCells:
    """Reads the cells of items of one table; `names` is None for a table of our own."""

    def __init__(self, plan: Plan, reading: Plan, today: date, names: TableNames | None) -> None:
        self._plan = plan
        self._reading = reading
        self._today = today
        self._names = names

    def read(self, cells: dict[str, str], row: ReadRow, step: Step | None) -> None:
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
                    self._reading, step.id if step else 0, key, text, today=self._today
                )
            except Problem as problem:
                row.keep(key, cells.get(key, text), f"cannot be read ({problem.message})")
                continue
            if read.none and step is None:
                row.none.add(key)
            if self._names is not None and key != "barriers" and (point := _THOUSANDS.search(text)):
                row.said.append(f"{HEADINGS[key]}: the point in {point[0]} read as a decimal one")
            row.items[key] = read._replace(items=tuple(map(self._real, read.items)))
        if step is not None:
            self._part_sides(row.items)

    def _part_sides(self, found: dict[str, Items]) -> None:
        """Let no change of one column of resources change the other."""

        def fresh(side: str, text: str) -> dict[str, Any]:
            read = parse_items(self._reading, 0, side, text, today=self._today)
            return read.items[0].fields

        available, needed = (
            found[side].items if side in found else () for side in ("available", "needed")
        )
        available, needed, gone = parted_sides(self._plan, available, needed, fresh)
        for side, items in (("available", available), ("needed", needed)):
            if side in found:
                removed = found[side].removed + (gone if side == "needed" else ())
                found[side] = found[side]._replace(items=items, removed=removed)

    def _real(self, item: Item) -> Item:
        """The item with names the register does not hold yet as names."""
        fields = dict(item.fields)
        for name in ("who", "audience"):
            if name in fields:
                fields[name] = tuple(
                    real_name(self._plan, self._reading, value) for value in fields[name]
                )
        if "responsible" in fields:
            fields["responsible"] = real_name(self._plan, self._reading, fields["responsible"])
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
                row.troubles.append(f"How often: {short(parts['how_often'])} kept in the message")
                message = f"{message} ({one_line(parts['how_often'])})".strip()
        if "channel" in parts:
            text += f" via {quote(one_line(parts['channel']))}"
        return f"{text}: {quote(message)}".strip() if message else text.strip()

    def _quoted(self, value: int | str) -> str:
        return quote(value if isinstance(value, str) else self._plan.stakeholders[value].name)
