"""Pieces of what came in from a terminal, as the messages that Textual has for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from textual import constants, events, messages
from textual._xterm_parser import (
    FOCUSIN,
    FOCUSOUT,
    IS_ITERM,
    XTermParser,
)
from textual.keys import Keys
from textual.message import Message

from screens.terminal.incoming import Piece

__all__ = ["Typed", "burst_of"]

_RESIZE = re.compile(r"\x1b\[48;(\d+)(?::[\d:]*)?;(\d+)(?::[\d:]*)?;(\d+)(?::[\d:]*)?;(\d+)[\d:]*t")
_CURSOR = re.compile(r"\x1b\[(\d+);(\d+)R")
_MODE = re.compile(r"\x1b\[\?(\d+);(\d)\$y")
_MOUSE = re.compile(r"\x1b\[<?-?\d+;-?\d+;-?\d+[Mm]")
_LARGEST = 9_999
"""No terminal has more cells in a line, or pixels to a side that matter."""


def burst_of(event: events.Key) -> str | None:
    """The text that came in one packet and begins with this key; "" for its other keys.

    None for a key that came alone.
    """
    text: str | None = getattr(event, "_burst", None)
    return text


class Typed:
    """Turns pieces into messages; it remembers the terminal's size for a mouse told in pixels."""

    def __init__(self) -> None:
        # Only its tables and its reading of single codes are used, never its waiting.
        self._codes = XTermParser()

    def messages(self, pieces: Iterable[Piece]) -> Iterator[Message]:
        """What the pieces mean, in order; what nobody knows means nothing."""
        for piece in pieces:
            if piece.kind == "text":
                yield from self._keys(piece.text)
            elif piece.kind == "paste":
                if piece.text:
                    yield events.Paste(piece.text)
            elif piece.kind == "escape":
                yield events.Key("escape", "\x1b")
            elif piece.kind == "alt":
                yield from self._with_alt(piece.text)
            else:
                yield from self._sequence(piece.text)

    def _keys(self, text: str) -> Iterator[Message]:
        first = True
        for character in text:
            if character == "\0" or "\x80" <= character <= "\x9f":
                continue
            for event in self._codes._sequence_to_key_events(character):
                if event.key == Keys.Ignore:
                    continue
                if len(text) > 1:
                    event._burst = text if first else ""  # type: ignore[attr-defined]
                first = False
                yield event

    def _with_alt(self, character: str) -> Iterator[Message]:
        known = list(self._codes._sequence_to_key_events(f"\x1b{character}"))
        if not known and character >= " ":
            known = list(self._codes._sequence_to_key_events(character, alt=True))
        elif not known:  # Alt and Enter is Enter
            known = list(self._codes._sequence_to_key_events(character))
        yield from (event for event in known if event.key != Keys.Ignore)

    def _sequence(self, sequence: str) -> Iterator[Message]:
        if sequence == FOCUSIN:
            yield events.AppFocus()
        elif sequence == FOCUSOUT:
            yield events.AppBlur()
        elif match := _RESIZE.fullmatch(sequence):
            yield from self._resized(*(int(part[:6]) for part in match.groups()))
        elif match := _CURSOR.fullmatch(sequence):
            row, column = (int(part[:6]) for part in match.groups())
            yield events.CursorPosition(column - 1, row - 1)
        elif match := _MODE.fullmatch(sequence):
            yield from self._mode(match[1], int(match[2]))
        elif _MOUSE.fullmatch(sequence):
            event = self._codes.parse_mouse_code(sequence)
            if event is not None:
                yield event
        else:
            yield from self._key(sequence)

    def _key(self, sequence: str) -> Iterator[Message]:
        try:
            known = list(self._codes._sequence_to_key_events(sequence))
        except (ValueError, OverflowError):  # a code point that no character has
            return
        for event in known:
            if event.key != Keys.Ignore and (event.character or "x") != "\0":
                yield event

    def _resized(self, height: int, width: int, high: int, wide: int) -> Iterator[Message]:
        if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
            return
        event = events.Resize.from_dimensions((width, height), (wide, high))
        self._codes.terminal_size = event.size
        self._codes.terminal_pixel_size = event.pixel_size if wide and high else None
        self._codes.mouse_pixels = True
        yield event

    def _mode(self, mode: str, setting: int) -> Iterator[Message]:
        if mode == "2026" and setting > 0:
            yield messages.TerminalSupportsSynchronizedOutput()
        elif mode == "2048" and constants.SMOOTH_SCROLL and not IS_ITERM:
            yield messages.InBandWindowResize.from_setting_parameter(setting)
