"""Dates in the cells of a table: in which order day and month stand, and what each cell means.

A table settles its own order when some date in it can only be read one way and none only the
other way. Otherwise it is asked for once: no date is ever guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.dates import understand_date
from actionplan_tui.capture.days import month_end, short_date
from actionplan_tui.capture.digits import one_line, plain_digits
from actionplan_tui.exchange.date_words import english, without_talk
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder

NOTHING = frozenset(
    {"", "-", "–", "—", "none", "nil", "n/a", "na", "n.a.", "n.a", "not applicable", "nothing"}
    | {"néant", "aucun", "aucune", "ninguno", "ninguna", "nada", "لا يوجد", "нет", "无"}
)
"""What stands in a cell that says there is nothing to say."""


class DateCell(NamedTuple):
    """A cell of a date column: its row from 1, the heading above it, its text."""

    row: int
    heading: str
    text: str


class Order(NamedTuple):
    """The order of day and month of a table, and how it is known.

    `ambiguous` are the dates that could be read either way while nothing settles it; `mixed`
    says that some dates can only be read one way and some only the other.
    """

    order: DateOrder = ""
    said: str = ""
    ambiguous: tuple[DateCell, ...] = ()
    mixed: bool = False


class ReadDate(NamedTuple):
    """What a date cell means: its last day, and the first one where it names several.

    `span` says that both ends are named ("Jan to Mar 2027"), `yearless` that the year was not.
    `trouble` says why it is no date; then there is no day.
    """

    day: date | None = None
    first: date | None = None
    said: str = ""
    trouble: str = ""
    span: bool = False
    yearless: bool = False


_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/-])")


def settle(
    cells: Iterable[DateCell], *, given: DateOrder, heading: DateOrder, plan: DateOrder
) -> Order:
    """The order of day and month of the whole table.

    What is given wins, then what a heading says, then what the dates themselves can only
    mean, then the plan's own order.
    """
    dmy: list[DateCell] = []
    mdy: list[DateCell] = []
    either: list[DateCell] = []
    for cell in cells:
        for found in _NUMERIC.finditer(one_line(plain_digits(cell.text))):
            first, second = _is_day(found[1], found[3]), _is_day(found[3], found[1])
            if first and second and int(found[1]) != int(found[3]):
                either.append(cell._replace(text=found[0]))
            elif first != second:
                (dmy if first else mdy).append(cell._replace(text=found[0]))
    if given:
        return Order(given)
    if heading:
        return Order(heading, f"dates read {_SAID[heading]}, as their heading says")
    if dmy and mdy:
        return Order(mixed=True, ambiguous=tuple(either))
    if dmy or mdy:
        order: DateOrder = "dmy" if dmy else "mdy"
        proof = (dmy or mdy)[0]
        said = f"dates read {_SAID[order]}: {proof.text} in row {proof.row} can mean nothing else"
        return Order(order, said if either else "")
    if plan:
        return Order(plan, f"dates read {_SAID[plan]}, the plan's own order" if either else "")
    return Order(ambiguous=tuple(either))


_SAID: dict[DateOrder, str] = {
    "dmy": "day/month/year",
    "mdy": "month/day/year",
    "ymd": "year/month/day",
}


def _is_day(day: str, month: str) -> bool:
    if not 1 <= int(month) <= 12:
        return False
    return 1 <= int(day) <= (29 if int(month) == 2 else 30 if int(month) in (4, 6, 9, 11) else 31)


_SERIAL = re.compile(r"([3-7]\d{4})(?:[.,]\d+)?")
_SERIALS = range(36526, 73051)  # the years 2000 to 2099
_FIRST_SERIAL = date(1899, 12, 30)
_HOUR = re.compile(r"(?<=\d)[t ](\d{1,2}:\d\d)(?::\d\d(?:\.\d+)?)?( ?[ap]m)?z?$")
_MIDNIGHT = re.compile(r"0{1,2}:00")
_EXCEL_MONTH = re.compile(r"([a-z]{3,})-(\d{2})")
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_FIXED = re.compile(
    r"(?<!\d)(?:19|20|21)\d\d(?:\d{4})?(?!\d)|\bq[1-4]\b"
    r"|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)"
    r"|\d[-/.]\d{1,2}"
)
"""What a date holds that stays the same whenever it is read: a Friday or "2w" does not."""
_SPAN = re.compile(
    r"(.+?)\s*(?:\s[-–—]\s|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b|→|(?<=\w)-(?=[a-z]))\s*(.+)"
)
_DAYS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:[-–—]|to)\s*(\d{1,2}(?:st|nd|rd|th)? [a-z].*)")
_YEARS = re.compile(r"((?:19|20|21)\d\d)\s*[-–—/]\s*((?:19|20|21)\d\d)")


def read_date(text: str, context: DateContext) -> ReadDate:
    """What a date cell means. Words that hang on the day of reading are no dates here."""
    spoken = english(one_line(plain_digits(text)).lower())
    words = without_talk(spoken)
    hour = _HOUR.search(words)
    words = words[: hour.start()] if hour else words
    if words in NOTHING:
        return ReadDate()
    serial = _SERIAL.fullmatch(words)
    if serial and int(serial[1]) in _SERIALS:
        day = _FIRST_SERIAL + timedelta(days=int(serial[1]))
        return ReadDate(day, said=f"{serial[1]} is a spreadsheet's number for {short_date(day)}")
    excel = _EXCEL_MONTH.fullmatch(words)
    if excel:  # how Excel shows a month of a year; typed by hand it may be a day
        words = f"{excel[1]} 20{excel[2]}"
    if not _FIXED.search(words):
        return ReadDate(trouble="is no date")
    try:
        day_or_none = understand_date(words, context)
    except Problem as problem:
        return _span(words, text, context) or ReadDate(trouble=_reason(problem))
    if day_or_none is None:
        return ReadDate()
    yearless = not _has_year(words)
    read_on = excel or yearless or (hour and not _MIDNIGHT.fullmatch(hour[1]))
    said = f"{one_line(text)} read as {short_date(day_or_none)}" if read_on else ""
    first = _beginning(words, day_or_none, half=bool(_HALF.search(spoken)))
    return ReadDate(day_or_none, first, said, yearless=yearless)


_HALF = re.compile(r"\bh[12]\b|\bhalf\b")


def _has_year(words: str) -> bool:
    return bool(_YEAR.search(words) or re.search(r"(?:^|\D)\d{1,2}\D+\d\d$", words))


def _reason(problem: Problem) -> str:
    """Why it is no date, without the advice that is for the edit line."""
    return "is no date" if "is no date: try" in problem.message else problem.message


def _span(words: str, text: str, context: DateContext) -> ReadDate | None:
    """What "Jan to Mar 2027" spans; None when it is no span."""
    found = _YEARS.fullmatch(words) or _DAYS.fullmatch(words) or _SPAN.fullmatch(words)
    if not found:
        return None
    begin, end = found[1], found[2]
    if begin.isdigit() and len(begin) < 3:
        begin += end[len(end.split()[0]) :]
    year = _YEAR.search(end)
    if year and not _has_year(begin):
        begin = f"{begin} {year[0]}"
    try:
        first, last = understand_date(begin, context), understand_date(end, context)
    except Problem:
        return None
    first = _beginning(begin, first) if first else None
    if first is None or last is None or first > last:
        return None
    said = f"{one_line(text)} read as {short_date(first)} to {short_date(last)}"
    return ReadDate(last, first, said, span=True)


def _beginning(words: str, last: date, *, half: bool = False) -> date:
    """The first day of a month, quarter, half or whole year that was read as its last."""
    if half:
        return last.replace(month=last.month - 5, day=1)
    if re.fullmatch(r"\d{4}", words):
        return last.replace(month=1, day=1)
    if re.search(r"\bq[1-4]\b", words):
        return last.replace(month=last.month - 2, day=1)
    if re.fullmatch(r"[a-z]+\.?(?:,? \d{4})?|\d{4}-\d{1,2}|\d{1,2}[-/.]\d{4}", words):
        return last.replace(day=1)
    return last


def in_one_year(
    start: ReadDate, due: ReadDate, begins: date | None, ends: date | None
) -> tuple[ReadDate, ReadDate]:
    """Start and due date, one without a year in the year that brings them together.

    `begins` and `ends` are the dates that stand where a cell gives none.
    """
    begins = start.first or start.day or begins
    ends = due.day or ends
    if begins is None or ends is None or begins <= ends:
        return start, due
    if start.yearless:
        back = ends.year - begins.year
        return _moved(start, back - (_years_on(begins, back) > ends)), due
    if due.yearless:
        on = begins.year - ends.year
        return start, _moved(due, on + (_years_on(ends, on) < begins))
    return start, due


def _moved(read: ReadDate, years: int) -> ReadDate:
    if read.day is None:
        return read
    day = _years_on(read.day, years)
    said = f"{read.said.partition(' read as ')[0]} read as {short_date(day)}"
    first = _years_on(read.first, years) if read.first else None
    return read._replace(day=day, first=first, said=said)


def _years_on(day: date, years: int) -> date:
    last = month_end(day.replace(year=day.year + years, day=1))
    return last.replace(day=min(day.day, last.day))
