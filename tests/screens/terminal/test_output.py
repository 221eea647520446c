"""What a driver writes goes out frugally, or as it is when it is not understood."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.drivers.linux_driver import LinuxDriver

from screens.terminal import choice
from screens.terminal.driver import DeskDriver
from screens.terminal.frugal import Abilities
from screens.terminal.frugal_driver import FrugalDriver
from screens.terminal.output import FrugalOutput

STRANGE = "\x1b[1;1H\x1b[2Jwho knows"


class Sent:
    """A driver that keeps what it is to write."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self._app = SimpleNamespace(size=(10, 2))

    def write(self, data: str) -> None:
        self.sent.append(data)

    def start_application_mode(self) -> None:
        pass


class Driver(FrugalOutput, Sent):
    """The frugal output before it."""

    def find_abilities(self) -> Abilities:
        return Abilities()


@pytest.fixture
def driver() -> Driver:
    """A driver that has begun."""
    made = Driver()
    made.start_application_mode()
    return made


def test_a_frame_is_one_write_and_only_what_differs(driver) -> None:
    for text in ("0123456789", "01234x6789"):
        for part in (SYNC_START, f"\x1b[1;1H{text}\x1b[2;1H", SYNC_END):
            driver.write(part)
    assert driver.sent == ["\x1b[m\x1b[H0123456789\x1b[2H", "\x1b[1;6Hx\x1b[2H"]
    driver.write("\x1b[1;1H0123456789\x1b[2;1H")
    driver.write("\x1b[1;1H0123456789\x1b[2;1H")
    assert len(driver.sent) == 3  # nothing differs: nothing is sent


def test_modes_the_clipboard_and_the_bell_go_out_as_they_are(driver) -> None:
    frame = "\x1b[1;1H0123456789\x1b[2;1H"
    driver.write(frame)
    plain = ["\x1b[?25l", "\x1b]52;c;eA==\x07", "\x07", "\x1b[>25u", "\x1b[?2026$p"]
    for part in plain:
        driver.write(part)
    driver.write(frame)  # the terminal still shows it
    assert driver.sent[1:] == plain


@pytest.mark.parametrize("drawing", ["text", "\x1b[2J", "\x1b[?1049h"])
def test_after_anything_else_the_screen_is_drawn_afresh(driver, drawing) -> None:
    frame = "\x1b[1;1H0123456789\x1b[2;1H"
    driver.write(frame)
    driver.write(drawing)
    driver.write(frame)
    assert driver.sent == ["\x1b[m\x1b[H0123456789\x1b[2H", drawing, driver.sent[0]]


def test_a_strange_frame_goes_out_as_it_is_and_after_some_so_does_everything(driver) -> None:
    frame = "\x1b[1;1H0123456789\x1b[2;1H"
    for _ in range(5):
        driver.write(STRANGE)
    driver.write(frame)
    driver.write(frame)
    assert driver.sent == [*[f"\x1b[m{STRANGE}"] * 5, frame, frame]


def test_a_single_strange_frame_is_forgiven(driver) -> None:
    frame = "\x1b[1;1H0123456789\x1b[2;1H"
    for _ in range(6):
        driver.write(STRANGE)
        driver.write(frame)
    driver.write(frame)
    assert driver.sent == [f"\x1b[m{STRANGE}", "\x1b[m\x1b[H0123456789\x1b[2H"] * 6


def test_another_size_is_drawn_afresh(driver) -> None:
    driver.write("\x1b[1;1H0123456789\x1b[2;1H")
    driver._app.size = (12, 2)
    driver.write("\x1b[1;1H0123456789  \x1b[2;1H")
    assert driver.sent[1] == "\x1b[m\x1b[H0123456789  \x1b[2H"


def test_which_driver_serves_can_be_said(monkeypatch) -> None:
    monkeypatch.setattr("textual.constants.DRIVER", None)
    for said, driver in (("", FrugalDriver), ("whole", DeskDriver), ("stock", LinuxDriver)):
        monkeypatch.setenv("ACTIONPLAN_DRIVER", said)
        assert choice.driver_class() is driver
