"""After an import, readiness asks for what the table did not say, and for nothing that it said."""

from __future__ import annotations

from datetime import date

from actionplan_tui.analysis.readiness.readiness import readiness

TABLE = """\
Action Step,By Whom,By When,Resources Needed,Potential Barriers or Resistance
Draft the bill,Ioane,2026-12-18,2 lawyers,none
Train two helpers in every village,,,,
"""


def test_readiness_asks_for_what_the_table_did_not_say(take) -> None:
    plan = take(TABLE).plan
    steps = {step.title: id for id, step in plan.steps.items()}
    asked: dict[int, set[str]] = {id: set() for id in steps.values()}
    for one in readiness(plan, date(2026, 11, 23)).findings:
        if one.table == "steps" and one.code != "C-BOTH":  # which is about the whole plan
            asked[one.id].add(one.field)
    said = {"lead", "due", "needed", "barriers"}
    assert not said & asked[steps["Draft the bill"]]
    assert said <= asked[steps["Train two helpers in every village"]]
    for id in steps.values():
        assert {"goal", "owner", "start", "kpis", "communications", "done_when"} <= asked[id]
