"""What a screen or a dialog is for, and the keys that work here: type to find, Enter runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual.binding import ActiveBinding
from textual.screen import Screen

from screens.answering import Answers
from screens.dialogs.choose import Choose, Option
from screens.key_names import key_character, key_name
from screens.keys import SCREENS, VERBS, working_keys
from screens.purposes import ASKED, PURPOSES

_UNNAMED = "key:"
"""What stands before a key whose verb is a dialog's own, such as the letter that says yes."""


class HelpDialog(Choose):
    """Every verb that works where the cursor is, with its keys and a sentence."""

    def __init__(self, screen: Screen[Any], about: str = "") -> None:
        """Read what is active.

        Args:
            screen: The screen or dialog asked about, with its focus.
            about: What it is for; known by its name or class unless given.
        """
        super().__init__(
            _title(screen),
            _active(screen),
            placeholder="type to find a key",
            aside_width=14,
            intro=about or purpose_of(screen),
        )

    def action_help(self) -> None:
        """Asked again, close."""
        self.dismiss(None)


def purpose_of(screen: Screen[Any]) -> str:
    """What a screen is for, in the method's words; or what a dialog asks."""
    name = getattr(screen, "NAME", "")
    return PURPOSES.get(name) or ASKED.get(type(screen).__name__, "")


def runs_in(screen: Screen[Any]) -> Callable[[str | None], None]:
    """Runs a verb that is chosen in the help or the palette, where it was active."""
    active: dict[str, ActiveBinding] = {}
    for key, binding in screen.active_bindings.items():
        active.setdefault(binding.binding.id or _UNNAMED + key, binding)

    def chosen(id: str | None) -> None:
        if id in active:
            binding = active[id]
            screen.app.call_next(screen.app.run_action, binding.binding.action, binding.node)

    return chosen


def _title(screen: Screen[Any]) -> str:
    names = {name: title for name, _, title in SCREENS}
    name = names.get(getattr(screen, "NAME", ""), "")
    return f"{name}. {_KEYS}" if name else _KEYS


_KEYS = "Keys that work here: Enter runs the one lit"


def _active(screen: Screen[Any]) -> list[Option]:
    """Active verbs in the order of the table of keys, each once, with why one is disabled."""
    seen: set[str] = set()
    options: list[Option] = []
    focused = screen.focused
    keys = working_keys(screen.active_bindings)
    for key, active in screen.active_bindings.items():
        if focused is not None and focused.check_consume_key(key, key_character(key)):
            continue  # it is typed
        id = active.binding.id or ""
        verb = VERBS.get(id)
        if verb is None and active.node is screen and active.binding.show:
            options.append(Option(_UNNAMED + key, f"{active.binding.description}.", key_name(key)))
        elif verb is not None and id not in seen:
            seen.add(id)
            reason = _why_not(screen, active)
            # The reason first: the line may be cut, and what a key does is known by its key.
            said = f"not now: {reason.rstrip('.')}. {verb.help}" if reason else verb.help
            options.append(Option(id, said, keys[id]))
    order = {id: place for place, id in enumerate(VERBS)}
    return sorted(options, key=lambda option: (moves_about(option.id), order.get(option.id, -1)))


def _why_not(screen: Screen[Any], active: ActiveBinding) -> str:
    """Why a key does nothing now, as the screen says, or the field that has it."""
    action = active.binding.action.partition("(")[0]
    if active.enabled:
        return screen.why_not(action) if isinstance(screen, Answers) else ""
    reasons: Mapping[str, str] = getattr(active.node, "WHY_NOT", {})
    return reasons.get(action, "it does nothing here")


def moves_about(id: str) -> bool:
    """Whether a verb belongs to every table or panel: people look for the screen's own first."""
    return id.startswith(("grid.", "panel."))
