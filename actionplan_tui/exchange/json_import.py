"""Taking in a plan's .json: the records of another plan, or later ones of the same.

Of the same plan (it has the same plan id) records are found by their ids and updated. Of another
plan all are new, under ids of their own; only stakeholders are found, by their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from actionplan_tui.capture.names import find_name
from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.edit import Batch, new_id
from actionplan_tui.exchange.import_result import Import, ImportLine, Verb
from actionplan_tui.model import rank, rules
from actionplan_tui.model.fields import FIELDS, TITLE_FIELDS
from actionplan_tui.model.plan import TABLES, Plan, live, ref
from actionplan_tui.model.records import STAMPS, Record, amend
from actionplan_tui.model.references import BY_FIELD
from actionplan_tui.model.wbs import framework_order, outline

_TAKEN = (
    "stakeholders", "framework", "goals", "steps", "resources", "barriers", "communications",
    "contacts", "kpis", "measurements", "ideas", "corrective_actions", "reviews",
)  # fmt: skip
"""The tables taken in. What calendars or approvers hold of a plan stays with that plan."""
_STEP = re.compile(r"\bS\d+\b")


class TakePlan(Struct, frozen=True):
    """Take in the records of another plan, or of the same one as it is elsewhere."""

    other: Plan

    def apply(self, plan: Plan) -> Plan:
        """The plan with the records."""
        return _Taking(plan, self.other).result

    def label(self, plan: Plan) -> str:
        """Whose records they are."""
        return f"take in {self.other.info.title or 'a plan'}"


def json_import(plan: Plan, other: Plan, *, name: str = "the plan") -> Import:
    """What taking in a plan would do, record by record; nothing is changed.

    Raises: Problem when the plan would break a rule by it.
    """
    taking = _Taking(plan, other)
    after = taking.result
    changes = diff(plan, after)
    rules.check(after, [(change.table, change.id, change.field) for change in changes])
    edit = Batch(f"import {name}", (TakePlan(other),)) if changes else None
    notes = ["the same plan: records are found by their ids"] if taking.same else []
    return Import(edit=edit, lines=tuple(taking.lines()), notes=tuple(notes))


class _Taking:
    """A plan on its way into another."""

    def __init__(self, plan: Plan, other: Plan) -> None:
        self._before, self._other = plan, other
        self.same = bool(other.info.plan_id) and other.info.plan_id == plan.info.plan_id
        self._ids: dict[str, dict[int, int]] = {}
        self._cut: set[int] = set()  # communications whose cadence hangs on a step
        self._made: dict[str, dict[int, Record]] = {}  # records new or changed, by table
        self._ranks: dict[str, str] = {}  # the last of every table
        for table in _TAKEN:
            self._ids[table] = self._places(table)
        if self.same:
            self._set("plan", 1, other.info)
        for table in _TAKEN:
            for id in self._order(table):
                self._take(table, id)
        self.result = plan
        for table, rows in self._made.items():
            self.result = self.result.put(table, *rows.values())

    def _order(self, table: str) -> Iterator[int]:
        """The live records of a table, parents before children."""
        rows = live(self._other.table(table))
        first = {
            "goals": outline(self._other).goals,
            "steps": outline(self._other).rows,
            "framework": framework_order(self._other),
        }.get(table, ())
        yield from dict.fromkeys((*(id for id in first if id in rows), *rows))

    def _places(self, table: str) -> dict[int, int]:
        """The id that every record has in this plan: one it has already, or a provisional one."""
        known = self._before.table(table)
        following = new_id(self._before, table)
        places: dict[int, int] = {}
        for id in self._order(table):
            there = id if self.same and id in known else None
            if there is None and table == "stakeholders":
                there = find_name(self._before, self._other.stakeholders[id].name)
            places[id] = following if there is None else there
            following -= there is None
        return places

    def _take(self, table: str, id: int) -> None:
        record = self._other.get(table, id)
        place = self._ids[table][id]
        if place > 0:
            if self.same:
                self._set(table, place, record)
            return
        fields = self._fields(table, record)
        if not self.same and table in ("goals", "steps", "framework"):
            fields["position"] = self._last(table, record)
        self._put(table, amend(TABLES[table].type(id=place), **fields))

    def _put(self, table: str, record: Record) -> None:
        self._made.setdefault(table, {})[record.id] = record
        if table in self._ranks:
            here = str(getattr(record, "position", ""))
            self._ranks[table] = rank.last((self._ranks[table], here))

    def _last(self, table: str, record: Record) -> str:
        """A rank after all that stands there already; what stands below a record keeps its own."""
        if getattr(record, "parent", None) is not None:
            return str(getattr(record, "position", ""))
        if table not in self._ranks:
            every = (*self._before.table(table).values(), *self._made.get(table, {}).values())
            ranks = [str(getattr(row, "position", "")) for row in every]
            self._ranks[table] = rank.last(ranks)
        return rank.between(self._ranks[table], "")

    def _set(self, table: str, place: int, record: Record) -> None:
        """Give a record that is there what it is elsewhere; private fields left out stay."""
        known = self._before.get(table, place)
        changed = {
            name: value
            for name, value in self._fields(table, record).items()
            if getattr(known, name) != value
            and not (value == "" and name in FIELDS[table] and FIELDS[table][name].private)
        }
        if changed:
            self._put(table, amend(known, **changed))

    def _fields(self, table: str, record: Record) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name in record.__struct_fields__:
            if name in STAMPS or (table == "plan" and name == "plan_id"):
                continue
            value = getattr(record, name)
            reference = BY_FIELD.get((table, name))
            if reference is not None:
                value = self._named(self._ids.get(reference.target, {}), value, reference.many)
            fields[name] = value
        if not self.same and _STEP.search(str(fields.get("cadence", ""))):
            fields["cadence"] = ""
            self._cut.add(record.id)
        return fields

    @staticmethod
    def _named(ids: Mapping[int, int], value: Any, many: bool) -> Any:
        if many:
            return tuple(ids[one] for one in value or () if one in ids)
        return ids.get(value) if value is not None else None

    def lines(self) -> Iterator[ImportLine]:
        """What becomes of every record."""
        every = [(table, id) for table in _TAKEN for id in self._order(table)]
        for number, (table, id) in enumerate(every, 1):
            place = self._ids[table][id]
            record = self._other.get(table, id)
            verb: Verb = "add"
            if place > 0:
                same = self._before.get(table, place) == self.result.get(table, place)
                verb = "unchanged" if same else "update"
            elif table == "goals":
                verb = "goal"
            what = " ".join(str(getattr(record, TITLE_FIELDS[table])).split())
            trouble = ""
            if table == "communications" and id in self._cut:
                trouble = "its cadence hangs on a step: set it again"
            said = f"{TABLES[table].noun} {ref(table, id)}"
            yield ImportLine(number, verb, what or ref(table, id), trouble, said)
