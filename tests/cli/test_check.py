"""`actionplan check`: what the plan still lacks, in words, in JSON, and as an exit status.

The small plan blocks in three places: neither clock of reviews is set, and nobody leads the
milestone, S4.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Cli = Callable[..., Any]


def test_the_page_has_bars_ticks_and_what_blocks_first(cli: Cli, plan_file: Path) -> None:
    ran = cli("check", "-f", str(plan_file))

    assert (ran.status, ran.err) == (0, "")
    assert ran.lines[0].startswith("Portal plan: 3 block, ")
    assert [line.split()[0] for line in ran.lines[2:5]] == ["complete", "clear", "current"]
    assert ran.lines[7] == "[ ] Who will carry out these changes?"
    place = ran.lines.index("Blocks approval")
    assert ran.lines[place + 1 : place + 4] == [
        "  C-REV   -   When is the plan reviewed?",
        "  C-REV   -   When is the communication plan reviewed?",
        "  C-LEAD  S4  By whom? 2 Cabinet approval",
    ]
    assert ran.lines.index("Warns") > place
    assert ran.lines.index("Hints") > ran.lines.index("Warns")


def test_json_says_the_same_with_the_place_that_mends_each(cli: Cli, plan_file: Path) -> None:
    found = cli("check", "--json", "-f", str(plan_file)).json

    assert (found["title"], found["date"], found["ready"]) == ("Portal plan", "2026-11-23", False)
    assert found["blocks"] == 3
    assert len(found["findings"]) == found["blocks"] + found["warns"] + found["hints"]
    assert found["findings"][2] == {
        "severity": "blocks",
        "code": "C-LEAD",
        "heading": "complete",
        "question": "who",
        "sentence": "By whom? 2 Cabinet approval",
        "table": "steps",
        "ref": "S4",
        "field": "lead",
        "key": "C-LEAD S4 lead",
    }
    assert (found["acceptances"], found["off"]) == ([], [])
    status = cli("status", "--json", "-f", str(plan_file)).json["readiness"]
    assert {key: found[key] for key in status} == status


def test_the_exit_status_turns_once_nothing_blocks(cli: Cli, plan_file: Path) -> None:
    named = ("-f", str(plan_file))
    assert cli("check", "--exit-code", *named).status == 1
    cli("set", "S4", "lead=Tavita", *named)
    cli("set", "plan", "review_cadence=monthly", "start=1/11/2026", *named)
    assert cli("check", "--exit-code", *named).status == 1
    cli("set", "plan", "communication_review_cadence=quarterly", *named)
    assert cli("check", "--exit-code", *named).status == 0


def test_a_rule_switched_off_is_named_and_asks_nothing(cli: Cli, plan_file: Path) -> None:
    named = ("-f", str(plan_file))
    cli("set", "plan", "rules_off=C-LEAD, W-SUP", *named)
    ran = cli("check", *named)
    assert "By whom?" not in ran.out
    place = ran.lines.index("Switched off in this plan")
    assert [line.split()[0] for line in ran.lines[place + 1 :]] == ["C-LEAD", "W-SUP"]
    rules = {one["code"]: one["off"] for one in cli("check", "--rules", "--json", *named).json}
    assert (rules["C-LEAD"], rules["C-GOAL"]) == (True, False)
    assert (
        "C-LEAD    blocks  complete  off  Every action step has a lead."
        in cli("check", "--rules", *named).out
    )
