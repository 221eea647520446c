"""What people type for "how often", understood as the canonical text of a cadence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from actionplan_tui.capture import cadence_words as words
from actionplan_tui.capture.digits import cited, one_line, plain_digits
from actionplan_tui.model.cadence import EXAMPLES, Cadence, Kind, ShortMonths, check, parse
from actionplan_tui.model.problem import Problem


def understand_cadence(text: str) -> str:
    """The canonical text (`model.cadence`) of what somebody typed; "" for no cadence.

    Any case and any decimal digits (Arabic-Indic ones too) are read. "biweekly" is every
    two weeks and "every second Tuesday" every other Tuesday; day 31 is the last day.

    Raises: Problem, one line with examples, when it is not understood.
    """
    typed = one_line(plain_digits(text)).casefold().rstrip(".")
    if typed in words.NEVER:
        return ""
    if typed in words.PHRASES:
        return words.PHRASES[typed]
    if step := re.fullmatch(
        r"(?:(?:at|on|when|after|with)?(?: the)? ?(?:milestone|step)? ?)s(\d{1,9})"
        r"(?: is)?(?: due| done| finished| complete[d]?)?",
        typed,
    ):
        return str(parse(f"at S{int(step[1])}"))
    reading = _Reading(text.strip(), typed)
    place = 0
    while place < len(typed):
        place = reading.read(place)
    return str(reading.cadence())


class _Reading:
    """What has been found in a typed cadence so far."""

    def __init__(self, typed: str, text: str) -> None:
        self.typed = typed
        self.text = text
        self.units: set[tuple[Kind, int]] = set()
        self.of: set[tuple[Kind, int]] = set()
        self.weekdays: set[int] = set()
        self.nths: set[int] = set()
        self.monthdays: set[int] = set()
        self.months: set[int] = set()
        self.dates: set[date] = set()
        self.working = False
        self.short: ShortMonths = ""
        self.times = 0

    def read(self, place: int) -> int:
        """Read one item at `place`; the place after it."""
        for pattern, take in _ITEMS:
            if (match := pattern.match(self.text, place)) and match.end() > place:
                take(self, match)
                return match.end()
        raise self.not_understood()

    def not_understood(self) -> Problem:
        return Problem(f"how often is {cited(self.typed)}? Try {EXAMPLES}")

    def times_over(self, match: re.Match[str]) -> None:
        self.times = words.count_of(match[1])
        if not self.times:
            raise self.not_understood()

    def times_in_a_unit(self, match: re.Match[str]) -> None:
        """ "4 times a year" is a rhythm and no count; of a week it does not say the days."""
        times, unit = words.count_of(match[1]), match[2][:1].replace("a", "y")
        if times == 1:
            self.units.add(words.unit_of(unit, 1))
        elif unit == "y" and times and 12 % times == 0:
            self.units.add(("month", 12 // times))
        else:
            raise Problem(f"on which days is {cited(match[0])}? {words.EACH[unit]}")

    def iso_date(self, match: re.Match[str]) -> None:
        self._date(int(match[1]), int(match[2]), int(match[3]))

    def written_date(self, match: re.Match[str]) -> None:
        self._date(int(match[3]), words.month_of(match[2]), int(match[1]))

    def _date(self, year: int, month: int, day: int) -> None:
        try:
            self.dates.add(date(year, month, day))
        except ValueError:
            raise Problem(f"there is no day {year:04}-{month:02}-{day:02}") from None

    def short_skip(self, match: re.Match[str]) -> None:
        self.short = "skip"

    def short_last(self, match: re.Match[str]) -> None:
        self.short = "last"

    def other_weekday(self, match: re.Match[str]) -> None:
        self.units.add(("week", 2))
        self.weekdays.add(words.weekday_of(match[1]))

    def nth_working_day(self, match: re.Match[str]) -> None:
        self.working = True
        self.nths.add(words.nth_of(match[1]))

    def nth_weekday(self, match: re.Match[str]) -> None:
        self.nths.add(words.nth_of(match[1]))
        self.weekdays.add(words.weekday_of(match[2]))

    def month_edge(self, match: re.Match[str]) -> None:
        self.monthdays.add(1 if match[0].startswith(("first", "1st", "start", "beg")) else -1)

    def working_day(self, match: re.Match[str]) -> None:
        self.units.add(("working day", 1))

    def day_range(self, match: re.Match[str]) -> None:
        first, last = words.weekday_of(match[1]), words.weekday_of(match[2])
        self.weekdays |= {(first + i) % 7 for i in range((last - first) % 7 + 1)}

    def of_unit(self, match: re.Match[str]) -> None:
        if match[1].startswith("q"):
            raise Problem(
                "quarters count from the start date; say quarterly on last day, first in March"
            )
        self.of.add(words.unit_of(match[1], 1))

    def unit(self, match: re.Match[str]) -> None:
        self.units.add(words.unit_of(match[2], words.count_of(match[1])))

    def adverb(self, match: re.Match[str]) -> None:
        self.units.add(words.ADVERBS[match[1]])

    def day_and_month(self, match: re.Match[str]) -> None:
        self.monthdays.add(int(match[1]))
        self.months.add(words.month_of(match[2]))

    def month_and_day(self, match: re.Match[str]) -> None:
        self.months.add(words.month_of(match[1]))
        self.monthdays.add(int(match[2]))

    def month_alone(self, match: re.Match[str]) -> None:
        self.months.add(words.month_of(match[1]))

    def weekday(self, match: re.Match[str]) -> None:
        self.weekdays.add(words.weekday_of(match[0]))

    def day_number(self, match: re.Match[str]) -> None:
        self.monthdays.add(int(match[1]))

    def nothing(self, match: re.Match[str]) -> None:
        """A word or mark that adds nothing."""

    def cadence(self) -> Cadence:
        """All that was found, put together.

        Raises: Problem when the pieces do not make one cadence.
        """
        kind, every = self._unit()
        monthdays = {-1 if day == 31 and kind == "month" else day for day in self.monthdays}
        if (kind, self.monthdays, self.months) == ("year", {29}, {2}):
            monthdays = {-1}
        if any(len(found) > 1 for found in (self.nths, monthdays, self.months)):
            raise self.not_understood()
        if 5 in self.nths:
            raise Problem("some months have no 5th one; try monthly on last fri")
        if 0 in monthdays or every < 1:
            raise self.not_understood()
        day = next(iter(monthdays), 0)
        made = Cadence(
            kind=kind,
            every=every,
            weekdays=tuple(sorted(self.weekdays)),
            nth=next(iter(self.nths), 0),
            working=self.working,
            day=day,
            short=self.short if day in (29, 30) else "",
            month=next(iter(self.months), 0),
            dates=tuple(sorted(self.dates)),
            times=self.times,
        )
        check(made)
        try:
            whole = parse(str(made)) == made
        except Problem:
            whole = False
        if not whole:  # a piece for which this kind has no room would go unseen
            raise self.not_understood()
        return made

    def _unit(self) -> tuple[Kind, int]:
        units = self.units or self.of
        if len(units) > 1:
            raise self.not_understood()
        if units:
            kind, every = next(iter(units))
            if kind == "day" and every == 1 and self.weekdays and not self.nths:
                return "week", 1  # "daily mon-thu"
            if (kind, every) == ("month", 12) and self.months:
                return "year", 1
            return kind, every
        if self.dates:
            return "dates", 1
        if self.months and re.match(r"(?:every|each) ", self.text):
            return "year", 1
        if self.nths or (self.monthdays and not self.months):
            return "month", 1
        if self.weekdays:
            return "week", 1
        raise self.not_understood()


_EVERY = r"(?:(?:once )?(?:every|each|per|an?) )?"
_ITEMS: list[tuple[re.Pattern[str], Callable[[_Reading, re.Match[str]], None]]] = [
    (re.compile(pattern), take)
    for pattern, take in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})\b", _Reading.iso_date),
        (rf"(\d{{1,2}})(?:st|nd|rd|th)? {words.MONTH},? (\d{{4}})\b", _Reading.written_date),
        (
            rf"{words.TIMES} (?:(?:a|an|per|each|every|in a) )?{words.PERIOD}",
            _Reading.times_in_a_unit,
        ),
        (
            rf"(?:for )?(\d{{1,3}}|{'|'.join(words.NUMBERS)}) ?(?:times?|occurrences|x)\b",
            _Reading.times_over,
        ),
        (r"(?:skip|without|not in) (?:the )?short(?:er)? months?\b", _Reading.short_skip),
        (r"(?:or )?else (?:the )?last(?: day)?\b|or (?:the )?last day\b", _Reading.short_last),
        (
            rf"(?:every|each) (?:other|second|2nd) ({words.DAY})(?!.*\bmonth)",
            _Reading.other_weekday,
        ),
        (rf"{words.NTH} {words.WORKING}", _Reading.nth_working_day),
        (rf"{words.NTH} ({words.DAY})", _Reading.nth_weekday),
        (r"(?:first|1st|last) day\b|month[- ]end\b|eom\b", _Reading.month_edge),
        (r"(?:start|beginning|end)(?= of)", _Reading.month_edge),
        (rf"{words.WORKING}", _Reading.working_day),
        (rf"({words.DAY}) ?(?:-|–|to|through|until) ?({words.DAY})", _Reading.day_range),
        (rf"(?:of|in) (?:the |each |every |an? )?{words.UNIT}", _Reading.of_unit),
        (rf"({'|'.join(sorted(words.ADVERBS, key=len, reverse=True))})\b", _Reading.adverb),
        (rf"{words.MONTHDAY} (?:of )?{words.MONTH}", _Reading.day_and_month),
        (rf"{words.MONTH} (?:the )?{words.MONTHDAY}", _Reading.month_and_day),
        (rf"{_EVERY}{words.COUNT}{words.UNIT}", _Reading.unit),
        (words.DAY, _Reading.weekday),
        (words.MONTH, _Reading.month_alone),
        (rf"(?:day )?{words.MONTHDAY}", _Reading.day_number),
        (r"(?:on|the|of|each|every|in|at|by|and|an?|per|once|only)\b|[ ,;.&+/]", _Reading.nothing),
    )
]
