"""`actionplan show`: one record with all its fields, and what hangs from it.

`--json` gives the object of `cli.record_data`, and for each table of which records hang from
this one a list of such objects under the table's name.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import date

from actionplan_tui.cli import clock
from actionplan_tui.cli.arguments import takes_json
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.plan_files import load_plan, plan_to_read
from actionplan_tui.cli.printing import out, out_json, safe_lines
from actionplan_tui.cli.record_data import record_data
from actionplan_tui.cli.records_named import Place, record_named
from actionplan_tui.model.fields import DECK_COLUMNS, FIELDS, TITLE_FIELDS
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.records import Record

HANGS: dict[str, tuple[tuple[str, str], ...]] = {
    "framework": (("framework", "parent"),),
    "goals": (
        ("goals", "parent"),
        ("steps", "goal"),
        ("kpis", "goal"),
        ("communications", "goal"),
        ("corrective_actions", "goal"),
    ),
    "steps": (
        ("steps", "parent"),
        ("resources", "step"),
        ("barriers", "step"),
        ("communications", "step"),
        ("kpis", "step"),
        ("corrective_actions", "step"),
    ),
    "communications": (("contacts", "communication"),),
    "kpis": (("measurements", "kpi"), ("corrective_actions", "kpi")),
}
"""By table: the tables and fields by which records hang from one of its records."""


def show_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `show`."""
    parser.add_argument("id", metavar="ID", help="S12, 1.2, G1, K3 …, or `plan`")
    takes_json(parser, "the record")
    parser.add_argument("--blank", action="store_true", help="blank fields too")
    parser.add_argument("--private", action="store_true", help="private notes too")


def run_show(options: Namespace) -> int:
    """Print a record."""
    plan = load_plan(plan_to_read(options))
    place = record_named(plan, options.id)
    today = clock.today(plan.info)
    record = plan.get(*place)
    if options.json:
        data = record_data(plan, place.table, record, today, private=options.private)
        for table, field in HANGS.get(place.table, ()):
            data[table] = [
                record_data(plan, table, plan.get(table, id), today, private=options.private)
                for id in hanging(plan, table, field, place.id)
            ]
        out_json(data)
    else:
        out(_heading(plan, place, record))
        out(*_state_lines(plan, place, today))
        for label, lines in _fields(plan, place, record, today, options):
            out(f"{label}: {lines[0]}", *(f"    {line}" for line in lines[1:]))
        out(*_hanging_lines(plan, place, today))
    return DONE


def _heading(plan: Plan, place: Place, record: Record) -> str:
    from actionplan_tui.capture.mentions import read_record

    if place.table == "plan":
        return plan.info.title or "Untitled plan"
    name = read_record(plan, place.table, place.id)
    id = ref(*place)
    put_away = " (archived)" if record.archived else ""
    return f"{name}{'' if name.startswith(id) else f' ({id})'}{put_away}"


def _state_lines(plan: Plan, place: Place, today: date) -> list[str]:
    """What is worked out from the record, in words."""
    from actionplan_tui.cli.record_data import worked_out
    from actionplan_tui.cli.record_text import next_day, state_words

    data = worked_out(plan, place.table, plan.get(*place), today)
    reason = f", {data['reason']}" if data.get("reason") else ""
    inherited = f" (from the {data['accountable_from']})" if data.get("accountable_from") else ""
    lines = {
        "State": state_words(data) + reason if "state" in data else "",
        "Work": f"{data['work']} %" if data.get("work") is not None else "",
        "Result": f"{data['result']} %" if data.get("result") is not None else "",
        "Serves": _read(plan, "goals", data.get("serves", "")),
        "Accountable": f"{data.get('accountable', '')}{inherited}",
        "Duration": f"{data['duration']} working days" if data.get("duration") else "",
        "Health": str(data.get("health", "")),
        "Next": next_day(data),
    }
    return [f"{label}: {text}" for label, text in lines.items() if text]


def _read(plan: Plan, table: str, reference: str) -> str:
    from actionplan_tui.capture.mentions import read_record

    return read_record(plan, table, int(reference[1:])) if reference else ""


def _fields(
    plan: Plan, place: Place, record: Record, today: date, options: Namespace
) -> Iterable[tuple[str, list[str]]]:
    """The labels and lines of the fields, as people read them."""
    from actionplan_tui.capture.fields import default_of, say

    for name, field in FIELDS.get(place.table, {}).items():
        if field.private and not options.private:
            continue
        if name == TITLE_FIELDS[place.table] and not options.blank:
            continue  # in the heading
        if name == "percent" and hanging(plan, "steps", "parent", place.id):
            continue  # that of the steps below it counts
        value = getattr(record, name)
        usual = value == default_of(place.table, name) and place.table != "plan"
        text = say(plan, place.table, record, name, today)
        if options.blank or (text and not usual):
            yield field.label, safe_lines(text)


def _hanging_lines(plan: Plan, place: Place, today: date) -> Iterable[str]:
    """What hangs from the record, a line each; of a step first its cells, item by item."""
    from actionplan_tui.cli.record_text import summary

    in_cells: set[str] = set()
    if place.table == "steps":
        yield from _cell_lines(plan, place.id)
        in_cells = {column.items for column in DECK_COLUMNS}
    for table, field in HANGS.get(place.table, ()):
        noun = TABLES[table].noun
        word = noun if noun.isupper() else noun.capitalize()
        for id in hanging(plan, table, field, place.id) if table not in in_cells else ():
            text = summary(plan, table, plan.get(table, id), today, without=field)
            yield f"{word} {ref(table, id)}: {text}"


def _cell_lines(plan: Plan, id: int) -> Iterable[str]:
    from actionplan_tui.capture.items import records_in, show_item

    for column in DECK_COLUMNS:
        for record in records_in(plan, id, column.key) if column.items else ():
            yield f"{column.short} {ref(column.items, record.id)}: " + show_item(
                plan, column.key, record
            )
