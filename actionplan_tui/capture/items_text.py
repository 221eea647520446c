"""What the texts of all cells of items share: where an item ends, and which forms are safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.digits import NOTHING
from actionplan_tui.capture.names import is_known, split_pieces
from actionplan_tui.capture.quoting import is_open, split, unquote
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

Parts = dict[str, Any]
"""The fields of a record that the text of an item speaks of, with their values."""

Reader = Callable[[Plan, str, DateContext], Parts]

NONE_WORDS = frozenset({"none", "none identified", "nil", "n/a", "nothing"})
"""What answers a column that nothing stands in."""

BLANK_WORDS = NOTHING - {"none"}
_MOST_WORDS = 7
_TROUBLES = frozenset(
    """absence conflict conflicts cost costs cut cuts delay delays difficult difficulty failure
    fear flood floods inadequate insufficient lack limited loss no not opposition poor rain
    rains resistance risk shortage shortages turnover uncertain unclear weak weather when will
    workload http https""".split()  # noqa: SIM905 - a list to be read
)
"""Words that begin or end a complaint, not a name."""


def split_items(text: str) -> list[str]:
    """The texts of the items of a cell: between `;` and new lines outside of quotes."""
    return split(text, ";\n")


def is_one_item(text: str) -> bool:
    """Whether the text stands in a cell as one item, and is no word for none."""
    plain = text.lower() not in NONE_WORDS | BLANK_WORDS
    return plain and split_items(text) == [text] and not is_open(text)


def first_sound(
    plan: Plan, forms: Iterable[str], parts: Parts, read: Reader, context: DateContext
) -> str:
    """The first form of an item that reads as these parts; the last one if none does."""
    form = ""
    for form in forms:
        if is_one_item(form):
            try:
                if read(plan, form, context) == parts:
                    break
            except Problem:
                continue
    return form


def look_like_names(plan: Plan, text: str, *, strictly: bool) -> bool:
    """Whether a text before a colon, or alone, is rather names than words.

    Known names and quoted ones always are. New ones are short and begin no complaint; read
    strictly, each begins with a capital or a letter of a script that has none.
    """
    pieces = split_pieces(plan, text)
    return bool(pieces) and all(
        unquote(piece) is not None
        or is_known(plan, piece)
        or _could_be_a_name(piece, strictly=strictly)
        for piece in pieces
    )


def _could_be_a_name(text: str, *, strictly: bool) -> bool:
    words = text.split()
    if len(words) > _MOST_WORDS or not text[0].isalpha() or text[-1] in ".?!":
        return False
    if words[0].lower() in _TROUBLES or words[-1].lower() in _TROUBLES:
        return False
    return not (strictly and text[0].islower())
