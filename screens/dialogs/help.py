"""The keys that work here: type to find, Enter runs."""

from __future__ import annotations

from textual.screen import Screen

from screens.dialogs.choose import Choose, Option
from screens.keys import VERBS, key_name


class HelpDialog(Choose):
    """Every verb that works where the cursor is, with its keys and a sentence."""

    def __init__(self, screen: Screen[object]) -> None:
        """Read what is active.

        Args:
            screen: The screen asked about, with its focus.
        """
        super().__init__(
            "Keys that work here: Enter runs the one lit",
            _active(screen),
            placeholder="type to find a key",
            aside_width=14,
        )

    @staticmethod
    def action_of(id: str) -> str:
        """The action of a verb chosen."""
        return VERBS[id].action


def _active(screen: Screen[object]) -> list[Option]:
    """Active verbs in the order of the table of keys, each once, with why one is disabled."""
    seen: set[str] = set()
    options: list[Option] = []
    for active in screen.active_bindings.values():
        id = active.binding.id or ""
        verb = VERBS.get(id)
        if verb is not None and id not in seen:
            seen.add(id)
            keys = " ".join(key_name(key) for key in verb.keys)
            aside = "" if active.enabled else " (not now)"
            options.append(Option(id, verb.help + aside, keys))
    order = {id: place for place, id in enumerate(VERBS)}
    return sorted(options, key=lambda option: (moves_about(option.id), order[option.id]))


def moves_about(id: str) -> bool:
    """Whether a verb belongs to every table or panel: people look for the screen's own first."""
    return id.startswith(("grid.", "panel."))
