"""Several people edit one plan at once and lose nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit, Conflict
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Resource, Stakeholder, Step, make
from actionplan_tui.store.merging import merge_lists


def test_different_fields_merge_silently(ana: Any, priya: Any) -> None:
    ana.set("steps", 1, title="Survey all wells")
    merged = priya.set("steps", 1, percent=30)

    step = merged.loaded.plan.steps[1]
    assert (step.title, step.percent) == ("Survey all wells", 30)
    assert merged.conflicts == ()
    assert merged.loaded.revision == 3
    assert [row.by for row in merged.loaded.history] == ["ana", "priya"]


def test_of_the_same_field_mine_is_kept_and_theirs_is_told(ana: Any, priya: Any) -> None:
    ana.set("steps", 1, title="Survey all wells")
    merged = priya.set("steps", 1, title="Count wells")

    mine = Change("steps", 1, "title", "Survey wells", "Count wells")
    assert merged.conflicts == (Conflict(mine, "Survey all wells", "ana"),)
    assert merged.loaded.plan.steps[1].title == "Count wells"
    assert merged.row.changes == (Change("steps", 1, "title", "Survey all wells", "Count wells"),)


def test_the_same_value_twice_is_no_conflict_and_no_save(ana: Any, priya: Any, path: Any) -> None:
    ana.set("steps", 1, title="Count wells")
    before = path.read_bytes()
    merged = priya.set("steps", 1, title="Count wells")

    assert (merged.row, merged.conflicts) == (None, ())
    assert merged.loaded.revision == 2
    assert merged.loaded.plan.steps[1].title == "Count wells"
    assert path.read_bytes() == before


def test_lists_merge_as_additions_and_removals(ana: Any, priya: Any) -> None:
    ana.set("steps", 2, support=(2,))  # without 1
    merged = priya.set("steps", 2, support=(1, 2, 3))  # with 3

    assert merged.loaded.plan.steps[2].support == (2, 3)
    assert merged.conflicts == ()
    assert merged.row.changes == (Change("steps", 2, "support", [2], [2, 3]),)


@pytest.mark.parametrize(
    ("before", "mine", "current", "merged"),
    [
        ([1, 2], [1, 2, 3], [1, 2, 4], [1, 2, 4, 3]),
        ([1, 2, 3], [1, 3], [1, 2, 3, 4], [1, 3, 4]),
        ([1, 2], [2], [1], []),
        ([1], [1, 2], [1, 2], [1, 2]),
        ([1, 2], [2, 1], [1, 2, 3], [2, 1, 3]),
        ([1, 2, 3], [3, 2, 1], [2, 3], [3, 2]),
        ([], [5], [], [5]),
    ],
)
def test_how_lists_merge(before: Any, mine: Any, current: Any, merged: Any) -> None:
    assert merge_lists(before, mine, current) == merged


def test_two_that_add_at_once_get_two_records(ana: Any, priya: Any) -> None:
    first = ana.add("steps", make(Step, id=-1, title="From Ana"))
    second = priya.add("steps", make(Step, id=-1, title="From Priya"))

    assert (first.ids, second.ids) == ({("steps", -1): 4}, {("steps", -1): 5})
    assert [step.title for step in second.loaded.plan.steps.values()][3:] == [
        "From Ana",
        "From Priya",
    ]


def test_one_name_added_by_two_at_once_is_one_person(ana: Any, priya: Any) -> None:
    def lead(step: int, spelling: str, **more: Any) -> Any:
        return lambda plan: plan.put(
            "stakeholders", make(Stakeholder, id=-1, name=spelling, **more)
        ).amend("steps", step, lead=-1)

    first = ana.edit(lead(1, "Losa", power=4))
    second = priya.edit(lead(2, "LOSA ", power=2, interest=5))

    people = second.loaded.plan.stakeholders
    assert [person.name for person in people.values()] == ["Ana", "Ioane", "Priya", "Losa"]
    assert first.ids == second.ids == {("stakeholders", -1): 4}
    assert [second.loaded.plan.steps[id].lead for id in (1, 2)] == [4, 4]
    # What stands is kept, what was blank is filled: neither is asked to settle a conflict.
    assert (people[4].power, people[4].interest, second.conflicts) == (4, 5, ())
    undone = priya.undo(second).loaded.plan
    assert (undone.steps[2].lead, undone.stakeholders[4].interest) == (None, None)
    assert undone.steps[1].lead == 4


def test_a_name_that_a_colleague_has_just_given_is_refused(ana: Any, priya: Any) -> None:
    ana.add("stakeholders", make(Stakeholder, id=-1, name="Losa"))

    with pytest.raises(Problem, match=r"P4 is called Losa already: .* merge them"):
        priya.set("stakeholders", 3, name="losa")


def test_records_added_together_name_each_other(ana: Any) -> None:
    added = ana.edit(
        lambda plan: plan.put(
            "steps",
            make(Step, id=-1, title="Parent"),
            make(Step, id=-2, title="Child", parent=-1, depends_on=(-3, 1)),
            make(Step, id=-3, title="First"),
        ).put("resources", make(Resource, id=-1, step=-2, description="Rope"))
    )

    plan = added.loaded.plan
    assert plan.steps[5].parent == 4
    assert plan.steps[5].depends_on == (6, 1)
    assert plan.resources[2].step == 5
    assert {change.id for change in added.row.changes} == {2, 4, 5, 6}


def test_an_id_is_never_given_twice(ana: Any, planner: Any) -> None:
    ana.remove("steps", 3)
    added = ana.add("steps", make(Step, id=-1, title="New"))
    assert added.ids == {("steps", -1): 4}
    ana.undo(added)

    late = planner("late").add("steps", make(Step, id=-1, title="Newer"))
    assert late.ids == {("steps", -1): 5}


def test_an_edit_of_what_a_colleague_removed_says_who(ana: Any, priya: Any, path: Any) -> None:
    priya.remove("steps", 3)
    before = path.read_bytes()

    with pytest.raises(Problem, match=r"^S3 was removed by priya meanwhile$") as refused:
        ana.set("steps", 3, title="Train the carers")
    assert (refused.value.table, refused.value.id) == ("steps", 3)
    assert path.read_bytes() == before


def test_an_edit_of_what_never_was_is_refused(ana: Any) -> None:
    change = Change("steps", 99, "title", "", "x")
    with pytest.raises(Problem, match="there is no step S99"):
        ana.store.commit(Commit(label="x", changes=(change,), by="ana", session="s"))


def test_removing_what_a_colleague_has_just_changed_is_refused(ana: Any, priya: Any) -> None:
    priya.set("steps", 3, notes="Teachers want this first")

    with pytest.raises(Problem, match=r"^S3 was changed by priya meanwhile"):
        ana.remove("steps", 3)
    assert ana.look().steps[3].notes == "Teachers want this first"


def test_removing_what_is_gone_already_is_nothing(ana: Any, priya: Any) -> None:
    priya.remove("steps", 3)

    assert ana.remove("steps", 3).row is None


def test_what_hangs_meanwhile_from_a_removed_step_goes_with_it(ana: Any, priya: Any) -> None:
    priya.add("resources", make(Resource, id=-1, step=3, description="A room"))
    priya.set("steps", 1, depends_on=(3,))
    removed = ana.remove("steps", 3)

    assert 2 not in removed.loaded.plan.resources
    assert removed.loaded.plan.steps[1].depends_on == ()
    back = ana.undo(removed).loaded.plan
    assert back.resources[2].description == "A room"
    assert back.steps[1].depends_on == (3,)


def test_a_person_named_meanwhile_is_not_removed(ana: Any, priya: Any) -> None:
    priya.set("steps", 3, lead=3)

    with pytest.raises(Problem, match=r"P3 cannot be removed: it is named by S3 \(lead\)"):
        ana.remove("stakeholders", 3)


def test_a_person_removed_meanwhile_cannot_be_named(ana: Any, priya: Any) -> None:
    priya.remove("stakeholders", 3)

    with pytest.raises(Problem, match="there is no stakeholder P3"):
        ana.set("steps", 3, lead=3)


def test_dates_valid_alone_are_refused_together(ana: Any, priya: Any, path: Any) -> None:
    ana.set("steps", 3, start=dt.date(2026, 9, 1))
    before = path.read_bytes()

    with pytest.raises(Problem, match="due 1 Aug 2026 is before the start 1 Sep 2026"):
        priya.set("steps", 3, due=dt.date(2026, 8, 1))
    assert path.read_bytes() == before


def test_a_circle_that_two_edits_make_is_refused(ana: Any, priya: Any) -> None:
    ana.set("steps", 1, depends_on=(2,))

    with pytest.raises(Problem, match="a step cannot wait for itself"):
        priya.set("steps", 2, depends_on=(1,))


def test_after_a_refusal_the_colleagues_news_still_arrives(ana: Any, priya: Any) -> None:
    priya.set("steps", 3, start=dt.date(2026, 9, 1))
    with pytest.raises(Problem):
        ana.set("steps", 3, due=dt.date(2026, 8, 1))

    assert ana.store.poll().plan.steps[3].start == dt.date(2026, 9, 1)


def test_a_commit_that_ends_where_it_began_is_nothing(ana: Any, path: Any) -> None:
    before = path.read_bytes()
    there_and_back = (
        Change("steps", 1, "title", "Survey wells", "Count wells"),
        Change("steps", 1, "title", "Count wells", "Survey wells"),
    )
    committed = ana.store.commit(Commit(label="x", changes=there_and_back, by="ana", session="s"))

    assert committed.row is None
    assert path.read_bytes() == before


def test_what_one_commit_both_adds_under_and_removes_is_refused(ana: Any, path: Any) -> None:
    before = path.read_bytes()

    with pytest.raises(Problem, match="S3 cannot be removed: it is named by R2"):
        ana.edit(
            lambda plan: plan.put(
                "resources", make(Resource, id=-1, step=3, description="A room")
            ).drop("steps", [3])
        )
    assert path.read_bytes() == before


def test_undo_leaves_and_names_what_someone_has_changed_since(ana: Any, priya: Any) -> None:
    mine = ana.set("steps", 1, title="Survey all wells", percent=30)
    priya.look()
    priya.set("steps", 1, title="Count wells")
    undone = ana.undo(mine)

    step = undone.loaded.plan.steps[1]
    assert (step.title, step.percent) == ("Count wells", 0)
    assert undone.skipped == (Change("steps", 1, "title", "Survey all wells", "Survey wells"),)
    assert (undone.row.kind, undone.row.of) == ("undo", mine.row.revision)


def test_undo_of_an_addition_leaves_what_a_colleague_has_filled_in(ana: Any, priya: Any) -> None:
    mine = ana.add("steps", make(Step, id=-1, title="Dig"))
    priya.look()
    priya.set("steps", 4, percent=50)
    undone = ana.undo(mine)

    assert undone.loaded.plan.steps[4].percent == 50
    assert [(change.table, change.id) for change in undone.skipped] == [("steps", 4)]


def test_undo_of_an_addition_leaves_what_a_colleague_has_hung_from_it(ana: Any, priya: Any) -> None:
    mine = ana.add("steps", make(Step, id=-1, title="Dig"))
    priya.look()
    priya.add("resources", make(Resource, id=-1, step=4, description="Spades"))
    undone = ana.undo(mine)

    assert undone.loaded.plan.steps[4].title == "Dig"
    assert [(change.table, change.id) for change in undone.skipped] == [("steps", 4)]


def test_undo_of_an_edit_of_a_removed_record_is_named(ana: Any, priya: Any) -> None:
    mine = ana.set("steps", 3, title="Train")
    priya.look()
    priya.remove("steps", 3)

    assert [change.id for change in ana.undo(mine).skipped] == [3]


def test_undo_then_redo_gives_the_same_plan(ana: Any) -> None:
    def content(plan: Any) -> Any:
        return {id: (step.title, step.due, step.support) for id, step in plan.steps.items()}

    done = ana.edit(
        lambda plan: (
            plan.put("steps", make(Step, id=-1, title="Dig"))
            .amend("steps", 2, support=(3,))
            .drop("steps", [3])
        )
    )
    after = content(done.loaded.plan)
    assert content(ana.undo(done).loaded.plan) == content(small(ana))
    assert content(ana.redo(done).loaded.plan) == after


def small(planner: Any) -> Any:
    """The plan as the history began, from the plan's own file of changes."""
    from actionplan_tui.edits.changes import replay

    plan = planner.look()
    for row in reversed(planner.store.load().history):
        plan = replay(plan, [change.inverse for change in reversed(row.changes)])
    return plan


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("planets", -1, after={}), "no table planets"),
        (Change("steps", 1, "colour", "", "red"), "no field colour"),
        (Change("steps", 1, "percent", 0, 300), "percent: must be between 0 and 100"),
        (Change("steps", 1, "percent", 0, "many"), "percent: "),
        (Change("resources", 1, "needed", None, float("nan")), "nan is no number"),
        (Change("resources", 1, "needed", None, float("inf")), "inf is no number"),
        (Change("resources", -1, after={"step": 1, "needed": float("nan")}), "nan is no number"),
        (Change("steps", 1, "title", "Survey wells", "half \ud800"), "half a character"),
        (Change("steps", 1, "title", "Survey wells", "bell \a"), "control character"),
        (Change("resources", -1, after={"step": -9}), "there is no step"),
        (Change("plan", 1, before={"title": "Clean water"}), "cannot be removed"),
    ],
)
def test_a_change_no_plan_can_hold_is_refused(
    ana: Any, path: Any, change: Change, words: str
) -> None:
    before = path.read_bytes()

    with pytest.raises(Problem, match=words):
        ana.store.commit(Commit(label="x", changes=(change,), by="ana", session="s"))
    assert path.read_bytes() == before
    assert ana.look() == ana.plan


def test_stamps_say_who_and_when(ana: Any, priya: Any, clock: Any) -> None:
    clock.forward(hours=2)
    step = priya.set("steps", 1, percent=5).loaded.plan.steps[1]

    assert (step.created_by, step.updated_by) == ("ana", "priya")
    assert step.updated_at == clock.moment
    assert step.created_at == clock.moment - dt.timedelta(hours=2)
    untouched = ana.look().steps[2]
    assert untouched.updated_by == "ana"


def test_a_new_record_cannot_bring_stamps(ana: Any, clock: Any) -> None:
    clock.forward(days=1)
    copy = make(Step, id=-1, title="Copy", created_by="someone", sequence=9)
    step = ana.add("steps", copy).loaded.plan.steps[4]

    assert (step.created_by, step.created_at, step.sequence) == ("ana", clock.moment, 0)


def test_records_that_no_one_touched_stay_the_same_objects(ana: Any, priya: Any) -> None:
    seen = ana.plan
    priya.set("steps", 1, percent=5)
    fresh = ana.store.poll().plan

    assert fresh.steps[1] is not seen.steps[1]
    assert fresh.steps[2] is seen.steps[2]
    assert fresh.stakeholders is seen.stakeholders
