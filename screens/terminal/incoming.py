"""Bytes from a terminal, cut into what they mean: text, whole sequences, pastes.

A line delivers whatever it likes: bytes that are no UTF-8, sequences cut in two by a slow network,
reports nobody asked for, a paste without its brackets. What is whole is handed on; what is a part
waits for its rest; what nobody knows is dropped whole, so that its tail is never read as keys.
Nothing here knows Textual or a clock: the time is handed in.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from typing import Literal, NamedTuple

__all__ = ["PART_SECONDS", "PASTE_SECONDS", "Incoming", "Piece"]

ESC = b"\x1b"
PASTE_BEGINS, PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"

PART_SECONDS = 1.0
"""How long a sequence that has begun waits for its rest; Escape alone waits less."""
PASTE_SECONDS = 2.0
"""How long a paste waits for more, should its end have been lost on the line."""
BURST_SECONDS = 0.1
"""How long a paste without brackets waits for its next packet."""
LONG_RUN = 512
"""Characters in one packet that no hand types."""

# A function key of the Linux console, a mouse report of the old kind, a control sequence, one of
# the keypad, a string for the terminal (ended by BEL or ST).
_WHOLE = re.compile(
    rb"\x1b(?:\[\[[A-Za-z]|\[M[\x00-\xff]{3}|\[(?![M\[])[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~ ]"
    rb"|[\]P_^X][^\x07\x18\x1a\x1b]*(?:\x07|\x1b\\))"
)
_BEGUN = re.compile(
    rb"\x1b(?:\[\[?|\[M[\x00-\xff]{0,2}|\[[0-?]*[ -/]*|O[0-9;]*"
    rb"|[\]P_^X][^\x07\x18\x1a\x1b]*\x1b?|\x1b)?\Z"
)
_BROKEN = re.compile(rb"\x1b(?:\[\[?[0-?]*[ -/]*|O[0-9;]*|[\]P_^X][^\x07\x18\x1a\x1b]*)[\x18\x1a]?")
_RUN = re.compile(rb"[^\x1b]+")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Piece(NamedTuple):
    """A part of what came in."""

    kind: Literal["text", "sequence", "escape", "alt", "paste"]
    text: str
    """The characters: of a sequence with its ESC, of `alt` the key pressed with Alt."""


class Incoming:
    """Cuts a stream of bytes into pieces."""

    def __init__(self, encoding: str = "utf-8", *, patience: float = 0.1) -> None:
        """Begin a stream.

        Args:
            encoding: What the terminal sends.
            patience: Seconds after which ESC alone is the Escape key.
        """
        self._decoder = getincrementaldecoder(encoding)(errors="replace")
        self._patience = patience
        self._part = b""
        self._paste: bytearray | None = None
        self._burst = ""
        self._due: float | None = None
        self._half = False

    def wait(self, now: float) -> float | None:
        """Seconds until `tick` has something to do; None while nothing is held back."""
        return None if self._due is None else max(0.0, self._due - now)

    def feed(self, data: bytes, now: float) -> list[Piece]:
        """Take in what was read in one go.

        Args:
            data: The bytes.
            now: Seconds on any clock that only goes forward.
        """
        came_before = len(self._part)
        pieces = list(self._cut(self._part + data, came_before))
        pieces = self._gathered(pieces)
        self._due = now + self._hold() if self._held_back else None
        return pieces

    def tick(self, now: float) -> list[Piece]:
        """Give up waiting, when it is time: hand on what a part can mean, drop the rest."""
        if self._due is None or now < self._due:
            return []
        self._due = None
        pieces: list[Piece] = []
        part, self._part = self._part, b""
        if self._paste is not None:
            pieces.append(self._pasted(bytes(self._paste) + part))
            self._paste = None
        elif part in (ESC, ESC + ESC):
            pieces += [Piece("escape", "\x1b")] * len(part)
        elif part[:2] == b"\x1bO":
            pieces.append(Piece("escape", "\x1b"))
            pieces += self._text(part[1:])
        if self._half:
            pieces += self._text(b"", final=True)
        if self._burst:
            pieces.append(Piece("paste", self._burst))
            self._burst = ""
        return pieces

    @property
    def _held_back(self) -> bool:
        return self._paste is not None or bool(self._part or self._burst or self._half)

    def _hold(self) -> float:
        if self._paste is not None:
            return PASTE_SECONDS
        if len(self._part) > 1 and self._part[1:2] not in b"O\x1b":
            return PART_SECONDS
        return BURST_SECONDS if self._burst and not self._part else self._patience

    def _cut(self, data: bytes, came_before: int) -> list[Piece]:
        """The pieces that are whole; what has only begun is kept."""
        pieces: list[Piece] = []
        self._part = b""
        at = 0
        while at < len(data):
            if self._paste is not None:
                at = self._take_paste(data, at, pieces)
            elif data[at] != ESC[0]:
                run = _RUN.match(data, at)
                assert run is not None
                at = run.end()
                pieces += self._text(run[0], final=at < len(data))
            elif came_before == 1 and not at and data[1:2] and data[1] in b"]P_^X":
                # A hand that pressed Escape, and then a key that happens to begin a string.
                pieces.append(Piece("escape", "\x1b"))
                at = 1
            elif _BEGUN.match(data, at):
                self._part = data[at:]
                break
            else:
                at = self._take_sequence(data, at, came_before == 1 and not at, pieces)
        return pieces

    def _take_sequence(self, data: bytes, at: int, alone: bool, pieces: list[Piece]) -> int:
        """Take what stands at an ESC; where what follows it begins.

        Args:
            data: What came in.
            at: Where the ESC is.
            alone: Did it come in a packet of its own?
            pieces: Where to put it.
        """
        whole = _WHOLE.match(data, at)
        key = data[at + 1 : at + 2]
        if whole is not None:
            if whole[0] == PASTE_BEGINS:
                self._paste = bytearray()
            elif whole[0] != PASTE_ENDS:
                pieces.append(Piece("sequence", whole[0].decode("latin-1")))
            return whole.end()
        if key == ESC:
            # Alt and an arrow, as PuTTY sends it, is the arrow: an Escape would drop what is typed.
            follows = at + 2 < len(data) and data[at + 2] in b"[O"
            if not follows:
                pieces.append(Piece("escape", "\x1b"))
            return at + 1
        if alone:
            pieces.append(Piece("escape", "\x1b"))
            return at + 1
        if key in b"[O]P_^X":
            broken = _BROKEN.match(data, at)
            assert broken is not None
            return broken.end()
        character = data[at + 1 :].decode("utf-8", errors="replace")[:1]
        pieces.append(Piece("alt", character))
        return at + 1 + len(character.encode() if character != "\ufffd" else key)

    def _take_paste(self, data: bytes, at: int, pieces: list[Piece]) -> int:
        assert self._paste is not None
        end = data.find(PASTE_ENDS, at)
        if end >= 0:
            pieces.append(self._pasted(bytes(self._paste) + data[at:end]))
            self._paste = None
            return end + len(PASTE_ENDS)
        # Its end may be cut in two.
        last = data.rfind(ESC, max(at, len(data) - len(PASTE_ENDS) + 1))
        if last >= 0 and PASTE_ENDS.startswith(data[last:]):
            self._paste += data[at:last]
            self._part = data[last:]
        else:
            self._paste += data[at:]
        return len(data)

    def _pasted(self, raw: bytes) -> Piece:
        return Piece("paste", plain_text(raw.decode("utf-8", errors="replace")))

    def _text(self, raw: bytes, *, final: bool = False) -> list[Piece]:
        text = self._decoder.decode(raw, final)
        self._half = not final and bool(self._decoder.getstate()[0])
        return [Piece("text", text)] if text else []

    def _gathered(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces, where a text that no hand typed became a paste, or the rest of one."""
        gathered: list[Piece] = []
        for piece in pieces:
            if piece.kind == "text" and (self._burst or looks_pasted(piece.text)):
                self._burst += plain_text(piece.text)
                continue
            if self._burst:
                gathered.append(Piece("paste", self._burst))
                self._burst = ""
            gathered.append(piece)
        return gathered


def looks_pasted(text: str) -> bool:
    """Whether a text that came in one packet was pasted: two lines of words, or a long run."""
    if len(text) >= LONG_RUN:
        return len(set(text)) > 1  # a key that is held down is no paste
    if "\r" not in text and "\n" not in text:
        return False
    lines = _LINE_END.split(text)
    wordy = [line for line in lines if len(set(line)) >= 3 and line.isprintable()]
    return len(wordy) >= 2


def plain_text(text: str) -> str:
    """A pasted text with its lines parted by newlines, without anything a terminal would obey."""
    return _CONTROLS.sub("", _LINE_END.sub("\n", text))
