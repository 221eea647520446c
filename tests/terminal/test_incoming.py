"""What comes over a line, cut into keys, reports and pastes: whatever the line does to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from screens.terminal.incoming import LONG_RUN, PART_SECONDS, PASTE_SECONDS, Incoming
from screens.terminal.typed import Typed, burst_of

PUTTY_AND_CONSOLE = {
    # Linux console, then what PuTTY sends in each of its keyboard modes, rxvt, the keypad.
    b"\x1b[[A": "f1", b"\x1b[[E": "f5", b"\x1b[17~": "f6", b"\x1b\t": "shift+tab",
    b"\x1b[11~": "f1", b"\x1bOP": "f1", b"\x1b[24~": "f12", b"\x1b[1~": "home", b"\x1b[4~": "end",
    b"\x1b[H": "home", b"\x1bOH": "home", b"\x1b[F": "end", b"\x1b[7~": "home", b"\x1b[8~": "end",
    b"\x1b[2~": "insert", b"\x1b[3~": "delete", b"\x1b[5~": "pageup", b"\x1b[6~": "pagedown",
    b"\x1b[A": "up", b"\x1bOA": "up", b"\x1b[Z": "shift+tab", b"\x1b[1;5A": "ctrl+up",
    b"\x1bOM": "enter", b"\x7f": "backspace", b"\x08": "backspace", b"\r": "enter",
    b"\x1b[27u": "escape", b"\x1b[106;;106u": "j",
    # PuTTY's Alt and an arrow is the arrow: an Escape would drop what is being typed.
    b"\x1b\x1b[A": "up", b"\x1b\x1bOB": "down", b"\x1bd": "alt+d", b"\x1b\r": "enter",
}  # fmt: skip


class Line:
    """A line with a clock of its own."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self.incoming = Incoming(encoding, patience=0.1)
        self.typed = Typed()
        self.now = 0.0

    def read(self, *packets: bytes, gap: float = 0.0) -> list[str]:
        """What packets mean that come one by one; keys by their names, pastes in quotes."""
        events = []
        for packet in packets:
            self.now += gap
            pieces = self.incoming.tick(self.now) + self.incoming.feed(packet, self.now)
            events += [named(one) for one in self.typed.messages(pieces)]
        return events

    def later(self, seconds: float) -> list[str]:
        """What is made of what was held back, once so much time has passed."""
        self.now += seconds
        return [named(one) for one in self.typed.messages(self.incoming.tick(self.now))]


def named(message: object) -> str:
    if isinstance(message, events.Key):
        return message.key
    return f"<{message.text}>" if isinstance(message, events.Paste) else type(message).__name__


@pytest.mark.parametrize(("sent", "key"), PUTTY_AND_CONSOLE.items(), ids=repr)
def test_a_key_arrives_whole_and_cut_at_any_place(sent: bytes, key: str) -> None:
    assert Line().read(sent) == [key]
    for cut in range(2, len(sent)):
        line = Line()
        assert line.read(sent[:cut], sent[cut:], gap=0.04) + line.later(2.0) == [key]


def test_escape_alone_and_before_other_keys() -> None:
    line = Line()
    assert line.read(b"\x1b") == []
    assert line.later(0.1) == ["escape"]
    # Two keys of one hand, not one of a machine.
    assert line.read(b"\x1b", b"d", gap=0.05) == ["escape", "d"]
    assert line.read(b"\x1b\x1b") + line.later(0.1) == ["escape", "escape"]
    assert line.read(b"\x1b", b"O", gap=0.05) + line.later(0.1) == ["escape", "O"]
    assert line.read(b"\x1b", b"P", b"x", gap=0.05) == ["escape", "P", "x"]


@pytest.mark.parametrize(
    "junk",
    [
        b"\x1b[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18z",
        b"\x1b[?1;2c",  # what it is
        b"\x1b]11;rgb:0000/0000/0000\x07",  # its background
        b"\x1b]0;xxdd\x1b\\",
        b"\x1bP>|tmux 3.3a\x1b\\",
        b"\x1b[M \xc3\xff",  # a click, of the kind whose bytes are no characters
        b"\x1b[<999999999999;1;1M",
        b"\x1b[48;0;0;0;0t",
        b"\x1b[48;99999999;99999999;1;1t",
        b"\x1b[999999999999;1u",
        b"\x1b[1114112;;u",
        b"\0\0\0",
        "\x85\x9b".encode(),
        b"\x1b[3",
        b"\x1b[3\x18",
    ],
    ids=repr,
)
def test_what_nobody_asked_for_is_dropped_whole(junk: bytes) -> None:
    line = Line()
    found = line.read(junk)
    found += line.later(PART_SECONDS)
    assert set(found) <= {"MouseScrollRight"}
    assert line.read(b"j") == ["j"]


def test_bytes_that_are_no_text_become_one_sign_each() -> None:
    assert Line().read(b"a\xe9b") == ["a", "replacement_character", "b"]
    assert Line("iso8859-1").read(b"\xe9") == ["é"]
    # A character cut in two is none the less one.
    assert Line().read(b"\xc3", b"\xa9", gap=0.05) == ["é"]
    line = Line()
    assert line.read(b"\xc3") == []
    assert len(line.later(0.1)) == 1


def test_a_paste_is_one_thing_however_it_comes() -> None:
    whole = b"\x1b[200~one\r\ntwo\x00\x1b[31m\x07\tthree\x1b[201~"
    paste = "<one\ntwo[31m\tthree>"
    assert Line().read(whole) == [paste]
    for cut in range(2, len(whole)):
        assert Line().read(whole[:cut], whole[cut:], gap=0.05) == [paste]
    assert Line().read(whole + b"j") == [paste, "j"]


def test_a_paste_whose_end_was_lost_does_not_take_the_keyboard_with_it() -> None:
    line = Line()
    assert line.read(b"\x1b[200~one") == []
    assert line.later(PASTE_SECONDS) == ["<one>"]
    assert line.read(b"j") == ["j"]
    assert line.read(b"\x1b[201~k") == ["k"]


def test_a_paste_without_brackets_is_one_paste_too() -> None:
    line = Line()
    assert line.read(b"add d\rremove old\r", b"x last", gap=0.01) == []
    assert line.later(0.2) == ["<add d\nremove old\nx last>"]
    assert line.read(b"w " * LONG_RUN) == []
    assert line.later(0.2) == [f"<{'w ' * LONG_RUN}>"]
    # A quick hand is none, nor is a key held down.
    assert line.read(b"ab\r") == ["a", "b", "enter"]
    assert line.read(b"wells\tAna\r") == [*"wells", "tab", *"Ana", "enter"]
    assert line.read(b"j" * LONG_RUN) == ["j"] * LONG_RUN


def test_a_key_knows_what_came_with_it() -> None:
    typed = Typed()
    keys = list(typed.messages(Incoming().feed(b"remove", 0.0)))
    assert [burst_of(key) for key in keys] == ["remove", "", "", "", "", ""]
    assert [burst_of(key) for key in typed.messages(Incoming().feed(b"r", 0.0))] == [None]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=6), st.sampled_from([0.0, 0.05, 0.5, 3.0]))
def test_no_bytes_upset_it(packets: list[bytes], gap: float) -> None:
    line = Line()
    line.read(*packets, b"", gap=gap)
    line.later(5.0)
    assert line.incoming.wait(line.now) is None
    assert line.read(b"\x1b[201~\x1b[A") == ["up"]
