"""Corrective action from the command line, closed only in its owner's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from actionplan_tui.cli.plan_files import load_plan

Cli = Callable[..., Any]


def test_it_is_added_with_its_rule_and_owner_and_closed_by_naming_the_owner(
    cli: Cli, plan_file: Path
) -> None:
    def ran(*words: str) -> Any:
        return cli(*words, "-f", str(plan_file))

    assert ran("set", "S2", "percent=40").status == 0
    added = ran("add", "corrective", "Hire a drafter", "step=S2", "cause=No drafter",
                "responsible=Ioane", "due=2026-12-04")  # fmt: skip

    assert added.out == "A1\n"
    action = load_plan(plan_file).corrective_actions[1]
    assert action.deviation == "OT3: 60 points behind plan, tolerance 25"
    assert (action.owner, action.responsible) == (1, 2)
    refused = ran("set", "A1", "status=verified", "verified=today")
    assert refused.status == 3
    assert refused.problem == "closed_by: Tavita, the owner, closes A1: say so"
    assert ran("set", "A1", "status=verified", "verified=today", "closed_by=Ioane").status == 3
    done = ran("set", "A1", "status=verified", "verified=today", "closed_by=Tavita")
    assert done.status == 0, done.err
    assert load_plan(plan_file).corrective_actions[1].closed_by == 1
