"""Which commits of a history are about a record, by a person, or of a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from actionplan_tui.edits.change_words import change_text
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.plan import LETTERS, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline

_HOLDERS = (
    ("step", "steps"),
    ("goal", "goals"),
    ("kpi", "kpis"),
    ("communication", "communications"),
)
"""Fields by which a record hangs from another, and the other's table."""


class Narrow(Struct, frozen=True, kw_only=True):
    """What is looked for in a history; what is not said leaves nothing out.

    `record` takes in what hangs from it (a step's barriers, resources, KPIs…). `by` is a part of
    a login. `since` and `until` are moments, both counted in. Every word of `text` must stand in
    the label, the login or a change.
    """

    record: tuple[str, int] | None = None
    by: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    text: str = ""
    review: int = 0


def narrowed(plan: Plan, rows: Sequence[HistoryRow], narrow: Narrow) -> list[HistoryRow]:
    """The commits that fit, in their order; where a record is asked for, with its changes alone."""
    found: list[HistoryRow] = []
    gone = _documents(rows) if narrow.record is not None else {}
    for row in rows:
        if not _fits(plan, row, narrow):
            continue
        if narrow.record is not None:
            changes = tuple(c for c in row.changes if narrow.record in _about(plan, c, gone))
            if not changes:
                continue
            found.append(replace(row, changes=changes))
        else:
            found.append(row)
    return found


def _fits(plan: Plan, row: HistoryRow, narrow: Narrow) -> bool:
    return (
        (narrow.since is None or row.at >= narrow.since)
        and (narrow.until is None or row.at <= narrow.until)
        and (not narrow.review or row.review == narrow.review)
        and narrow.by.casefold() in row.by.casefold()
        and (not narrow.text.strip() or _holds(plan, row, narrow.text))
    )


def _documents(rows: Iterable[HistoryRow]) -> dict[tuple[str, int], dict[str, Any]]:
    """The documents of records that were removed: they say what those hung from."""
    return {(c.table, c.id): c.before for row in rows for c in row.changes if c.removes}


def concerned(plan: Plan, changes: Iterable[Change]) -> frozenset[tuple[str, int]]:
    """The records that changes are of, and those that these hang from: a KPI that was measured,
    a step whose barrier was removed."""
    made = tuple(changes)
    gone = {(c.table, c.id): c.before for c in made if c.removes}
    return frozenset(key for change in made for key in _about(plan, change, gone))


def _about(
    plan: Plan, change: Change, gone: Mapping[tuple[str, int], dict[str, Any]]
) -> Iterator[tuple[str, int]]:
    """The records a change is about: its own, and those that its own hangs from."""
    yield change.table, change.id
    record = plan.find(change.table, change.id)
    document = gone.get((change.table, change.id), {})
    for field, table in _HOLDERS:
        if change.table == "steps" and field == "goal":
            continue  # a goal holds its steps, but a step's history is its own
        held = getattr(record, field, None) if record is not None else document.get(field)
        if isinstance(held, int):
            yield table, held


def _holds(plan: Plan, row: HistoryRow, text: str) -> bool:
    words = text.casefold().split()
    said = f"{row.label} {row.by} {row.kind}".casefold()
    left = [word for word in words if word not in said]
    if not left:
        return True
    said += " ".join(change_text(plan, change) for change in row.changes).casefold()
    return all(word in said for word in left)


def parse_narrow(plan: Plan, text: str, today: dt.date, zone: dt.tzinfo) -> Narrow:
    """What a typed filter asks for: words, and `of:S12`, `by:ioane`, `since:1-nov`, `until:mon`.

    Raises: Problem when one of these is not understood.
    """
    wanted = Narrow()
    words: list[str] = []
    for word in text.split():
        key, colon, value = word.partition(":")
        key = key.casefold()
        if not (colon and value and key in ("of", "by", "since", "until")):
            words.append(word)
        elif key == "of":
            wanted = replace(wanted, record=named_record(plan, value))
        elif key == "by":
            wanted = replace(wanted, by=value)
        else:
            # What reads dates is loaded with the first one.
            from actionplan_tui.capture.past_days import understand_past_day

            day = understand_past_day(
                plan, value.replace("-", " ") if value[-1:].isalpha() else value, today
            )
            begins = dt.datetime.combine(day, dt.time(), zone)
            ends = begins + dt.timedelta(days=1, microseconds=-1)
            edge = {"since": begins} if key == "since" else {"until": ends}
            wanted = replace(wanted, **edge)
    return replace(wanted, text=" ".join(words))


def named_record(plan: Plan, word: str) -> tuple[str, int]:
    """The record that `S12` or `1.2` names, even one that is there no longer.

    Raises: Problem when it can be the name of none.
    """
    if word[:1].upper() in LETTERS and word[1:].isascii() and word[1:].isdecimal():
        return LETTERS[word[:1].upper()], int(word[1:])
    code = word.rstrip(".")
    for id, own in outline(plan).code.items():
        if own == code:
            return "steps", id
    raise Problem(f"there is no record {word!r}: name one as S12, G1 or 1.2")


def past_moment(
    plan: Plan, text: str, today: dt.date, zone: dt.tzinfo
) -> tuple[dt.date, dt.datetime]:
    """The past day that a text names, and the last moment of it.

    Raises: Problem when it names none.
    """
    from actionplan_tui.capture.past_days import understand_past_day  # as above

    day = understand_past_day(plan, text, today)
    return day, dt.datetime.combine(day, dt.time(23, 59, 59, 999999), zone)
