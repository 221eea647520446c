"""`demo` and `new`: plans that were not there before."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli import making
from actionplan_tui.cli.plan_files import load_plan
from actionplan_tui.cli.shipped import example, template_names
from actionplan_tui.edits.records import set_field
from actionplan_tui.store.recent import last_opened

Cli = Callable[..., Any]
SetDay = Callable[[dt.date], None]

COPY = Path("example/maralau-e-services.json")


# demo


def test_demo_copies_the_example_and_tells_its_status(cli: Cli) -> None:
    ran = cli("demo", "example", "--no-open")

    assert ran.status == 0
    assert [path.name for path in COPY.parent.glob("[!.]*.json")] == [COPY.name]
    assert ran.lines[0] == str(COPY)
    assert ran.lines[2].startswith("Maralau e-services plan")
    assert ran.talk == [
        f"the worked example was copied to {COPY}",
        f"its calendar is {COPY.with_suffix('.ics')}",
        f"its table is {COPY.with_suffix('.csv')}",
    ]
    assert COPY.with_suffix(".ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert b"Potential Barriers or Resistance" in COPY.with_suffix(".csv").read_bytes()
    assert cli("status", "-f", str(COPY)).out == "\n".join(ran.lines[2:]) + "\n"


@pytest.mark.parametrize(
    "day", [dt.date(2026, 11, 23), dt.date(2026, 11, 30), dt.date(2027, 3, 4), dt.date(2028, 2, 29)]
)
def test_its_dates_are_laid_before_the_reader(cli: Cli, set_day: SetDay, day: dt.date) -> None:
    """Whole weeks: every weekday stays what it is, and the example is as late as ever."""
    set_day(day)
    shipped = example()
    assert shipped.base is not None

    ran = cli("demo", "example", "--no-open")

    assert ran.status == 0
    moved = load_plan(COPY)
    spans = {
        (step.due - shipped.plan.steps[id].due).days
        for id, step in moved.steps.items()
        if step.due is not None and shipped.plan.steps[id].due is not None
    }
    [days] = spans
    assert days % 7 == 0
    # Nine in the morning UTC is ten at night in Apia (UTC+13): the same date.
    assert 0 <= (day - shipped.base).days - days < 7


def test_a_demo_that_is_there_is_opened_as_it_is(cli: Cli) -> None:
    cli("demo", "example", "--no-open")
    making_of = load_plan(COPY).info.plan_id
    cli("set", "S1", "title=My own words", "-f", str(COPY))
    before = {path: path.read_bytes() for path in COPY.parent.iterdir() if path.is_file()}

    ran = cli("demo", "example", "--no-open")

    assert ran.status == 0
    assert ran.talk == [f"{COPY} is there already: it is opened as it is"]
    assert {path: path.read_bytes() for path in COPY.parent.iterdir()} == before
    assert load_plan(COPY).info.plan_id == making_of


def test_every_copy_is_a_plan_of_its_own(cli: Cli) -> None:
    cli("demo", "one", "--no-open")
    cli("demo", "two", "--no-open")

    ids = {load_plan(Path(name) / COPY.name).info.plan_id for name in ("one", "two")}
    assert len(ids) == 2


def test_with_a_terminal_the_demo_opens(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from actionplan_tui.cli import open as opening

    opened: list[Path] = []
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr(opening, "open_desk", lambda path: opened.append(path) or 0)

    ran = cli("demo")

    assert (ran.status, ran.out) == (0, "")
    assert opened == [Path("demo") / COPY.name]
    assert not COPY.with_suffix(".ics").exists()


# new


def test_a_new_plan_is_empty_and_titled(cli: Cli) -> None:
    ran = cli("new", "portal", "--title", "Portal plan")

    assert (ran.status, ran.out) == (0, "portal.json\n")
    plan = load_plan(Path("portal.json"))
    assert (plan.info.title, plan.goals, plan.steps) == ("Portal plan", {}, {})
    assert re.fullmatch("[0-9a-f]{32}", plan.info.plan_id)
    assert last_opened() == Path("portal.json").absolute()
    assert cli("new", "clinics.json").status == 0
    assert load_plan(Path("clinics.json")).info.title == "clinics"


def test_templates_are_named_and_used(cli: Cli) -> None:
    names = cli("new", "--template", "list").lines

    assert names == template_names()
    assert "action-planning-table" in names
    for name in names:
        assert cli("new", f"{name}.json", "--template", name, "--title", "Mine").status == 0
        assert load_plan(Path(f"{name}.json")).info.title == "Mine"
    table = load_plan(Path("action-planning-table.json"))
    assert (len(table.goals), len(table.steps)) == (1, 6)  # as many rows as the deck's page
    wrong = cli("new", "x.json", "--template", "action-planing-table")
    assert (wrong.status, wrong.problem) == (
        3,
        "there is no template 'action-planing-table': did you mean action-planning-table?",
    )


def test_last_years_plan_begins_anew(cli: Cli, plan_file: Path) -> None:
    before = plan_file.read_bytes()

    ran = cli("new", "next.json", "--from", str(plan_file), "--start", "1 nov 2027")

    assert (ran.status, ran.out) == (0, "next.json\n")
    old, new = load_plan(plan_file), load_plan(Path("next.json"))
    assert new.info.plan_id != old.info.plan_id
    assert (new.info.title, new.info.status) == ("Portal plan", "draft")
    assert [step.title for step in new.steps.values()] == [s.title for s in old.steps.values()]
    assert {step.percent for step in new.steps.values()} == {0}
    # The first date of a step was Monday 2 November 2026; it becomes Monday 1 November 2027.
    assert (new.steps[2].start, new.steps[2].due) == (dt.date(2027, 11, 1), dt.date(2027, 11, 12))
    assert dict(new.measurements) == {}
    assert plan_file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["portal.json"], "portal.json is there already"),
        (["nowhere/x.json"], "there is no folder"),
        (["."], "is there already"),
        (["x.json", "--from", "none.json", "--start", "2027-01-01"], "there is no plan none.json"),
        (["x.json", "--from", "portal.json", "--start", "someday"], "'someday' is no date"),
        (["x.json", "--from", "portal.json", "--start", "0001-01-01"], "cannot start on 1 Jan"),
        (["x.json", "--title", "a\x1b[31m"], "holds the control character U+001B"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_made_is_not(
    cli: Cli, plan_file: Path, contents: Callable[[], Any], words: list[str], problem: str
) -> None:
    before = contents()

    ran = cli("new", *words)

    assert ran.status == 3
    assert problem in ran.problem
    assert contents() == before


def test_a_demo_needs_a_folder_it_may_write_in(
    cli: Cli, plan_file: Path, contents: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents()

    assert cli("demo", "portal.json", "--no-open").problem == (
        "portal.json is a file: name a folder for the worked example"
    )
    assert cli("demo", "/proc/example", "--no-open").status == 3

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(making.Path, "mkdir", refused)
    assert cli("demo", "elsewhere", "--no-open").problem == (
        "elsewhere cannot be made: Permission denied"
    )
    assert contents() == before


def test_the_example_is_named_as_it_is_found() -> None:
    """The shipped files are read as data, wherever the package was installed."""
    assert json.loads(
        (Path(os.path.dirname(making.__file__)) / "../../data/example.json").read_text()
    )
    assert set_field("plan", 1, "title", "x").apply(example().plan).info.title == "x"
