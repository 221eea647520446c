"""A plan as a calendar file: the whole of it, and the facts that calendars depend on."""

import os
import subprocess
import sys
import unicodedata
from datetime import date, timedelta

import msgspec
import pytest
from golden_calendars import CHANGED, PLAN
from icalendar import Calendar, Event

from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.exchange import ics
from actionplan_tui.exchange.ics import calendar_bytes, calendar_file
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import (
    KPI,
    Barrier,
    Communication,
    CorrectiveAction,
    Goal,
    Measurement,
    PlanInfo,
    Review,
    Step,
)


def written(plan: Plan, **options: object) -> bytes:
    if "kinds" in options:
        options["choice"] = Choice(kinds=tuple(options.pop("kinds")))  # type: ignore[call-overload]
    return calendar_bytes(plan, now_version="1.2", **options)  # type: ignore[arg-type]


def events(plan: Plan, **options: object) -> list[Event]:
    return list(Calendar.from_ical(written(plan, **options)).walk("VEVENT"))


def one_step(**fields: object) -> Event:
    step = Step(id=2, **{"title": "Draft", "due": date(2027, 3, 1), **fields})  # type: ignore[arg-type]
    [event] = events(Plan(info=PlanInfo(id=1, plan_id="p"), steps={2: step}))
    return event


def test_a_small_plan_is_seven_events_and_nothing_to_warn_of() -> None:
    result = calendar_file(PLAN, now_version="1.2")
    assert result.events == 7
    assert result.warnings == ()


def test_the_same_plan_gives_the_same_bytes_whatever_the_order_of_its_records() -> None:
    turned = msgspec.structs.replace(
        PLAN,
        steps=dict(reversed(PLAN.steps.items())),
        communications=dict(reversed(PLAN.communications.items())),
    )
    assert written(PLAN) == written(turned)


def test_what_is_private_never_leaves() -> None:
    plan = msgspec.structs.replace(
        PLAN,
        barriers={1: Barrier(id=1, step=2, who=(3,), how="PRIVATE", response="PRIVATE")},
        stakeholders={
            id: msgspec.structs.replace(
                person,
                private_notes="PRIVATE",
                concerns="PRIVATE",
                interests="PRIVATE",
                contact="PRIVATE",
                engagement="resistant",
                attitude=-2,
            )
            for id, person in PLAN.stakeholders.items()
        },
    )
    data = written(plan)
    assert data == written(PLAN)
    assert b"PRIVATE" not in data


def test_nobody_is_invited_and_nothing_is_a_request() -> None:
    data = written(PLAN)
    for word in (b"METHOD", b"ATTENDEE", b"ORGANIZER", b"VTODO", b"RDATE", b"EMAIL"):
        assert word not in data


HARD = 'Comma, semi; back\\slash "quoted"\nsecond line'
WIDE = "المحكمة " * 12 + "法院" * 30 + "👩‍👩‍👧‍👦" * 12


@pytest.mark.parametrize("text", [HARD, WIDE])
def test_hard_text_survives_and_every_line_stands_alone(text: str) -> None:
    step = Step(id=2, title=text, due=date(2027, 3, 1), goal=1)
    goals = {1: Goal(id=1, statement=text)}
    plan = Plan(info=PlanInfo(id=1, plan_id="p", title=text), goals=goals, steps={2: step})
    data = written(plan)
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert not any(unicodedata.category(char) == "Cc" for char in line.decode())
    calendar = Calendar.from_ical(data)
    [event] = calendar.walk("VEVENT")
    flat = " ".join(text.split())
    assert str(event["summary"]) in (f"Due: {flat}", f"Due: {flat}"[:199].rstrip() + "…")
    assert str(event["description"]) == f"Goal: {text.strip()}\nStep: S2\nPlan: {text.strip()}"


def test_the_calendar_s_name_is_escaped_like_any_text() -> None:
    data = written(PLAN.amend("plan", 1, title="Roads, 2027; part\n2"))
    assert b"\r\nNAME:Roads\\, 2027\\; part 2\r\n" in data
    assert b"\r\nX-WR-CALNAME:Roads\\, 2027\\; part 2\r\n" in data


def test_an_event_has_two_categories() -> None:
    assert one_step()["categories"].cats == ["Action plan", "Due"]


def test_control_characters_and_lone_surrogates_are_left_out() -> None:
    assert str(one_step(title="a\x07b\ud800c\td")["summary"]) == "Due: abc d"


def test_a_long_title_is_shortened_to_one_line_of_200() -> None:
    summary = str(one_step(title="word " * 100)["summary"])
    assert len(summary) <= 200
    assert summary.endswith("…")


@pytest.mark.parametrize(
    ("due", "after"),
    [
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2028, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 1)),
    ],
)
def test_an_all_day_event_ends_the_day_after(due: date, after: date) -> None:
    event = one_step(due=due)
    assert (event.start, event.end) == (due, after)
    assert event["transp"] == "TRANSPARENT"


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
def test_nothing_depends_on_the_machine_s_time_zone(zone: str) -> None:
    code = (
        "import sys; from datetime import date, time;"
        "from actionplan_tui.analysis.agenda import agenda;"
        "from actionplan_tui.exchange.ics import calendar_bytes;"
        "from actionplan_tui.exchange.ics_import import calendar_import;"
        "from actionplan_tui.model.plan import Plan;"
        "from actionplan_tui.model.records import Communication, PlanInfo, Step;"
        "plan = Plan(info=PlanInfo(id=1, plan_id='p', time_zone='Pacific/Apia'),"
        "steps={1: Step(id=1, due=date(2026, 12, 31))},"
        "communications={1: Communication(id=1, cadence='on 2027-01-04', time=time(0, 30))});"
        "data = calendar_bytes(plan, now_version='1');"
        "print([(str(i.date), str(i.time)) for i in agenda(plan, date(2026, 12, 1), date.max)]);"
        "print([line.verb for line in calendar_import(plan, data, name='x').lines]);"
        "print(data.decode())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    shown, back, *_ = run.stdout.splitlines()
    assert shown == "[('2026-12-31', 'None'), ('2027-01-04', '00:30:00')]"
    assert back == "['unchanged', 'unchanged']"
    assert "DTSTART;VALUE=DATE:20261231" in run.stdout
    assert "DTSTART;TZID=Pacific/Apia:20270104T003000" in run.stdout


def test_a_uid_survives_renaming_reordering_and_becoming_a_milestone() -> None:
    first = one_step()
    changed = one_step(title="Other", position="zz", kind="milestone", due=date(2028, 1, 1))
    assert first["uid"] == changed["uid"] == "step-2@p.actionplan-tui"


def test_uids_are_unique_and_two_plans_share_none() -> None:
    uids = [str(event["uid"]) for event in events(PLAN)]
    assert len(set(uids)) == len(uids)
    other = PLAN.amend("plan", 1, plan_id="0b1c")
    assert not {str(event["uid"]) for event in events(other)} & set(uids)


@pytest.mark.parametrize("plan_id", ["", "löwe", "a b", "x" * 500, "a@b"])
def test_an_odd_plan_id_still_gives_short_ascii_uids(plan_id: str) -> None:
    plan = PLAN.amend("plan", 1, plan_id=plan_id)
    for event in events(plan):
        uid = str(event["uid"])
        assert uid.isascii()
        assert uid.isprintable()
        assert " " not in uid
        assert len(uid) < 100
        assert uid.count("@") == 1


def test_the_sequence_is_the_record_s_own() -> None:
    assert one_step(sequence=0)["sequence"] == 0
    assert one_step(sequence=7)["sequence"] == 7


def test_a_step_has_no_alarm_unless_the_plan_reminds_of_due_dates() -> None:
    assert one_step().subcomponents == []
    with_alarm = PLAN.amend("plan", 1, remind_due=0)
    [alarm] = events(with_alarm, kinds=["due"])[0].subcomponents
    assert alarm["trigger"].dt == timedelta(hours=9)
    assert events(with_alarm, kinds=["due"], alarms=False)[0].subcomponents == []


@pytest.mark.parametrize(
    ("fields", "summary", "status"),
    [
        ({}, "Due: Draft", "CONFIRMED"),
        ({"kind": "milestone"}, "Milestone: Draft", "CONFIRMED"),
        ({"percent": 100}, "Done: Draft", "CONFIRMED"),
        ({"finished": date(2027, 2, 1), "archived": True}, "Done: Draft", "CONFIRMED"),
        ({"cancelled": True}, "Cancelled: Due: Draft", "CANCELLED"),
        ({"archived": True}, "Cancelled: Due: Draft", "CANCELLED"),
    ],
)
def test_what_became_of_a_step_is_said(
    fields: dict[str, object], summary: str, status: str
) -> None:
    step = Step(id=2, title="Draft", due=date(2027, 3, 1), **fields)  # type: ignore[arg-type]
    plan = Plan(info=PlanInfo(id=1, plan_id="p", remind_due=1), steps={2: step})
    [event] = events(plan)
    assert (str(event["summary"]), event["status"]) == (summary, status)
    assert len(event.subcomponents) == (summary in ("Due: Draft", "Milestone: Draft"))


def test_a_deliverable_is_shown_by_the_steps_below_it() -> None:
    steps = {
        1: Step(id=1, title="whole", due=date(2027, 3, 1)),
        2: Step(id=2, title="part", parent=1, due=date(2027, 2, 1)),
    }
    found = events(Plan(info=PlanInfo(id=1, plan_id="p"), steps=steps))
    assert [str(event["summary"]) for event in found] == ["Due: part"]


def test_a_removed_record_is_said_once_more_as_cancelled_until_it_is_back() -> None:
    gone = events(PLAN)[-1]
    assert (gone["status"], gone["sequence"], gone.subcomponents) == ("CANCELLED", 4, [])
    back = PLAN.put("steps", Step(id=9, title="Back", due=date(2027, 1, 3)))
    assert [str(e["summary"]) for e in events(back) if "step-9@" in e["uid"]] == ["Due: Back"]
    assert "step-9" not in written(PLAN, kinds=["communication"]).decode()


def test_a_stamp_is_when_what_is_shown_last_changed() -> None:
    made, noted, renamed = (CHANGED.replace(microsecond=0) + timedelta(days=n) for n in (0, 1, 2))
    step = Step(id=1, title="Dig", due=date(2027, 1, 3), created_at=made, updated_at=noted)
    for sequence, sequenced_at, stamp in ((0, None, made), (1, None, noted), (1, renamed, renamed)):
        one = msgspec.structs.replace(step, sequence=sequence, sequenced_at=sequenced_at)
        event = events(Plan(info=PLAN.info, steps={1: one}), kinds=["due"])[0]
        assert (event["dtstamp"].dt, event["last-modified"].dt) == (stamp, stamp)


def test_reviews_are_one_series_that_moves_on_with_each_review_held() -> None:
    before = events(PLAN, kinds=["review"])[0]
    held = PLAN.put("reviews", Review(id=5, date=date(2026, 12, 2), updated_at=CHANGED))
    after = events(held, kinds=["review"])[0]
    assert (before.start, after.start) == (date(2026, 12, 1), date(2027, 1, 1))
    assert before["uid"] == after["uid"]
    # The plan ends on 8 January: December and January, then January alone.
    assert before["rrule"].to_ical() == b"FREQ=MONTHLY;UNTIL=20270101;BYMONTHDAY=1"
    assert "rrule" not in after
    assert after["dtstamp"].dt == CHANGED.replace(microsecond=0)


def test_measurements_and_corrective_actions_leave_when_asked_for() -> None:
    plan = Plan(
        info=PlanInfo(id=1, plan_id="p"),
        kpis={3: KPI(id=3, name="Cases", frequency="monthly")},
        measurements={1: Measurement(id=1, kpi=3, date=date(2027, 1, 15))},
        corrective_actions={
            4: CorrectiveAction(id=4, decision="Hire", due=date(2027, 2, 1)),
            5: CorrectiveAction(id=5, decision="Buy", due=date(2027, 2, 2), status="verified"),
            6: CorrectiveAction(id=6, decision="Sell", due=date(2027, 2, 3), status="cancelled"),
        },
    )
    found = events(plan, kinds=["kpi measurement", "corrective action"])
    assert [(event.start, str(event["summary"])) for event in found] == [
        (date(2027, 2, 15), "Measure Cases"),
        (date(2027, 2, 1), "Corrective action: Hire"),
        (date(2027, 2, 2), "Done: Buy"),
        (date(2027, 2, 3), "Cancelled: Corrective action: Sell"),
    ]
    # Counted from the last measurement, for 24 months as neither KPI nor plan has an end.
    assert found[0]["rrule"].to_ical() == b"FREQ=MONTHLY;UNTIL=20290115;BYMONTHDAY=15"
    with pytest.raises(Problem, match="nothing with a date is due, review"):
        written(plan, kinds=["due", "review"])


@pytest.mark.parametrize(
    "plan",
    [
        Plan(),
        Plan(info=PlanInfo(id=1, start=date(2027, 1, 1)), steps={1: Step(id=1, title="x")}),
        Plan(communications={1: Communication(id=1, cadence="weekly")}),
        Plan(communications={1: Communication(id=1, cadence="now and then",
                                              start=date(2027, 1, 1))}),
    ],
)  # fmt: skip
def test_a_plan_with_nothing_dated_writes_no_file_and_says_so(plan: Plan) -> None:
    with pytest.raises(Problem, match="nothing to export: give a step a due date"):
        written(plan)


def test_a_file_beyond_one_megabyte_is_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ics.LARGE == 1_000_000
    plan = Plan(
        info=PlanInfo(id=1, plan_id="p"),
        steps={id: Step(id=id, title="t", due=date(2027, 3, 1)) for id in (1, 2)},
    )
    size = len(calendar_file(plan, now_version="1").data)

    for large, told in ((size, 0), (size - 1, 1)):
        monkeypatch.setattr(ics, "LARGE", large)
        warnings = calendar_file(plan, now_version="1").warnings
        assert ["Google Calendar takes 1 MB" in warning for warning in warnings] == [True] * told


def test_a_date_no_calendar_can_hold_is_a_problem() -> None:
    with pytest.raises(Problem, match="is dated 9999"):
        one_step(due=date(9999, 12, 31))
