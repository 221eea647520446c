"""`export` and `import`: what leaves comes in again."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli.plan_files import load_plan
from actionplan_tui.exchange import files
from actionplan_tui.exchange.formats import FORMATS
from actionplan_tui.exchange.reports import REPORT_FORMATS
from actionplan_tui.model.plan import TABLES

Cli = Callable[..., Any]

TABLE = """\
Action Step,By Whom,By When
Print the forms,Lagi,2026-12-04
Ask the bank,Ioane,4/12/2026
Draft the bill,Tavita,someday
"""


@pytest.fixture
def table(home: Path) -> str:
    """A table as a colleague sends it."""
    Path("table.csv").write_text(TABLE, encoding="utf-8")
    return "table.csv"


# export


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_suffix_tells_the_format(cli: Cli, plan_file: Path, suffix: str) -> None:
    ran = cli("export", f"out.{suffix}", "-f", str(plan_file))

    assert (ran.status, ran.out) == (0, f"out.{suffix}\n")
    data = Path(f"out.{suffix}").read_bytes()
    marks = {"csv": b"Draft the bill", "md": b"# Portal plan", "ics": b"BEGIN:VCALENDAR"}
    marks |= {"docx": b"word/document.xml", "xlsx": b"xl/workbook.xml", "html": b"<!DOCTYPE html>"}
    assert marks.get(suffix, b'"Draft the bill"') in data


def test_a_pipe_needs_the_format_named(plan_file: Path) -> None:
    command = [sys.executable, "-m", "actionplan_tui", "export", "-", "-f", str(plan_file)]

    piped = subprocess.run([*command, "--to", "csv"], capture_output=True, check=False)
    unsaid = subprocess.run(command, capture_output=True, check=False)

    assert (piped.returncode, piped.stderr) == (0, b"")
    rows = list(csv.DictReader(io.StringIO(piped.stdout.decode("utf-8-sig"))))
    assert [row["WBS"] for row in rows] == ["1", "1.1", "1.2", "2"]
    assert (unsaid.returncode, unsaid.stdout) == (2, b"")


def test_private_notes_leave_only_when_asked_for(cli: Cli, plan_file: Path) -> None:
    name = str(plan_file)
    cli("export", "out.json", "-f", name)
    assert b"slow to answer" not in Path("out.json").read_bytes()
    cli("export", "all.txt", "--to", "json", "--private", "-f", name)
    assert b"slow to answer" in Path("all.txt").read_bytes()


def test_reminders_can_be_left_out(cli: Cli, plan_file: Path) -> None:
    name = str(plan_file)
    cli("export", "with.ics", "-f", name)
    cli("export", "without.ics", "--no-reminders", "-f", name)
    assert b"BEGIN:VALARM" in Path("with.ics").read_bytes()
    assert b"BEGIN:VALARM" not in Path("without.ics").read_bytes()


def test_a_calendar_exported_again_counts_what_has_changed(cli: Cli, plan_file: Path) -> None:
    name = str(plan_file)
    first = cli("export", "plan.ics", "-f", name)
    assert "import it into a calendar of its own" in first.err
    cli("set", "S2", "due=+1w", "-f", name)
    cli("remove", "S3", "-f", name)
    again = cli("export", "plan.ics", "-f", name)
    assert again.out == "plan.ics\n"
    assert "0 new, 1 changed, 2 cancelled," in again.err  # S3 and what is said of it
    assert "import it into the same calendar again" in again.err


def test_a_calendar_does_not_wait_for_what_a_pipe_holds(cli: Cli, plan_file: Path) -> None:
    os.mkfifo("pipe.ics")

    ran = cli("export", "pipe.ics", "-f", plan_file.name)

    assert ran.problem == "cannot write pipe.ics: it is not a regular file"


def test_what_a_calendar_holds_is_chosen(cli: Cli, plan_file: Path) -> None:
    name = str(plan_file)
    cli("export", "ana.ics", "--person", "Ioane", "--kind", "due", "--until", "2030-01-01",
        "-f", name)  # fmt: skip
    assert b"X-WR-CALNAME:Portal plan: due\\, what Ioane leads" in Path("ana.ics").read_bytes()
    cli("export", "tasks.ics", "--todos", "-f", name)
    assert b"BEGIN:VTODO" in Path("tasks.ics").read_bytes()
    for words, held in (
        (("--stakeholder", "Registry"), {"communication-1"}),
        (("--goal", "G1", "--kind", "milestones"), {"step-4"}),
        (("--from", "2026-11-20", "--kind", "due,milestones"), {"step-3", "step-4"}),
    ):
        data = cli("export", "-", "--to", "ics", *words, "-f", name).out
        assert set(re.findall(r"UID:([a-z-]+[0-9]+)@", data)) == held, words
    refused = cli("export", "x.ics", "--kind", "meals", "-f", name)
    assert (refused.status, Path("x.ics").exists()) == (3, False)
    assert "'meals' is no kind of entry: there are due, milestones," in refused.problem
    assert cli("export", "x.csv", "--goal", "G1", "-f", name).status == 2


def test_a_part_of_the_table_and_a_report(cli: Cli, plan_file: Path) -> None:
    name = str(plan_file)
    part = ["--filter", "open", "--sort", "due", "--reverse", "--columns", "due"]
    assert cli("export", "part.csv", *part, "--delimiter", ";", "-f", name).status == 0
    lines = Path("part.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Id;Action Step;By When;WBS;Goal"
    days = [line.split(";")[2] for line in lines[1:] if line.split(";")[2]]
    assert days == sorted(days, reverse=True)
    assert cli("export", "status.md", "--report", "status", "-f", name).status == 0
    assert Path("status.md").read_text(encoding="utf-8").startswith("# Portal plan: status\n")
    unknown = cli("export", "x.csv", "--columns", "budget", "-f", name)
    assert unknown.problem.startswith("the table has no column 'budget'; it has id, title, lead")


def test_an_export_says_what_a_cell_of_excel_could_not_hold(cli: Cli, plan_file: Path) -> None:
    name = str(plan_file)
    cli("set", "S2", f"notes={'water ' * 6_000}", "-f", name)
    ran = cli("export", "out.xlsx", "-f", name)
    assert "1 cell is cut to 32,767 characters, the most that Excel holds: S2 Notes" in ran.talk
    again = cli("import", "out.xlsx", "-f", name)
    assert again.talk[-1] == "nothing changed: the plan has it all already"


def test_the_guard_against_formulas_can_be_left_out(cli: Cli, plan_file: Path) -> None:
    name = str(plan_file)
    cli("set", "S2", "title=-5 is no formula", "-f", name)
    cli("export", "with.csv", "-f", name)
    cli("export", "without.csv", "--no-guard", "-f", name)
    assert ",'-5 is no formula," in Path("with.csv").read_text(encoding="utf-8-sig")
    assert ",-5 is no formula," in Path("without.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["portal.json"], "portal.json is a plan"),
        (["nowhere/x.csv"], "cannot write nowhere/x.csv: the folder does not exist"),
        (["folder.csv"], "cannot write folder.csv: it is a folder"),
    ],
)
def test_what_cannot_be_written_is_not(
    cli: Cli,
    plan_file: Path,
    contents: Callable[[], Any],
    words: list[str],
    problem: str,
) -> None:
    Path("folder.csv").mkdir()
    before = contents()

    ran = cli("export", *words, "-f", str(plan_file))

    assert ran.status == 3
    assert ran.problem.startswith(problem)
    assert contents() == before


@pytest.mark.parametrize("words", [[suffix] for suffix in FORMATS] + [
    [suffix, "--report", report] for suffix in REPORT_FORMATS for report in ("status", "owner")
], ids=" ".join)  # fmt: skip
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_an_export_that_fails_half_way_leaves_the_file_that_was_there(
    cli: Cli, plan_file: Path, words: list[str], call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    suffix, *more = words
    target = Path(f"out.{suffix}")
    target.write_bytes(b"last year's")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, call, full)
    ran = cli("export", target.name, *more, "-f", str(plan_file))

    assert (ran.status, ran.problem) == (3, f"cannot write {target}: the disk is full")
    assert target.read_bytes() == b"last year's"
    assert [path.name for path in Path().iterdir() if path.name.startswith(".out")] == []


# import


def test_an_import_says_row_by_row_what_it_does(cli: Cli, plan_file: Path, table: str) -> None:
    ran = cli("import", table, "-f", str(plan_file))

    assert ran.status == 0
    assert ran.lines[0].startswith("row 2: add: Print the forms")
    assert ran.lines[1].startswith("row 3: add: Ask the bank")
    assert "someday" in ran.lines[2]
    plan = load_plan(plan_file)
    titles = {step.title: step for step in plan.steps.values()}
    assert str(titles["Print the forms"].due) == "2026-12-04"
    assert str(titles["Ask the bank"].due) == "2026-12-04"  # the plan writes day before month
    cli("undo", "-f", str(plan_file))
    assert len(load_plan(plan_file).steps) == 4


def test_a_dry_run_changes_nothing(
    cli: Cli, plan_file: Path, table: str, contents: Callable[[], Any]
) -> None:
    before = contents()

    dry = cli("import", table, "--dry-run", "-f", str(plan_file))

    assert contents() == before
    assert "nothing was changed: this was a dry run" in dry.talk
    assert cli("import", table, "-f", str(plan_file)).out == dry.out


def test_dates_that_may_be_two_are_asked_about(
    cli: Cli, plan_file: Path, table: str, contents: Callable[[], Any]
) -> None:
    cli("set", "plan", "date_order=-", "-f", str(plan_file))
    before = contents()

    asked = cli("import", table, "-f", str(plan_file))

    assert asked.status == 3
    assert "--dates dmy or --dates mdy" in asked.problem
    assert contents() == before
    assert cli("import", table, "--dates", "mdy", "-f", str(plan_file)).status == 0
    titles = {step.title: step for step in load_plan(plan_file).steps.values()}
    assert str(titles["Ask the bank"].due) == "2026-04-12"


def test_what_is_exported_comes_in_again_as_nothing_new(cli: Cli, plan_file: Path) -> None:
    cli("export", "out.csv", "-f", str(plan_file))
    before = plan_file.read_bytes()

    ran = cli("import", "out.csv", "-f", str(plan_file))

    assert ran.status == 0
    assert ran.talk[-1] == "nothing changed: the plan has it all already"
    assert plan_file.read_bytes() == before


def test_a_table_may_come_through_a_pipe(plan_file: Path) -> None:
    command = [sys.executable, "-m", "actionplan_tui", "import", "-", "-f", str(plan_file)]

    ran = subprocess.run(
        command, input="Action Step\nOne more\n", capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert "One more" in {step.title for step in load_plan(plan_file).steps.values()}


def test_rows_without_a_goal_go_under_one(cli: Cli, plan_file: Path, table: str) -> None:
    assert cli("import", table, "--under", "G1", "-f", str(plan_file)).status == 0
    plan = load_plan(plan_file)
    assert {step.goal for step in plan.steps.values() if step.title == "Print the forms"} == {1}


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("none.csv", None, "none.csv"),
        ("folder", "", "folder: is a folder: name a file in it"),
        ("empty.csv", b"", "empty.csv: is empty"),
        ("zip.csv", b"PK\x03\x04xx", "zip.csv: is damaged"),
        ("prose.csv", b"Dear all,\nhow are you\n", "no headings"),
        ("huge.csv", b"Action Step\n" + b"x" * 10_000_000, "huge.csv: "),
    ],
    ids=["none", "folder", "empty", "zip", "prose", "huge"],
)
def test_what_is_no_table_is_refused(
    cli: Cli,
    plan_file: Path,
    contents: Callable[[], Any],
    name: str,
    data: bytes | None,
    problem: str,
) -> None:
    if data == "":
        Path(name).mkdir()
    elif data is not None:
        Path(name).write_bytes(data)
    before = contents()

    ran = cli("import", name, "-f", str(plan_file))

    assert ran.status == 3
    assert problem in ran.problem
    assert contents() == before


def test_json_is_the_plan_files_own_tables(cli: Cli, plan_file: Path) -> None:
    cli("export", "out.json", "-f", str(plan_file))

    tables = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert tables["steps"]["2"]["title"] == "Draft the bill"


def test_an_empty_plan_takes_in_another_whole(cli: Cli, plan_file: Path) -> None:
    assert cli("set", "C1", "cadence=at S2", "-f", plan_file.name).status == 0
    cli("export", "all.json", "--private", "-f", plan_file.name)
    cli("new", "mine.json")
    # Its first step is another one: what waits for a step must find it under its new number.
    cli("add", "in the way", "-f", "mine.json")
    cli("undo", "-f", "mine.json")

    ran = cli("import", "all.json", "-f", "mine.json")

    assert (ran.status, [line for line in ran.lines if "not understood" in line]) == (0, [])
    was, now = load_plan(plan_file), load_plan("mine.json")
    assert {name: len(now.table(name)) for name in TABLES} == {
        name: len(was.table(name)) for name in TABLES
    }
    assert (now.info.purpose, now.info.title) == (was.info.purpose, "mine")
    [waits] = [told for told in now.communications.values() if told.cadence.startswith("at S")]
    assert now.steps[int(waits.cadence[4:])].title == was.steps[2].title
    assert now.steps[2].title != was.steps[2].title
    assert cli("import", "all.json", "-f", plan_file.name).talk[1].startswith("0 new, 0 changed")
