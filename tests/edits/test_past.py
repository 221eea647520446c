"""The plan as it was: everything since taken back, as far as the history reaches."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from plans import PlanBuilder

from actionplan_tui.edits.change_words import change_text
from actionplan_tui.edits.changes import Change, diff, replay
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.ideas import PromoteIdeas
from actionplan_tui.edits.past import net, plan_as_of, reaches
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.records import AddRecord, Remove, SetFields
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import create_store, full_history, history, open_store

MADE = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = MADE

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def work(tmp_path: Path, clock: Clock) -> Workspace:
    build = PlanBuilder(title="Clean water")
    build.person("Tavita")
    goal = build.goal("Every village drinks clean water")
    wells = build.step("Wells", goal=goal)
    build.step("Survey", parent=wells, due=dt.date(2026, 12, 4), lead=1)
    build.add("resources", step=2, description="test kits")
    path = tmp_path / "plan.json"
    create_store(path, build.plan, now=clock, by="ana")
    return Workspace(open_store(path, now=clock), by="ana", session="one")


def same(one: Plan, other: Plan) -> bool:
    """Whether two plans hold the same, record for record; who touched what last is no matter."""
    return diff(one, other) == () == diff(other, one)


def test_the_plan_of_last_month_is_the_plan_as_it_was(work: Workspace, clock: Clock) -> None:
    clock.now = dt.datetime(2026, 10, 5, 12, tzinfo=dt.UTC)
    work.do(SetFields("steps", 2, {"due": dt.date(2026, 12, 18), "lead": "Ioane"}))
    work.do(AddStep({"title": "Buy pumps"}, after=2))
    last_month = work.plan
    clock.now = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    work.do(SetFields("steps", 2, {"due": dt.date(2027, 1, 15)}))
    work.do(Remove("steps", (2,)))
    work.do(AddRecord("barriers", {"step": 3, "how": "late ships", "who": ("Port",)}))
    work.undo()
    work.do(SetFields("steps", 3, {"title": "Buy ten pumps"}))

    past = plan_as_of(work.plan, work.history, dt.datetime(2026, 10, 31, tzinfo=dt.UTC))

    assert same(past.plan, last_month)
    assert list(past.plan.steps) == [1, 2, 3]
    assert past.plan.resources[1].description == "test kits"
    assert next(row.label for row in past.since) == "By When of Survey"
    assert len(past.since) == 5


def test_every_day_of_a_long_life_is_as_it_was_though_most_of_it_left_the_plan_file(
    work: Workspace, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_ROWS", 5)
    work.do(AddRecord("ideas", {"text": "Ask the school"}))
    days: list[tuple[dt.datetime, Plan]] = []
    for day in range(1, 31):
        clock.now = dt.datetime(2026, 10, day, 12, tzinfo=dt.UTC)
        edits: list[Edit] = [
            SetFields("steps", 2, {"percent": day, "confirmed": clock.now.date()}),
            AddStep({"title": f"Well {day}", "lead": f"Digger {day}"}, parent=1),
            SetFields("stakeholders", 1, {"engagement": "neutral" if day % 2 else "resistant"}),
            AddRecord("barriers", {"step": 2, "how": f"storm {day}", "who": ("Port",)}),
        ]
        work.do(edits[day % 4])
        if day == 14:
            work.undo()
        if day == 20:
            [last] = list(work.plan.steps)[-1:]
            work.do(Remove("steps", (last,)))
        if day == 25:
            work.do(PromoteIdeas((1,), parent=1))
        days.append((clock.now, work.plan))

    assert len(work.history) <= 6
    past = full_history(tmp_path / "plan.json")
    assert [row.revision for row in past] == list(range(2, work.revision + 1))
    reopened = open_store(tmp_path / "plan.json", now=clock).load().plan
    for moment, then in days:
        was = plan_as_of(reopened, past, moment).plan
        assert same(was, then), moment
        assert [list(was.table(name)) for name in TABLES] == [
            list(then.table(name)) for name in TABLES
        ]


def test_it_reaches_to_the_making_of_the_plan_and_no_further(work: Workspace, clock: Clock) -> None:
    first = work.plan
    clock.now = dt.datetime(2026, 10, 5, 12, tzinfo=dt.UTC)
    work.do(SetFields("steps", 2, {"percent": 50}))

    assert reaches(work.plan, work.history) == MADE
    assert same(plan_as_of(work.plan, work.history, MADE).plan, first)
    with pytest.raises(Problem, match="made on 1 Sep 2026 09:00 UTC"):
        plan_as_of(work.plan, work.history, MADE - dt.timedelta(seconds=1))


def test_where_old_history_is_gone_it_says_how_far_it_goes(work: Workspace, clock: Clock) -> None:
    for day in (5, 6, 7):
        clock.now = dt.datetime(2026, 10, day, 12, tzinfo=dt.UTC)
        work.do(SetFields("steps", 2, {"percent": day}))
    kept = work.history[1:]

    past = plan_as_of(work.plan, kept, dt.datetime(2026, 10, 6, 12, tzinfo=dt.UTC))

    assert past.plan.steps[2].percent == 6
    with pytest.raises(Problem, match="history begins on 6 Oct 2026 12:00 UTC"):
        plan_as_of(work.plan, kept, dt.datetime(2026, 10, 5, 12, tzinfo=dt.UTC))


def row(*changes: Change) -> HistoryRow:
    return HistoryRow(revision=2, at=MADE, by="ana", changes=changes)


def test_net_changes_name_each_field_once_and_leave_out_what_was_set_back() -> None:
    rows = [
        row(Change("steps", 2, "percent", 0, 40), Change("steps", 2, "title", "A", "B")),
        row(Change("steps", 2, "percent", 40, 60)),
        row(Change("steps", 2, "title", "B", "A")),
        row(Change("goals", 1, "statement", "x", "y")),
    ]

    assert net(rows) == (
        Change("goals", 1, "statement", "x", "y"),
        Change("steps", 2, "percent", 0, 60),
    )


def test_net_changes_of_whole_records() -> None:
    added_and_gone = [
        row(Change("steps", 5, after={"title": "New"})),
        row(Change("steps", 5, before={"title": "New"})),
    ]
    added_and_named = [
        row(Change("steps", 5, after={"title": "New"})),
        row(Change("steps", 5, "title", "New", "Newer")),
    ]
    changed_and_gone = [
        row(Change("steps", 5, "title", "Old", "Older")),
        row(Change("steps", 5, before={"title": "Older", "percent": 3})),
    ]

    assert net(added_and_gone) == ()
    assert net(added_and_named) == (Change("steps", 5, after={"title": "Newer"}),)
    assert net(changed_and_gone) == (Change("steps", 5, before={"title": "Old", "percent": 3}),)


def test_a_record_removed_and_back_again_in_one_replay_is_there(work: Workspace) -> None:
    document = {"title": "Survey wells"}

    after = replay(
        work.plan, [Change("steps", 2, before=document), Change("steps", 2, after=document)]
    )

    assert after.steps[2].title == "Survey wells"


def test_a_change_is_said_with_names_and_days(work: Workspace) -> None:
    due = Change("steps", 2, "due", "2026-11-16", "2026-11-27")
    lead = Change("steps", 2, "lead", None, 1)
    gone = Change("steps", 9, before={"title": "Close the counters"})

    assert change_text(work.plan, due) == "1.1 Survey, By When: 16 Nov 2026 -> 27 Nov 2026"
    assert change_text(work.plan, lead) == "1.1 Survey, By Whom: blank -> Tavita"
    assert (
        change_text(work.plan, Change("steps", 2, "position", "r", "d")) == "1.1 Survey: moved up"
    )
    assert change_text(work.plan, gone) == "S9 Close the counters: removed"
    assert change_text(work.plan, Change("plan", 1, "title", "A", "B")) == (
        "the plan, Title: A -> B"
    )
