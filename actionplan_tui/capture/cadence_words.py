"""The words in which people say how often, and what each stands for."""

from __future__ import annotations

from actionplan_tui.capture.digits import NOTHING
from actionplan_tui.model.cadence import MONTHS, Kind
from actionplan_tui.model.workdays import WEEKDAYS

NEVER = NOTHING | {"no", "never", "n/a"}
NUMBERS = (
    "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip

DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
NTH = r"(1st|first|2nd|second|3rd|third|4th|fourth|5th|fifth|last)"
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
MONTHDAY = r"(\d{1,2})(?:st|nd|rd|th)?\b"
WORKING = r"(?:working|work|business|week)[ -]?days?\b"
COUNT = rf"(?:(\d{{1,6}}|{'|'.join(NUMBERS)}|other|second|2nd|third|3rd|fourth|4th) ?)?"
UNIT = r"(days?|d|weeks?|wks?|w|months?|mths?|mo|m|quarters?|q|half[- ]?years?|years?|yrs?|y)\b"
TIMES = rf"(\d{{1,3}}|{'|'.join(NUMBERS)}) ?(?:times?|x)"
PERIOD = r"(day|daily|week|weekly|month|monthly|year|yearly|annually)\b"
EACH = {
    "d": "Make one for each hour, daily",
    "w": "Say them: weekly on mon, thu",
    "m": "Make one for each: monthly on 1, monthly on 15",
    "y": "Make one for each: yearly on 1 mar, yearly on 1 oct",
}
ADVERBS: dict[str, tuple[Kind, int]] = {
    "daily": ("day", 1),
    "weekly": ("week", 1),
    "fortnightly": ("week", 2),
    "fortnight": ("week", 2),
    "biweekly": ("week", 2),
    "bi-weekly": ("week", 2),
    "monthly": ("month", 1),
    "bimonthly": ("month", 2),
    "bi-monthly": ("month", 2),
    "quarterly": ("month", 3),
    "half-yearly": ("month", 6),
    "half yearly": ("month", 6),
    "semi-annually": ("month", 6),
    "semiannually": ("month", 6),
    "semi-annual": ("month", 6),
    "twice a year": ("month", 6),
    "yearly": ("year", 1),
    "annually": ("year", 1),
    "annual": ("year", 1),
}
PHRASES = {
    "once": "once",
    "one time": "once",
    "one-time": "once",
    "one off": "once",
    "one-off": "once",
    "just once": "once",
    "only once": "once",
    "due": "at due",
    "at due": "at due",
    "at milestone": "at due",
    "at the milestone": "at due",
    "at its milestone": "at due",
    "when due": "at due",
    "when done": "at due",
    "when it is done": "at due",
    "when finished": "at due",
    "when complete": "at due",
    "when completed": "at due",
    "at completion": "at due",
    "on completion": "at due",
    "on due date": "at due",
    "on the due date": "at due",
    "at the end": "at due",
}


def weekday_of(name: str) -> int:
    """0 (Monday) to 6."""
    return WEEKDAYS.index(name[:3])


def month_of(name: str) -> int:
    """1 to 12."""
    return MONTHS.index(name[:3]) + 1


def nth_of(word: str) -> int:
    """1 to 5, or -1 for "last"."""
    order = ("1st", "2nd", "3rd", "4th", "5th")
    words = ("first", "second", "third", "fourth", "fifth")
    if word == "last":
        return -1
    return (order.index(word) if word in order else words.index(word)) + 1


def count_of(word: str | None) -> int:
    """The interval that a number or a word such as "other" stands for; 1 for none."""
    if word is None:
        return 1
    if word.isdigit():
        return int(word)
    if word in NUMBERS:
        return NUMBERS.index(word) + 1
    return {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3}.get(word, 4)


def unit_of(word: str, count: int) -> tuple[Kind, int]:
    """The kind and interval of so many units."""
    if word.startswith("d"):
        return "day", count
    if word.startswith("w"):
        return "week", count
    if word.startswith("m"):
        return "month", count
    if word.startswith("q"):
        return "month", 3 * count
    if word.startswith("h"):
        return "month", 6 * count
    return "year", count
