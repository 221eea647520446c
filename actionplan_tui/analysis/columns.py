"""Plain text in aligned columns, measured in terminal cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actionplan_tui.model.workdays import short_date

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_text(day: date | None) -> str:
    """A date that cannot be misread: `7 Jan 2027`; "" for none."""
    return short_date(day) if day is not None else ""


def number_text(value: float | None) -> str:
    """A number without needless digits: `4,000`, `2.5`; `-` for none."""
    if value is None:
        return "-"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # a plan in ASCII needs none of it

    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def one_line(text: str) -> str:
    """The text in one line, with what a terminal would act upon shown as `?`."""
    joined = " ".join(text.split())
    return (
        joined if joined.isprintable() else "".join(c if c.isprintable() else "?" for c in joined)
    )


def fit(text: str, width: int) -> str:
    """The text in exactly that many cells: padded, or cut with an ellipsis."""
    return _fitted(one_line(text), width)


def _fitted(text: str, width: int) -> str:
    if text.isascii() and len(text) <= width:
        return text.ljust(width)
    taken = cells(text)
    if taken > width:
        kept = _beginning(text, width - 1).rstrip()
        text, taken = kept + "…", cells(kept) + 1
    return text + " " * (width - taken)


def _beginning(text: str, width: int) -> str:
    """As much of the text as that many cells hold."""
    if text.isascii():
        return text[: max(0, width)]
    taken = 0
    for place, char in enumerate(text):
        taken += cells(char)
        if taken > width:
            return text[:place]
    return text


def table(rows: Sequence[Sequence[str]], widths: Sequence[int], total: int) -> list[str]:
    """Rows of cells as lines of at most `total` cells, two blanks between columns.

    A width is the most a column may take, below 0 for one set to the right; a column takes
    no more than its rows need, and none at all when they are empty. The one of width 0 may
    take what the others leave.
    """
    rows = [[one_line(text) for text in row] for row in rows]
    columns = zip(*rows, strict=True) if rows else ((),) * len(widths)
    needs = [max(map(cells, column), default=0) for column in columns]
    needs = [
        min(need, abs(width)) if width else need for need, width in zip(needs, widths, strict=True)
    ]
    if 0 in widths:
        free = widths.index(0)
        others = sum(need + 2 for place, need in enumerate(needs) if need and place != free)
        needs[free] = min(needs[free], max(1, total - others))
    lines: list[str] = []
    for row in rows:
        shown = [
            _fitted(text, need) if width >= 0 else _fitted(text, need).rstrip().rjust(need)
            for text, width, need in zip(row, widths, needs, strict=True)
            if need
        ]
        lines.append("  ".join(shown).rstrip())
    return lines
