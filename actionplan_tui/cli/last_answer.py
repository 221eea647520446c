"""The last answers of `actionplan status`, so that a prompt that asks again waits for nothing.

An answer is kept with the signature of the plan file and holds until the plan changes or its day
ends. All of this is an extra: nothing needs it, and whatever is wrong with it, the plan is read.

This module is loaded before anything else of `status`, and so it imports next to nothing.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

_FORMS = {"--short": "short", "--json": "json"}
_SETTLED = 2_000_000_000
"""Nanoseconds after a change of the plan within which another might leave no trace."""

_LONGEST_NAME = 200


class Question:
    """What is asked: of which plan file, named by `-f` or not, in which form, and whether the
    exit status is to answer."""

    def __init__(self, path: str, form: str, *, named: bool, exit_code: bool) -> None:
        self.said = path
        self.path = os.path.abspath(path)
        self.named = named
        self.form = form
        self.exit_code = exit_code


class Answer:
    """What was answered: the text, and whether anything is late or off track."""

    def __init__(self, text: str, *, attention: bool) -> None:
        self.text = text
        self.attention = attention


def question(words: list[str], plan: str | None) -> Question | None:
    """What the words after `status` ask; None when only the parser can tell, or the answer
    would not be kept: then the plan is read."""
    form, exit_code = "", False
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in _FORMS and form in ("", _FORMS[word]):
            form = _FORMS[word]
        elif word == "--exit-code":
            exit_code = True
        elif word in ("-f", "--file") and rest:
            plan = rest.pop(0)
        else:
            return None
    path = os.environ.get("ACTIONPLAN_FILE") if plan is None else plan
    if not path or "\0" in path:
        return None
    return Question(path, form, named=plan is not None, exit_code=exit_code)


def signature(path: str) -> str:
    """What tells that a file has changed; "" where it cannot be relied on.

    The file is opened for it, because a network file system looks anew only then.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return ""
    try:
        found = os.fstat(handle)
    finally:
        os.close(handle)
    marks = (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size, found.st_ctime_ns)
    return " ".join(map(str, marks))


def known_answer(asked: Question) -> Answer | None:
    """The answer kept for the question, if it still holds."""
    try:
        with open(_file(asked), encoding="utf-8", newline="") as file:
            head, path, signed, since, until, attention, text = file.read().split("\n", 6)
        if head != _head() or path != asked.path or signed != signature(asked.path):
            return None
        from actionplan_tui.cli import clock  # it loads the module of dates

        if not float(since) <= clock.now().timestamp() < float(until):
            return None
    except (OSError, ValueError):
        return None
    return Answer(text, attention=attention == "1")


def keep_answer(asked: Question, answer: Answer, signed: str, at: datetime, zone: str) -> None:
    """Keep an answer, given `at` a moment for a plan file that was `signed` so before it was
    read; it holds for the rest of the day in the plan's time zone."""
    if not signed or signed != signature(asked.path):
        return
    modified = max(int(signed.split()[2]), int(signed.split()[4]))
    if abs(at.timestamp() * 1e9 - modified) < _SETTLED or "\n" in asked.path:
        return
    day = _day(at, zone)
    if day is None:
        return
    lines = (_head(), asked.path, signed, *map(repr, day), str(int(answer.attention)), answer.text)
    try:
        path = _file(asked)
        folder = os.path.dirname(path)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        temporary = f"{path}.{os.getpid()}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write("\n".join(lines).encode())
        os.replace(temporary, path)
    except (OSError, UnicodeError):
        return


def _head() -> str:
    """Which program answered: another version may answer otherwise."""
    return f"1 {os.stat(__file__).st_mtime_ns}"


def _day(at: datetime, zone: str) -> tuple[float, float] | None:
    """The day in a time zone, as seconds; None where the zone is not known."""
    import datetime as dt

    here: dt.tzinfo = dt.UTC
    try:
        if zone != "UTC":
            from zoneinfo import ZoneInfo  # slow to load, and many plans are kept in UTC

            here = ZoneInfo(zone)
        first = dt.datetime.combine(at.astimezone(here).date(), dt.time(), here)
        last = dt.datetime.combine(first.date() + dt.timedelta(1), dt.time(), here)
    except (OSError, ValueError, KeyError, OverflowError):
        return None
    return first.timestamp(), last.timestamp()


def _file(asked: Question) -> str:
    """Where the answer to a question is kept.

    Raises: OSError where it cannot be.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    name = asked.path.replace("%", "%25").replace("/", "%2F")
    if len(os.fsencode(name)) > _LONGEST_NAME:
        raise OSError("too long a name")
    return os.path.join(home, "actionplan-tui", "status", f"{name}.{asked.form or 'page'}")
