"""Whatever two people do at once, the file, the history and the plan told agree."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan_tui.edits.changes import replay
from actionplan_tui.edits.protocol import Committed
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import STAMPS, Resource, Step, make
from actionplan_tui.store import full_history, open_store


def now() -> dt.datetime:
    return dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)


ids = st.integers(1, 6)
some = st.lists(st.integers(1, 4), unique=True, max_size=3).map(tuple)
days = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 4))


def fields(table: str, id: int, values: dict[str, Any]) -> Callable[[Plan], Plan]:
    return lambda plan: plan.amend(table, id, **values)


def new_step(title: str, parent: int | None) -> Callable[[Plan], Plan]:
    return lambda plan: plan.put("steps", make(Step, id=-1, title=title, parent=parent)).put(
        "resources", make(Resource, id=-1, step=-1, description=title)
    )


def without(table: str, id: int) -> Callable[[Plan], Plan]:
    return lambda plan: plan.drop(table, [id])


changes = st.one_of(
    st.builds(
        fields,
        st.just("steps"),
        ids,
        st.fixed_dictionaries(
            {},
            optional={
                "title": st.sampled_from("abc"),
                "percent": st.integers(0, 2),
                "start": days,
                "due": days,
                "support": some,
                "depends_on": some,
                "lead": st.none() | st.integers(1, 4),
                "cancelled": st.booleans(),
            },
        ),
    ),
    st.builds(fields, st.just("stakeholders"), ids, st.fixed_dictionaries(
        {"name": st.sampled_from("xyz")})),
    st.builds(new_step, st.sampled_from("abc"), st.none() | ids),
    st.builds(without, st.sampled_from(["steps", "stakeholders", "resources"]), ids),
)  # fmt: skip
acts = st.lists(st.tuples(st.integers(0, 1), st.booleans(), changes), min_size=1, max_size=12)


def content(plan: Plan) -> Any:
    """The plan without what the store adds by itself."""
    plain = dict.fromkeys(STAMPS - {"id"})
    blank = {"created_by": "", "updated_by": "", "sequence": 0}
    return {
        name: {
            id: msgspec.structs.replace(record, **{**plain, **blank})
            for id, record in plan.table(name).items()
        }
        for name in TABLES
        if name != "tombstones"
    }


@settings(max_examples=60, deadline=None)
@given(acts=acts)
def test_file_history_and_plan_agree_and_undo_gives_the_start_back(team: Any, acts: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        people = team(path)
        start = people[0].plan
        done: list[Committed] = []
        for who, looks, change in acts:
            planner = people[who]
            if looks:
                planner.look()
            before = path.read_bytes()
            try:
                committed = planner.edit(change)
            except Problem:
                assert path.read_bytes() == before
                continue
            assert (committed.row is None) == (path.read_bytes() == before)
            assert open_store(path, now=now).load().plan == planner.plan
            done += [committed] if committed.row else []

        last = people[0].look()
        replayed = start
        for row in full_history(path):
            replayed = replay(replayed, row.changes)
        assert content(replayed) == content(last)
        for committed in reversed(done):
            assert people[0].undo(committed).skipped == ()
        assert content(people[0].look()) == content(start)
        assert open_store(path, now=now).load().plan == people[0].plan
