"""What a verb of the desk is, and the verbs that several screens share."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FOOTER", "Verb", "shared", "verb"]


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
        "take",
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
    *("capture", "undo", "present", "close", "help"),
)
"""The verbs worth a place in the footer, in the order of their places."""


def verb(id: str, keys: str, action: str, label: str, text: str, *, priority: bool = False) -> Verb:
    """One row of the table."""
    footer = id.partition(".")[2] in FOOTER
    return Verb(id, tuple(keys.split()), action, label, text, footer, priority)


# What screens share. Verb, which is the action too: keys, label, help; {thing} is the screen's own
# word for a row, {a_thing} the same with its article.
_SHARED: dict[str, tuple[str, str, str]] = {
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


def shared(screen: str, thing: str, verbs: str) -> tuple[Verb, ...]:
    """The verbs that a screen shares with others, in the order named."""
    return tuple(
        verb(f"{screen}.{name}", keys, name, label, text.format(thing=thing, a_thing=_one(thing)))
        for name in verbs.split()
        for keys, label, text in [_SHARED[name]]
    )
