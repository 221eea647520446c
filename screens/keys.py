"""Every key of the desk, declared once.

The footer, the help, the palette, `docs/keys.md` and a user's own keymap all read this table. A
verb keeps its key on every screen: what a screen shares with the others is written once, in
`_COMMON`, and named by the screens that have it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.binding import ActiveBinding, Binding

from screens.key_names import key_name


@dataclass(frozen=True)
class Verb:
    """One thing a key does."""

    id: str
    """`<screen>.<verb>`: what a keymap names it by."""
    keys: tuple[str, ...]
    """Textual's names of its keys, the one to show first."""
    action: str
    """The action that it runs on the widget, screen or app that has the binding."""
    label: str
    """One or two words for the footer."""
    help: str
    """A sentence for the help and the docs."""
    footer: bool
    """Is it worth a place in the footer? `FOOTER` says."""
    priority: bool = False
    """Does it go before whatever has the focus? Never for a key that types a character."""


FOOTER: tuple[str, ...] = (
    *(
        "commit",
        "next",
        "next_blank",
        "previous_blank",
        "cancel",
        "long",
        "choose",
        "accept",
        "open",
        "add",
        "add_child",
        "mark",
    ),
    *(
        "move_out",
        "move_down",
        "move_up",
        "move_in",
        "switch",
        "inform",
        "engagement",
        "merge",
        "finish",
        "promote",
        "vote",
        "vote_back",
        "filter",
        "day_on",
        "day_back",
        "confirm",
        "end",
        "seen",
        "other",
        "as_of",
        "take_back",
    ),
    *("capture", "undo", "close", "help"),
)
"""The verbs worth a place in the footer, in the order of their places."""


def _verb(
    id: str, keys: str, action: str, label: str, text: str, *, priority: bool = False
) -> Verb:
    """One row of the table."""
    footer = id.partition(".")[2] in FOOTER
    return Verb(id, tuple(keys.split()), action, label, text, footer, priority)


# What screens share. Verb, which is the action too: keys, label, help; {thing} is the screen's own
# word for a row, {a_thing} the same with its article.
_COMMON: dict[str, tuple[str, str, str]] = {
    "add": ("a", "add", "Add {a_thing} after this one."),
    "add_child": ("A", "child", "Add {a_thing} under this one."),
    "add_before": ("O", "add before", "Add {a_thing} before this one."),
    "move_out": ("H less_than_sign", "move", "Move the {thing} out, one level up."),
    "move_down": ("J", "move", "Move the {thing} down."),
    "move_up": ("K", "move", "Move the {thing} up."),
    "move_in": ("L greater_than_sign", "move", "Move the {thing} in, under the one above it."),
    "finish": ("x", "done", "Mark the {thing} done today, or not done again."),
    "copy": ("y", "copy", "Copy the cell, or the marked rows."),
    "cut": ("X", "cut", "Cut the {thing}, or the marked rows, to paste elsewhere."),
    "paste": ("p", "paste", "Paste what was copied or cut."),
    "duplicate": ("Y", "duplicate", "Duplicate the {thing} with all that is under it."),
    "remove": ("d", "remove", "Pressed twice: remove the {thing}. Undo brings it back."),
    "clear": ("delete", "clear", "Empty the cell. Undo brings it back."),
    "later": ("plus", "later", "Put the date a day later."),
    "earlier": ("minus", "earlier", "Put the date a day earlier."),
    "filter": ("slash", "filter", "Show only the rows that have what you type."),
    "sort": ("s", "sort", "Sort by this column, then the other way round, then not at all."),
    "filters": ("v", "filters", "Choose a saved filter, or keep this one under a name."),
    "view": ("v", "columns", "Choose columns and saved filters."),
    "panel": ("tab shift+tab", "panel", "Go to the other part of the screen, and back."),
    "card": ("Q", "card", "Show the {thing} as the deck's six questions, answers and blanks."),
    "back": ("escape", "back", "Go back one level: panel, marks, filter, sort."),
}


def _one(thing: str) -> str:
    return f"an {thing}" if thing[0] in "aeiou" else f"a {thing}"


def _common(screen: str, thing: str, verbs: str) -> tuple[Verb, ...]:
    """The verbs that a screen shares with others, in the order named."""
    return tuple(
        _verb(f"{screen}.{verb}", keys, verb, label, text.format(thing=thing, a_thing=_one(thing)))
        for verb in verbs.split()
        for keys, label, text in [_COMMON[verb]]
    )


_GRID = (
    _verb("grid.up", "k up", "cursor_up", "up", "Move the cursor up."),
    _verb("grid.down", "j down", "cursor_down", "down", "Move the cursor down."),
    _verb("grid.left", "h left", "cursor_left", "left", "Move the cursor one cell left."),
    _verb("grid.right", "l right", "cursor_right", "right", "Move the cursor one cell right."),
    _verb("grid.first", "g home", "cursor_first", "first", "Go to the first row."),
    _verb("grid.last", "G end", "cursor_last", "last", "Go to the last row."),
    _verb("grid.page_up", "pageup", "page_up", "page up", "Go one page up."),
    _verb("grid.page_down", "pagedown", "page_down", "page down", "Go one page down."),
    _verb("grid.open", "enter e", "activate", "edit", "Open or edit what the cursor is on."),
    _verb("grid.mark", "space", "mark", "mark", "Mark the row, or take the mark away."),
    _verb("grid.mark_all", "asterisk", "mark_all", "mark all", "Mark every row, or no row."),
)

_MATRIX = (
    _verb("matrix.up", "k up", "cursor_up", "up", "Go to who has as much power, or more."),
    _verb("matrix.down", "j down", "cursor_down", "down", "Go to who has as much power, or less."),
    _verb("matrix.left", "h left", "cursor_left", "left", "Go to who has less interest."),
    _verb("matrix.right", "l right", "cursor_right", "right", "Go to who has more interest."),
    _verb("matrix.first", "g home", "cursor_first", "first", "Go to the first, at the top."),
    _verb("matrix.last", "G end", "cursor_last", "last", "Go to the last, at the bottom."),
    _verb("matrix.page_up", "pageup", "page_up", "page up", "Go to the cell before."),
    _verb("matrix.page_down", "pagedown", "page_down", "page down", "Go to the next cell."),
    _verb("matrix.open", "enter e", "activate", "record", "Open the record under the cursor."),
    _verb("matrix.mark", "space", "mark", "mark", "Mark the person, or take the mark away."),
    _verb("matrix.mark_all", "asterisk", "mark_all", "mark all", "Mark everybody, or nobody."),
)

_OUTLINE = (
    *_common("outline", "step", "add_child move_out move_down move_up move_in"),
    _verb("outline.fold", "z", "fold", "fold", "Fold what is under this step, or unfold it."),
    _verb("outline.fold_all", "Z", "fold_all", "fold all", "Fold the whole outline, or unfold it."),
)

_EDIT_LINE = (
    _verb("edit_line.commit", "enter", "commit('down')", "keep", "Keep it and go down."),
    _verb("edit_line.next", "tab", "commit('right')", "next", "Keep it and go right."),
    _verb("edit_line.previous", "shift+tab", "commit('left')", "previous", "Keep it and go left."),
    _verb("edit_line.cancel", "escape", "cancel", "cancel", "Leave the old value."),
    _verb("edit_line.long", "ctrl+o", "long_editor", "in full", "Edit it in full."),
    _verb("edit_line.choose", "down", "choose(1)", "choose", "Choose the next suggestion."),
    _verb("edit_line.choose_back", "up", "choose(-1)", "choose", "Choose the suggestion before."),
)

_PANEL = (
    _verb("panel.up", "k up", "cursor_up", "up", "Go to the field above."),
    _verb("panel.down", "j down", "cursor_down", "down", "Go to the field below."),
    _verb("panel.left", "h left", "cursor_left", "left", "Go to the field at the left."),
    _verb("panel.right", "l right", "cursor_right", "right", "Go to the field at the right."),
    _verb("panel.first", "g home", "cursor_first", "first", "Go to the first field."),
    _verb("panel.last", "G end", "cursor_last", "last", "Go to the last field."),
    _verb("panel.open", "enter e", "activate", "edit", "Open or edit the field."),
)

_APP = (
    _verb("app.goals", "1", "go('goals')", "Goals", "Go to the goals."),
    _verb("app.actions", "2", "go('actions')", "Actions", "Go to the Action Planning Table."),
    _verb("app.stakeholders", "3", "go('stakeholders')", "Stakeholders", "Go to the matrix."),
    _verb("app.ideas", "4", "go('ideas')", "Ideas", "Go to the brainstorm."),
    _verb("app.dashboard", "5", "go('dashboard')", "Dashboard", "Go to the dashboard."),
    _verb("app.communications", "6", "go('communications')", "Communications", "Who is told."),
    _verb("app.readiness", "7", "go('readiness')", "Readiness", "What the plan still lacks."),
    _verb("app.history", "8", "go('history')", "History", "Who changed what, and when."),
    _verb("app.plans", "0", "go('plans')", "Plans", "Go to the plans."),
    _verb("app.capture", "c", "capture", "capture", "Write down a line, sorted in by its words."),
    _verb("app.guide", "ctrl+g", "guide", "guide", "Ask the deck's questions, one by one."),
    _verb("app.palette", "colon ctrl+p", "palette", "palette", "Find a verb, a step or any text."),
    _verb("app.follow", "o", "follow", "follow", "Follow the link under the cursor; q comes back."),
    _verb("app.correct", "exclamation_mark", "correct", "correct", "Take corrective action here."),
    _verb("app.carries", "w", "carries", "who carries", "Who carries what, and what waits."),
    _verb("app.review", "R", "review", "review", "Hold a review of the plan, or go on with it."),
    _verb("app.approve", "P", "approve", "approve", "Approve the plan, and keep its dates."),
    _verb("app.undo", "u", "undo", "undo", "Take back the latest edit."),
    _verb("app.redo", "U ctrl+r", "redo", "redo", "Do again what was taken back."),
    _verb(
        "app.present",
        "V",
        "present",
        "present",
        "Show the plan to a room: read only, wider, nothing private; again, back.",
    ),
    _verb("app.export", "E", "export", "export", "Write a document, a table or a calendar."),
    _verb("app.import", "I", "import", "import", "Take in a table, notes or another plan."),
    _verb("app.help", "question_mark f1", "help", "help", "Show the keys that work here."),
    _verb("app.redraw", "ctrl+l", "redraw", "redraw", "Draw the screen anew."),
    _verb("app.leave", "q", "leave", "back", "Go back; at the top, ask once and leave."),
    _verb("app.quit", "ctrl+q", "quit", "quit", "Leave.", priority=True),
)

_DIALOG = (_verb("dialog.cancel", "escape", "cancel", "cancel", "Close, and change nothing."),)

SCOPES: dict[str, tuple[Verb, ...]] = {
    "grid": _GRID,
    "outline": _OUTLINE,
    "panel": _PANEL,
    "edit_line": _EDIT_LINE,
    "matrix": _MATRIX,
    "goals": _common(
        "goals",
        "goal",
        "add add_child add_before move_out move_down move_up move_in copy paste duplicate remove "
        "clear later earlier filter filters card panel back",
    ),
    "actions": _common(
        "actions",
        "step",
        "add add_before finish copy cut paste duplicate remove clear later earlier "
        "filter sort view card panel back",
    ),
    "ideas": (
        *_common("ideas", "idea", "add copy paste remove filter filters sort back"),
        _verb("ideas.vote", "plus", "vote(1)", "vote", "Give the idea a vote."),
        _verb("ideas.vote_back", "minus", "vote(-1)", "vote", "Take a vote back."),
        _verb("ideas.promote", "r", "promote", "promote", "Make the idea a step of the plan."),
        _verb("ideas.theme", "T", "theme", "theme", "Give the idea a theme."),
        _verb("ideas.merge", "m", "merge", "merge", "Merge the marked ideas into one."),
        _verb("ideas.question", "Q", "question", "question", "Set the question of the room."),
        _verb("ideas.countdown", "t", "countdown", "minutes", "Give the room some minutes."),
    ),
    "stakeholders": (
        _verb("stakeholders.add", "a", "add", "add", "Add a stakeholder to the register."),
        _verb("stakeholders.move_out", "H less_than_sign", "move_out", "move", "Less interest."),
        _verb("stakeholders.move_down", "J", "move_down", "move", "Less power."),
        _verb("stakeholders.move_up", "K", "move_up", "move", "More power."),
        _verb("stakeholders.move_in", "L greater_than_sign", "move_in", "move", "More interest."),
        _verb("stakeholders.inform", "i", "inform", "inform", "Propose how often to inform them."),
        _verb("stakeholders.engagement", "f", "engagement", "engage", "Turn to the next level."),
        _verb("stakeholders.merge", "m", "merge", "merge", "Merge the marked ones into one."),
        _verb(
            "stakeholders.switch",
            "tab shift+tab",
            "panel",
            "switch view",
            "Go from the matrix to the register, and back; from the record back to either.",
        ),
        *_common("stakeholders", "stakeholder", "copy paste remove clear filter filters back"),
    ),
    "dashboard": (
        *_common("dashboard", "KPI", "add copy remove filter filters sort panel back"),
        _verb(
            "dashboard.duplicate", "Y", "duplicate", "duplicate", "Duplicate the KPI, unmeasured."
        ),
        _verb("dashboard.record", "ctrl+o", "record", "record", "Open the KPI's whole record."),
    ),
    "communications": (
        *_common(
            "communications",
            "communication",
            "add copy paste remove clear later earlier filter filters sort panel back",
        ),
        _verb(
            "communications.duplicate",
            "Y",
            "duplicate",
            "duplicate",
            "Duplicate it, without its log.",
        ),
        _verb("communications.finish", "x", "finish", "sent", "Log it as sent today, or not."),
        _verb("communications.inform", "i", "inform", "inform", "Propose one for the unreached."),
        _verb("communications.record", "ctrl+o", "record", "record", "Open the whole record."),
    ),
    "readiness": (
        *_common("readiness", "finding", "copy filter card back"),
        _verb("readiness.finish", "x", "finish", "accept", "Accept the finding, with a reason."),
        _verb("readiness.view", "v", "view", "rules", "Switch rules off in this plan, or on."),
    ),
    "card": (
        _verb("card.next_blank", "n", "next_blank", "next blank", "Answer the next blank."),
        _verb(
            "card.previous_blank", "p", "previous_blank", "blank before", "Answer the one before."
        ),
        *_common("card", "card", "back"),
    ),
    "history": (
        _verb("history.fold", "z", "fold", "fold", "Fold the changes of this action, or unfold."),
        _verb("history.as_of", "t", "as_of", "as of", "Show the plan as it was on a day."),
        _verb("history.take_back", "b", "take_back", "take back", "Take this action back, alone."),
        _verb(
            "history.go_back_to",
            "X",
            "go_back_to",
            "go back",
            "Make the plan what it was before this action, or on the day shown.",
        ),
        *_common("history", "action", "copy filter panel back"),
    ),
    "review": (
        _verb("review.confirm", "n", "confirm", "no change", "Confirm it as it is; go on."),
        _verb("review.finish", "x", "finish", "done", "Mark the step done today."),
        _verb("review.end", "M", "end", "end", "End the review and write its minutes."),
        *_common("review", "record", "back"),
    ),
    "plans": _common("plans", "plan", "add filter back"),
    "dialog": _DIALOG,
    "long_text": (
        _verb("long_text.accept", "ctrl+o ctrl+s", "accept", "keep", "Keep the text as it stands."),
    ),
    "paste": (_verb("paste.accept", "a", "accept", "add all", "Add the rows as they are shown."),),
    "import_preview": (
        _verb(
            "import_preview.reading",
            "v",
            "reading",
            "columns",
            "Say what columns mean, which sheet is read, and where steps without a goal go.",
        ),
    ),
    "views": (
        _verb("views.remove", "d", "remove", "forget", "Pressed twice: forget a filter you kept."),
    ),
    "move_dates": (
        _verb("move_dates.day_on", "plus", "later", "day later", "Move the dates a day later."),
        _verb("move_dates.day_back", "minus", "earlier", "day earlier", "Move them a day earlier."),
    ),
    "carries": (
        _verb("carries.seen", "x", "seen", "seen", "The updates were seen."),
        _verb("carries.other", "w", "other", "who else", "Choose somebody else."),
    ),
    "record": (
        _verb("record.close", "escape ctrl+o", "close", "close", "Close; what you set is kept."),
    ),
    "records": (
        *_common("records", "record", "add remove"),
        _verb("records.close", "escape ctrl+o", "close", "close", "Close; what you set is kept."),
    ),
    "welcome": (
        _verb("welcome.close", "escape q ctrl+q", "close", "leave", "Leave without a plan."),
    ),
    "app": _APP,
}
"""The verbs of each scope, in the order that the footer and the help show them."""

SCOPE_TITLES: dict[str, str] = {
    "grid": "In a table",
    "outline": "In the outline of the steps",
    "matrix": "On the power/interest matrix",
    "panel": "In the record panel",
    "edit_line": "In the edit line",
    "goals": "Goals",
    "actions": "Actions",
    "ideas": "Ideas",
    "stakeholders": "Stakeholders",
    "dashboard": "Dashboard",
    "communications": "Communications",
    "readiness": "Readiness",
    "card": "On a six-question card",
    "history": "History",
    "review": "Review",
    "plans": "Plans",
    "dialog": "In a dialog",
    "long_text": "In the box of several lines",
    "paste": "In the rows of a paste",
    "import_preview": "In the rows of a file to be taken in",
    "views": "In the columns and filters",
    "move_dates": "In the question what moves with a date",
    "carries": "In what somebody carries",
    "record": "In a record",
    "records": "In the records of a cell",
    "welcome": "In the welcome",
    "app": "Everywhere",
}
"""What the help calls each scope."""

ACTIVE_TOGETHER: tuple[tuple[str, ...], ...] = (
    ("grid", "outline", "actions", "app"),
    ("panel", "outline", "actions", "app"),
    ("grid", "goals", "app"),
    ("panel", "goals", "app"),
    ("grid", "ideas", "app"),
    ("matrix", "stakeholders", "app"),
    ("grid", "stakeholders", "app"),
    ("panel", "stakeholders", "app"),
    ("grid", "dashboard", "app"),
    ("panel", "record"),
    ("panel", "dialog", "carries"),
    ("grid", "communications", "app"),
    ("grid", "readiness", "app"),
    ("panel", "card", "app"),
    ("grid", "history", "app"),
    ("panel", "history", "app"),
    ("grid", "review", "app"),
    ("grid", "plans", "app"),
    ("edit_line",),
    ("dialog", "long_text"),
    ("grid", "records"),
    ("grid", "dialog", "paste", "import_preview"),
    ("grid", "dialog", "views"),
    ("grid", "dialog", "move_dates"),
    ("grid", "welcome"),
)
"""Scopes whose keys work at the same time, and so must differ."""

SCREENS: tuple[tuple[str, str, str], ...] = (
    ("goals", "1", "Goals"),
    ("actions", "2", "Actions"),
    ("stakeholders", "3", "Stakeholders"),
    ("ideas", "4", "Ideas"),
    ("dashboard", "5", "Dashboard"),
    ("communications", "6", "Communications"),
    ("readiness", "7", "Readiness"),
    ("history", "8", "History"),
    ("plans", "0", "Plans"),
)
"""The screens with the key that goes there and the name of its tab."""

VERBS: dict[str, Verb] = {verb.id: verb for scope in SCOPES.values() for verb in scope}
"""Every verb by its id."""


def bindings(*scopes: str) -> list[Binding]:
    """Textual's bindings of the named scopes, for a class's `BINDINGS`.

    They keep the verbs' ids, so that `App.set_keymap` works.
    """
    return [
        Binding(
            ",".join(verb.keys),
            verb.action,
            verb.label,
            show=verb.footer,
            tooltip=verb.help,
            id=verb.id,
            priority=verb.priority,
        )
        for scope in scopes
        for verb in SCOPES[scope]
    ]


def working_keys(active: Mapping[str, ActiveBinding]) -> dict[str, str]:
    """The keys of every verb that works, as people call them; a user's own where there are any."""
    found: dict[str, list[str]] = {}
    for key, (_, binding, _, _) in active.items():
        if binding.id in VERBS:
            found.setdefault(binding.id, []).append(key)
    return {
        id: " ".join(key_name(key) for key in sorted(keys, key=lambda key: _rank(id, key)))
        for id, keys in found.items()
    }


def _rank(id: str, key: str) -> int:
    order = VERBS[id].keys
    return order.index(key) if key in order else -1
