"""Whatever is wrong is told in one clear line, with the right exit status, and nothing changes."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli.plan_files import load_plan
from actionplan_tui.store import writing
from actionplan_tui.store.lock import lock_path

Cli = Callable[..., Any]
Contents = Callable[[], dict[str, bytes]]

BIG = "x" * 10_000_000
ESCAPE = "\x1b[2J\x07boo"


@pytest.mark.parametrize(
    ("words", "status", "problem"),
    [
        # unknown commands, tables, options
        (["bogus"], 2, "there is no command 'bogus' and no plan of that name"),
        (["list", "stepss"], 2, "list: there is no table 'stepss': did you mean steps?"),
        (["list", "--where"], 2, "list: argument --where: expected one argument"),
        (["done"], 2, "done: the following arguments are required: ID"),
        (["set", "S2", "percent"], 2, "set: 'percent' is not of the form FIELD=VALUE"),
        (["set", "S2", "=5"], 2, "set: '=5' is not of the form FIELD=VALUE"),
        (["status", "--due", "x"], 2, "status: argument --due: 'x' is no number of days"),
        (["restore", "last"], 2, "restore: argument REVISION: invalid int value: 'last'"),
        # unknown fields
        (["set", "S2", "dew=fri"], 3, "a step has no field 'dew': did you mean due?"),
        (["set", "S2", "state=done"], 3, "state is worked out"),
        (["set", "S2", "id=7"], 3, "id is worked out"),
        (["set", "S2", "created_by=me"], 3, "a step has no field 'created_by'"),
        (["set", "G1", "percent=5"], 3, "a goal has no field 'percent'"),
        (["list", "steps", "--where", "colour~x"], 3, "steps have no field 'colour'"),
        # unknown ids
        (["show", "S99"], 3, "there is no step S99"),
        (["show", "Z1"], 3, "there is no record 'Z1'"),
        (["show", "7.7"], 3, "there is no step"),
        (["show", ""], 3, "there is no record ''"),
        (["set", "P2", "name=TAVITA"], 3, "P1 is called Tavita already: mark both"),
        (["set", "C1", "cadence=at milestone 9"], 3, "Cadence: there is no step"),
        (
            ["set", "C1", "until=2026-11-09", "start=2026-11-04"],
            3,
            "weekly on tue never occurs from 4 Nov 2026 to 9 Nov 2026",
        ),
        (["set", "P1", "power=6"], 3, "Power: must be between 1 and 5"),
        (["set", "K1", "target=-1"], 3, "target -1 does not increase from 0"),
        (["set", "K9", "unit=%"], 3, "there is no KPI K9"),
        (["done", "G1"], 3, "G1 is a goal, and a step is asked for"),
        (["remove", "plan"], 3, "the plan's own record stays"),
        (["promote", "I9", "--under", "G1"], 3, "there is no idea I9"),
        (["promote", "I1", "--under", "K1"], 3, "K1: an idea becomes a step under"),
        (["measure", "K9", "4"], 3, "there is no KPI K9"),
        (["contact", "C9"], 3, "there is no communication C9"),
        (["add", "x", "--under", "S99"], 3, "there is no step S99"),
        (["add", "goal", "x", "--under", "S1"], 3, "--under is for steps"),
        (["set", "S2", "depends_on=S99"], 3, "After: there is no step S99"),
        (["restore", "99"], 3, "there is no backup of revision 99"),
        (["import", "x.csv", "--under", "G9"], 3, ""),
        # values that are none
        (["set", "S2", "due=someday"], 3, "By When: 'someday' is no date"),
        (["set", "S2", "due=2026-02-30"], 3, "By When: "),
        (["set", "S2", "due=31 feb"], 3, "By When: 31 feb: Feb has no day 31"),
        (["set", "S2", "percent=101"], 3, "Percent: must be between 0 and 100"),
        (["set", "S2", "percent=half"], 3, "Percent: "),
        (["set", "plan", "due_soon=99,999"], 3, "Due soon: must be 36,500 days at most"),
        (["set", "C1", "remind_before=9999w"], 3, "Remind before: must be 5,256,000 minutes"),
        (["set", "S2", "kind=thing"], 3, "Kind: 'thing' is none of"),
        (["set", "S2", "due=2026-01-01"], 3, "due 1 Jan 2026 is before the start 2 Nov 2026"),
        (["set", "S1", "percent=5"], 3, "percent: comes from the steps below it"),
        (["set", "S1", "parent=S2"], 3, "a step cannot stand under itself"),
        (["set", "S2", "depends_on=S2"], 3, "depends_on: a step cannot wait for itself"),
        (["set", "plan", "time_zone=Moon/Base"], 3, "time_zone: 'Moon/Base' is no time zone"),
        (["set", "plan", "review_cadence=now and then"], 3, "Plan review: "),
        (["measure", "K1", "many"], 3, "Value: 'many' is no number"),
        (["measure", "K1", "4", "--on", "someday"], 3, "'someday' is no date"),
        (["log", "--since", "someday"], 3, "'someday' is no date"),
        (["diff", "--since", "0001-01-01"], 3, "the plan was made on 23 Nov 2026"),
        (["status", "--owner", "Nobody"], 3, "nobody in the register is called 'Nobody'"),
        (["add", "due:someday"], 3, ""),
        (["add", "Meet due:someday"], 3, "due: 'someday' is no date"),
        (["add", "goal", "x", "target_date=someday"], 3, "By: 'someday' is no date"),
        (["add", "resource", "vans"], 3, "step: there is no step"),
        # what is too long, and what would command a terminal
        (["set", "S2", f"notes={BIG}"], 3, "notes: 10,000,000 characters are too many"),
        (["add", BIG], 3, ""),
        (["add", "idea", BIG], 3, "text: 10,000,000 characters are too many"),
        (["set", "S2", f"title={ESCAPE}"], 3, "title: holds the control character U+001B"),
        (["add", f"Meet {ESCAPE}"], 3, "title: holds the control character U+001B"),
        (["add", "stakeholder", ESCAPE], 3, "name: holds the control character U+001B"),
        (["set", "S2", f"lead={ESCAPE}"], 3, "name: holds the control character U+001B"),
        (["measure", "K1", "4", "--note", ESCAPE], 3, "note: holds the control character U+001B"),
        (["show", ESCAPE], 3, "there is no record"),
        (["set", "S2", "title=half a character \udc80"], 3, "title: holds half a character"),
    ],
    ids=lambda value: " ".join(w[:20] for w in value) if isinstance(value, list) else "",
)
def test_wrong_words_change_nothing(
    cli: Cli,
    plan_file: Path,
    contents: Contents,
    words: list[str],
    status: int,
    problem: str,
) -> None:
    before = contents()

    ran = cli(*words, "-f", plan_file.name)

    assert ran.status == status, ran.err
    assert problem in ran.problem
    assert ran.problem.isprintable()
    assert len(ran.problem) <= 601
    # The lock beside the plan may stay; the plan and all else are as they were.
    assert {**contents(), **before} == {**before, **_locks(contents())}


def _locks(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.endswith(".lock")}


EVERY_PLAN_COMMAND = [
    ["status"], ["list", "steps"], ["show", "S1"], ["agenda"], ["add", "x"], ["done", "S1"],
    ["set", "S1", "due=fri"], ["remove", "S1"], ["promote", "I1", "--under", "G1"], ["undo"],
    ["measure", "K1", "4"], ["contact", "C1"], ["log"], ["redo"], ["restore", "1"],
    ["export", "x.md"], ["import", "x.csv"],
]  # fmt: skip


@pytest.mark.parametrize("words", EVERY_PLAN_COMMAND, ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: None, "there is no plan bad.json"),
        (Path.mkdir, "bad.json is a folder, not a plan file"),
        (os.mkfifo, "bad.json is not a regular file"),
        (Path.touch, "bad.json is empty"),
        (lambda path: path.write_text("{}"), "bad.json holds something else than an action plan"),
        (lambda path: path.write_text('{"meta": {'), "bad.json is damaged or cut short"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "bad.json"),
        (lambda path: path.symlink_to("bad.json"), "bad.json"),
    ],
    ids=["missing", "folder", "fifo", "empty", "other", "cut", "binary", "loop"],
)
def test_what_is_no_plan_is_left_alone(
    cli: Cli, words: list[str], make: Callable[[Path], object], problem: str
) -> None:
    bad = Path("bad.json")
    make(bad)
    before = bad.read_bytes() if bad.is_file() else None

    ran = cli(*words, "-f", "bad.json")

    assert ran.status == 3
    if words[0] != "restore":  # which speaks of the backups that are not there
        assert problem in ran.problem
    assert (bad.read_bytes() if bad.is_file() else None) == before
    assert [path.name for path in Path().iterdir() if not path.name.endswith(".lock")] in (
        [],
        ["bad.json"],
    )


WRITING = [
    words
    for words in EVERY_PLAN_COMMAND
    if words[0] in ("add", "set", "done", "remove", "promote", "measure", "contact")
]


@pytest.mark.parametrize("words", WRITING, ids=lambda words: words[0])
def test_a_plan_held_by_another_program(cli: Cli, plan_file: Path, words: list[str]) -> None:
    assert cli("set", "S1", "due=-", "notes=x", "-f", str(plan_file)).status == 0  # makes the lock
    before = plan_file.read_bytes()
    with lock_path(plan_file).open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        ran = cli(*words, "-f", str(plan_file))

    assert ran.status == 3
    assert "another session has held the plan for 0.2 s" in ran.problem
    assert plan_file.read_bytes() == before
    assert cli(*words, "-f", str(plan_file)).status == 0


@pytest.mark.parametrize("words", WRITING, ids=lambda words: words[0])
def test_a_plan_that_may_not_be_written(
    cli: Cli, plan_file: Path, contents: Contents, words: list[str], monkeypatch: Any
) -> None:
    # Root may write everything, so that the system's own refusal has to be played.
    monkeypatch.setattr(
        writing.os, "access", lambda path, mode, **_: Path(path) != plan_file.parent
    )
    before = contents()

    ran = cli(*words, "-f", str(plan_file))

    assert ran.status == 3
    assert "the folder of portal.json is read-only" in ran.problem
    assert contents() == before
    assert cli("status", "-f", str(plan_file)).status == 0


def test_a_disk_that_is_full(cli: Cli, plan_file: Path, monkeypatch: Any) -> None:
    before = plan_file.read_bytes()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "write", full)
    ran = cli("set", "S2", "percent=90", "-f", str(plan_file))

    assert ran.status == 3
    assert "the disk is full" in ran.problem
    assert plan_file.read_bytes() == before


def test_control_characters_of_a_file_edited_by_hand_do_nothing_to_a_terminal(
    cli: Cli, plan_file: Path
) -> None:
    raw = plan_file.read_text(encoding="utf-8")
    nasty = r"\u001b]0;owned\u0007\u001b[31m\u202e\u009b2J"
    plan_file.write_text(
        raw.replace("Draft the bill", nasty)
        .replace("Tavita", nasty)
        .replace("Half of all", nasty)
        .replace("slow to answer", nasty)
        .replace("progress", nasty)
        .replace("Accounts", nasty)
        .replace("Open on Saturdays", nasty)
        .replace("Portal plan", nasty),
        encoding="utf-8",
    )
    assert "\x1b" in load_plan(plan_file).info.title

    tables = ("plan", "goals", "steps", "kpis", "ideas", "communications", "stakeholders")
    commands = [["list", table] for table in tables]
    commands += [["list", table, "--json", "--private"] for table in tables]
    commands += [["list", table, "--csv", "--private"] for table in tables]
    commands += [
        ["show", word, "--private"] for word in ("plan", "G1", "S2", "P1", "K1", "C1", "I1")
    ]
    commands += [["status"], ["status", "--short"], ["status", "--json"], ["agenda"]]
    for words in commands:
        ran = cli(*words, "-f", str(plan_file))
        assert ran.status == 0, (words, ran.err)
        assert all(line.isprintable() for line in ran.lines), words
        assert all(line.isprintable() for line in ran.err.splitlines()), words


def test_a_folder_that_may_not_be_written_in(cli: Cli, monkeypatch: Any) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing.os, "open", refused)
    ran = cli("new", "plan.json")

    assert ran.status == 3
    assert "you may not write in" in ran.problem
    assert list(Path().iterdir()) == []


def test_the_same_in_a_process_of_its_own(plan_file: Path) -> None:
    """What the tests above see in this process is what a person sees."""
    command = [sys.executable, "-m", "actionplan_tui"]
    for words, status in (
        (["bogus"], 2),
        (["set", "S2", "due=someday", "-f", str(plan_file)], 3),
        (["status", "-f", "nowhere.json"], 3),
        (["status", "--exit-code", "-f", str(plan_file)], 1),
    ):
        ran = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
        assert ran.returncode == status
        assert status == 1 or (ran.stdout, ran.stderr.count("\n")) == ("", 1)
        assert "Traceback" not in ran.stderr
