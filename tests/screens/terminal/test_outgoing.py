"""What goes out to a terminal: at once where the line is free, later where not; all of it."""

from __future__ import annotations

import os
import pty
import select
import tty
from collections.abc import Iterator

import pytest

from screens.terminal.outgoing import Outgoing


@pytest.fixture
def line() -> Iterator[tuple[int, Outgoing]]:
    """The far end of a line, and what writes to the near one; its thread does not run yet."""
    far, near = pty.openpty()
    tty.setraw(near)
    out = Outgoing(near, str.encode, gone=lambda: None, dropped=lambda: None)
    yield far, out
    out.close(1.0)
    os.close(near)
    os.close(far)


def arrived(far: int) -> bytes:
    """What can be read at the far end now."""
    found = b""
    while select.select([far], [], [], 0)[0]:
        found += os.read(far, 65_536)
    return found


def test_a_free_line_waits_for_no_thread(line: tuple[int, Outgoing]) -> None:
    far, out = line

    out.write("seen at once")

    assert arrived(far) == b"seen at once"
    out.start()


def test_what_a_full_line_does_not_take_comes_later_whole_and_in_order(
    line: tuple[int, Outgoing],
) -> None:
    far, out = line
    texts = [f"{number:06}" * 2_000 for number in range(20)]

    for text in texts:
        out.write(text)
    out.start()
    wanted, found = "".join(texts).encode(), b""
    while len(found) < len(wanted):
        found += os.read(far, 65_536)

    assert found == wanted
