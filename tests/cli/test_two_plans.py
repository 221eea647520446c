"""No two plans share a UID in a calendar, however one was made of the other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

from icalendar import Calendar

Cli = Callable[..., Any]


def uids(cli: Cli, plan: str) -> set[str]:
    """The UIDs of a plan's calendar, when a step of it is due."""
    assert cli("add", "Dig due:2027-03-01", "-f", plan).status == 0
    assert cli("export", "out.ics", "-f", plan).status == 0
    data = Path("out.ics").read_bytes()
    Path("out.ics").unlink()
    return {str(event["uid"]) for event in Calendar.from_ical(data).walk("VEVENT")}


def test_two_plans_never_share_a_uid(cli: Cli, plan_file: Path) -> None:
    for name in ("one.json", "two.json"):
        cli("new", name, "--template", "action-planning-table")
    for name in ("next.json", "after.json"):
        cli("new", name, "--from", str(plan_file), "--start", "2027-11-01")
    for name in ("demo", "again"):
        cli("demo", name, "--no-open")
    cli("export", "all.json", "--private", "-f", str(plan_file))
    cli("new", "taken.json")
    assert cli("import", "all.json", "-f", "taken.json").status == 0
    demos = [str(next(Path(name).glob("*.json"))) for name in ("demo", "again")]
    plans = [
        str(plan_file),
        "one.json",
        "two.json",
        "next.json",
        "after.json",
        "taken.json",
        *demos,
    ]

    found = {plan: uids(cli, plan) for plan in plans}

    assert all(found.values())
    assert len(found["next.json"]) >= len(found[str(plan_file)]) - 1
    for one, other in combinations(plans, 2):
        assert not found[one] & found[other], (one, other)


def test_a_calendar_of_the_plan_it_was_made_of_moves_nothing(cli: Cli, plan_file: Path) -> None:
    cli("export", "old.ics", "-f", str(plan_file))
    cli("new", "next.json", "--from", str(plan_file), "--start", "2027-11-01")

    ran = cli("import", "old.ics", "-f", "next.json")

    assert ran.status == 0
    assert {line.partition(" (")[2] for line in ran.lines} == {"of another plan, left alone)"}
    assert ran.talk[-1] == "nothing changed: the plan has it all already"
