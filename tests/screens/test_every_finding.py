"""Every readiness check on the desk: Enter goes to the cell that mends it, and then it is gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_page import NOON, DeskPage, SetClock
from sound_plan import TODAY, TRIPS, Trip, a_sound_plan

from actionplan_tui.analysis.readiness.readiness import readiness
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.store import create_store

pytestmark = pytest.mark.verify

Desk = Callable[..., Any]

ANSWERS = {
    "C-GOAL statement": "Half of all adults use the portal",
    "C-SMART target_date": "30 jun 2027",
    "C-SMART kpis": "Visits a month",
    "C-SMART statement": "Half of all adults use the portal",
    "C-SUCC success": "Nobody travels for a form",
    "C-STEPS steps": "Print the forms",
    "C-ORPH goal": "G1",
    "C-LEAD lead": "Ioane",
    "C-OWN owner": "Tavita",
    "C-OWNINH owner": "Tavita",
    "W-SAME owner": "Cabinet Office",
    "W-SUP support": "none",
    "C-DUE due": "4 dec 2026",
    "C-START start": "2 nov 2026",
    "C-MILE milestones": "Every form is printed",
    "C-RES needed": "none",
    "C-BOTH needed": "500 USD fees; human: 2 lawyers",
    "C-BAR barriers": "none",
    "C-RESP response": "hear them first",
    "C-RESP owner": "Tavita",
    "C-KPI kpis": "Letters answered",
    "C-DONE done_when": "the opinion is signed",
    "C-BASE target": "50",
    "C-BASE unit": "%",
    "C-BASE baseline": "10",
    "C-BASE frequency": "monthly",
    "C-BASE source": "the portal's log",
    "C-BASE data_owner": "Ioane",
    "C-TELL communications": "none",
    "C-STK sponsor": "Cabinet Office",
    "C-STK name": "Fishers",
    "C-COM told": "",
    "C-AUD audience": "Post office",
    "C-AUD responsible": "Ioane",
    "C-AUD cadence": "weekly on tue",
    "C-RESI who": "Bar association",
    "C-RESI power": "4",
    "C-ENG told": "",
    "C-FRAME aligned_to": "F1",
    "C-FRAME text": "One door to government",
    "C-REV review_cadence": "monthly",
    "C-REV communication_review_cadence": "quarterly",
    "C-IDEA status": "parked",
    "X-DATE target_date": "30 jun 2027",
    "X-DATE due": "18 dec 2026",
    "X-DEP due": "21 dec 2026",
    "X-DUP title": "Print the forms",
    "X-DUP name": "Ioane of the ministry",
    "X-VAGUE title": "Hear the bar association",
    "X-VAGUE name": "Post office",
    "X-SIZE children": "Hear the notaries",
    "X-LOAD lead": "Cabinet Office",
    "X-GAP source": "the Registry",
    "X-RRULE start": "1 dec 2026",
    "X-RRULE working_day_rule": "next",
    "L-KPI latest": "12",
    "L-STEP percent": "80",
    "L-CA status": "implemented",
    "L-COMS next": "",
    "L-PEOPLE lead": "Cabinet Office",
    "L-PEOPLE owner": "Cabinet Office",
    "L-PEOPLE support": "none",
    "L-PEOPLE data_owner": "Ioane",
}
"""What is typed for each check and field; "" takes what is proposed."""

ELSE = {"X-DATE S3.due": "4 dec 2026"}
"""The same where the place asks for something else."""

CORRECTED = {
    "cause": "the post was late",
    "decision": "ask again by hand",
    "responsible": "Ioane",
    "owner": "Tavita",
    "due": "4 dec 2026",
}


_REFUSED = (("X-DATE", "S1.due"), ("X-DEP", "S1.depends_on"))
"""What no plan file takes: a step that ends before it starts, and steps that wait in a circle."""

STORED = [each for each in TRIPS if (each[1], each[2]) not in _REFUSED]


def test_every_rule_is_mended_here() -> None:
    assert {code for _, code, _, _ in STORED} == set(RULES)


@pytest.mark.parametrize(("severity", "code", "place", "trip"), STORED, ids=[
    f"{code} {place}" for _, code, place, _ in STORED])  # fmt: skip
async def test_enter_leads_to_what_mends_it_and_then_it_is_gone(
    desk: Desk, tmp_path: Path, severity: str, code: str, place: str, trip: Trip
) -> None:
    make = a_sound_plan()
    trip(make)
    path = tmp_path / "plan.json"
    create_store(path, make.forget(), now=SetClock(dt.datetime(2026, 10, 5, tzinfo=dt.UTC)), by="a")
    async with desk(path, first="readiness") as d:

        def keys() -> dict[str, tuple[str, str]]:
            known = readiness(d.plan, TODAY).findings
            return {one.key: (one.code, f"{one.ref or one.table}.{one.field}") for one in known}

        key = next(key for key, found in keys().items() if found == (code, place))
        for _ in range(2 if code == "X-LOAD" else 1):  # who leads seven gives two away
            await d.press("escape", "7")
            await d.go(key)
            await d.press("enter")
            await mend(d, code, place, key)
            await d.saved_all()
        await d.until(lambda: key not in keys(), f"{key} to be mended")
        await d.press("escape", "7")
        await d.until(lambda: d.app.screen.NAME == "readiness")
        assert key not in d.codes


async def mend(d: DeskPage, code: str, place: str, key: str) -> None:
    """Do what the desk asks for once Enter was pressed on a finding."""
    field = place.partition(".")[2]
    assert d.app.today == NOON.date()
    if code in ("L-REV", "L-COM"):
        await d.sees("To close the review")
        await d.press("M", "e")
        return
    if code == "L-OT":
        if "It worked" in d.screen_text:
            await d.press("enter")
        for name, text in CORRECTED.items():
            await d.field(name, text)
        await d.press("escape")
        return
    assert d.asking or d.dialog, key
    await d.enter(ELSE.get(f"{code} {place}", ANSWERS[f"{code} {field}"]))
    if d.dialog:  # what would move with a date
        await d.press("enter")
    if (code, field) == ("C-STK", "name"):  # a name alone stands nowhere on the matrix
        await d.press("tab")
        await d.edit("7", "Power", "1")
        await d.edit("7", "Interest", "2")
