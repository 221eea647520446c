"""Calendars that are not to be trusted, each made of a good one that has a series in Pacific/Apia
and its first all-day event, S1's, on 4 December 2026; and what is said of each."""

from __future__ import annotations

import re

BAD = {
    "cut": "plan.ics is cut short",
    "page": "plan.ics is a web page",
    "table": "plan.ics is no calendar",
    "nothing": "plan.ics is no calendar",
    "latin": "plan.ics is not in UTF-8",
    "large": "plan.ics has more than",
    "date": "its date cannot be read",
    "unclosed": "plan.ics cannot be read as a calendar",
    "endless": "repeats without end",
    "zone": "time zone 'Mars/Base' is unknown",
}
"""What spoils a file, and what is said of it."""

LARGE = 50_000_000


def bad(text: str, how: str) -> bytes:
    """The file spoilt in some way."""
    if how == "endless":
        return re.sub(r"UNTIL=[0-9TZ]+;", "", text).encode()
    if how == "zone":
        spoilt = re.sub(r"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", "", text, flags=re.DOTALL)
        return spoilt.replace("Pacific/Apia", "Mars/Base").encode()
    return {
        "cut": text.encode()[:-400],
        "page": b"<!DOCTYPE html><html><body>Sign in</body></html>",
        "table": b"Action Step;By Whom\nDig;Ana\n",
        "nothing": b"",
        "latin": text.replace("PRODID:", "PRODID:R\xe9gion").encode("latin-1"),
        "large": text.encode() + b" " * LARGE,
        "date": re.sub(r"DATE:\d{8}(\r\nDT)", r"DATE:2026ABCD\1", text, count=1).encode(),
        "unclosed": text.replace("END:VEVENT\r\n", "", 1).encode(),
    }[how]
