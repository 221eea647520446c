"""Every key of the desk, declared once.

The footer, the help, the palette, `docs/keys.md` and a user's own keymap all read this table. A
verb keeps its key on every screen: what a screen shares with the others is written once, in
`screens.key_verbs`, and named by the screens that have it.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import ActiveBinding, Binding

from screens.key_names import key_name
from screens.key_verbs import Verb, shared, verb

_GRID = (
    verb("grid.up", "k up", "cursor_up", "up", "Move the cursor up."),
    verb("grid.down", "j down", "cursor_down", "down", "Move the cursor down."),
    verb("grid.left", "h left", "cursor_left", "left", "Move the cursor one cell left."),
    verb("grid.right", "l right", "cursor_right", "right", "Move the cursor one cell right."),
    verb("grid.first", "g home", "cursor_first", "first", "Go to the first row."),
    verb("grid.last", "G end", "cursor_last", "last", "Go to the last row."),
    verb("grid.page_up", "pageup", "page_up", "page up", "Go one page up."),
    verb("grid.page_down", "pagedown", "page_down", "page down", "Go one page down."),
    verb("grid.open", "enter e", "activate", "edit", "Open or edit what the cursor is on."),
    verb("grid.mark", "space", "mark", "mark", "Mark the row, or take the mark away."),
    verb("grid.mark_all", "asterisk", "mark_all", "mark all", "Mark every row, or no row."),
)

_MATRIX = (
    verb("matrix.up", "k up", "cursor_up", "up", "Go to who has as much power, or more."),
    verb("matrix.down", "j down", "cursor_down", "down", "Go to who has as much power, or less."),
    verb("matrix.left", "h left", "cursor_left", "left", "Go to who has less interest."),
    verb("matrix.right", "l right", "cursor_right", "right", "Go to who has more interest."),
    verb("matrix.first", "g home", "cursor_first", "first", "Go to the first, at the top."),
    verb("matrix.last", "G end", "cursor_last", "last", "Go to the last, at the bottom."),
    verb("matrix.page_up", "pageup", "page_up", "page up", "Go to the cell before."),
    verb("matrix.page_down", "pagedown", "page_down", "page down", "Go to the next cell."),
    verb("matrix.open", "enter e", "activate", "record", "Open the record under the cursor."),
    verb("matrix.mark", "space", "mark", "mark", "Mark the person, or take the mark away."),
    verb("matrix.mark_all", "asterisk", "mark_all", "mark all", "Mark everybody, or nobody."),
)

_OUTLINE = (
    *shared("outline", "step", "add_child move_out move_down move_up move_in"),
    verb("outline.fold", "z", "fold", "fold", "Fold what is under this step, or unfold it."),
    verb("outline.fold_all", "Z", "fold_all", "fold all", "Fold the whole outline, or unfold it."),
)

_EDIT_LINE = (
    verb("edit_line.commit", "enter", "commit('down')", "keep", "Keep it and go down."),
    verb("edit_line.next", "tab", "commit('right')", "next", "Keep it and go right."),
    verb("edit_line.previous", "shift+tab", "commit('left')", "previous", "Keep it and go left."),
    verb("edit_line.cancel", "escape", "cancel", "cancel", "Leave the old value."),
    verb("edit_line.long", "ctrl+o", "long_editor", "in full", "Edit it in full."),
    verb("edit_line.choose", "down", "choose(1)", "choose", "Choose the next suggestion."),
    verb("edit_line.choose_back", "up", "choose(-1)", "choose", "Choose the suggestion before."),
)

_PANEL = (
    verb("panel.up", "k up", "cursor_up", "up", "Go to the field above."),
    verb("panel.down", "j down", "cursor_down", "down", "Go to the field below."),
    verb("panel.left", "h left", "cursor_left", "left", "Go to the field at the left."),
    verb("panel.right", "l right", "cursor_right", "right", "Go to the field at the right."),
    verb("panel.first", "g home", "cursor_first", "first", "Go to the first field."),
    verb("panel.last", "G end", "cursor_last", "last", "Go to the last field."),
    verb("panel.open", "enter e", "activate", "edit", "Open or edit the field."),
)

_HELP = ("question_mark f1", "help", "help")
"""What asks for help, wherever somebody is."""

_APP = (
    verb("app.goals", "1", "go('goals')", "Goals", "Go to the goals."),
    verb("app.actions", "2", "go('actions')", "Actions", "Go to the Action Planning Table."),
    verb("app.stakeholders", "3", "go('stakeholders')", "Stakeholders", "Go to the matrix."),
    verb("app.ideas", "4", "go('ideas')", "Ideas", "Go to the brainstorm."),
    verb("app.dashboard", "5", "go('dashboard')", "Dashboard", "Go to the dashboard."),
    verb("app.communications", "6", "go('communications')", "Communications", "Who is told."),
    verb("app.readiness", "7", "go('readiness')", "Readiness", "What the plan still lacks."),
    verb("app.history", "8", "go('history')", "History", "Who changed what, and when."),
    verb("app.plans", "0", "go('plans')", "Plans", "Go to the plans."),
    verb("app.capture", "c", "capture", "capture", "Write down a line, sorted in by its words."),
    verb("app.guide", "ctrl+g", "guide", "guide", "Ask the deck's questions, one by one."),
    verb("app.palette", "colon ctrl+p", "palette", "palette", "Find a verb, a step or any text."),
    verb("app.follow", "o", "follow", "follow", "Follow the link under the cursor; q comes back."),
    verb("app.correct", "exclamation_mark", "correct", "correct", "Take corrective action here."),
    verb("app.carries", "w", "carries", "who carries", "Who carries what, and what waits."),
    verb("app.review", "R", "review", "review", "Hold a review of the plan, or go on with it."),
    verb("app.approve", "P", "approve", "approve", "Approve the plan, and keep its dates."),
    verb("app.undo", "u", "undo", "undo", "Take back the latest edit."),
    verb("app.redo", "U ctrl+r", "redo", "redo", "Do again what was taken back."),
    verb(
        "app.present",
        "V",
        "present",
        "present",
        "Show the plan to a room: read only, wider, nothing private; again, back.",
    ),
    verb("app.export", "E", "export", "export", "Write a document, a table or a calendar."),
    verb("app.import", "I", "import", "import", "Take in a table, notes or another plan."),
    verb("app.help", *_HELP, "Say what the screen is for, and which keys work here."),
    verb("app.redraw", "ctrl+l", "redraw", "redraw", "Draw the screen anew."),
    verb(
        "app.shell",
        "ctrl+z",
        "shell",
        "to shell",
        "Go to the shell for a while, suspended; fg comes back.",
    ),
    verb("app.leave", "q", "leave", "back", "Go back; at the top, ask once and leave."),
    verb("app.quit", "ctrl+q", "quit", "quit", "Leave.", priority=True),
)

_DIALOG = (
    verb("dialog.cancel", "escape", "cancel", "cancel", "Close, and change nothing."),
    verb("dialog.help", *_HELP, "Say what is asked here, and which keys work."),
)

SCOPES: dict[str, tuple[Verb, ...]] = {
    "grid": _GRID,
    "outline": _OUTLINE,
    "panel": _PANEL,
    "edit_line": _EDIT_LINE,
    "matrix": _MATRIX,
    "goals": shared(
        "goals",
        "goal",
        "add add_child add_before move_out move_down move_up move_in copy paste duplicate remove "
        "clear later earlier filter filters card panel back",
    ),
    "actions": shared(
        "actions",
        "step",
        "add add_before finish copy cut paste duplicate remove clear later earlier "
        "filter sort view card panel back",
    ),
    "ideas": (
        *shared("ideas", "idea", "add copy paste remove filter filters sort back"),
        verb("ideas.vote", "plus", "vote(1)", "vote", "Give the idea a vote."),
        verb("ideas.vote_back", "minus", "vote(-1)", "vote", "Take a vote back."),
        verb("ideas.promote", "r", "promote", "promote", "Make the idea a step of the plan."),
        verb("ideas.theme", "T", "theme", "theme", "Give the idea a theme."),
        verb("ideas.merge", "m", "merge", "merge", "Merge the marked ideas into one."),
        verb("ideas.question", "Q", "question", "question", "Set the question of the room."),
        verb("ideas.countdown", "t", "countdown", "minutes", "Give the room some minutes."),
    ),
    "stakeholders": (
        verb("stakeholders.add", "a", "add", "add", "Add a stakeholder to the register."),
        verb("stakeholders.move_out", "H less_than_sign", "move_out", "move", "Less interest."),
        verb("stakeholders.move_down", "J", "move_down", "move", "Less power."),
        verb("stakeholders.move_up", "K", "move_up", "move", "More power."),
        verb("stakeholders.move_in", "L greater_than_sign", "move_in", "move", "More interest."),
        verb("stakeholders.inform", "i", "inform", "inform", "Propose how often to inform them."),
        verb("stakeholders.engagement", "f", "engagement", "engage", "Turn to the next level."),
        verb("stakeholders.merge", "m", "merge", "merge", "Merge the marked ones into one."),
        verb(
            "stakeholders.switch",
            "tab shift+tab",
            "panel",
            "switch view",
            "Go from the matrix to the register, and back; from the record back to either.",
        ),
        *shared("stakeholders", "stakeholder", "copy paste remove clear filter filters back"),
    ),
    "dashboard": (
        *shared("dashboard", "KPI", "add copy remove filter filters sort panel back"),
        verb(
            "dashboard.duplicate", "Y", "duplicate", "duplicate", "Duplicate the KPI, unmeasured."
        ),
        verb("dashboard.record", "ctrl+o", "record", "record", "Open the KPI's whole record."),
    ),
    "communications": (
        *shared(
            "communications",
            "communication",
            "add copy paste remove clear later earlier filter filters sort panel back",
        ),
        verb(
            "communications.duplicate",
            "Y",
            "duplicate",
            "duplicate",
            "Duplicate it, without its log.",
        ),
        verb("communications.finish", "x", "finish", "sent", "Log it as sent today, or not."),
        verb("communications.inform", "i", "inform", "inform", "Propose one for the unreached."),
        verb("communications.record", "ctrl+o", "record", "record", "Open the whole record."),
    ),
    "readiness": (
        *shared("readiness", "finding", "copy filter card back"),
        verb("readiness.finish", "x", "finish", "accept", "Accept the finding, with a reason."),
        verb("readiness.view", "v", "view", "rules", "Switch rules off in this plan, or on."),
    ),
    "card": (
        verb("card.next_blank", "n", "next_blank", "next blank", "Answer the next blank."),
        verb(
            "card.previous_blank", "p", "previous_blank", "blank before", "Answer the one before."
        ),
        *shared("card", "card", "back"),
    ),
    "history": (
        verb("history.fold", "z", "fold", "fold", "Fold the changes of this action, or unfold."),
        verb("history.as_of", "t", "as_of", "as of", "Show the plan as it was on a day."),
        verb("history.take_back", "b", "take_back", "take back", "Take this action back, alone."),
        verb(
            "history.go_back_to",
            "X",
            "go_back_to",
            "go back",
            "Make the plan what it was before this action, or on the day shown.",
        ),
        *shared("history", "action", "copy filter panel back"),
    ),
    "review": (
        verb("review.confirm", "n", "confirm", "no change", "Confirm it as it is; go on."),
        verb("review.finish", "x", "finish", "done", "Mark the step done today."),
        verb("review.end", "M", "end", "end", "End the review and write its minutes."),
        *shared("review", "record", "back"),
    ),
    "plans": shared("plans", "plan", "add filter back"),
    "dialog": _DIALOG,
    "parts": (
        verb("parts.next", "tab", "app.focus_next", "next part", "Go to the next part."),
        verb("parts.previous", "shift+tab", "app.focus_previous", "part before", "Go back one."),
    ),
    "sought": (verb("sought.take", "enter", "submit", "take", "Take the one that is lit."),),
    "choose": (
        verb("choose.down", "down", "light(1)", "down", "Light the next one."),
        verb("choose.up", "up", "light(-1)", "up", "Light the one before."),
        verb("choose.page_down", "pagedown", "page(1)", "page down", "Go one page down."),
        verb("choose.page_up", "pageup", "page(-1)", "page up", "Go one page up."),
    ),
    "answer": (verb("answer.take", "enter", "submit", "take", "Take the line as it stands."),),
    "long_text": (
        verb("long_text.accept", "ctrl+o ctrl+s", "accept", "keep", "Keep the text as it stands."),
    ),
    "paste": (verb("paste.accept", "a", "accept", "add all", "Add the rows as they are shown."),),
    "import_preview": (
        verb(
            "import_preview.reading",
            "v",
            "reading",
            "columns",
            "Say what columns mean, which sheet is read, and where steps without a goal go.",
        ),
    ),
    "views": (
        verb("views.remove", "d", "remove", "forget", "Pressed twice: forget a filter you kept."),
    ),
    "move_dates": (
        verb("move_dates.day_on", "plus", "later", "day later", "Move the dates a day later."),
        verb("move_dates.day_back", "minus", "earlier", "day earlier", "Move them a day earlier."),
    ),
    "carries": (
        verb("carries.seen", "x", "seen", "seen", "The updates were seen."),
        verb("carries.other", "w", "other", "who else", "Choose somebody else."),
    ),
    "record": (
        verb("record.close", "escape ctrl+o", "close", "close", "Close; what you set is kept."),
    ),
    "records": (
        *shared("records", "record", "add remove"),
        verb("records.close", "escape ctrl+o", "close", "close", "Close; what you set is kept."),
    ),
    "welcome": (
        verb("welcome.close", "escape q ctrl+q", "close", "leave", "Leave without a plan."),
        verb("welcome.help", *_HELP, "Say what can be begun here, and which keys work."),
    ),
    "app": _APP,
}
"""The verbs of each scope, in the order that the footer and the help show them."""

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
