"""Readers of typed text, one for each kind of field that `model.fields` declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any, NamedTuple

from actionplan_tui.capture.amounts import format_number, understand_number
from actionplan_tui.capture.cadence_steps import read_step
from actionplan_tui.capture.cadences import understand_cadence
from actionplan_tui.capture.dates import DateContext, understand_date
from actionplan_tui.capture.digits import NOTHING, cited, one_line, plain_digits
from actionplan_tui.capture.mentions import find_record, find_records
from actionplan_tui.capture.names import name_value, name_values, split_pieces
from actionplan_tui.capture.quoting import split, unquote
from actionplan_tui.capture.times import understand_minutes, understand_time
from actionplan_tui.model.fields import Field, Kind
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record
from actionplan_tui.model.rules import interim_target
from actionplan_tui.model.workdays import WEEKDAYS

_YES = frozenset({"yes", "y", "true", "t", "x", "1", "on", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", *NOTHING})
_PRIORITIES = {"high": "1", "medium": "2", "normal": "2", "low": "3", "!": "1"}
_IN_MINUTES = frozenset({("communications", "duration"), ("communications", "remind_before")})
_RATIOS = frozenset({("plan", "kpi_green"), ("plan", "kpi_amber")})
_LONGEST_RANGE = 366


class Asked(NamedTuple):
    """What a reader of one kind of field needs to know."""

    plan: Plan
    field: Field
    context: DateContext
    default: Any
    record: Record | None = None
    """The record that is typed into; None where it is yet to be added."""


def _text(asked: Asked, text: str) -> str:
    return " ".join(text.strip().splitlines())


def _long(asked: Asked, text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _date(asked: Asked, text: str) -> date | None:
    return understand_date(text, asked.context)


_DATE_MARKS = re.compile(r"\s*[;\n،؛]\s*|\s*,(?!\s*\d{4}\s*(?:[,;\n]|$))\s*")
_RANGE = re.compile(r"(.+?)\s*(?:\.\.|…| to | until )\s*(.+)")


def _dates(asked: Asked, text: str) -> tuple[date, ...]:
    days: list[date] = []
    for piece in _DATE_MARKS.split(text):
        span = _RANGE.fullmatch(piece.strip())
        first = understand_date(span[1] if span else piece, asked.context)
        if first is None:
            continue
        after = asked.context._replace(today=max(first, asked.context.today))
        last = understand_date(span[2], after) if span else first
        if last is None or not 0 <= (last - first).days <= _LONGEST_RANGE:
            raise Problem(f"{cited(piece)} is no span of days")
        days += [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    return tuple(dict.fromkeys(days))


def _time(asked: Asked, text: str) -> time | None:
    return understand_time(text)


def _whole(asked: Asked, text: str) -> int | None:
    key = (asked.field.table, asked.field.name)
    word = one_line(text).lower()
    if word in NOTHING:
        return None if asked.default is None else int(asked.default)
    if key in _IN_MINUTES and any(letter.isalpha() for letter in word):
        return understand_minutes(text)
    if asked.field.name == "priority":
        word = _PRIORITIES.get(word, word)
    number = understand_number(word)
    if number != int(number):
        raise Problem(f"{cited(text)} is no whole number")
    return int(number)


def _number(asked: Asked, text: str) -> float | None:
    word = one_line(text).lower()
    if word in NOTHING:
        if asked.field.table == "measurements":
            raise Problem("what was measured?")
        return None if asked.default is None else float(asked.default)
    number = understand_number(word)
    is_share = (asked.field.table, asked.field.name) in _RATIOS and word.endswith("%")
    return number / 100 if is_share else number


def _flag(asked: Asked, text: str) -> bool:
    word = one_line(text).lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise Problem(f"{cited(text)} is neither yes nor no")


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _choose(choices: Iterable[str], text: str) -> str:
    """The choice that the text is, or is the beginning of."""
    offered = [choice for choice in choices if choice]
    word = _plain(text)
    exact = [choice for choice in offered if _plain(choice) == word]
    near = exact or [choice for choice in offered if word and _plain(choice).startswith(word)]
    if len(near) != 1:
        either = ", ".join(near or offered)
        said = "may be" if near else "is none of"
        raise Problem(f"{cited(text)} {said} {either}")
    return near[0]


def _choice(asked: Asked, text: str) -> str | None:
    if one_line(text).lower() in NOTHING:
        return None if asked.default is None else str(asked.default)
    return _choose(asked.field.choices, text)


def _choices(asked: Asked, text: str) -> tuple[str, ...]:
    """Several choices; days also as a span, "mon-fri" or "sun to thu"."""
    found: dict[str, None] = {}
    joined = re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", text.strip().lower())
    for piece in re.split(r"[\s,;،]+", joined):
        if piece in ("and", *NOTHING):
            continue
        first, dash, last = piece.partition("-")
        if dash and asked.field.name == "work_week":
            start, end = (WEEKDAYS.index(_choose(WEEKDAYS, day[:3])) for day in (first, last))
            for place in range(start, start + (end - start) % 7 + 1):
                found[WEEKDAYS[place % 7]] = None
        else:
            short = piece[:3] if asked.field.name == "work_week" else piece
            found[_choose(asked.field.choices, short)] = None
    return tuple(found)


def _words(asked: Asked, text: str) -> tuple[str, ...]:
    if asked.field.name == "interim_targets":
        return _interim_targets(asked, text)
    pieces = (part for piece in split(text, ",;،؛\n") for part in hashed_words(piece))
    return tuple(dict.fromkeys(word for word in pieces if word))


def hashed_words(piece: str) -> list[str]:
    """The words of a piece: "#urgent #budget" are two, "budget speech" is one."""
    quoted = unquote(piece)
    if quoted is not None:
        return [quoted]
    if piece.startswith("#"):
        return [one_line(word) for word in re.split(r"(?:^|\s)#", piece)]
    return [one_line(piece)]


def _interim_targets(asked: Asked, text: str) -> tuple[str, ...]:
    """Interim targets such as "30 jun 2026=40%", in the form the plan keeps."""
    found: list[str] = []
    for piece in re.split(r"\s*(?:[;\n]|,\s)\s*", text.strip()):
        day, _, number = piece.partition("=")
        if not piece or piece in NOTHING:
            continue
        try:
            interim_target(piece)
            found.append(piece)
            continue
        except Problem:
            on = understand_date(day, asked.context)
        if on is None:
            raise Problem(f"{cited(piece)} is not of the form 30 jun 2026=40")
        value = format_number(understand_number(number)).replace(",", "")
        found.append(f"{on.isoformat()}={value}")
    return tuple(found)


def _cadence(asked: Asked, text: str) -> str:
    if asked.field.table == "communications":
        at = read_step(asked.plan, getattr(asked.record, "step", None), text)
        if at is not None:
            return at
    return understand_cadence(text)


def _reference(asked: Asked, text: str) -> int | str | None:
    target = asked.field.target
    if one_line(text).lower() in NOTHING:
        if asked.default is None:
            return None
        raise Problem(f"which {TABLES[target].noun}?")
    if target != "stakeholders":
        return find_record(asked.plan, target, plain_digits(text))
    pieces = split_pieces(asked.plan, text)
    if len(pieces) > 1:
        raise Problem("one name only; a name with a comma in it stands in quotes")
    return name_value(asked.plan, text)


def _references(asked: Asked, text: str) -> tuple[int | str, ...]:
    if one_line(text).lower() in NOTHING:
        return ()
    if asked.field.target == "stakeholders":
        return name_values(asked.plan, text)
    return find_records(asked.plan, asked.field.target, text)


READERS: dict[Kind, Callable[[Asked, str], Any]] = {
    "text": _text,
    "long": _long,
    "date": _date,
    "dates": _dates,
    "time": _time,
    "whole": _whole,
    "number": _number,
    "flag": _flag,
    "choice": _choice,
    "choices": _choices,
    "words": _words,
    "cadence": _cadence,
    "reference": _reference,
    "references": _references,
}
