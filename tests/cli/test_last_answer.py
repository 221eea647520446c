"""The kept answers of `status`: used while they hold, never needed, never trusted too long."""

from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli import status

Cli = Callable[..., Any]
SetDay = Callable[[dt.date], None]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The plans that `status` has read."""
    paths: list[Path] = []
    load = status.load_plan

    def noted(path: Path) -> Any:
        paths.append(path)
        return load(path)

    monkeypatch.setattr(status, "load_plan", noted)
    return paths


def kept(home: Path) -> list[Path]:
    return sorted(path for path in (home / "cache").rglob("*") if path.is_file())


@pytest.mark.parametrize("form", [[], ["--short"], ["--json"]], ids=["page", "short", "json"])
def test_asked_again_the_plan_is_not_read(
    cli: Cli, plan_file: Path, read: list[Path], home: Path, form: list[str]
) -> None:
    words = ["status", *form, "-f", str(plan_file)]

    first = cli(*words)
    again = cli(*words, "--exit-code")

    assert len(read) == 1
    assert (again.out, again.err) == (first.out, first.err)
    assert (first.status, again.status) == (0, 1)  # a step is late
    [answer] = kept(home)
    assert stat.S_IMODE(answer.stat().st_mode) == 0o600
    assert stat.S_IMODE(answer.parent.stat().st_mode) == 0o700


def test_the_environment_may_name_the_plan(
    cli: Cli, plan_file: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONPLAN_FILE", plan_file.name)

    assert cli("status") == cli("status")
    assert cli("status").err == "plan: portal.json\n"
    assert cli("status", "--short") == cli("status", "--short")
    assert cli("status", "--short").err == ""
    assert len(read) == 2


def test_a_change_of_the_plan_is_seen_at_once(cli: Cli, plan_file: Path, read: list[Path]) -> None:
    name = str(plan_file)
    cli("status", "-f", name)

    cli("done", "1.1", "-f", name)
    assert "1 done" in cli("status", "-f", name).out
    assert len(read) == 2

    raw = plan_file.read_text(encoding="utf-8")
    plan_file.write_text(raw.replace("Portal plan", "Patrol plan"), encoding="utf-8")
    assert cli("status", "-f", name).out.startswith("Patrol plan")

    plan_file.unlink()
    assert cli("status", "-f", name).problem.startswith("there is no plan")


def test_a_day_later_the_plan_is_read_anew(
    cli: Cli, plan_file: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day is the plan's: in Apia (UTC+13) Tuesday 24th ends on the 24th at 11:00 UTC."""
    from actionplan_tui.cli import clock

    name = str(plan_file)
    cli("set", "plan", "time_zone=Pacific/Apia", "-f", name)

    def at(day: int, hour: int, minute: int) -> int:
        moment = dt.datetime(2026, 11, day, hour, minute, tzinfo=dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        ran = cli("status", "-f", name)
        assert ran.status == 0
        return len(read)

    assert at(23, 11, 0) == 1
    assert at(24, 10, 59) == 1
    assert at(24, 11, 0) == 2
    assert at(23, 12, 0) == 3  # a clock set back


@pytest.mark.parametrize(
    "words", [["--due", "3d"], ["--owner", "Ioane"], ["--json", "--short"]], ids=" ".join
)
def test_other_questions_are_answered_from_the_plan(
    cli: Cli, plan_file: Path, read: list[Path], home: Path, words: list[str]
) -> None:
    for _ in range(2):
        assert cli("status", *words, "-f", str(plan_file)).status == 0

    assert len(read) == 2
    assert kept(home) == []


def test_a_plan_just_saved_is_read_again(
    cli: Cli, plan_file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within the grain of a file system's clock two changes may look like one."""
    from actionplan_tui.cli import clock

    monkeypatch.setattr(clock, "now", lambda: dt.datetime.now(dt.UTC))
    os.utime(plan_file)

    cli("status", "-f", str(plan_file))

    assert kept(home) == []


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"1\n2\n3", b"x\n" * 9])
def test_a_damaged_answer_is_no_answer(
    cli: Cli, plan_file: Path, read: list[Path], home: Path, damage: bytes
) -> None:
    first = cli("status", "-f", str(plan_file))
    [answer] = kept(home)
    answer.write_bytes(damage)

    assert cli("status", "-f", str(plan_file)) == first
    assert len(read) == 2


def test_no_place_to_keep_an_answer_is_no_trouble(
    cli: Cli, plan_file: Path, read: list[Path], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    assert cli("status", "-f", str(plan_file)) == cli("status", "-f", str(plan_file))
    assert len(read) == 2

    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    deep = Path("x" * 120) / ("y" * 120)
    deep.mkdir(parents=True)
    long = plan_file.rename(deep / "plan.json")
    assert cli("status", "-f", str(long)).status == 0
    assert kept(home) == []


def test_an_answer_known_already_loads_next_to_nothing(plan_file: Path, home: Path) -> None:
    time.sleep(2.1)  # until the plan counts as settled
    command = [sys.executable, "-X", "importtime", "-m", "actionplan_tui", "status"]
    for _ in range(2):
        ran = subprocess.run(
            [*command, "-f", str(plan_file)], capture_output=True, text=True, check=True
        )

    names = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    loaded = {name for name in names if name.startswith("actionplan_tui")}
    assert loaded - {"actionplan_tui", "actionplan_tui.__main__"} == {
        "actionplan_tui.cli",
        "actionplan_tui.cli.clock",
        "actionplan_tui.cli.endings",
        "actionplan_tui.cli.last_answer",
        "actionplan_tui.cli.main",
        "actionplan_tui.cli.printing",
        "actionplan_tui.model",
        "actionplan_tui.model.problem",
    }
    assert not names & {"argparse", "json", "msgspec", "tinydb", "typing"}
