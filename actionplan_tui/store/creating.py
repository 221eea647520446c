"""Making a new plan file."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from pathlib import Path
from typing import Any

import msgspec

from actionplan_tui.edits.protocol import Clock
from actionplan_tui.model import codec, rules
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import STAMPS, Record
from actionplan_tui.store import migrations, writing
from actionplan_tui.store.tinydb_store import PlanStore, open_store


def create_store(path: Path, plan: Plan, *, now: Clock, by: str) -> PlanStore:
    """Make a plan file that holds this plan, and give its store.

    Ids are kept. A plan without a plan id is given one, so that its calendar entries are its
    own; one that has an id stays the same plan.

    Raises: Problem when there is such a file already, or the plan breaks a rule; SaveFailed
    when it cannot be written.
    """
    path = Path(os.path.abspath(path))
    if os.path.lexists(path):
        raise Problem(f"{path.name} is there already: choose another name, or open it")
    if not os.path.isdir(path.parent):
        raise Problem(f"there is no folder {path.parent}: make it first")
    if not plan.info.plan_id:
        plan = plan.amend("plan", 1, plan_id=uuid.uuid4().hex)
    rules.check(plan, [(name, id, "") for name in TABLES for id in plan.table(name)])
    at = now().astimezone(dt.UTC).replace(microsecond=0)
    try:
        writing.create(path, writing.encode(_tree(plan, at, by)))
    except FileExistsError:
        raise Problem(f"{path.name} is there already: choose another name, or open it") from None
    return open_store(path, now=now)


def _tree(plan: Plan, at: dt.datetime, by: str) -> dict[str, Any]:
    tables = {name: plan.table(name) for name in TABLES}
    next_id = {name: max(rows, default=0) + 1 for name, rows in tables.items()}
    meta = {
        "schema": migrations.current(),
        "revision": 1,
        "next_id": next_id,
        "saved_by": by,
        "saved_at": codec.encode_value(at),
    }
    documents = {
        name: {str(id): _document(_stamped(record, at, by)) for id, record in rows.items()}
        for name, rows in tables.items()
    }
    return {"meta": {"1": meta}, **documents, "history": {}}


def _document(record: Record) -> codec.Document:
    """The document of a record, what people wrote in it first."""
    document = codec.encode(record)
    stamps = {field: document.pop(field) for field in STAMPS & document.keys()}
    return {**document, **dict(sorted(stamps.items()))}


def _stamped(record: Record, at: dt.datetime, by: str) -> Record:
    if record.created_at is not None:
        return record
    stamps = {"created_at": at, "created_by": by, "updated_at": at, "updated_by": by}
    return msgspec.structs.replace(record, **stamps)
