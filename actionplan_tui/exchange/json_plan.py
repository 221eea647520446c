"""The whole plan as JSON, in the plan file's own tables: to archive, to script, to begin from."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import msgspec

from actionplan_tui.model import codec, rules
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem

MAX_BYTES = 50_000_000
"""Largest plan read, in bytes."""
MAX_RECORDS = 100_000


def plan_json(plan: Plan, *, private: bool = False) -> bytes:
    """The plan as JSON: its tables, each record by its id, a value left out when it is the
    usual one. Private fields stay behind unless asked for.
    """
    tables: dict[str, dict[str, codec.Document]] = {}
    for table in TABLES:
        rows = {
            str(id): _document(table, plan, id, private=private) for id in sorted(plan.table(table))
        }
        if rows:
            tables[table] = rows
    text = json.dumps(tables, ensure_ascii=False, indent=1)
    escaped = re.sub("[\x7f-\x9f]", lambda char: f"\\u{ord(char[0]):04x}", text)
    return escaped.encode("utf-8", "replace") + b"\n"


def _document(table: str, plan: Plan, id: int, *, private: bool) -> codec.Document:
    document = codec.encode(plan.get(table, id))
    if private:
        return document
    declared = FIELDS.get(table, {})
    return {
        name: value
        for name, value in document.items()
        if name not in declared or not declared[name].private
    }


def read_plan_json(data: bytes, *, name: str = "the plan") -> Plan:
    """The plan in such JSON; tables and fields it does not know are left out.

    Raises: Problem when it is no such JSON, or breaks a rule of plans.
    """
    tree = _tree(data, name)
    plan = Plan()
    touched: list[tuple[str, int, str]] = []
    for table in TABLES:
        documents = tree.get(table, {})
        if not isinstance(documents, dict):
            raise Problem(f"{name}: {table} must hold records by their ids")
        rows = [codec.decode(table, _id(table, id, name), _fields(table, id, document, name))
                for id, document in documents.items()]  # fmt: skip
        if rows:
            plan = plan.put(table, *rows)
            touched += [(table, row.id, "") for row in rows]
    try:
        rules.check(plan, touched)
    except Problem as problem:
        raise Problem(f"{name}: {problem.message}", table=problem.table, id=problem.id) from None
    return plan


def base_of(data: bytes, *, name: str = "the plan") -> date | None:
    """The day as of which the plan in the JSON was written, if it says so: see `relay.relaid`.

    Raises: Problem when it is no such JSON, or the day is no date.
    """
    text = _tree(data, name).get("base")
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Problem(f"{name}: its base {text!r} is no date") from None


def _tree(data: bytes, name: str) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise Problem(f"{name}: larger than {MAX_BYTES:,} bytes")
    if data.count(b"{") > 2 * MAX_RECORDS:  # every record has one; counted before any is made
        raise Problem(f"{name}: holds more than {MAX_RECORDS:,} records")
    try:
        tree = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Problem(f"{name}: is not JSON") from None
    if not isinstance(tree, dict) or not isinstance(tree.get("plan"), dict):
        raise Problem(f"{name}: is JSON, but no plan: it has no table named plan")
    return tree


def _id(table: str, text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:20]) < 10**15):
        raise Problem(f"{name}: {text!r} in {table} is no id")
    if table == "plan" and text != "1":
        raise Problem(f"{name}: the plan's own record must have the id 1")
    return int(text)


def _fields(table: str, id: str, document: object, name: str) -> codec.Document:
    if not isinstance(document, dict):
        raise Problem(f"{name}: {id} in {table} is no record")
    return document
