"""What calendars hold follows the plan: sequences rise, removed entries leave a tombstone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actionplan_tui.analysis.entries import entries
from actionplan_tui.analysis.removed import removed
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import (
    KPI,
    CorrectiveAction,
    Measurement,
    Review,
    Step,
    make,
)


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("steps", {"due": dt.date(2026, 7, 1)}),
        ("steps", {"due": None}),
        ("steps", {"title": "Survey all wells"}),
        ("steps", {"finished": dt.date(2026, 4, 1)}),
        ("steps", {"cancelled": True}),
        ("steps", {"lead": 2}),
        ("communications", {"message": "News"}),
        ("communications", {"audience": (2, 3)}),
        ("communications", {"status": "ended"}),
        ("goals", {"target_date": dt.date(2026, 12, 1)}),
        ("plan", {"review_cadence": "monthly on last fri"}),
    ],
)
def test_a_change_that_a_calendar_shows_raises_the_sequence(
    ana: Any, table: str, fields: dict[str, Any]
) -> None:
    record = ana.set(table, 1, **fields).loaded.plan.get(table, 1)

    assert record.sequence == 1


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("steps", {"notes": "Ask the chiefs"}),
        ("steps", {"percent": 20, "forecast": dt.date(2026, 8, 1)}),
        ("communications", {"confirmed": dt.date(2026, 3, 2)}),
        ("goals", {"success": "No sick children"}),
        ("stakeholders", {"name": "Anahera"}),
    ],
)
def test_other_changes_do_not(ana: Any, table: str, fields: dict[str, Any]) -> None:
    assert ana.set(table, 1, **fields).loaded.plan.get(table, 1).sequence == 0


def test_one_commit_raises_it_once_and_undo_raises_it_again(ana: Any) -> None:
    done = ana.set("steps", 1, due=dt.date(2026, 7, 1), title="Survey all wells")
    assert done.loaded.plan.steps[1].sequence == 1
    step = ana.undo(done).loaded.plan.steps[1]

    assert (step.sequence, step.due) == (2, dt.date(2026, 5, 1))


def test_a_new_name_raises_it_where_calendars_show_the_name(ana: Any) -> None:
    plan = ana.edit(
        lambda plan: plan.amend("stakeholders", 1, name="Anahera").amend(
            "stakeholders", 2, name="Ioane T."
        )
    ).loaded.plan

    assert plan.steps[1].sequence == 1  # led by 1
    assert plan.steps[2].sequence == 0  # supported by 1 and 2
    assert plan.communications[1].sequence == 1  # told to 2
    assert plan.steps[1].updated_at == plan.steps[1].created_at  # nobody edited the step
    assert plan.steps[1].sequenced_at == plan.stakeholders[1].updated_at
    assert plan.steps[2].sequenced_at is None


def test_a_new_name_and_a_new_date_at_once_raise_it_once(ana: Any) -> None:
    plan = ana.edit(
        lambda plan: plan.amend("stakeholders", 1, name="Anahera").amend(
            "steps", 1, title="Survey all wells"
        )
    ).loaded.plan

    assert plan.steps[1].sequence == 1


def test_no_sequence_is_told_in_the_history(ana: Any) -> None:
    done = ana.set("steps", 1, title="Survey all wells")

    assert [change.field for change in done.row.changes] == ["title"]


def test_a_removed_dated_step_leaves_a_tombstone(ana: Any, clock: Any) -> None:
    ana.set("steps", 1, title="Survey all wells")
    clock.forward(days=1)
    removed = ana.remove("steps", 1)

    [stone] = removed.loaded.plan.tombstones.values()
    assert (stone.kind, stone.of, stone.title) == ("steps", 1, "Survey all wells")
    assert (stone.date, stone.sequence) == (dt.date(2026, 5, 1), 2)
    assert (stone.created_at, stone.created_by) == (clock.moment, "ana")
    assert [change.table for change in removed.row.changes] == ["steps"]
    assert ana.look() == removed.loaded.plan


def test_a_removed_step_without_a_date_leaves_none(ana: Any) -> None:
    assert not ana.remove("steps", 3).loaded.plan.tombstones


@pytest.mark.parametrize(
    ("table", "record", "title", "date"),
    [
        (  # first measured a month after the plan was written
            "kpis",
            make(KPI, id=-1, name="Wells", frequency="monthly"),
            "Wells",
            dt.date(2026, 4, 2),
        ),
        (
            "corrective_actions",
            make(CorrectiveAction, id=-1, decision="Hire", due=dt.date(2026, 4, 2)),
            "Hire",
            dt.date(2026, 4, 2),
        ),
    ],
)
def test_so_do_other_dated_records(
    ana: Any, table: str, record: Any, title: str, date: dt.date | None
) -> None:
    ana.add(table, record)
    [stone] = ana.remove(table, 1).loaded.plan.tombstones.values()

    assert (stone.kind, stone.of, stone.title, stone.date) == (table, 1, title, date)


def test_a_day_agreed_for_the_next_review_is_called_off_unless_it_was_held(ana: Any) -> None:
    held = make(Review, id=-1, date=dt.date(2026, 3, 2), next=dt.date(2026, 4, 3))
    added = ana.add("reviews", held)
    assert ana.plan.info.sequence == 1  # the plan has an entry it had not
    [stone] = ana.undo(added).loaded.plan.tombstones.values()
    assert (stone.kind, stone.title, stone.date) == ("plan", "Review the plan", held.next)

    ana.add("reviews", held)
    assert not ana.plan.tombstones  # agreed once more
    ana.add("reviews", make(Review, id=-1, date=dt.date(2026, 4, 3)))
    assert not ana.plan.tombstones  # held on the day


# What calendars show of a record may change although nobody touched the record.


def names(plan: Plan) -> dict[str, int]:
    """The entries of a plan and their sequences; what is called off is not among them."""
    return {entry.name: entry.sequence for entry in entries(plan) if entry.status != "cancelled"}


def buried(plan: Plan) -> dict[str, int]:
    """The tombstones of a plan as entries."""
    return {entry.name: entry.sequence for entry in removed(plan, names(plan))}


def test_a_step_that_is_split_leaves_the_calendar_and_comes_back_when_it_is_whole(
    ana: Any,
) -> None:
    split = ana.add("steps", make(Step, id=-1, title="Dig", parent=1, due=dt.date(2026, 5, 5)))
    assert names(ana.plan) == {"step-2": 0, "step-4": 0}
    assert buried(ana.plan) == {"step-1": 1}
    ana.undo(split)
    assert names(ana.plan) == {"step-1": 2, "step-2": 0}
    assert buried(ana.plan) == {"step-4": 1}


def test_a_due_date_taken_away_is_called_off_and_a_new_one_counts_on(ana: Any) -> None:
    ana.set("steps", 1, due=None)
    assert buried(ana.plan) == {"step-1": 1}
    ana.set("steps", 1, due=dt.date(2026, 5, 9))
    assert (names(ana.plan)["step-1"], buried(ana.plan)) == (2, {})


def test_each_day_of_a_series_that_is_gone_is_called_off(ana: Any) -> None:
    ana.set("communications", 1, cadence="on 2026-04-10, 2026-04-20, 2026-05-01")
    ana.set("communications", 1, cadence="on 2026-04-10, 2026-05-02")
    assert names(ana.plan).keys() >= {"communication-1-2026-04-10", "communication-1-2026-05-02"}
    assert buried(ana.plan) == {
        "communication-1-2026-04-20": 2,
        "communication-1-2026-05-01": 2,
    }
    ana.set("communications", 1, cadence="weekly on fri")
    assert buried(ana.plan).keys() >= {"communication-1-2026-04-10", "communication-1-2026-05-02"}
    ana.remove("communications", 1)
    assert buried(ana.plan)["communication-1"] == 4
    assert len(ana.plan.tombstones) == 5


def test_a_new_holiday_moves_a_day_and_an_old_one_calls_the_moved_day_off(ana: Any) -> None:
    ana.set("communications", 1, cadence="weekly on fri", working_day_rule="next")
    before = names(ana.plan)["communication-1"]
    ana.set("plan", 1, holidays=(dt.date(2026, 4, 3),))
    assert names(ana.plan)["communication-1"] == before + 1
    assert names(ana.plan)["communication-1-2026-04-03"] == before + 1
    ana.set("plan", 1, holidays=())
    assert names(ana.plan)["communication-1"] == before + 2
    assert buried(ana.plan) == {"communication-1-2026-04-03": before + 2}


def test_what_waits_for_a_step_or_stands_under_it_or_shows_its_goal_follows(ana: Any) -> None:
    ana.add("steps", make(Step, id=-1, title="Dig", parent=3, due=dt.date(2026, 5, 5)))
    ana.set("communications", 1, cadence="at S2")
    assert names(ana.plan) == {"step-1": 0, "step-2": 0, "step-4": 0, "communication-1": 1}
    ana.set("steps", 2, due=dt.date(2026, 6, 2))
    assert names(ana.plan) == {"step-1": 0, "step-2": 1, "step-4": 0, "communication-1": 2}
    ana.set("steps", 3, cancelled=True)
    assert ana.plan.steps[4].sequence == 1
    assert "step-4" not in names(ana.plan)
    ana.set("goals", 1, statement="Wells for all")
    assert names(ana.plan) == {"step-1": 1, "step-2": 2, "communication-1": 2}
    ana.set("goals", 1, archived=True)  # its steps then show none
    assert names(ana.plan) == {"step-1": 2, "step-2": 3, "communication-1": 2}


def test_another_time_zone_moves_what_has_an_hour_and_nothing_else(ana: Any) -> None:
    ana.set("communications", 1, cadence="weekly on fri", time=dt.time(9))
    before = names(ana.plan)
    ana.set("plan", 1, time_zone="Pacific/Apia")
    assert names(ana.plan) == {**before, "communication-1": before["communication-1"] + 1}
    ana.set("communications", 1, time=None)
    before = names(ana.plan)
    ana.set("plan", 1, time_zone="Europe/Berlin")
    assert names(ana.plan) == before


def test_a_finished_step_and_a_measurement_are_told(ana: Any) -> None:
    ana.set("steps", 1, percent=100)
    assert ana.plan.steps[1].sequence == 1
    ana.add("kpis", make(KPI, id=-1, name="Wells", frequency="monthly"))
    ana.add("measurements", make(Measurement, id=-1, kpi=1, date=dt.date(2026, 3, 20), value=2.0))
    assert (ana.plan.kpis[1].sequence, buried(ana.plan)) == (1, {})


def test_undoing_a_removal_takes_the_tombstone_away_and_counts_on(ana: Any) -> None:
    removed = ana.remove("steps", 1)
    back = ana.undo(removed)

    assert not back.loaded.plan.tombstones
    assert back.loaded.plan.steps[1].sequence == 2  # the tombstone had 1
    again = ana.redo(removed).loaded.plan
    [(id, stone)] = again.tombstones.items()
    assert (id, stone.sequence) == (2, 3)
    assert ana.look() == again


def test_a_record_that_comes_back_keeps_who_made_it(ana: Any, priya: Any, clock: Any) -> None:
    made = clock.moment
    clock.forward(days=3)
    step = priya.undo(priya.remove("steps", 1)).loaded.plan.steps[1]

    assert (step.created_by, step.created_at) == ("ana", made)
    assert (step.updated_by, step.updated_at) == ("priya", clock.moment)


def test_no_commit_can_write_tombstones_or_stamps(ana: Any, path: Any) -> None:
    before = path.read_bytes()
    changes = (
        Change("tombstones", -1, after={"kind": "steps", "of": 1}),
        Change("steps", 1, "sequence", 0, 7),
        Change("steps", 1, "created_by", "ana", "nobody"),
    )
    committed = ana.store.commit(Commit(label="x", changes=changes, by="ana", session="s"))

    assert committed.row is None
    assert path.read_bytes() == before


def test_a_step_added_and_removed_and_added_again_has_its_own_id(ana: Any) -> None:
    first = make(Step, id=-1, title="Dig", due=dt.date(2026, 5, 5))
    added = ana.add("steps", first)
    ana.undo(added)
    second = ana.add("steps", first)

    assert second.ids == {("steps", -1): 5}
    assert second.loaded.plan.steps[5].sequence == 0
    assert [stone.of for stone in second.loaded.plan.tombstones.values()] == [4]
