"""`approve`, and dates that were approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.cli.plan_files import load_plan

Cli = Callable[..., Any]


def test_a_plan_is_approved_and_its_dates_are_kept(cli: Cli, plan_file: Path) -> None:
    def ran(*words: str) -> Any:
        return cli(*words, "-f", str(plan_file))

    def step() -> Any:
        return load_plan(plan_file).steps[3]

    refused = ran("approve", "--by", "Tavita")
    assert refused.status == 3
    assert "the plan is not ready: " in refused.problem
    ran("set", "plan", f"rules_off={', '.join(RULES)}")
    approved = ran("approve", "--by", "Tavita", "--reason", "cabinet of 23 November")
    assert (approved.status, approved.out) == (0, "1.0\n")

    told = ran("set", "S3", "due=2026-12-11")
    assert told.status == 0
    assert "S3: the approved date stays, the new one is the forecast" in told.err
    assert (step().due, step().forecast) == (dt.date(2026, 11, 27), dt.date(2026, 12, 11))
    moved = ran("set", "S3", "due=2026-12-11", "--rebaseline", "Chair abroad")
    assert moved.status == 0, moved.err
    assert (step().due, step().baseline_due) == (dt.date(2026, 12, 11), dt.date(2026, 12, 11))
    assert load_plan(plan_file).info.version == "1.1"

    table = Path("table.csv")
    table.write_text("Action Step,By When\nConsult the bar,2026-12-18\n")
    taken = ran("import", str(table))
    assert taken.status == 0, taken.err
    assert (step().due, step().forecast) == (dt.date(2026, 12, 11), dt.date(2026, 12, 18))
