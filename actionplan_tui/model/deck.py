"""What the deck asks: the columns of its Action Planning Table, and its six questions."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Question = Literal["actions", "who", "when", "resources", "communication", "success"]
"""One of the six critical questions that an action plan answers."""

SIX_QUESTIONS: dict[Question, str] = {
    "actions": "What actions or changes will occur?",
    "who": "Who will carry out these changes?",
    "when": "When will they take place, and for how long?",
    "resources": "What resources (i.e., money, staff) are needed to carry out these changes?",
    "communication": "Who should we communicate with and how often?",
    "success": "What does success look like?",
}
"""The six in the deck's words and order (Action plans answer critical questions)."""


class DeckColumn(Struct, frozen=True):
    """A column of the deck's Action Planning Table, with its heading and its question.

    `field` is the step's own field, or `items` the table whose records the cell lists.
    """

    key: str
    heading: str
    short: str
    prompt: str
    field: str = ""
    items: str = ""


DECK_COLUMNS: tuple[DeckColumn, ...] = (
    DeckColumn("title", "Action Step", "Action Step", "What needs to be done?", field="title"),
    DeckColumn(
        "lead", "By Whom", "By Whom", "Who will be responsible for this step?", field="lead"
    ),
    DeckColumn("due", "By When", "By When", "What date will the action be completed?", field="due"),
    DeckColumn(
        "available",
        "Resources and Support Available",
        "Available",
        "Resources Available (Financial, Human Resources, Political, other?)",
        items="resources",
    ),
    DeckColumn(
        "needed",
        "Resources and Support Needed",
        "Needed",
        "Resources Needed (Financial, Human Resources, Political, other?)",
        items="resources",
    ),
    DeckColumn(
        "barriers",
        "Potential Barriers or Resistance",
        "Barriers",
        "What individuals and organizations might resist? How?",
        items="barriers",
    ),
    DeckColumn(
        "communications",
        "Communication Plan (By Whom, Target Audience)",
        "Communication",
        "What individuals and organizations should be informed? Who is responsible?",
        items="communications",
    ),
    DeckColumn(
        "kpis",
        "Key Performance Indicators (KPIs)",
        "KPIs",
        "How will you measure your success? How will you know you are done?",
        items="kpis",
    ),
)
"""The deck's seven columns (Action Planning Table), resources as the pair they are."""
