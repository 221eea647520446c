"""The forms of rows and titles that people use in tables, and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from actionplan_tui.capture.digits import one_line, plain_digits
from actionplan_tui.exchange.heading_names import plain
from actionplan_tui.model.fields import DECK_COLUMNS, FIELDS

_BLANK = re.compile(r"(?:by\s+)?[_.…]{2,}[\s_.…]*", re.IGNORECASE)
_FORM_BLANK = re.compile(r"(?:\bby:?\s*)?_{2,}", re.IGNORECASE)
_STEP_ID = re.compile(r"[Ss]([1-9]\d{0,8})")
_CODE = re.compile(r"\d{1,4}(?:\.\d{1,4})*")
_GOAL_WORDS = (
    r"(?:strategic\s+|key\s+)?(?:goal|objective|outcome|pillar|priority(?:\s+area)?|result area"
    r"|objectif|objetivo|meta|الهدف|цель|目标)"
)
_GOAL = re.compile(
    rf"{_GOAL_WORDS}\s*(?:no\.?\s*|#\s*)?"
    r"(?:\d+(?:\.\d+)*\s*[:.)\-–—]?|(?:[ivx]+|[a-z])?\s*[:)\-–—])\s+(?P<says>.*)",
    re.IGNORECASE,
)
_GOAL_BARE = re.compile(rf"{_GOAL_WORDS}\s*(?:no\.?\s*|#\s*)?\d+\s*[:.]?", re.IGNORECASE)
_STEP = re.compile(
    r"(?:(?:action\s+)?(?:step|task|étape|etape|paso|خطوة)\s*(?:no\.?\s*|#\s*)?"
    r"(?P<code>\d+(?:\.\d+)*)\s*(?:[:.)\-–—]\s*|\s)"
    r"|(?:action|activity|activité|actividad)\s*(?:no\.?\s*|#\s*)?"
    r"(?P<code2>\d+(?:\.\d+)*)\s*[:.)\-–—]\s*)(?P<says>.*)",
    re.IGNORECASE | re.DOTALL,
)
_STEP_BARE = re.compile(
    r"(?:action\s+)?(?:step|task|activity|action)\s*(?P<code>\d+(?:\.\d+)*)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?P<code>\d{1,3}(?:\.\d{1,3})+)\.?(?:\s*[:)\-–—]\s*|\s+)(?P<says>.+)"
    r"|(?P<code2>\d{1,3})[.)]\s*(?P<says2>\D.*)",
    re.DOTALL,
)
_BULLET = re.compile(r"^\s*[-–—•●▪◦*·‣]\s+")
_TOTAL = re.compile(
    r"(?:grand\s+|sub-?\s*)?totals?(?:\s+(?:budget|costs?|amount|resources?|estimate\w*|needed))?"
    r"[\s:=\d.,$€£]*(?:[a-z]{3}[\s\d.,]*)?"
)
_NOTE_BELOW = re.compile(
    r"(?:sources?|notes?|n\.?b\.?|legend|key|remarks?|prepared by|approved by|reviewed by"
    r"|signed|signatures?|last updated?|updated|as of)\s*:\s*.*",
    re.IGNORECASE,
)
_DITTO = frozenset(
    {'"', "''", "″", "〃", "”", "“", "do", "do.", "ditto", "idem", "id.", '-"-', '" "', "same"}
    | {"as above", "same as above", "-do-", "- do -", "--do--", '""', '- " -'}
)
_PROMPTS = frozenset(
    plain(text)
    for text in (
        *(column.prompt for column in DECK_COLUMNS),
        *(field.prompt for field in FIELDS["steps"].values()),
        "Who will take actions?",
        "By what date will the action be done?",
        "Resources Available",
        "Resources Needed (financial, human, political & other)",
        "What individuals and organizations might resist?",
        "What individuals and organizations should be informed about / involved with these "
        "actions?",
    )
    if text
)


def tidy(text: str) -> str:
    """The text without blanks at the ends of its lines or blank lines around it."""
    return "\n".join(line.strip() for line in text.replace("\u00a0", " ").split("\n")).strip()


def is_unfilled(text: str) -> bool:
    """Whether the cell of a form was left as it was printed: "____", "By ____"."""
    return bool(_BLANK.fullmatch(text))


def is_ditto(text: str) -> bool:
    """Whether the cell says what the one above it says."""
    return text.lower() in _DITTO


def is_total(text: str) -> bool:
    """Whether the row adds up the rows above it."""
    return bool(_TOTAL.fullmatch(one_line(text.lower())))


def is_note(text: str) -> bool:
    """Whether the only text of a row is about the table, as "Source: …" below it."""
    return bool(_NOTE_BELOW.fullmatch(one_line(text)))


def is_prompt(text: str) -> bool:
    """Whether the cell asks a guiding question."""
    return text.rstrip().endswith(("?", "؟", "？")) or is_known_prompt(text)


def is_known_prompt(text: str) -> bool:
    """Whether the cell asks a question of the deck, or of the form it comes from."""
    return plain(text) in _PROMPTS


def goal_in(text: str) -> str:
    """What a cell such as "Goal 1: Shorter queues" says, "" when it is no such cell."""
    line = one_line(text)
    if _GOAL_BARE.fullmatch(line):
        return line.rstrip(":. ")
    found = _GOAL.fullmatch(line)
    return (found["says"].strip() or line) if found else ""


def goal_statement(text: str) -> str:
    """What a goal says, without the "Goal 1:" before it."""
    return goal_in(text) or one_line(text)


def numbers(cells: Mapping[str, str]) -> tuple[int | None, str]:
    """A step's own id, such as S12, and its code, such as 1.2, from the columns that number."""
    id: int | None = None
    code = ""
    for key in ("id", "wbs"):
        text = one_line(plain_digits(cells.get(key, "")))
        known = _STEP_ID.fullmatch(text)
        if known:
            id = int(known[1])
        elif _CODE.fullmatch(text.rstrip(".)")):
            code = text.rstrip(".)")
    return id, code


def are_numbered(titles: Iterable[str]) -> bool:
    """Whether "1.2 Title" numbers the steps of a table: most titles begin so."""
    filled = [title for title in titles if title]
    codes = [found["code"] or found["code2"] for t in filled if (found := _NUMBERED.fullmatch(t))]
    enough = len(codes) > 1 or (bool(codes) and codes[0].startswith("1"))
    return enough and len(codes) * 2 >= len(filled)


def numbered_title(text: str, *, coded: bool) -> tuple[str, str]:
    """A title without its number, and the number: "Step 1: Train" is "Train" and "1".

    `coded`: "1.2 Title" is numbered too. The blanks of a form ("By ____") are left out.
    """
    bare = _STEP_BARE.fullmatch(text)
    if bare:
        return "", bare["code"]
    found = _STEP.fullmatch(text)
    if found:
        return _filled(found["says"]), found["code"] or found["code2"]
    found = _NUMBERED.fullmatch(text) if coded else None
    if found:
        return _filled(found["says"] or found["says2"]), found["code"] or found["code2"]
    return _filled(text), ""


def _filled(text: str) -> str:
    return one_line(_BULLET.sub("", _FORM_BLANK.sub("", text)))
