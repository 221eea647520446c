"""Dates moved in a calendar come back: shown, asked about, one undo step; nothing else does."""

from __future__ import annotations

import datetime as dt
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bad_calendars import BAD, bad

from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.cli.plan_files import load_plan

Cli = Callable[..., Any]
DUE, LATER = dt.date(2026, 11, 13), dt.date(2026, 11, 20)


@pytest.fixture
def ran(cli: Cli, plan_file: Path) -> Cli:
    """Runs a command on the plan, which keeps a time in Samoa."""
    cli("set", "plan", "time_zone=Pacific/Apia", "target_end=2027-06-30", "-f", str(plan_file))
    cli("set", "C1", "time=09:00", "-f", str(plan_file))
    return lambda *words: cli(*words, "-f", str(plan_file))


@pytest.fixture
def moved(ran: Cli) -> str:
    """The plan's calendar in which S2 was dragged a week on, and that holds somebody's birthday."""
    ran("export", "plan.ics")
    text = Path("plan.ics").read_bytes().decode()
    day = f"DTSTART;VALUE=DATE:{DUE:%Y%m%d}\r\nDTEND;VALUE=DATE:{DUE + dt.timedelta(1):%Y%m%d}\r\n"
    assert text.count(day) == 1
    birthday = "BEGIN:VEVENT\r\nUID:b@example.org\r\nDTSTART;VALUE=DATE:20200305\r\n" \
        "RRULE:FREQ=YEARLY\r\nSUMMARY:Lagi's birthday\r\nEND:VEVENT\r\n"  # fmt: skip
    text = text.replace(day, f"DTSTART;VALUE=DATE:{LATER:%Y%m%d}\r\n")
    text = text.replace("BEGIN:VEVENT", birthday + "BEGIN:VEVENT", 1)
    Path("plan.ics").write_bytes(text.encode())
    return "plan.ics"


def test_a_script_looks_with_a_dry_run_and_takes_it_in_as_one_step(
    ran: Cli, plan_file: Path, moved: str
) -> None:
    dry = ran("import", moved, "--dry-run")
    assert load_plan(plan_file).steps[2].due == DUE
    done = ran("import", moved)
    assert (dry.out, dry.status) == (done.out, 0)
    [line] = [line for line in done.lines if ": update: " in line]
    assert line.startswith("event ")
    assert line.endswith("S2 Draft the bill: 13 Nov 2026 → 20 Nov 2026")
    assert "event 1: skip: Lagi's birthday (not of a plan, left alone)" in done.lines
    plan = load_plan(plan_file)
    assert plan.steps[2].due == LATER
    assert "birthday" not in str(plan)
    ran("undo")
    assert load_plan(plan_file).steps[2].due == DUE


@pytest.mark.parametrize(
    ("typed", "due", "told"),
    [(b"n\n", DUE, "nothing was changed"), (b"\x04", DUE, "nothing was changed"),
     (b"y\n", LATER, "")],
    ids=["no", "the end of input", "yes"],
)  # fmt: skip
def test_at_a_terminal_it_is_shown_and_asked_first(
    plan_file: Path, moved: str, typed: bytes, due: dt.date, told: str
) -> None:
    command = [sys.executable, "-m", "actionplan_tui", "import", moved, "-f", str(plan_file)]
    ours, theirs = pty.openpty()
    os.write(ours, typed)
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        shown = b"".join(iter(lambda: _more(ours), b"")).decode()
    os.close(ours)
    assert running.returncode == 0
    before, _, after = shown.partition("take this in? [y/N]")
    assert "S2 Draft the bill: 13 Nov 2026 → 20 Nov 2026" in before
    assert "Lagi's birthday (not of a plan, left alone)" in before
    assert ": unchanged: " not in before
    assert told in after
    assert load_plan(plan_file).steps[2].due == due


def _more(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody is at the other end any more
        return b""


def test_of_an_approved_plan_the_forecast_moves_unless_a_reason_is_given(
    ran: Cli, plan_file: Path, moved: str
) -> None:
    ran("set", "plan", f"rules_off={', '.join(RULES)}")
    assert ran("approve", "--by", "Tavita").status == 0
    done = ran("import", moved)
    assert "S2: the approved date stays, the new one is the forecast" in done.err
    step = load_plan(plan_file).steps[2]
    assert (step.due, step.forecast, step.baseline_due) == (DUE, LATER, DUE)
    assert ran("import", moved, "--rebaseline", "The court asked for it").status == 0
    step = load_plan(plan_file).steps[2]
    assert (step.due, step.baseline_due) == (LATER, LATER)
    assert load_plan(plan_file).approvals[2].reason == "The court asked for it"


def test_a_bad_file_gives_one_line_and_changes_nothing(
    ran: Cli, moved: str, contents: Callable[[], dict[str, bytes]]
) -> None:
    text = Path(moved).read_bytes().decode()
    for how, said in BAD.items():
        Path(moved).write_bytes(bad(text, how))
        before = contents()
        refused = ran("import", moved)
        assert refused.status == 3, how
        assert said in refused.problem
        assert contents() == before, how
