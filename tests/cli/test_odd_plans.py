"""Plans written oddly by a hand or another program: every command answers, or says why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
Tables = dict[str, dict[str, dict[str, Any]]]

LEVELS = 1200
"""More than Python lets one call stand in another."""


def deep() -> Tables:
    steps = {
        str(level): {"title": f"Level {level}", "parent": level - 1 or None, "position": "h"}
        for level in range(1, LEVELS + 1)
    }
    return {"steps": steps}


FAR: Tables = {
    "plan": {"1": {"start": "0001-01-01", "target_end": "9999-12-31"}},
    "goals": {"1": {"statement": "One day", "target_date": "9999-12-31"}},
    "steps": {
        "1": {"title": "No end in sight", "due": "9999-12-31", "forecast": "9999-12-31"},
        "2": {"title": "Then this", "start": "9999-12-30", "due": "9999-12-31", "depends_on": [1]},
        "3": {"title": "Long ago", "start": "0001-01-01", "due": "0001-01-02"},
    },
    "communications": {"1": {"cadence": "daily", "start": "9999-12-31", "step": 1}},
}

CIRCLES: Tables = {
    "goals": {"1": {"statement": "Hen", "parent": 2}, "2": {"statement": "Egg", "parent": 1}},
    "steps": {
        "1": {"title": "Serves a hen", "goal": 1, "depends_on": [2]},
        "2": {"title": "Under the next", "parent": 3, "depends_on": [1]},
        "3": {"title": "Under the one before", "parent": 2},
    },
}

DANGLING: Tables = {
    "plan": {"1": {"owner": 50, "start": "2027-01-01", "target_end": "2026-01-01"}},
    "goals": {"1": {"statement": "Ours", "owner": 51, "aligned_to": [7]}},
    "steps": {
        "1": {"title": "Whose?", "goal": 9, "lead": 99, "support": [98], "depends_on": [77]},
        "2": {"title": "Cells", "parent": 66},
    },
    "resources": {"1": {"step": 44, "needed": 2}},
    "barriers": {"1": {"step": 2, "who": [97], "how": "unknown"}},
    "communications": {
        "1": {"step": 2, "audience": [96], "responsible": 95, "cadence": "now and then"},
        "2": {"cadence": "at S99"},
    },
    "kpis": {"1": {"name": "K", "step": 43, "interim_targets": ["soon"], "data_owner": 94}},
    "measurements": {"1": {"kpi": 42, "value": 1.0}},
}

RANKS: Tables = {
    "goals": {"1": {"statement": "A goal", "position": "Ä"}},
    "steps": {
        "1": {"title": "One", "position": "zz!"},
        "2": {"title": "Two", "position": "zz!"},
        "3": {"title": "Three"},
    },
}

READING = [
    ["status"], ["status", "--json"], ["check"], ["list", "steps"], ["list", "goals", "--json"],
    ["list", "communications"], ["show", "S1"], ["agenda", "--due", "9999d"],
    ["export", "-", "--to", "csv"], ["export", "-", "--to", "html"],
]  # fmt: skip
CHANGING = [
    ["add", "one more"], ["add", "beside it", "--under", "S1"], ["add", "goal", "one more"],
    ["set", "S1", "title=mended"], ["set", "S3", "duration=3wd"], ["set", "plan", "title=mended"],
    ["done", "S2"], ["remove", "S1"], ["undo"],
]  # fmt: skip


@pytest.mark.parametrize(
    "tables",
    [deep(), FAR, CIRCLES, DANGLING, RANKS],
    ids=["deep", "far away", "in circles", "naming what is gone", "with ranks of another"],
)
def test_every_command_answers_or_says_why_not(cli: Cli, tables: Tables) -> None:
    plan = Path("odd.json")
    plan.write_text(json.dumps({"meta": {"1": {"schema": 1, "revision": 1}}, **tables}))

    ended = {" ".join(words): cli(*words, "-f", plan.name) for words in (*READING, *CHANGING)}

    assert {words: ran.err for words, ran in ended.items() if ran.status not in (0, 3)} == {}
    assert [ended[words].status for words in ("status", "list steps", "add one more")] == [0, 0, 0]
    assert all(len(ran.talk) == 1 for ran in ended.values() if ran.status == 3)


def test_what_stands_in_a_circle_is_shown_all_the_same(cli: Cli) -> None:
    Path("odd.json").write_text(
        json.dumps({"meta": {"1": {"schema": 1, "revision": 1}}, **CIRCLES})
    )

    goals = cli("list", "goals", "--json", "-f", "odd.json").records
    steps = cli("list", "steps", "--json", "-f", "odd.json").records

    assert set(goals) == {"G1", "G2"}
    assert {ref: step["serves"] for ref, step in steps.items()} == {"S1": "G1", "S2": "", "S3": ""}
