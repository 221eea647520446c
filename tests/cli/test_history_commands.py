"""`log`, `undo`, `redo` and `restore`: what happened, and going back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli.config import login
from actionplan_tui.cli.plan_files import load_plan

Cli = Callable[..., Any]
SetDay = Callable[[dt.date], None]


@pytest.fixture
def do(cli: Cli, plan_file: Path) -> Cli:
    """Runs a command on the small plan, which must succeed."""

    def done(*words: str) -> Any:
        ran = cli(*words, "-f", str(plan_file))
        assert ran.status == 0, ran.err
        return ran

    return done


def test_the_log_tells_who_changed_what(do: Cli) -> None:
    assert do("log").err == "nothing was changed yet\n"

    do("set", "S2", "percent=90")
    do("add", "idea", "A bus")
    do("undo")
    do("set", "S2", "due=2026-11-20")

    who = login()
    assert do("log").lines == [
        f"2  23 Nov 2026 09:00 UTC  {who}  Percent of Draft the bill",
        f"3  23 Nov 2026 09:00 UTC  {who}  add idea",
        f"4  23 Nov 2026 09:00 UTC  {who}  undo: add idea",
        f"5  23 Nov 2026 09:00 UTC  {who}  By When of Draft the bill",
    ]
    assert do("log", "--changes").lines[1::2] == [
        "    1.1 Draft the bill, Percent: 80 -> 90",
        "    I2 A bus: added",
        "    I2 A bus: removed",
        "    1.1 Draft the bill, By When: 13 Nov 2026 -> 20 Nov 2026",
    ]


def test_the_log_as_data(do: Cli) -> None:
    do("set", "S2", "percent=90")

    [row] = do("log", "--json").json
    assert row == {
        "revision": 2,
        "at": "2026-11-23T09:00:00Z",
        "by": login(),
        "label": "Percent of Draft the bill",
        "kind": "edit",
        "of": 0,
        "review": 0,
        "changes": [
            {
                "table": "steps",
                "id": 2,
                "ref": "S2",
                "field": "percent",
                "before": 80,
                "after": 90,
            }
        ],
    }


def test_the_log_since_a_day(do: Cli, set_day: SetDay) -> None:
    do("set", "S2", "percent=85")
    set_day(dt.date(2026, 11, 25))
    do("set", "S2", "percent=90")

    assert [row["revision"] for row in do("log", "--json", "--since", "24 nov").json] == [3]
    assert [row["revision"] for row in do("log", "--json", "--since=-2d").json] == [2, 3]
    assert do("log", "--since", "2026-11-23").lines[0].startswith("2  23 Nov 2026")


def test_undo_and_redo_go_step_by_step(do: Cli, cli: Cli, plan_file: Path) -> None:
    def percent() -> int:
        return load_plan(plan_file).steps[2].percent

    do("set", "S2", "percent=85")
    do("set", "S2", "percent=90")

    assert do("undo").talk == ["undone: Percent of Draft the bill"]
    assert percent() == 85
    do("undo")
    assert percent() == 80
    assert do("redo").talk == ["redone: Percent of Draft the bill"]
    do("redo")
    assert percent() == 90
    nothing = cli("redo", "-f", str(plan_file))
    assert (nothing.status, nothing.problem) == (3, "nothing to redo")


def test_there_may_be_nothing_to_undo(cli: Cli, plan_file: Path) -> None:
    before = plan_file.read_bytes()

    ran = cli("undo", "-f", str(plan_file))

    assert (ran.status, ran.problem) == (3, "nothing of yours to undo")
    assert plan_file.read_bytes() == before


def test_earlier_versions_are_listed_and_brought_back(
    do: Cli, cli: Cli, plan_file: Path, set_day: SetDay
) -> None:
    assert do("restore").err == "no earlier version is kept yet\n"
    set_day(dt.date(2026, 11, 24))  # the version that a day's first save replaces is kept
    do("set", "S2", "percent=90")
    do("add", "Meet the chair")

    [line] = do("restore").lines
    [kept] = do("restore", "--json").json
    assert re.match(r"1  \d{1,2} [A-Z][a-z]{2} 20\d\d \d\d:\d\d UTC  ", line)
    assert line.endswith("4 steps: removes 1 record, changes 1 field of 1 record")
    assert (kept["revision"], kept["steps"]) == (1, 4)
    assert Path(kept["path"]).is_file()

    assert do("restore", "1").talk == [
        f"{plan_file} is as it was at revision 1; actionplan undo takes it back"
    ]
    assert load_plan(plan_file).steps[2].percent == 80
    assert 5 not in load_plan(plan_file).steps
    do("undo")
    assert load_plan(plan_file).steps[2].percent == 90
    assert 5 in load_plan(plan_file).steps

    unknown = cli("restore", "77", "-f", str(plan_file))
    assert unknown.status == 3
    assert unknown.problem.startswith("there is no backup of revision 77")


def test_a_damaged_plan_is_brought_back(
    do: Cli, cli: Cli, plan_file: Path, set_day: SetDay
) -> None:
    set_day(dt.date(2026, 11, 24))
    do("set", "S2", "percent=90")
    plan_file.write_bytes(plan_file.read_bytes()[:300])

    broken = cli("status", "-f", str(plan_file))
    assert broken.status == 3
    assert "with actionplan restore 1" in broken.problem

    do("restore", "1")
    assert load_plan(plan_file).steps[2].percent == 80


def test_the_log_of_a_record_takes_in_what_hangs_from_it(do: Cli, set_day: SetDay) -> None:
    do("set", "S3", "percent=10")
    do("set", "S3", "needed=3 lawyers")
    do("set", "S2", "percent=90")
    set_day(dt.date(2026, 11, 25))
    do("remove", "S3")

    of_step = do("log", "--of", "S3").lines
    assert [line.split("  ")[0] for line in of_step] == ["2", "3", "5"]
    assert len(do("log", "--of", "S3", "--until", "2026-11-24").lines) == 2
    assert do("log", "--by", "nobody").err.splitlines()[-1] == "nothing was changed: no such change"


def test_what_is_otherwise_than_it_was(do: Cli, set_day: SetDay, plan_file: Path) -> None:
    set_day(dt.date(2026, 11, 24))
    do("set", "S2", "percent=85", "due=2026-11-20")
    set_day(dt.date(2026, 11, 25))
    do("set", "S2", "percent=90")
    do("add", "idea", "A bus")

    assert do("diff", "--since", "2026-11-25").lines == [
        "1.1 Draft the bill, Percent: 85 -> 90",
        "I2 A bus: added",
    ]
    found = do("diff", "--since", "2026-11-24", "--json").json
    assert found["reaches"] == "2026-11-23T09:00:00Z"
    assert [(c["ref"], c["field"], c["before"], c["after"]) for c in found["changes"]][:2] == [
        ("S2", "due", "2026-11-13", "2026-11-20"),
        ("S2", "percent", 80, 90),
    ]


def test_what_says_little_by_itself_is_told_with_what_it_hangs_from(
    do: Cli, set_day: SetDay
) -> None:
    set_day(dt.date(2026, 11, 24))
    do("measure", "K1", "41.5")
    do("contact", "C1", "--outcome", "No objection")
    do("set", "S3", "needed=3 lawyers")
    assert do("diff", "--since", "2026-11-24").lines == [
        "R1 lawyers (1.2 Consult the bar), Needed: 2 -> 3",
        "L1 on 24 Nov 2026 No objection (C1 progress): added",
        "M2 41.5 on 24 Nov 2026 (K1 Accounts): added",
    ]
    do("remove", "M2")
    assert "M2 41.5 on 24 Nov 2026 (K1 Accounts): removed" in do("log", "--changes").out


def test_it_says_how_far_back_it_can_look(cli: Cli, plan_file: Path) -> None:
    told = cli("diff", "--since", "2026-11-01", "-f", str(plan_file))

    assert told.status == 3
    assert told.problem == "the plan was made on 23 Nov 2026 09:00 UTC: name a later moment"


def test_private_notes_are_named_and_not_told_unless_asked(do: Cli, set_day: SetDay) -> None:
    set_day(dt.date(2026, 11, 25))
    do("set", "P1", "private_notes=owes us a favour", "role=Director")
    do("add", "stakeholder", "Losa")
    do("set", "P4", "private_notes=knows the chair")
    secrets = ("favour", "chair")

    for words in (
        ["log", "--changes"],
        ["log", "--json"],
        ["diff", "--since", "2026-11-24"],
        ["diff", "--since", "2026-11-24", "--json"],
    ):
        told = do(*words).out
        assert "Director" in told
        assert "(private)" in told
        assert not any(secret in told for secret in secrets), words
    for words in (
        ["log", "--changes"],
        ["log", "--json"],
        ["diff", "--since", "2026-11-24", "--json"],
    ):
        assert all(secret in do(*words, "--private").out for secret in secrets)
