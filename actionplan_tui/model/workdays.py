"""The days of a plan: which are worked, by its own work week and holidays; how a day is written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from actionplan_tui.model.records import PlanInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)  # many steps share their days
def short_date(day: date, today: date | None = None) -> str:
    """A date that cannot be misread: "27 Nov 2026", or "27 Nov" in the year of `today`."""
    text = f"{day.day} {MONTH_NAMES[day.month - 1]}"
    return text if today and today.year == day.year else f"{text} {day.year:04}"


def short_moment(at: datetime) -> str:
    """A moment, told in UTC: "27 Nov 2026 09:00 UTC"."""
    return f"{short_date(at.date())} {at:%H:%M} UTC"


class WorkCalendar:
    """Which days are worked, and arithmetic in working days.

    A plan whose work week is empty counts every day but holidays as worked, so that no
    search for a working day can fail to end.
    """

    def __init__(self, work_week: tuple[str, ...], holidays: tuple[date, ...] = ()) -> None:
        days = frozenset(WEEKDAYS.index(day) for day in work_week) or frozenset(range(7))
        self._days = days
        self._holidays = sorted({day for day in holidays if day.weekday() in days})
        self._holiday_set = frozenset(self._holidays)
        # How many days of the week are worked in the k days that begin on weekday w.
        self._part = [
            [sum((w + i) % 7 in days for i in range(k)) for k in range(7)] for w in range(7)
        ]
        # The same span is asked for by the state of a step, its weight and its progress.
        self._counted = lru_cache(maxsize=16384)(self._count)

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days of the week that are worked, 0 (Monday) to 6, in order."""
        return tuple(sorted(self._days))

    @cached_property
    def furthest(self) -> timedelta:
        """More than the nearest working day, before or after, is away from any day."""
        days = [day for day in self._holidays if date.min.year < day.year < date.max.year]
        off = [self.on_or_after(day) - self.on_or_before(day) for day in days]
        return max(off, default=_DAY) + timedelta(days=7)

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked."""
        return day.weekday() in self._days and day not in self._holiday_set

    def count(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both counted; 0 when `last` is earlier."""
        return self._counted(first, last)

    def _count(self, first: date, last: date) -> int:
        span = (last - first).days + 1
        if span <= 0:
            return 0
        weeks, rest = divmod(span, 7)
        found = weeks * len(self._days) + self._part[first.weekday()][rest]
        if not self._holidays:
            return found
        return found - bisect_right(self._holidays, last) + bisect_left(self._holidays, first)

    def between(self, earlier: date, later: date) -> int:
        """Working days after `earlier` up to `later`; negative when `later` comes first."""
        if later < earlier:
            return -self.between(later, earlier)
        # Not from the day after: the calendar's last day has none.
        return self.count(earlier, later) - self.is_workday(earlier)

    def add(self, day: date, count: int) -> date:
        """The day `count` working days after (before, if negative) `day`; where the calendar of
        all dates ends before that, its last (or first) day."""
        step, end = (_DAY, date.max) if count > 0 else (-_DAY, date.min)
        for _ in range(abs(count)):
            if day == end:
                break
            day += step
            while not self.is_workday(day) and day != end:
                day += step
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself if worked, else the next working day; at most the calendar's last."""
        while not self.is_workday(day) and day < date.max:
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself if worked, else the working day before it; at least the first of all."""
        while not self.is_workday(day) and day > date.min:
            day -= _DAY
        return day


@lru_cache(maxsize=8)
def _calendar(work_week: tuple[str, ...], holidays: tuple[date, ...]) -> WorkCalendar:
    return WorkCalendar(work_week, holidays)


def work_calendar(info: PlanInfo) -> WorkCalendar:
    """The plan's work calendar."""
    return _calendar(info.work_week, info.holidays)
