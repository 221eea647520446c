"""Any change whatever of any plan, as a file edited by hand may hold it: `from any_edits import`.

Fields are set without asking whether a rule forbids it, so that circles, names of what is not
there and days the wrong way round come up too.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import STAMPS
from actionplan_tui.model.references import BY_FIELD

FIRST = dt.date(2026, 3, 2)
TEXTS = ("", " ", "Draft the bill", "draft  the Bill", "Improve trust", "TBD", "Print the forms")
CADENCES = ("", "weekly on tue", "monthly on 15", "quarterly", "at S1", "at S2", "at due", "once",
            "every 2 weeks on fri", "whenever")  # fmt: skip
NAMES = [name for name in TABLES if name not in ("plan", "tombstones", "approvals")]
RULES_OFF = ("", "X-DUP", "C-LEAD", "L-OT", "C-MILE")


def any_day(random: Random) -> dt.date:
    return FIRST + dt.timedelta(days=random.randrange(0, 600))


def any_value(random: Random, plan: Plan, table: str, field: str) -> Any:
    """A value that a field of a table could hold."""
    if field == "finding":
        steps = list(plan.steps) or [1]
        return random.choice(("C-LEAD S{} lead", "W-SUP S{} support", "L-OT S{} corrective",
                              "C-DUE S{} due")).format(random.choice(steps))  # fmt: skip
    if field == "rules_off":
        return tuple(filter(None, (random.choice(RULES_OFF),)))
    if field.endswith("cadence"):
        return random.choice(CADENCES)
    if field == "work_week":
        return random.choice((("mon", "tue", "wed", "thu", "fri"), ("sun", "mon", "wed")))
    if field == "time_zone":
        return random.choice(("UTC", "Pacific/Apia", "America/Lima"))
    if field == "none_identified":
        return tuple(random.sample(("needed", "barriers", "support", "kpis", "communications"),
                                   random.randrange(4)))  # fmt: skip
    if field == "position":
        return random.choice("abcdefgh") + "n"
    reference = BY_FIELD.get((table, field))
    if reference is not None:
        ids = [*plan.table(reference.target), 99]
        if reference.many:
            return tuple(random.sample(ids, random.randrange(min(3, len(ids)) + 1)))
        return random.choice([None, *ids])
    return _of_type(random, get_type_hints(TABLES[table].type)[field])


def _of_type(random: Random, kind: Any) -> Any:
    options = get_args(kind) if get_origin(kind) is not Literal else ()
    if type(None) in options:
        inner = next(one for one in options if one is not type(None))
        return None if random.random() < 0.2 else _of_type(random, inner)
    if get_origin(kind) is Literal:
        return random.choice(get_args(kind))
    if get_origin(kind) is tuple:
        return tuple(_of_type(random, options[0]) for _ in range(random.randrange(3)))
    values: dict[Any, Any] = {
        str: lambda: random.choice(TEXTS),
        bool: lambda: random.random() < 0.3,
        int: lambda: random.choice((0, 1, 3, 5, 40, 100)),
        float: lambda: random.choice((0.0, 0.5, 2.0, 100.0)),
        dt.date: lambda: any_day(random),
        dt.datetime: lambda: dt.datetime.combine(any_day(random), dt.time(9), dt.UTC),
        dt.time: lambda: dt.time(9),
    }
    return values[kind]()


def fields_of(table: str) -> list[str]:
    """The fields of a table that an edit, or the store with it, may set."""
    names = TABLES[table].type.__struct_fields__
    return [name for name in names if name not in STAMPS or name in ("updated_at", "created_at")]


def set_any(random: Random, plan: Plan, table: str, id: int, field: str) -> Plan:
    """The plan with one field of one record set to any value."""
    value = any_value(random, plan, table, field)
    return plan.put(table, msgspec.structs.replace(plan.get(table, id), **{field: value}))


def any_edit(random: Random, plan: Plan) -> Plan:
    """The plan with something changed: fields set, a record added, taken away or copied."""
    kind = random.random()
    table = "steps" if random.random() < 0.4 else random.choice(NAMES)
    rows = plan.table(table)
    if kind < 0.08:
        for field in random.sample(fields_of("plan"), 2):
            plan = set_any(random, plan, "plan", 1, field)
        return plan
    if kind < 0.25 or not rows:
        id = max(rows, default=0) + 1
        plan = plan.put(table, TABLES[table].type(id=id, **(
            {"reason": "so be it", "by": 1} if table == "waivers" else {}
        )))  # fmt: skip
        for field in random.sample(fields_of(table), 4):
            plan = set_any(random, plan, table, id, field)
        return plan
    id = random.choice(list(rows))
    if kind < 0.33:
        return plan.drop(table, [id])
    for field in random.sample(fields_of(table), random.choice((1, 1, 1, 3))):
        plan = set_any(random, plan, table, id, field)
    return plan
