"""The Action Planning Table as documents hold it: a row for every step, as people read it."""

from __future__ import annotations

from datetime import date

from actionplan_tui.analysis.people import name_of, names_of, owner_of
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import states
from actionplan_tui.capture.items import records_in, show_item
from actionplan_tui.exchange.action_table import TABLE_COLUMNS, cell_text, wanted_steps
from actionplan_tui.exchange.document import Column, Shown, Table, Value
from actionplan_tui.model.fields import DECK_COLUMNS
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline

_HEADINGS = {column.key: column.heading for column in TABLE_COLUMNS if column.key != "id"}
_WIDTHS = {
    **{"wbs": 7, "title": 20, "lead": 12, "due": 11, "state": 10, "percent": 7, "goal": 16},
    **{"done_when": 18, "notes": 20, "start": 11, "forecast": 11, "finished": 11},
    **{"available": 19, "needed": 19, "barriers": 18, "communications": 20, "kpis": 15},
}
_OF_ITEMS = frozenset(column.key for column in DECK_COLUMNS) - {"title", "lead", "due"}
USUAL = ("wbs", *(column.key for column in DECK_COLUMNS), "state")
"""The columns of the Action Planning Table in a document that is read, in order."""


def actions_table(plan: Plan, today: date, shown: Shown) -> Table:
    """The Action Planning Table: the rows and columns that are wanted, a row for every step."""
    keys = wanted_columns(shown)
    steps = wanted_steps(plan, shown)
    every = len(outline(plan).rows)
    part = f" {len(steps)} of {every} steps: {shown.said}." if len(steps) < every else ""
    return Table(
        key="actions",
        title="Action Planning Table",
        about="What is done, by whom, by when, with what resources, against what barriers, who is "
        f"told, and how success is measured; a row for every step.{part}",
        columns=tuple(Column(_HEADINGS[key], _WIDTHS.get(key, 10)) for key in keys),
        rows=tuple(tuple(step_value(plan, id, key, today) for key in keys) for id in steps),
        refs=tuple(ref("steps", id) for id in steps),
        head=keys.index("title"),
    )


def wanted_columns(shown: Shown) -> tuple[str, ...]:
    """The columns of the table in a document: the code and the step always among them."""
    if shown.columns is None:
        return USUAL
    rest = [key for key in shown.columns if key in _HEADINGS and key not in ("wbs", "title")]
    return ("wbs", "title", *dict.fromkeys(rest))


def step_value(plan: Plan, id: int, key: str, today: date) -> Value:
    """One cell of a step as people read it."""
    step, tree = plan.steps[id], outline(plan)
    if key == "wbs":
        return tree.code[id]
    if key == "title":
        return step.title
    if key == "lead":
        return _lead(plan, step)
    if key in ("due", "start", "forecast", "finished"):
        day: date | None = getattr(step, key)
        return day
    if key == "state":
        return states(plan, today).of(id).text
    if key == "percent":
        return rollup(plan).percent(id)
    if key == "owner":
        return name_of(plan, owner_of(plan, id)[0])
    if key == "goal":
        goal = tree.goal[id]
        return plan.goals[goal].statement if goal is not None else ""
    if key in ("done_when", "notes"):
        return step.done_when if key == "done_when" else step.notes
    if key in _OF_ITEMS:
        return _items(plan, step, key)
    return cell_text(plan, id, key, today)


def _items(plan: Plan, step: Step, key: str) -> str:
    found = records_in(plan, step.id, key)
    if not found:
        return "none" if key in step.none_identified else ""
    items = [show_item(plan, key, record) for record in found]
    return items[0] if len(items) == 1 else "\n".join(f"• {item}" for item in items)


def _lead(plan: Plan, step: Step) -> str:
    lead, support = name_of(plan, step.lead), names_of(plan, step.support)
    if not support:
        return lead
    return f"{lead}\nwith {support}" if lead else f"support: {support}"
