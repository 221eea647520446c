"""Dates moved in a calendar come back into the plan; everything else is left alone."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from bad_calendars import BAD, bad
from plans import PlanBuilder

from actionplan_tui.exchange.ics import calendar_file
from actionplan_tui.exchange.ics_import import calendar_import
from actionplan_tui.exchange.import_result import Import
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

FOREIGN = """\
BEGIN:VEVENT
UID:birthday@example.org
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20200305
RRULE:FREQ=YEARLY
SUMMARY:Lagi's birthday
END:VEVENT
"""


@pytest.fixture
def plan() -> Plan:
    build = PlanBuilder(
        title="Clean water", plan_id="p", start=dt.date(2026, 12, 1), time_zone="Pacific/Apia",
        target_end=dt.date(2027, 3, 31), review_cadence="monthly on 1",
    )  # fmt: skip
    board = build.person("Board")
    build.goal("Water for all")
    build.step("Survey", start=dt.date(2026, 12, 2), due=dt.date(2026, 12, 4), goal=1)
    build.milestone("Opened", due=dt.date(2026, 12, 18), goal=1)
    for line in (
        {"cadence": "on 2026-12-10, 2027-01-10", "time": dt.time(9)},
        {"cadence": "once", "start": dt.date(2026, 12, 15)},
        {"cadence": "weekly on fri", "time": dt.time(10)},
        {"cadence": "at S2"},
    ):
        build.add("communications", audience=(board,), message="News", **line)
    build.add("corrective_actions", decision="Hire", due=dt.date(2026, 12, 9))
    build.add("kpis", name="Pumps", frequency="monthly")
    build.add("reviews", date=dt.date(2026, 12, 1), next=dt.date(2026, 12, 20))
    return build.plan


def exported(plan: Plan, *, todos: bool = False) -> str:
    return calendar_file(plan, now_version="1", todos=todos).data.decode()


def moved(text: str, name: str, start: str) -> str:
    """The file with the start of one entry changed, as a calendar program writes it."""
    pattern = rf"DTSTART[^\r]*\r\nDTEND[^\r]*(\r\nDTSTAMP[^\r]*\r\nUID:{name}@)"
    text, count = re.subn(pattern, rf"DTSTART{start}\1", text)
    assert count == 1, name
    return text


def brought(plan: Plan, text: str) -> Import:
    return calendar_import(plan, text.encode(), name="plan.ics")


def told(found: Import) -> dict[str, str]:
    """What is to be updated, or left and why, by the beginning of what it is about."""
    return {
        line.what.split(":")[0]: line.said or line.what.partition(": ")[2]
        for line in found.lines
        if line.verb != "unchanged"
    }


def test_an_untouched_file_changes_nothing(plan: Plan) -> None:
    for text in (exported(plan), exported(plan, todos=True)):
        found = brought(plan, text)
        assert {line.verb for line in found.lines} == {"unchanged"}
        assert (found.edit, found.notes) == (None, ())


def test_moved_dates_and_hours_come_back_as_one_edit(plan: Plan) -> None:
    text = exported(plan)
    text = moved(text, "step-1", ";VALUE=DATE:20261207")
    text = moved(text, "step-2", ":20261219T200000Z")  # by then it is the 20th in Apia
    text = moved(text, "communication-1-2026-12-10", ";TZID=Pacific/Apia:20261211T140000")
    text = moved(text, "communication-2", ";VALUE=DATE:20261216")
    text = moved(text, "corrective-action-1", ";VALUE=DATE:20261214")
    text = moved(text, "plan-review-1-2026-12-20", ";VALUE=DATE:20261221")
    found = brought(plan, text)
    assert found.message.startswith("0 new, 6 changed, ")
    assert told(found)["S1 Survey"] == "4 Dec 2026 → 7 Dec 2026"
    assert found.edit is not None
    after = found.edit.apply(plan)
    assert after.steps[1].due == dt.date(2026, 12, 7)
    assert after.steps[2].due == dt.date(2026, 12, 20)
    assert after.communications[1].cadence == "on 2026-12-11, 2027-01-10"
    assert after.communications[1].time == dt.time(14)
    assert after.communications[2].start == dt.date(2026, 12, 16)
    assert after.corrective_actions[1].due == dt.date(2026, 12, 14)
    assert after.reviews[1].next == dt.date(2026, 12, 21)
    assert found.edit.label(plan) == "dates from plan.ics"


def test_a_file_that_an_editor_of_windows_kept_is_read(plan: Plan) -> None:
    text = "\ufeff" + moved(exported(plan), "step-1", ";VALUE=DATE:20261207")
    assert told(brought(plan, text)) == {"S1 Survey": "4 Dec 2026 → 7 Dec 2026"}


def test_both_days_of_a_long_title_are_seen_on_80_columns(plan: Plan) -> None:
    plan = plan.amend("steps", 1, title="Survey every well of the outer islands before the rain")
    found = brought(plan, moved(exported(plan), "step-1", ";VALUE=DATE:20261207"))
    [line] = [line.what for line in found.lines if line.verb == "update"]
    assert line == "S1 Survey every well of the …: 4 Dec 2026 → 7 Dec 2026"


def test_a_day_stretched_over_several_is_due_on_its_last(plan: Plan) -> None:
    text = exported(plan).replace("DTEND;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261209")
    assert told(brought(plan, text)) == {"S1 Survey": "4 Dec 2026 → 8 Dec 2026"}


def test_a_task_moved_in_a_task_list_comes_back(plan: Plan) -> None:
    text = exported(plan, todos=True).replace("DUE;VALUE=DATE:20261204", "DUE;VALUE=DATE:20261211")
    assert told(brought(plan, text)) == {"S1 Survey": "4 Dec 2026 → 11 Dec 2026"}


def test_what_cannot_be_taken_is_left_and_says_why(plan: Plan) -> None:
    text = exported(plan)
    text = moved(text, "step-1", ";VALUE=DATE:20261201")
    text = moved(text, "communication-3", ";TZID=Pacific/Apia:20261205T100000")
    text = moved(text, "communication-4", ";VALUE=DATE:20261222")
    text = moved(text, "kpi-1", ";VALUE=DATE:20261222")
    text = text.replace("BEGIN:VEVENT", FOREIGN.replace("\n", "\r\n") + "BEGIN:VEVENT", 1)
    later = plan.amend("steps", 2, due=dt.date(2027, 1, 8), sequence=1).drop(
        "corrective_actions", [1]
    )
    found = brought(later, text)
    assert found.edit is None
    assert told(found) == {
        "Lagi's birthday": "not of a plan, left alone",
        "S1 Survey": "1 Dec 2026 is before its start, 2 Dec 2026",
        "S2 Opened": "the plan has changed it since, to 8 Jan 2027",
        "C3 News": "follows its cadence, which the plan holds",
        "C4 News": "follows what it waits for, which the plan holds",
        "K1 Pumps": "follows its frequency, which the plan holds",
        "A1 Corrective action": "no longer in the plan",
    }


def test_one_day_of_a_series_and_another_plan_s_events_are_left(plan: Plan) -> None:
    text = moved(exported(plan), "communication-3", ";TZID=Pacific/Apia:20261205T100000")
    text = text.replace(
        "UID:communication-3@", "RECURRENCE-ID;TZID=Pacific/Apia:20261204T100000\r\n"
        "UID:communication-3@"
    )  # fmt: skip
    found = brought(plan, text)
    assert "one day of a series" in told(found)["C3 News"]
    assert found.notes == (f"1 of {len(found.lines)} left alone: each line says why",)
    other = brought(plan.amend("plan", 1, plan_id="q"), exported(plan))
    assert {line.said for line in other.lines} == {"of another plan, left alone"}
    assert other.notes == ("plan.ics: nothing in it is of this plan",)
    assert other.edit is None


@pytest.mark.parametrize("how", BAD)
def test_a_bad_file_is_refused_in_one_line(plan: Plan, how: str) -> None:
    with pytest.raises(Problem, match=re.escape(BAD[how])) as refused:
        calendar_import(plan, bad(exported(plan), how), name="plan.ics")
    assert "\n" not in refused.value.message
    assert len(refused.value.message) < 140
