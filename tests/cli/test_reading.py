"""`list`, `show` and `agenda`: what is printed of a plan, with figures worked out by hand."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli.record_text import SHOWN
from actionplan_tui.model.plan import TABLES

Cli = Callable[..., Any]


@pytest.fixture
def listed(cli: Cli, plan_file: Path) -> Cli:
    """Lists a table of the small plan."""
    return lambda *words: cli("list", *words, "-f", str(plan_file))


# list


def test_steps_stand_in_outline_order_with_their_codes(listed: Cli) -> None:
    ran = listed("steps")

    assert ran.status == 0
    # Legal basis: 10 of 15 working days at 80 percent.
    assert [line.split("  ")[0:1] + line.split()[1:2] for line in ran.lines[1:]] == [
        ["S1", "1"],
        ["S2", "1.1"],
        ["S3", "1.2"],
        ["S4", "2"],
    ]
    assert ran.lines[1].split()[2:] == ["Legal", "basis", "LATE", "6", "wd", "53", "%"]
    assert ran.lines[2].endswith("LATE 6 wd    80 %  Tavita   13 Nov 2026")
    assert listed("communications").lines[1].endswith("weekly on tue  24 Nov 2026")


def test_every_table_can_be_listed_by_its_names(listed: Cli) -> None:
    assert set(SHOWN) == set(TABLES)
    for name, table in TABLES.items():
        assert listed(name).status == 0
        assert listed(table.noun).out == listed(name).out
    for other in ("goal", "G", "g", "Goals"):
        assert listed(other).out == listed("goals").out
    assert listed("people").out == listed("stakeholders").out


def test_an_empty_table_prints_no_data(listed: Cli) -> None:
    ran = listed("reviews")

    assert (ran.status, ran.out, ran.err) == (0, "", "no reviews yet\n")
    assert listed("reviews", "--json").json == []
    assert listed("reviews", "--csv").lines[0].startswith("id,ref,")


def test_json_has_the_fields_of_the_file_and_what_is_worked_out(listed: Cli) -> None:
    steps = listed("steps", "--json").records

    bill = steps["S2"]
    assert bill["id"] == 2
    assert (bill["title"], bill["parent"], bill["percent"]) == ("Draft the bill", 1, 80)
    assert (bill["due"], bill["finished"], bill["on_hold"], bill["tags"]) == (
        "2026-11-13",
        None,
        False,
        [],
    )
    assert (bill["lead"], bill["lead_name"], bill["parent_ref"]) == (1, "Tavita", "S1")
    assert (bill["code"], bill["depth"], bill["leaf"], bill["serves"]) == ("1.1", 1, True, "G1")
    assert (bill["state"], bill["workdays_late"], bill["duration"]) == ("LATE", 6, 10)
    assert (bill["work"], bill["planned"]) == (80, 100)
    # Neither step nor goal names an owner: it is the plan's.
    assert (bill["owner"], bill["accountable"], bill["accountable_from"]) == (
        None,
        "Tavita",
        "plan",
    )
    assert (steps["S1"]["leaf"], steps["S1"]["work"]) == (False, 53)

    [kpi] = listed("kpis", "--json").json
    assert (kpi["latest"], kpi["latest_date"], kpi["achievement"]) == (10.0, "2026-06-30", 0.2)
    [told] = listed("communications", "--json").json
    assert (told["scope"], told["next"]) == ("S3", "2026-11-24")
    assert told["audience_names"] == ["Registry"]
    [needed] = listed("resources", "--json").json
    assert needed["gap"] == 2.0


def test_every_record_has_the_same_keys(listed: Cli) -> None:
    for name in TABLES:
        rows = listed(name, "--json").json
        assert len({tuple(row) for row in rows}) <= 1


def test_private_notes_are_shown_only_when_asked_for(cli: Cli, listed: Cli) -> None:
    for form in ("--json", "--csv"):
        assert "slow to answer" not in listed("stakeholders", form).out
        assert "slow to answer" in listed("stakeholders", form, "--private").out


def test_csv_is_a_table_for_a_spreadsheet(cli: Cli, plan_file: Path, listed: Cli) -> None:
    words = ("add", "idea", '=1+1; "two"\nlines', "-f", str(plan_file))
    assert cli(*words).status == 0

    [first, second] = csv.DictReader(io.StringIO(listed("ideas", "--csv").out))

    assert (first["ref"], first["text"], first["votes"]) == ("I1", "Open on Saturdays", "0")
    assert second["text"].startswith("'=1+1")  # no spreadsheet is to run it


@pytest.mark.parametrize(
    ("wheres", "found"),
    [
        (["late"], ["S2"]),
        (["-late"], ["S1", "S3", "S4"]),
        (["@ioane"], ["S3"]),
        (["milestone"], ["S4"]),
        (["lead=Tavita"], ["S2"]),
        (["By Whom=Tavita"], ["S2"]),
        (["lead="], ["S1", "S4"]),
        (["title~consult"], ["S3"]),
        (["title!=Draft the bill"], ["S1", "S3", "S4"]),
        (["due=2026-11-27"], ["S3"]),
        (["due<2026-11-30"], ["S2", "S3"]),
        (["percent>=50"], ["S1", "S2"]),
        (["kind=milestone"], ["S4"]),
        (["lawyers"], ["S3"]),
        (["due<2026-12-31", "-milestone", "@ioane"], ["S3"]),
        (["due="], ["S1"]),
    ],
    ids=" and ".join,
)
def test_where_chooses_steps(listed: Cli, wheres: list[str], found: list[str]) -> None:
    options = [word for where in wheres for word in (f"--where={where}",)]

    ran = listed("steps", "--json", *options)

    assert [step["ref"] for step in ran.json] == found


def test_where_chooses_records_of_any_table(listed: Cli) -> None:
    assert [p["ref"] for p in listed("stakeholders", "--json", "--where", "kind=group").json] == [
        "P3"
    ]
    assert listed("ideas", "--where", "votes=3").err == "no ideas like that\n"
    assert "has no field" in listed("ideas", "--where", "colour=red").problem.replace(
        "have no field", "has no field"
    )
    assert listed("ideas", "--where", "red").status == 3


def test_archived_records_are_left_out_unless_asked_for(cli: Cli, plan_file: Path) -> None:
    from actionplan_tui.cli.plan_files import open_workspace
    from actionplan_tui.edits.records import SetFields

    open_workspace(plan_file).do(SetFields("stakeholders", 3, {"archived": True}))

    def refs(*words: str) -> list[str]:
        ran = cli("list", "people", "--json", *words, "-f", str(plan_file))
        return [one["ref"] for one in ran.json]

    assert refs() == ["P1", "P2"]
    assert refs("--archived") == ["P1", "P2", "P3"]


def test_a_terminal_gets_lines_no_wider_than_itself(plan_file: Path) -> None:
    """Drawn in a terminal of 60 columns; a pipe gets everything."""
    code = (
        "import fcntl, os, pty, struct, sys, termios\n"
        "pid, fd = pty.fork()\n"
        "if not pid:\n"
        "    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])\n"
        "fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 60, 0, 0))\n"
        "text = b''\n"
        "while True:\n"
        "    try:\n"
        "        part = os.read(fd, 4096)\n"
        "    except OSError:\n"
        "        break\n"
        "    if not part:\n"
        "        break\n"
        "    text += part\n"
        "sys.stdout.buffer.write(text)\n"
    )
    command = ["-m", "actionplan_tui", "list", "steps", "-f", str(plan_file)]
    ran = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True
    )

    lines = ran.stdout.splitlines()
    assert len(lines) == 5
    assert max(map(len, lines)) == 60
    assert "…" in ran.stdout


# show


def test_a_step_with_all_that_is_known_of_it(cli: Cli, plan_file: Path) -> None:
    ran = cli("show", "1.2", "-f", str(plan_file))

    assert ran.status == 0
    assert ran.lines[0] == "1.2 Consult the bar (S3)"
    assert ran.lines[1].startswith("State: not started")
    assert ran.lines[2:] == [
        "Work: 0 %",
        "Serves: G1 Half of all adults use it",
        "Accountable: Tavita (from the plan)",
        "Duration: 5 working days",
        "Under: 1 Legal basis",
        "By Whom: Ioane",
        "Start: Mon 23 Nov 2026, today",
        "By When: Fri 27 Nov 2026, in 4 days",
        "Needed R1: 2 lawyers",
        "Communication C1: Registry by Ioane weekly on tue: progress",
    ]


def test_when_something_is_next_is_written_as_every_date(cli: Cli, plan_file: Path) -> None:
    assert "Next: 24 Nov 2026" in cli("show", "C1", "-f", str(plan_file)).lines


@pytest.mark.parametrize("word", ["S3", "s3", "1.2", "1.2.", "Consult the bar"])
def test_a_record_goes_by_several_names(cli: Cli, plan_file: Path, word: str) -> None:
    assert cli("show", word, "-f", str(plan_file)).lines[0] == "1.2 Consult the bar (S3)"


@pytest.mark.parametrize("word", ["G1", "R1", "P3", "C1", "K1", "M1", "I1", "plan"])
def test_records_of_every_kind_can_be_shown(cli: Cli, plan_file: Path, word: str) -> None:
    ran = cli("show", word, "-f", str(plan_file))
    data = cli("show", word, "--json", "-f", str(plan_file)).json

    assert ran.status == 0
    assert data["ref"] == word
    assert "slow to answer" not in ran.out
    assert "private_notes" not in data


def test_show_json_holds_what_hangs_from_the_record(cli: Cli, plan_file: Path) -> None:
    step = cli("show", "S3", "--json", "-f", str(plan_file)).json
    kpi = cli("show", "K1", "--json", "-f", str(plan_file)).json

    assert (step["ref"], step["code"]) == ("S3", "1.2")
    assert [one["ref"] for one in step["resources"]] == ["R1"]
    assert [one["ref"] for one in step["communications"]] == ["C1"]
    assert step["barriers"] == []
    assert [one["value"] for one in kpi["measurements"]] == [10.0]


def test_blank_fields_and_private_notes_when_asked_for(cli: Cli, plan_file: Path) -> None:
    plain = cli("show", "P3", "-f", str(plan_file))
    full = cli("show", "P3", "--blank", "--private", "-f", str(plan_file))

    assert "Role:" not in plain.out
    assert "Private notes: slow to answer" in full.lines
    assert "Role: " in full.lines


# agenda


def test_the_agenda_stands_by_date(cli: Cli, plan_file: Path) -> None:
    ran = cli("agenda", "-f", str(plan_file))

    # Thirty days: to 23 December. Due dates, a milestone, the Tuesdays.
    assert [line.split("  ")[0] for line in ran.lines] == [
        "Tue 24 Nov 2026",
        "Fri 27 Nov 2026",
        "Tue 1 Dec 2026",
        "Tue 8 Dec 2026",
        "Tue 15 Dec 2026",
        "Fri 18 Dec 2026",
        "Tue 22 Dec 2026",
    ]


def test_the_agenda_as_data_and_of_one_person(cli: Cli, plan_file: Path) -> None:
    items = cli("agenda", "--due", "4d", "--json", "-f", str(plan_file)).json

    assert items == [
        {
            "date": "2026-11-24",
            "time": None,
            "kind": "communication",
            "ref": "C1",
            "title": "Tell Registry: progress",
            "who": "Ioane",
        },
        {
            "date": "2026-11-27",
            "time": None,
            "kind": "due",
            "ref": "S3",
            "title": "Consult the bar",
            "who": "Ioane",
        },
    ]
    mine = cli("agenda", "--owner", "Tavita", "--json", "-f", str(plan_file)).json
    assert [(one["date"], one["ref"]) for one in mine] == [("2026-12-18", "S4")]
    ran = cli("agenda", "--due", "0d", "-f", str(plan_file))
    assert (ran.out, ran.talk) == ("", ["nothing in the next 0 days"])
