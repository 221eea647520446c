"""Lines that drop, hang or garble, at the end of a bare pseudo-terminal."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest
from patience import Stopwatch
from raw_terminal import LASTING

TWO_SECONDS = 2.5
"""In which a session is gone, and its exit status told."""


@pytest.fixture
def plan(water) -> Path:
    """A plan with one step."""
    path: Path = water("Survey wells")
    return path


def step(path: Path) -> str:
    title: str = json.loads(path.read_text("utf-8"))["steps"]["1"]["title"]
    return title


def cpu_ticks(pid: int) -> int:
    """Processor time that a process has used, in the system's ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def ignore_hang_ups() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


@pytest.mark.parametrize("before", [None, ignore_hang_ups], ids=["heeded", "ignored"])
def test_a_terminal_that_vanishes_ends_the_session_and_keeps_what_was_half_typed(
    raw, plan, before
) -> None:
    desk = raw(plan, before=before)
    desk.until("Survey wells")
    desk.send("Ge")
    desk.until("Enter keep")
    desk.send("Survey spr")
    desk.until("Survey spr")
    with Stopwatch() as watch:
        desk.vanish()
        status = desk.ended()

    assert watch.seconds < TWO_SECONDS
    assert status == 128 + signal.SIGHUP
    assert step(plan) == "Survey wells"

    again = raw(plan, code=LASTING)
    again.until("left half typed")
    again.send(":")
    again.until("Find and go")
    again.send("drafts")
    again.until("Open drafts")
    again.send("\r")
    again.until("Try a draft")
    again.until("half typed: Survey spr")
    again.send("\r")
    again.until("Enter keep")
    again.until("Survey spr")
    again.send("ings\r")
    again.until(lambda: step(plan) == "Survey springs")
    again.send("\x11")
    assert again.ended() == 0

    third = raw(plan)
    third.until("Survey springs")
    assert "half typed" not in third.screen


def test_a_line_that_takes_nothing_holds_up_neither_saving_nor_the_end(raw, plan) -> None:
    desk = raw(plan)
    desk.until("Survey wells")
    desk.stop_reading()
    desk.send("\x0c" * 10)
    for title in ("Survey springs", "Survey lakes"):
        desk.send("Ge")
        desk.send(title + "\r")
        desk.until(lambda title=title: step(plan) == title)
    with Stopwatch() as watch:
        desk.process.send_signal(signal.SIGTERM)
        status = desk.ended()

    assert status == 128 + signal.SIGTERM
    assert watch.seconds < TWO_SECONDS


def test_what_a_line_garbles_runs_no_command(raw, plan) -> None:
    desk = raw(plan)
    desk.until("Survey wells")
    before = plan.read_bytes()
    for junk in (
        b"\xff\xfe\xe9\x80",  # no UTF-8
        b"\x1b[M \xc3\xff",  # a click that tmux makes after re-attaching
        b"\x1b]11;rgb:dddd/xxxx/aaaa\x1b\\\x1b[?62;4;6;22c",
        b"\x00" * 50,
        b"\x1b[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16ddxdd",
        b"add d\rdelete dd\rx all\r",  # pasted without its brackets
        b"delete dd",
    ):
        desk.send(junk)
        desk.send(b"\x1b[27u")
    desk.until("pasted")
    desk.send(b"\x1b[27u\x1b[27u")
    desk.send("Ge")
    desk.until("Enter keep")
    desk.send(b"caf\xc3")
    desk.send(b"\xa9\r")
    desk.until(lambda: step(plan) == "café")

    document = json.loads(plan.read_bytes())
    assert len(document["steps"]) == 1
    assert document["meta"]["1"]["revision"] == json.loads(before)["meta"]["1"]["revision"] + 1


def test_a_paste_of_a_megabyte_does_no_harm(raw, plan) -> None:
    desk = raw(plan)
    desk.until("Survey wells")
    desk.send("Ge")
    desk.until("Enter keep")
    half = b"0123456789" * 50_000

    def paste() -> None:
        for part in (b"\x1b[200~", half, half, b"\x1b[201~"):
            at = 0
            while at < len(part):
                at += os.write(desk._ours, part[at : at + 4000])

    paste()
    desk.until("123456789")
    desk.send("\x1b[27u")
    desk.send("Ge")
    desk.until("Enter keep")
    desk.send("Survey springs\r")
    desk.until(lambda: step(plan) == "Survey springs")


def test_what_goes_to_standard_error_may_go_to_a_file(raw, plan, tmp_path) -> None:
    desk = raw(plan, stderr=tmp_path / "errors")
    desk.until("Survey wells")
    desk.send("\x11")

    assert desk.ended() == 0
    assert (tmp_path / "errors").read_text("utf-8") == ""


def test_an_idle_desk_uses_neither_line_nor_processor(raw, plan) -> None:
    desk = raw(plan)
    desk.until("Survey wells")
    desk.until(lambda: desk.screen.count("\n") == 23)

    def rests() -> None:
        seconds: list[tuple[int, int]] = []
        while (0, 0) not in seconds and len(seconds) < 60:  # the first belong to the start
            sent, used, begun = len(desk.sent), cpu_ticks(desk.process.pid), time.monotonic()
            desk.until(lambda begun=begun: time.monotonic() - begun > 1)
            seconds.append((cpu_ticks(desk.process.pid) - used, len(desk.sent) - sent))
        assert seconds[-1] == (0, 0), seconds

    rests()
    desk.send(":")
    desk.until("Find and go")
    rests()  # no cursor blinks in a dialog either


def test_a_desk_stopped_by_others_takes_the_terminal_again_and_reads_every_key_once(
    raw, plan
) -> None:
    desk = raw(plan)
    desk.until("Survey wells")
    stat = Path(f"/proc/{desk.process.pid}/stat")
    desk.process.send_signal(signal.SIGSTOP)
    desk.until(lambda: ") T " in stat.read_text("utf-8"))
    os.write(desk._theirs, b"\x1b[?1049l\x1b[H\x1b[2Ja shell was here")
    desk.until("a shell was here")
    desk.process.send_signal(signal.SIGCONT)
    desk.until("Survey wells")
    assert "a shell was here" not in desk.screen
    title = "Survey every spring, well and river of the district twice a year"
    desk.send("Ge")
    desk.until("Enter keep")
    for letter in title:
        desk.send(letter)
    desk.send("\r")
    desk.until(lambda: step(plan) == title)
