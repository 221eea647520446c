"""A record in a line: which of its fields a list shows, and how they read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from actionplan_tui.analysis.columns import day_text, number_text, table
from actionplan_tui.analysis.people import name_of, names_of
from actionplan_tui.cli.printing import page_width
from actionplan_tui.cli.record_data import worked_out
from actionplan_tui.cli.records_named import record_ref
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.records import Record


class Shown(NamedTuple):
    """A column of a list: a field or a worked-out key, its heading, and how wide it may be on a
    terminal (0: what the others leave; below 0: set to the right)."""

    key: str
    heading: str
    width: int


def _shown(*columns: tuple[str, str, int]) -> tuple[Shown, ...]:
    return tuple(Shown(*column) for column in columns)


SHOWN: dict[str, tuple[Shown, ...]] = {
    "plan": _shown(
        ("title", "Plan", 0), ("owner", "Owner", 20), ("start", "Start", 11),
        ("target_end", "Target end", 11), ("status", "Status", 10), ("work", "Work", -5),
    ),
    "framework": _shown(("kind", "Kind", 14), ("text", "Text", 0), ("parent", "Under", 6)),
    "goals": _shown(
        ("statement", "Goal", 0), ("accountable", "Owner", 16), ("target_date", "By", 11),
        ("state", "State", 11), ("work", "Work", -5), ("result", "Result", -6),
        ("steps", "Steps", -5),
    ),
    "steps": _shown(
        ("code", "WBS", 10), ("title", "Action Step", 0), ("state", "State", 11),
        ("work", "Work", -5), ("lead", "By Whom", 16), ("due", "By When", 11),
    ),
    "resources": _shown(
        ("step", "Step", 6), ("description", "What", 0), ("available", "Available", -12),
        ("needed", "Needed", -12), ("unit", "Unit", 10), ("status", "Status", 10),
    ),
    "barriers": _shown(
        ("step", "Step", 6), ("kind", "Kind", 10), ("who", "Who", 24), ("how", "How", 0),
        ("status", "Status", 10),
    ),
    "stakeholders": _shown(
        ("name", "Name", 0), ("kind", "Kind", 12), ("organisation", "Organisation", 24),
        ("power", "Power", -5), ("interest", "Interest", -8), ("engagement", "Engagement", 12),
    ),
    "communications": _shown(
        ("scope", "For", 6), ("audience", "Target audience", 24), ("message", "Message", 0),
        ("responsible", "By Whom", 16), ("cadence", "Cadence", 24), ("next", "Next", 11),
    ),
    "contacts": _shown(
        ("communication", "Of", 6), ("date", "Date", 11), ("by", "By", 16),
        ("outcome", "Outcome", 0),
    ),
    "kpis": _shown(
        ("name", "KPI", 0), ("unit", "Unit", 12), ("latest", "Now", -9),
        ("expected", "Expected", -9), ("target", "Target", -9), ("health", "Health", 11),
        ("next", "Next", 11),
    ),
    "measurements": _shown(
        ("kpi", "KPI", 6), ("date", "Date", 11), ("value", "Value", -12), ("note", "Note", 0),
    ),
    "ideas": _shown(
        ("text", "Idea", 0), ("theme", "Theme", 16), ("votes", "Votes", -5),
        ("status", "Status", 11), ("promoted_to", "Became", 6),
    ),
    "corrective_actions": _shown(
        ("on", "On", 6), ("deviation", "Deviation", 30), ("decision", "Decision", 0),
        ("responsible", "By Whom", 16), ("due", "By When", 11), ("status", "Status", 11),
    ),
    "reviews": _shown(
        ("kind", "Kind", 13), ("date", "Date", 11), ("by", "By", 16),
        ("decisions", "Decisions", 0), ("next", "Next", 11),
    ),
    "approvals": _shown(
        ("version", "Version", 8), ("date", "Date", 11), ("by", "By", 16), ("reason", "Reason", 0),
    ),
    "waivers": _shown(
        ("finding", "Finding", 24), ("date", "Date", 11), ("by", "By", 16), ("reason", "Reason", 0),
    ),
    "tombstones": _shown(
        ("kind", "Table", 18), ("of", "Id", 6), ("title", "Title", 0), ("date", "Date", 11),
    ),
}  # fmt: skip


def record_lines(
    plan: Plan, table_name: str, records: Sequence[Record], today: date, *, headed: bool = True
) -> list[str]:
    """The records as lines of a table; cut to the terminal's width when there is one."""
    columns = SHOWN[table_name]
    wide = page_width()
    roomy = wide > 1000
    widths = [10 if not roomy else 1000]
    widths += [(-1000 if c.width < 0 else 1000) if roomy else c.width for c in columns]
    rows = [("", *(column.heading for column in columns))] if headed else []
    rows += [
        (record_ref(table_name, record.id), *record_cells(plan, table_name, record, today))
        for record in records
    ]
    return table(rows, widths, wide)


def record_cells(plan: Plan, table_name: str, record: Record, today: date) -> tuple[str, ...]:
    """What a list shows of a record, cell by cell."""
    derived = worked_out(plan, table_name, record, today)
    return tuple(
        _cell(plan, table_name, record, column.key, derived) for column in SHOWN[table_name]
    )


def summary(plan: Plan, table_name: str, record: Record, today: date, *, without: str = "") -> str:
    """A record in a few words: what a list shows of it, but for blanks and one field."""
    cells = record_cells(plan, table_name, record, today)
    shown = zip(SHOWN[table_name], cells, strict=True)
    return " · ".join(cell for column, cell in shown if cell and column.key != without)


def _cell(plan: Plan, table_name: str, record: Record, key: str, derived: dict[str, Any]) -> str:
    if key == "on":
        return _place(record)
    if key in derived:
        value = derived[key]
        if key == "next":
            return next_day(derived)
        if key in ("work", "result"):
            return f"{value} %" if value is not None else ""
        return state_words(derived) if key == "state" else _plain(value)
    value = getattr(record, key, None)
    field = FIELDS.get(table_name, {}).get(key)
    if field is None or not field.target:
        return _plain(value)
    if field.target == "stakeholders":
        return names_of(plan, value) if isinstance(value, tuple) else name_of(plan, value)
    ids: Iterable[int | None] = value if isinstance(value, tuple) else (value,)
    return ", ".join(ref(field.target, id) for id in ids if id)


def state_words(derived: dict[str, Any]) -> str:
    """A worked-out state as it is shown: `LATE 5 wd`, `on track`."""
    if derived["state"] == "LATE":
        return f"LATE {derived['workdays_late']} wd" if "workdays_late" in derived else "LATE"
    return str(derived["state"])


def next_day(derived: dict[str, Any]) -> str:
    """When the next occurrence or figure is due, as it is shown; "" for none."""
    return day_text(date.fromisoformat(derived["next"])) if derived.get("next") else ""


def _plain(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, tuple):
        return ", ".join(map(_plain, value))
    return str(value)


def _place(record: Record) -> str:
    """What a corrective action is about."""
    for table_name, field in (("steps", "step"), ("kpis", "kpi"), ("goals", "goal")):
        id = getattr(record, field, None)
        if id is not None:
            return ref(table_name, id)
    return "plan"
