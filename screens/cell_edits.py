"""How any value is edited: what is asked, what stands there, what a text means and does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from actionplan_tui.capture.fields import Understood, show, understand
from actionplan_tui.capture.items import parse_items, show_items
from actionplan_tui.capture.names import complete_names, lead_and_support, show_lead
from actionplan_tui.capture.times import understand_duration
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import SetFields, set_field
from actionplan_tui.edits.steps import Finish, SetDuration, SetItems
from actionplan_tui.model.fields import DECK_COLUMNS, FIELDS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step
from actionplan_tui.model.workdays import work_calendar
from screens.cell_edit import CellEdit
from screens.widgets.edit_line import Complete

_ITEMS = {column.key: column for column in DECK_COLUMNS if column.items}
_STATES = ("open", "done", "on hold", "cancelled")


def cell_edit(plan: Plan, table: str, id: int, column: str, today: dt.date) -> CellEdit | None:
    """How a cell of the Action Planning Table is edited; None where there is nothing to edit."""
    if table == "goals":
        field = {"title": "statement", "lead": "owner", "due": "target_date"}.get(column)
        return field_edit(plan, "goals", id, field, today) if field and id else None
    if table == "strategy":  # its row heads the steps of its goal
        return field_edit(plan, "goals", id, "strategy", today)
    if column == "lead":
        return _lead(plan, id)
    if column == "state":
        return _state(plan, id, today)
    if column in _ITEMS:
        return _items(plan, id, column, today)
    return field_edit(plan, "steps", id, column, today)


def field_edit(plan: Plan, table: str, id: int, field: str, today: dt.date) -> CellEdit | None:
    """How a field of any record is edited; None when it is not one to edit."""
    if table == "steps" and field == "duration":
        return _duration(plan, id)
    if table == "steps" and field == "support" and id in plan.steps:
        return _support(plan, id, today)
    declared = FIELDS.get(table, {}).get(field)
    record = plan.find(table, id)
    if declared is None or record is None:
        return None
    prompt = declared.prompt or declared.label
    if declared.kind == "choice":
        prompt = f"{declared.label}: {', '.join(word or 'none' for word in declared.choices)}"

    def said(text: str) -> str:
        found = understand(plan, table, field, text, today=today, id=id)
        new = ", ".join(found.new_names)
        return f"new in the register: {new}" if new else found.said

    def edit(text: str) -> Edit:
        return set_field(
            table, id, field, understand(plan, table, field, text, today=today, id=id).value
        )

    return CellEdit(
        prompt, show(plan, table, record, field), said, edit, completion(plan, table, field)
    )


def bulk_edit(plan: Plan, ids: Sequence[int], column: str, today: dt.date) -> CellEdit | None:
    """How a column is edited for several steps at once: one undo step."""
    first = cell_edit(plan, "steps", ids[0], column, today)
    if first is None:
        return None

    def each(text: str) -> Iterable[Edit]:
        for id in ids:
            one = (
                _lead(plan, id, keep=True)
                if column == "lead"
                else cell_edit(plan, "steps", id, column, today)
            )
            if one is not None:
                yield one.edit(text)

    def edit(text: str) -> Edit:
        return Batch(f"{column} of {len(ids)} steps", tuple(each(text)))

    return CellEdit(f"{first.prompt} ({len(ids)} steps)", "", first.said, edit, first.complete)


def _lead(plan: Plan, id: int, *, keep: bool = False) -> CellEdit:
    """The By Whom cell: lead, and who supports; `keep` leaves support where none is typed."""
    step = plan.get("steps", id)
    assert isinstance(step, Step)

    def said(text: str) -> str:
        lead, support = lead_and_support(plan, text)
        names = [name for name in (lead, *support) if isinstance(name, str) and name]
        return f"new in the register: {', '.join(names)}" if names else ""

    def edit(text: str) -> Edit:
        lead, support = lead_and_support(plan, text)
        if keep and not support:
            return SetFields("steps", id, {"lead": lead})
        return SetFields("steps", id, {"lead": lead, "support": support})

    prompt = FIELDS["steps"]["lead"].prompt
    return CellEdit(prompt, show_lead(plan, step), said, edit, _name_completion(plan))


def _support(plan: Plan, id: int, today: dt.date) -> CellEdit:
    """Who helps; "none" is an answer of its own."""
    step = plan.steps[id]
    none = "support" in step.none_identified

    def understood(text: str) -> Understood:
        return understand(plan, "steps", "support", text, today=today, id=id)

    def said(text: str) -> str:
        new = ", ".join(understood(text).new_names)
        return f"new in the register: {new}" if new else understood(text).said

    def edit(text: str) -> Edit:
        marks = [mark for mark in step.none_identified if mark != "support"]
        if text.strip().lower() == "none":
            fields = {"support": (), "none_identified": (*marks, "support")}
        else:
            fields = {"support": understood(text).value, "none_identified": tuple(marks)}
        return SetFields("steps", id, fields)

    value = show(plan, "steps", step, "support") or ("none" if none else "")
    return CellEdit(
        FIELDS["steps"]["support"].prompt, value, said, edit, _name_completion(plan),
        hint="names, or none",
    )  # fmt: skip


def _items(plan: Plan, id: int, column: str, today: dt.date) -> CellEdit:
    step = plan.get("steps", id)
    assert isinstance(step, Step)
    value = show_items(plan, id, column)
    if not value and column in step.none_identified:
        value = "none"

    def said(text: str) -> str:
        # Of what stands there already nothing needs to be said: a long value needs the room.
        return "" if text == value else parse_items(plan, id, column, text, today=today).said

    def edit(text: str) -> Edit:
        cell = parse_items(plan, id, column, text, today=today)
        return SetItems(id, column, cell.items, cell.removed, cell.none)

    names = _name_completion(plan) if column in ("barriers", "communications") else None
    return CellEdit(_ITEMS[column].prompt, value, said, edit, names)


def _state(plan: Plan, id: int, today: dt.date) -> CellEdit:
    step = plan.get("steps", id)
    assert isinstance(step, Step)
    done = step.finished is not None
    now = (
        "cancelled" if step.cancelled else "on hold" if step.on_hold else "done" if done else "open"
    )

    def chosen(text: str) -> str:
        word = text.strip().lower()
        found = [state for state in _STATES if state.startswith(word)] if word else []
        if not found:
            raise Problem(f"state: one of {', '.join(_STATES)}", table="steps", id=id)
        return found[0]

    def edit(text: str) -> Edit:
        word = chosen(text)
        flags = SetFields(
            "steps", id, {"on_hold": word == "on hold", "cancelled": word == "cancelled"}
        )
        turn = (word == "done") != done
        edits: tuple[Edit, ...] = (flags, Finish((id,), today)) if turn else (flags,)
        return Batch(f"{word}: {step.title}", edits)

    def complete(text: str, cursor: int) -> Sequence[str]:
        return [state for state in _STATES if state.startswith(text.strip().lower())]

    return CellEdit("State: open, done, on hold or cancelled?", now, chosen, edit, complete)


def _duration(plan: Plan, id: int) -> CellEdit:
    step = plan.get("steps", id)
    assert isinstance(step, Step)
    known = ""
    if step.start is not None and step.due is not None:
        known = str(work_calendar(plan.info).count(step.start, step.due))

    def days(text: str) -> int:
        return understand_duration(text, len(plan.info.work_week))

    return CellEdit(
        "For how long, in working days?",
        known,
        lambda text: f"{days(text)} working days",
        lambda text: SetDuration(id, days(text)),
    )


def completion(plan: Plan, table: str, field: str) -> Complete | None:
    """What a field's text could become: names, choices; None where anything goes."""
    declared = FIELDS[table][field]
    if declared.target == "stakeholders":
        return _name_completion(plan)
    if declared.kind == "choice":
        choices = [choice for choice in declared.choices if choice]
        return lambda text, cursor: [
            choice for choice in choices if choice.startswith(text.strip().lower())
        ]
    return None


_LAST_NAME = re.compile(r"(?:^|.*[+;,:]\s*|.*\b(?:by|to)\s+)(?P<part>[^+;,:]*)$", re.DOTALL)


def _name_completion(plan: Plan) -> Complete:
    def complete(text: str, cursor: int) -> Sequence[str]:
        match = _LAST_NAME.match(text)
        part = match["part"] if match else text
        if not part.strip():
            return ()
        head = text[: len(text) - len(part)]
        found = complete_names(plan, part.strip())
        return [head + name for name in found if name != part.strip()]

    return complete
