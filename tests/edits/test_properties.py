"""What holds of any edits."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan_tui.edits.changes import diff, replay
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.past import net, plan_as_of
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.records import AddGoal, AddRecord, Remove, SetFields
from actionplan_tui.edits.steps import AddStep, CopySteps, Finish, MoveSteps, PlaceSteps
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model import codec
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import STAMPS
from actionplan_tui.store import create_store, open_store

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)

ids = st.integers(1, 6)
maybe = st.none() | ids
words = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)
days = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))

ways = st.sampled_from(["up", "down", "in", "out"])

edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda title: AddGoal({"statement": title}), words),
    st.builds(
        lambda title, parent: AddStep({"title": title, "lead": "Lani"}, parent=parent), words, maybe
    ),
    st.builds(lambda title, goal: AddStep({"title": title}, goal=goal), words, maybe),
    st.builds(
        lambda id, due, support: SetFields("steps", id, {"due": due, "support": support}),
        ids, days, st.lists(words, max_size=2).map(tuple),
    ),
    st.builds(lambda id, way: MoveSteps((id,), way), ids, ways),
    st.builds(lambda id, parent: PlaceSteps((id,), parent=parent), ids, ids),
    st.builds(lambda id: CopySteps((id,), after=id), ids),
    st.builds(lambda id, day: Finish((id,), day), ids, days),
    st.builds(lambda id, text: AddRecord("barriers", {"step": id, "how": text, "who": (text,)}),
              ids, words),
    st.builds(lambda id: Remove("steps", (id,)), ids),
    st.builds(lambda id: Remove("goals", (id,)), ids),
)  # fmt: skip


def contents(plan: Plan) -> dict[str, dict[int, dict[str, object]]]:
    """The plan without stamps: what people put in it."""
    return {
        table: {
            id: {key: value for key, value in codec.encode(record).items() if key not in STAMPS}
            for id, record in plan.table(table).items()
        }
        for table in TABLES
        if table != "tombstones"
    }


@given(st.lists(edits, max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_edits_and_as_many_undos_give_back_the_plan(made: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        create_store(path, Plan(), now=lambda: NOON, by="ana")
        workspace = Workspace(open_store(path, now=lambda: NOON), by="ana", session="one")
        workspace.do(AddStep({"title": "first"}))
        before = contents(workspace.plan)
        done = 0
        for edit in made:
            try:
                done += workspace.do(edit).row is not None
            except Problem:
                continue
        after = contents(workspace.plan)
        for _ in range(done):
            assert not workspace.undo().skipped
        assert contents(workspace.plan) == before
        for _ in range(done):
            workspace.redo()
        assert contents(workspace.plan) == after
        assert contents(open_store(path, now=lambda: NOON).load().plan) == after


@given(st.lists(edits, max_size=8))
@settings(max_examples=60, deadline=None)
def test_replaying_the_differences_gives_the_plan_after(made: list[Edit]) -> None:
    plan = AddStep({"title": "first"}).apply(Plan())
    for edit in made:
        try:
            after = edit.apply(plan)
        except Problem:
            continue
        assert contents(replay(plan, diff(plan, after))) == contents(after)
        back = [change.inverse for change in reversed(diff(plan, after))]
        assert contents(replay(after, back)) == contents(plan)
        plan = after


@given(st.lists(edits, max_size=8))
@settings(max_examples=40, deadline=None)
def test_every_past_plan_can_be_shown_and_net_changes_lead_from_it_to_now(
    made: list[Edit],
) -> None:
    plan = AddStep({"title": "first"}).apply(Plan())
    plans, history = [plan], []
    for edit in made:
        try:
            after = edit.apply(plan)
        except Problem:
            continue
        at = NOON + dt.timedelta(minutes=len(plans))
        row = HistoryRow(revision=len(plans) + 1, at=at, by="ana", changes=diff(plan, after))
        history.append(row)
        plans.append(after)
        plan = after
    for minutes, was in enumerate(plans):
        past = plan_as_of(plan, history, NOON + dt.timedelta(minutes=minutes))
        assert contents(past.plan) == contents(was)
        assert contents(replay(was, net(past.since))) == contents(plan)
