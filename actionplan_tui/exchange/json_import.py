"""Taking in a plan's .json: the records of another plan, or later ones of the same.

Of the same plan (it has the same plan id) records are found by their ids and updated. Of another
plan all are new, under ids of their own; only stakeholders are found, by their names. A plan in
which nothing stands yet takes the other's own record too: its purpose, owner, work week and clocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from actionplan_tui.capture.names import find_name
from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.edit import Batch, new_id
from actionplan_tui.exchange.import_result import Import, ImportLine, Verb
from actionplan_tui.model import rank, rules
from actionplan_tui.model.cadence import parse
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
_OWN = frozenset(FIELDS["plan"]) - {"title", "status", "version"}
"""What an empty plan takes of another's own record. Nobody has approved this one."""


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
        self._cut: set[int] = set()  # communications that wait for a step which is not there
        self._made: dict[str, dict[int, Record]] = {}  # records new or changed, by table
        self._ranks: dict[str, str] = {}  # the last of every table
        for table in _TAKEN:
            self._ids[table] = self._places(table)
        if self.same:
            self._set("plan", 1, other.info)
        elif not any(plan.table(table) for table in _TAKEN):
            own = self._fields("plan", other.info)
            title = plan.info.title or other.info.title
            own = {name: value for name, value in own.items() if name in _OWN}
            self._put("plan", amend(plan.info, **own, title=title))
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
        if not self.same and table == "communications":
            fields["cadence"] = self._waits(record.id, fields["cadence"])
        return fields

    def _waits(self, id: int, cadence: str) -> str:
        """A cadence that waits for the same step under the id that it has here."""
        step = parse(cadence).step if cadence else 0
        if not step:
            return cadence
        here = self._ids["steps"].get(step)
        if here is None:
            self._cut.add(id)
        return f"at S{here}" if here is not None else ""

    @staticmethod
    def _named(ids: Mapping[int, int], value: Any, many: bool) -> Any:
        if many:
            return tuple(ids[one] for one in value or () if one in ids)
        return ids.get(value) if value is not None else None

    def lines(self) -> Iterator[ImportLine]:
        """What becomes of every record."""
        every = [(table, id) for table in _TAKEN for id in self._order(table)]
        own = self._before.info != self.result.info
        if own:
            yield ImportLine(1, "update", self.result.info.title, said="the plan itself")
        for number, (table, id) in enumerate(every, 1 + own):
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
                trouble = "it waits for a step that is not in the plan: say again how often"
            said = f"{TABLES[table].noun} {ref(table, id)}"
            yield ImportLine(number, verb, what or ref(table, id), trouble, said)
