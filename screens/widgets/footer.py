"""The bottom line: the keys that work here and now, as many as fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import ClassVar, NamedTuple

from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.strip import Strip

from screens.key_names import key_character, key_name
from screens.key_verbs import FOOTER, Verb
from screens.keys import VERBS
from screens.widgets.cells import cell_len
from screens.widgets.looks import Looks
from screens.widgets.strips import Piece, strip_of

__all__ = ["FooterItem", "KeyFooter"]

_HELP = frozenset(id for id in VERBS if id.endswith(".help"))


class FooterItem(NamedTuple):
    """One verb in the footer."""

    keys: str
    """Its key, or the keys of all verbs that share its label."""
    label: str
    """What they do."""


class KeyFooter(Looks):
    """One widget, one line: the keys of whatever has the focus, true to what is enabled.

    It reads the bindings that are active, so that a key remapped, taken by a field that is being
    typed into, or switched off by `check_action` is never shown as what it is not. It ends with the
    key for help, which knows them all.
    """

    LOOKS = "key-footer"

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-footer--key", "key-footer--label"}
    """
    | Class | Description |
    | :- | :- |
    | `key-footer--key` | A key. |
    | `key-footer--label` | What it does. |
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    KeyFooter {
        width: 1fr;
        height: 1;
        background: $background;
        color: $foreground;

        & > .key-footer--key { color: auto 70%; text-style: bold; }
        & > .key-footer--label { color: auto 70%; }
        &:ansi {
            background: ansi_default;
            color: ansi_default;
            & > .key-footer--key { color: ansi_default; text-style: bold; }
            & > .key-footer--label { color: ansi_default; }
        }
    }
    """

    def __init__(
        self,
        said: Callable[[Verb], str] = attrgetter("label"),
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Initialise the footer.

        Args:
            said: What a verb is called on this screen: what a table edits on most screens it opens
                on another; nothing where it does nothing there now.
            name: The name of the widget.
            id: The ID of the widget in the DOM.
            classes: The CSS classes of the widget.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._said = said
        self._items: tuple[FooterItem, ...] = ()
        self._help: FooterItem | None = None

    @property
    def items(self) -> tuple[FooterItem, ...]:
        """What there is to show, help last, before it is known how much of it fits."""
        return (*self._items, *([self._help] if self._help is not None else []))

    def on_mount(self) -> None:
        """Follow the focus and what is enabled."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self.follow()

    def on_unmount(self) -> None:
        """Follow no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, _screen: Screen[object]) -> None:
        self.follow()

    def follow(self) -> None:
        """Look at the bindings again; draw only when they say something else."""
        before = self.items
        self._read(self.screen.active_bindings)
        if self.items != before:
            self.refresh()

    def _read(self, active: Mapping[str, ActiveBinding]) -> None:
        """Take the verbs for the footer that work, in the footer's order."""
        focused = self.screen.focused
        found: dict[str, list[str]] = {}
        for key, (_, binding, enabled, _) in active.items():
            verb = VERBS.get(binding.id or "")
            if verb is None or not verb.footer or not enabled:
                continue
            if focused is not None and focused.check_consume_key(key, key_character(key)):
                continue
            found.setdefault(verb.id, []).append(key)
        labelled: dict[str, list[str]] = {}
        for verb_id in sorted(found, key=_place):
            label = self._said(VERBS[verb_id])
            if label and verb_id not in _HELP:
                labelled.setdefault(label, []).append(key_name(_first(verb_id, found[verb_id])))
        self._items = tuple(FooterItem(_joined(keys), label) for label, keys in labelled.items())
        helps = next((keys for verb_id, keys in found.items() if verb_id in _HELP), None)
        self._help = FooterItem(key_name(helps[0]), "help") if helps else None

    def render_line(self, y: int) -> Strip:
        """Draw as many items as fit whole, and help."""
        width, base, key, label = self.size.width, self.look(), self.look("key"), self.look("label")
        pieces: list[Piece] = [(" ", base)]
        room = width - 1 - (_size(self._help) - 2 if self._help is not None else 0)
        for item in self._items:
            if _size(item) > room:
                break
            room -= _size(item)
            pieces += [(item.keys, key), (f" {item.label}  ", label)]
        if self._help is not None:
            pieces += [(self._help.keys, key), (f" {self._help.label}", label)]
        return strip_of(pieces, width, base)


def _place(verb_id: str) -> int:
    return FOOTER.index(verb_id.partition(".")[2])


def _first(verb_id: str, keys: list[str]) -> str:
    """Of the keys that work, the one that the table of keys shows first."""
    order = VERBS[verb_id].keys
    return min(keys, key=lambda key: order.index(key) if key in order else -1)


def _size(item: FooterItem) -> int:
    return cell_len(item.keys) + cell_len(item.label) + 3


def _joined(keys: list[str]) -> str:
    """Keys of one label as people write them: `HJKL`, `Down Up`."""
    return ("" if all(len(key) == 1 for key in keys) else " ").join(keys)
