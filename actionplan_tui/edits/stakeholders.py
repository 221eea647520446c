"""Edits of the register of stakeholders: rename, merge, archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from actionplan_tui.capture.names import find_name
from actionplan_tui.edits.edit import refuse_taken_name, some, title
from actionplan_tui.edits.records import SetFields, set_field
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record, Stakeholder, Step, amend
from actionplan_tui.model.references import REFERENCES, Reference

_NAMING = tuple(reference for reference in REFERENCES if reference.target == "stakeholders")


def naming(plan: Plan, id: int) -> Iterator[tuple[Reference, int]]:
    """Every field that names a stakeholder, with the id of its record, archived ones too."""
    for reference in _NAMING:
        for holder, record in plan.table(reference.table).items():
            value = getattr(record, reference.field)
            if value == id or (reference.many and id in value):
                yield reference, holder


def rename(plan: Plan, id: int, name: str) -> SetFields:
    """The edit that gives a stakeholder another name.

    Raises: Problem when there is none, or somebody else of the register has it.
    """
    wanted = " ".join(name.split())
    if not wanted:
        raise Problem("a name is needed", table="stakeholders", id=id, field="name")
    refuse_taken_name(plan, id, wanted)
    return set_field("stakeholders", id, "name", wanted)


class MergeStakeholders(Struct, frozen=True):
    """Make one of two stakeholders who are the same: whatever names `gone` names `keep`.

    What is blank in the kept record is filled from the other; longer texts are put together.
    """

    keep: int
    gone: int

    def apply(self, plan: Plan) -> Plan:
        """The plan with the one stakeholder left."""
        keep, gone = plan.get("stakeholders", self.keep), plan.get("stakeholders", self.gone)
        assert isinstance(keep, Stakeholder)
        assert isinstance(gone, Stakeholder)
        if keep.id == gone.id:
            raise Problem(
                "a stakeholder cannot be merged with itself: choose two",
                table="stakeholders",
                id=keep.id,
            )
        for reference in _NAMING:
            changed = [
                self._renamed(record, reference)
                for record in plan.table(reference.table).values()
                if self._names_gone(record, reference)
            ]
            if changed:
                plan = plan.put(reference.table, *changed)
        filled = _filled(keep, gone)
        plan = plan.drop("stakeholders", [gone.id])
        return plan.put("stakeholders", amend(keep, **filled)) if filled else plan

    def _names_gone(self, record: Record, reference: Reference) -> bool:
        value = getattr(record, reference.field)
        return self.gone in value if reference.many else value == self.gone

    def _renamed(self, record: Record, reference: Reference) -> Record:
        if not reference.many:
            changed = amend(record, **{reference.field: self.keep})
        else:
            ids = (self.keep if id == self.gone else id for id in getattr(record, reference.field))
            changed = amend(record, **{reference.field: tuple(dict.fromkeys(ids))})
        # Who leads a step does not also help with it.
        if isinstance(changed, Step) and changed.lead == self.keep and self.keep in changed.support:
            support = tuple(id for id in changed.support if id != self.keep)
            changed = amend(changed, support=support)
        return changed

    def label(self, plan: Plan) -> str:
        """Who goes into whom."""
        gone, keep = (title(plan, "stakeholders", id) for id in (self.gone, self.keep))
        return f"merge {gone} into {keep}"


def _filled(keep: Stakeholder, gone: Stakeholder) -> dict[str, Any]:
    """The fields of the kept record that the other has more to say on."""
    filled: dict[str, Any] = {}
    for name, field in FIELDS["stakeholders"].items():
        mine, theirs = getattr(keep, name), getattr(gone, name)
        if theirs in (None, "") or mine == theirs:
            continue
        if mine in (None, ""):
            filled[name] = theirs
        elif field.kind == "long" and theirs not in mine:
            filled[name] = f"{mine}\n{theirs}"
    return filled


class ArchiveStakeholders(Struct, frozen=True):
    """Take stakeholders who left off the matrix and out of completion, or bring them back.

    What names them goes on doing so.
    """

    ids: tuple[int, ...]
    archived: bool = True

    def apply(self, plan: Plan) -> Plan:
        """The plan with the stakeholders archived or brought back."""
        for id in self.ids:
            person = plan.get("stakeholders", id)
            if person.archived != self.archived:
                if not self.archived:
                    _refuse_double(plan, person)
                plan = plan.amend("stakeholders", id, archived=self.archived)
        return plan

    def label(self, plan: Plan) -> str:
        """Who is archived."""
        verb = "archive" if self.archived else "bring back"
        return f"{verb} {some(plan, 'stakeholders', self.ids)}"


def _refuse_double(plan: Plan, person: Record) -> None:
    """Refuse to bring somebody back whose name has meanwhile been given to another."""
    name = getattr(person, "name", "")
    if find_name(plan, name) is not None:
        raise Problem(
            f"{name} is in the register already: rename that one first",
            table="stakeholders",
            id=person.id,
            field="name",
        )
