"""An edit is a frozen value that turns one plan into the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from msgspec import Struct

from actionplan_tui.capture.names import find_name
from actionplan_tui.model.fields import FIELDS, TITLE_FIELDS
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import STAMPS, Stakeholder, make
from actionplan_tui.model.references import BY_FIELD


class Edit(Protocol):
    """One user action on a plan, pure: the same plan gives the same next plan.

    Where a field names stakeholders, a name (str) is as good as an id: it finds the
    stakeholder of that name, or adds one to the register.
    """

    def apply(self, plan: Plan) -> Plan:
        """The plan after the edit.

        Raises: Problem when the edit breaks a rule or names what is not there.
        """

    def label(self, plan: Plan) -> str:
        """What the edit does, in a few words for the history and the undo notice."""


class Batch(Struct, frozen=True):
    """Several edits as one user action: one undo step, all or nothing."""

    name: str
    edits: tuple[Edit, ...]

    def apply(self, plan: Plan) -> Plan:
        """The plan after all the edits, in order."""
        for edit in self.edits:
            plan = edit.apply(plan)
        return plan

    def label(self, plan: Plan) -> str:
        """The batch's own name."""
        return self.name


def new_id(plan: Plan, table: str) -> int:
    """A provisional id, negative, for a record to be added to the table."""
    return min(min(plan.table(table), default=0), 0) - 1


def named(plan: Plan, name: str) -> tuple[Plan, int]:
    """The stakeholder of that name, added to the register if there is none.

    Raises: Problem when the name is blank.
    """
    wanted = " ".join(name.split())
    if not wanted:
        raise Problem("a name is needed", table="stakeholders", field="name")
    known = find_name(plan, wanted)
    if known is not None:
        return plan, known
    id = new_id(plan, "stakeholders")
    return plan.put("stakeholders", make(Stakeholder, id=id, name=wanted)), id


def refuse_taken_name(plan: Plan, id: int | None, name: str) -> None:
    """Refuse a stakeholder's name that somebody else in the register has.

    Raises: Problem naming who has it, and what to do.
    """
    other = find_name(plan, name)
    if other is None or other == id:
        return
    whose = f"{ref('stakeholders', other)} is called {title(plan, 'stakeholders', other)} already"
    what = (
        "name that one" if id is None else "mark both (Space) and merge them (m), on Stakeholders"
    )
    raise Problem(f"{whose}: {what}", table="stakeholders", id=id or 0, field="name")


def resolve(plan: Plan, table: str, fields: dict[str, Any]) -> tuple[Plan, dict[str, Any]]:
    """Field values with every stakeholder's name replaced by an id, and the plan with new ones.

    Raises: Problem when a field is not one of the table's, or is not to be edited.
    """
    resolved: dict[str, Any] = {}
    for field, value in fields.items():
        if field not in FIELDS.get(table, {}) and field not in _UNSHOWN:
            word = "is kept by the store" if field in STAMPS else "is no field"
            raise Problem(f"{field!r} {word} of {table}", table=table, field=field)
        reference = BY_FIELD.get((table, field))
        if reference is not None and reference.target == "stakeholders":
            if reference.many:
                ids: list[int] = []
                for one in value or ():
                    plan, id = named(plan, one) if isinstance(one, str) else (plan, one)
                    if id not in ids:
                        ids.append(id)
                value = tuple(ids)
            elif isinstance(value, str):
                plan, value = named(plan, value) if value.strip() else (plan, None)
        resolved[field] = value
    return plan, resolved


_UNSHOWN = frozenset({"position", "archived", "confirmed", "seen"})
"""Fields that edits set and that are not typed as text."""


def title(plan: Plan, table: str, id: int, *, width: int = 40) -> str:
    """A record in a few words: its title, or its letter and id when it has none."""
    record = plan.find(table, id)
    text = " ".join(str(getattr(record, TITLE_FIELDS.get(table, ""), "")).split())
    if not text:
        if table == "plan":
            return "the plan"
        return ref(table, id) if id > 0 else f"new {TABLES[table].noun}"
    return text if len(text) <= width else text[: width - 1] + "…"


HOLDER = {
    "resources": ("step", "steps"),
    "barriers": ("step", "steps"),
    "measurements": ("kpi", "kpis"),
    "contacts": ("communication", "communications"),
}
"""What records that say little by themselves hang from: the field that names it, its table."""


def holder_of(plan: Plan, table: str, fields: Mapping[str, Any]) -> tuple[str, int] | None:
    """The table and id of what a record of little by itself hangs from; None where it is gone."""
    field, holder = HOLDER.get(table, ("", ""))
    id = fields.get(field)
    return (holder, id) if isinstance(id, int) and plan.find(holder, id) is not None else None


def for_what(plan: Plan, table: str, fields: Mapping[str, Any]) -> str:
    """What a record of little by itself is added to: " for Adults with an account"."""
    held = holder_of(plan, table, fields)
    return f" for {title(plan, *held)}" if held is not None else ""


def some(plan: Plan, table: str, ids: Iterable[int]) -> str:
    """Records in a few words: the title of one, the count of several."""
    found = tuple(ids)
    if len(found) == 1:
        return title(plan, table, found[0])
    return f"{len(found)} {TABLES[table].noun}s"
