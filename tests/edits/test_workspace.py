"""The one path of a change, with two people on one plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from actionplan_tui.analysis.off_track import off_track
from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.past import GoBackTo
from actionplan_tui.edits.protocol import Commit, Committed, SaveFailed
from actionplan_tui.edits.records import AddRecord, Remove, SetFields, set_field
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import session_id

OpenAs = Callable[..., Workspace]

NOVEMBER = dt.date(2026, 11, 30)
DECEMBER = dt.date(2026, 12, 4)


def add(workspace: Workspace, title: str) -> int:
    """Add a step; its id."""
    (id,) = workspace.do(AddStep({"title": title})).added("steps")
    return id


def catch_up(workspace: Workspace) -> list[str]:
    """Take in what colleagues did; the labels of their commits."""
    loaded = workspace.look()
    return [row.label for row in workspace.take(loaded)] if loaded is not None else []


def test_a_saved_edit_is_there_for_the_next_session(open_as: OpenAs) -> None:
    id = add(open_as(), "Draft the bill")
    assert open_as("ben").plan.steps[id].title == "Draft the bill"


def test_ids_count_up_and_are_never_given_again(open_as: OpenAs) -> None:
    workspace = open_as()
    assert [add(workspace, title) for title in ("a", "b")] == [1, 2]
    workspace.do(Remove("steps", (2,)))
    assert add(workspace, "c") == 3


def test_two_sessions_that_add_at_once_get_two_records(open_as: OpenAs) -> None:
    ana, ben = open_as("ana"), open_as("ben")
    assert add(ana, "hers") != add(ben, "his")
    catch_up(ana)
    assert {step.title for step in ana.plan.steps.values()} == {"hers", "his"}


def test_different_fields_of_one_step_merge_silently(open_as: OpenAs) -> None:
    ana, ben = open_as("ana"), open_as("ben")
    id = add(ana, "Draft")
    catch_up(ben)
    ana.do(set_field("steps", id, "due", DECEMBER))
    settled = ben.do(SetFields("steps", id, {"lead": "Lani"}))
    assert not settled.conflicts
    assert [row.label for row in settled.news] == ["By When of Draft"]
    catch_up(ana)
    step = ana.plan.steps[id]
    assert (step.due, ana.plan.stakeholders[step.lead or 0].name) == (DECEMBER, "Lani")


def test_sets_merge_as_additions_and_removals(open_as: OpenAs) -> None:
    ana, ben = open_as("ana"), open_as("ben")
    id = add(ana, "Draft")
    ana.do(set_field("steps", id, "tags", ("law", "urgent")))
    catch_up(ben)
    ana.do(set_field("steps", id, "tags", ("law", "urgent", "cabinet")))
    ben.do(set_field("steps", id, "tags", ("law", "field")))
    assert set(ben.plan.steps[id].tags) == {"law", "cabinet", "field"}


def test_the_same_field_at_once_keeps_mine_and_tells_of_theirs(open_as: OpenAs) -> None:
    ana, ben = open_as("ana"), open_as("ben")
    id = add(ana, "Draft")
    catch_up(ben)
    ana.do(set_field("steps", id, "due", NOVEMBER))
    settled = ben.do(set_field("steps", id, "due", DECEMBER))
    (conflict,) = settled.conflicts
    assert (conflict.by, conflict.theirs) == ("ana", "2026-11-30")
    assert ben.plan.steps[id].due == DECEMBER
    assert settled.row is not None
    assert settled.row.changes[0].before == "2026-11-30"
    pending = ben.take_theirs(conflict)
    assert pending is not None
    ben.settle(pending, ben.commit(pending))
    assert ben.plan.steps[id].due == NOVEMBER


def test_two_sound_edits_that_are_unsound_together_refuse_the_second(open_as: OpenAs) -> None:
    ana, ben = open_as("ana"), open_as("ben")
    id = add(ana, "Draft")
    catch_up(ben)
    ana.do(set_field("steps", id, "due", NOVEMBER))
    with pytest.raises(Problem, match="before the start"):
        ben.do(set_field("steps", id, "start", DECEMBER))
    assert ben.plan.steps[id].start is None
    assert [draft.reason for draft in ben.drafts] == [
        "due 30 Nov 2026 is before the start 4 Dec 2026"
    ]


def test_a_field_edit_shows_at_once_and_an_added_record_when_saved(open_as: OpenAs) -> None:
    workspace = open_as()
    id = add(workspace, "Draft")
    pending = workspace.begin(set_field("steps", id, "due", DECEMBER))
    assert workspace.plan.steps[id].due == DECEMBER
    assert workspace.state == ("saving", "")
    adding = workspace.begin(AddStep({"title": "Next"}))
    assert len(workspace.plan.steps) == 1
    for each in (pending, adding):
        assert each is not None
        workspace.settle(each, workspace.commit(each))
    assert len(workspace.plan.steps) == 2
    assert workspace.state == ("saved", "")


class FullDisk:
    """A store whose commits fail until there is room."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.full = True

    def commit(self, commit: Commit) -> Committed:
        if self.full:
            raise SaveFailed("the disk is full")
        answer: Committed = self._store.commit(commit)
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_what_cannot_be_saved_stays_on_screen_until_it_can(open_as: OpenAs) -> None:
    workspace = open_as()
    id = add(workspace, "Draft")
    disk = FullDisk(workspace.store)
    workspace.store = disk  # type: ignore[assignment]
    pending = workspace.begin(set_field("steps", id, "due", DECEMBER))
    assert pending is not None
    workspace.settle(pending, workspace.commit(pending))
    assert workspace.plan.steps[id].due == DECEMBER
    assert workspace.state == ("not saved", "the disk is full")
    assert [draft.reason for draft in workspace.unsaved()] == ["the disk is full"]
    disk.full = False
    (again,) = workspace.failed()
    workspace.settle(again, workspace.commit(again))
    assert workspace.state == ("saved", "")
    assert open_as("ben").plan.steps[id].due == DECEMBER


def test_an_edit_that_changes_nothing_is_not_saved(open_as: OpenAs) -> None:
    workspace = open_as()
    id = add(workspace, "Draft")
    assert workspace.begin(set_field("steps", id, "title", "Draft")) is None


# Undo and redo


def test_undo_and_redo_walk_back_and_forth(open_as: OpenAs) -> None:
    workspace = open_as()
    id = add(workspace, "Draft")
    workspace.do(set_field("steps", id, "due", NOVEMBER))
    workspace.do(set_field("steps", id, "due", DECEMBER))
    workspace.undo()
    assert workspace.plan.steps[id].due == NOVEMBER
    workspace.undo()
    assert workspace.plan.steps[id].due is None
    workspace.redo()
    workspace.redo()
    assert workspace.plan.steps[id].due == DECEMBER
    with pytest.raises(Problem, match="nothing to redo"):
        workspace.redo()


def test_an_undo_shows_at_once_though_its_edit_is_still_being_saved(open_as: OpenAs) -> None:
    ana = open_as()
    id = add(ana, "Draft")
    first = ana.begin(set_field("steps", id, "title", "Draft law"))
    assert first is not None

    assert ana.foresee_undo() is first
    assert ana.plan.steps[id].title == "Draft"
    assert ana.foresee_undo() is None  # the one before it can be known only when this is done
    behind = ana.begin(set_field("steps", id, "percent", 20))
    assert behind is not None
    ana.settle(first, ana.commit(first))
    assert (ana.plan.steps[id].title, ana.plan.steps[id].percent) == ("Draft", 20)
    ana.settle(behind, ana.commit(behind))

    undoing = ana.begin_undo(first.row)
    ana.settle(undoing, ana.commit(undoing))
    step = open_as("ben").plan.steps[id]
    assert (step.title, step.percent) == ("Draft", 20)
    assert ana.plan.steps[id].title == "Draft"


def test_an_edit_that_could_not_be_saved_is_shown_again_by_its_undo(open_as: OpenAs) -> None:
    ana = open_as()
    id = add(ana, "Draft")
    ana.store = FullDisk(ana.store)  # type: ignore[assignment]
    edit = ana.begin(set_field("steps", id, "title", "Draft law"))
    assert edit is not None
    ana.foresee_undo()
    assert ana.plan.steps[id].title == "Draft"

    ana.settle(edit, ana.commit(edit))
    assert ana.plan.steps[id].title == "Draft law"


def test_a_new_edit_after_an_undo_leaves_nothing_to_redo(open_as: OpenAs) -> None:
    workspace = open_as()
    id = add(workspace, "Draft")
    workspace.do(set_field("steps", id, "due", NOVEMBER))
    workspace.undo()
    workspace.do(set_field("steps", id, "percent", 10))
    with pytest.raises(Problem, match="nothing to redo"):
        workspace.redo()


def test_undo_brings_a_removed_step_back_under_its_own_id(open_as: OpenAs) -> None:
    workspace = open_as()
    id = add(workspace, "Draft")
    workspace.do(SetFields("steps", id, {"due": DECEMBER}))
    sequence = workspace.plan.steps[id].sequence
    workspace.do(Remove("steps", (id,)))
    assert len(workspace.plan.tombstones) == 1
    workspace.undo()
    assert workspace.plan.steps[id].title == "Draft"
    assert workspace.plan.steps[id].sequence > sequence + 1
    assert not workspace.plan.tombstones


def test_undo_never_takes_back_a_living_colleagues_edit(open_as: OpenAs) -> None:
    here = session_id()  # this process: as alive as can be
    ana, other = open_as("ana", "ana-one"), open_as("ana", here)
    add(other, "from her other window")
    catch_up(ana)
    with pytest.raises(Problem, match="nothing of yours"):
        ana.undo()


def test_undo_after_a_restart_takes_back_this_logins_latest(open_as: OpenAs) -> None:
    host = session_id().split(":")[0]
    add(open_as("ana", f"{host}:1:0"), "Draft")  # no process with that start runs here
    ben = open_as("ben")
    with pytest.raises(Problem, match="nothing of yours"):
        ben.undo()
    again = open_as("ana", "ana-two")
    again.undo()
    assert not again.plan.steps


def test_undo_leaves_and_names_what_someone_has_changed_since(open_as: OpenAs) -> None:
    ana, ben = open_as("ana"), open_as("ben")
    id = add(ana, "Draft")
    ana.do(SetFields("steps", id, {"due": NOVEMBER, "percent": 20}))
    catch_up(ben)
    ben.do(set_field("steps", id, "due", DECEMBER))
    catch_up(ana)
    settled = ana.undo()
    assert [change.field for change in settled.skipped] == ["due"]
    assert (ana.plan.steps[id].due, ana.plan.steps[id].percent) == (DECEMBER, 0)


def test_a_key_stakeholder_who_falls_is_known_by_what_their_engagement_was(
    open_as: OpenAs,
) -> None:
    work, today = open_as(), dt.date(2026, 11, 23)
    before = work.plan
    work.do(AddRecord("stakeholders", {"name": "Bar", "power": 4, "interest": 5}))
    [bar] = work.plan.stakeholders
    work.do(set_field("stakeholders", bar, "engagement", "neutral"))
    assert off_track(work.plan, today) == ()
    work.do(set_field("stakeholders", bar, "engagement", "resistant"))
    [fallen] = off_track(work.plan, today)
    assert (fallen.ref, fallen.rule) == ("plan", "OT9")
    assert fallen.reason == f"P{bar} Bar fell from neutral to resistant"
    work.undo()
    assert work.plan.stakeholders[bar].engaged_before is None
    work.do(GoBackTo(tuple(work.history), "back to the first day"))
    assert diff(work.plan, before) == ()
