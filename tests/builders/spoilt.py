"""Generated inputs: what somebody may type, and good files with something spoilt in them."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from typing import Any

from hypothesis import strategies as st

__all__ = ["TYPED", "WHEN", "spoilt", "spoilt_json", "spoilt_lines", "spoilt_workbook"]

WORDS = (
    *("@Ana", "by:", "due:", "goal:", "need:", "have:", "risk:", "tell:", "via:", "every:", "kpi:"),
    *("?", "!", ">", "-", "#", "p:", "2w", "+5wd", "fri", "next mon", "eom", "31 dec", "13/2/2027"),
    *("Q3", "fy-end", "weekly", "every", "2nd", "last", "working day", "monthly on", "until", "x"),
    *("×", "=", "<=", ">=", ";", ",", "/", "9" * 30, "-0", "1e999", "０１", "٣", "NaN", "inf"),
    *("[red]", "[/]", "\x1b[31m", "\u202e", "\0", "\ud800", "👩‍👩‍👧", "字", "\u2028", '"', "'"),
)  # fmt: skip
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
)
"""A line that somebody typed, or a cat on the keyboard did."""

WHEN_WORDS = (
    *("next", "mon", "tuesday", "2", "31", "1st", "2nd", "last", "first", "dec", "february"),
    *("2027", "2026-12-31", "12/31", "+", "-", "3d", "2w", "1m", "1q", "+5wd", "eom", "eoq", "Q3"),
    *("every", "other", "week", "weeks", "month", "monthly", "weekly", "daily", "yearly", "today"),
    *("quarterly", "on", "of", "the", "working", "day", "until", "for", "times", "from", "skip"),
)  # fmt: skip
WHEN = st.one_of(
    st.lists(st.sampled_from(WHEN_WORDS), min_size=1, max_size=5).map(" ".join),
    st.lists(st.sampled_from(WHEN_WORDS), min_size=1, max_size=3).map("".join),
    TYPED,
)
"""A date or a cadence, as somebody may put it."""

_PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from([word.encode("utf-8", "surrogatepass") for word in WORDS]),
    st.sampled_from([b"{", b"[", b'"', b"\r\n", b",", b";", b"\t", b"null", b"[" * 2000]),
)


@st.composite
def spoilt(draw: Any, good: bytes) -> bytes:
    """A good file with some of its bytes taken out, changed, doubled or moved."""
    data = bytearray(good)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from([0, 1, 2, 7, 40, 1000]))
        data[at : at + length] = draw(st.one_of(_PIECES, st.just(bytes(data[at : at + 60]))))
    return bytes(data)


_VALUES = st.one_of(
    st.sampled_from(
        [None, True, False, 0, 1, -1, 2, 7, 10**12, 2**70, 0.5, 1e300, "", "x", [], {}, [0], [[]]]
    ),
    st.sampled_from(["0001-01-01", "9999-12-31", "2026-02-30", "2026-12-01T10:00:00Z", "daily"]),
    st.sampled_from([word for word in WORDS if word.isprintable()]),
    st.lists(st.sampled_from([1, 2, 99, "1", "none"]), max_size=3),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


@st.composite
def spoilt_json(draw: Any, good: bytes) -> bytes:
    """A good JSON file in which some values are others, are missing or are too many."""
    whole = json.loads(good)
    for _ in range(draw(st.integers(1, 4))):
        inside: Any = whole
        at: Any = None
        while True:
            places = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
            if not places:
                break
            at = draw(st.sampled_from(places))
            if not isinstance(inside[at], dict | list) or draw(st.integers(0, 7)) == 0:
                break
            inside = inside[at]
        if not inside:
            continue
        done = draw(st.sampled_from(["changed"] * 6 + ["removed", "added"]))
        if done == "removed":
            del inside[at]
        elif done == "changed":
            inside[at] = copy.deepcopy(draw(_VALUES))
        elif isinstance(inside, dict):
            inside[draw(st.sampled_from([*places, "x", "0", "-1", "99999999999999999999"]))] = (
                inside[at]
            )
        else:
            inside.append(inside[at])
    return json.dumps(whole).encode()


_CALENDAR_VALUES = st.one_of(
    st.sampled_from(
        (
            *("20261204", "20261204T090000", "20261204T090000Z", "00010101", "99991231", "2026123"),
            *("FREQ=DAILY", "FREQ=SECONDLY;INTERVAL=0", "FREQ=WEEKLY;COUNT=999999999", "-PT99999H"),
            *("FREQ=YEARLY;UNTIL=99991231;BYMONTHDAY=-31", "P1D", "-1", "9" * 30, "CANCELLED", ""),
        )
    ),
    TYPED.map(lambda text: text.replace("\n", " ")),
)
_CALENDAR_LINES = st.sampled_from(
    (
        *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "END:VCALENDAR", " folded"),
        *("DTSTART;VALUE=DATE:20261205", "DTSTART;TZID=Nowhere/City:20261205T100000", "RRULE:x"),
        *("DTSTART;TZID=Europe/Paris:20260329T023000", "EXDATE:20261205", "DTEND:20261201", ":"),
        *(
            "RECURRENCE-ID:20261208",
            "SEQUENCE:99",
            "LAST-MODIFIED:20270101T000000Z",
            "DURATION:P1D",
        ),
    )
)


@st.composite
def spoilt_lines(draw: Any, good: bytes) -> bytes:
    """A good calendar with some of its lines changed, left out, doubled or strange."""
    lines = good.decode().split("\r\n")
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        name, _, _ = lines[at].partition(":")
        kind = draw(st.sampled_from(["value"] * 4 + ["line", "doubled", "removed"]))
        if kind == "value":
            put = [f"{name}:{draw(_CALENDAR_VALUES)}"]
        elif kind == "line":
            put = [lines[at], draw(_CALENDAR_LINES)]
        else:
            put = [lines[at]] * 2 if kind == "doubled" else []
        lines[at : at + 1] = put
        lines = lines or [""]
    return "\r\n".join(lines).encode("utf-8", "surrogatepass")


@st.composite
def spoilt_workbook(draw: Any, good: bytes) -> bytes:
    """A workbook with one of its parts spoilt, or the whole file."""
    if draw(st.integers(0, 4)) == 0:
        return bytes(draw(spoilt(good)))
    with zipfile.ZipFile(io.BytesIO(good)) as file:
        parts = {one: file.read(one) for one in file.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = draw(spoilt(parts[name]))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for one, data in parts.items():
            file.writestr(one, data)
    return made.getvalue()
