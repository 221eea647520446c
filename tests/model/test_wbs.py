"""The outline of steps, and how steps move in it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import PlanBuilder

from actionplan_tui.model import wbs
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Goal, Step


@pytest.fixture
def make() -> PlanBuilder:
    """Two goals and steps of no goal:

    G1: 1 law (1.1 draft, 1.2 consult (1.2.1 letter)), 2 portal. G2: 3 counters. 4 loose.
    """
    make = PlanBuilder()
    make.goal("Reach")
    make.goal("Visits")
    make.step("loose")
    make.step("counters", goal=2)
    make.step("law", goal=1)
    make.step("portal", goal=1)
    make.step("draft", parent=3)
    make.step("consult", parent=3)
    make.step("letter", parent=6)
    return make


LOOSE, COUNTERS, LAW, PORTAL, DRAFT, CONSULT, LETTER = range(1, 8)


def drawn(plan: Plan) -> list[str]:
    """The outline as one reads it: code and title."""
    tree = wbs.outline(plan)
    return [f"{tree.code[id]} {plan.steps[id].title}" for id in tree.rows]


AS_BUILT = [
    "1 law",
    "1.1 draft",
    "1.2 consult",
    "1.2.1 letter",
    "2 portal",
    "3 counters",
    "4 loose",
]


class TestOutline:
    def test_top_steps_are_numbered_through_the_plan_in_goal_order(self, make: PlanBuilder) -> None:
        assert drawn(make.plan) == AS_BUILT

    def test_what_it_tells_of_each_step(self, make: PlanBuilder) -> None:
        tree = wbs.outline(make.plan)
        assert [tree.depth[id] for id in tree.rows] == [0, 1, 1, 2, 0, 0, 0]
        assert tree.parent[LETTER] == CONSULT
        assert tree.goal[LETTER] == 1
        assert tree.goal[LOOSE] is None
        assert tree.goals == (1, 2)
        assert tree.of_goal(1) == (LAW, PORTAL)
        assert tree.of_goal(None) == (LOOSE,)
        assert list(tree.subtree(LAW)) == [LAW, DRAFT, CONSULT, LETTER]
        assert list(tree.leaves(LAW)) == [DRAFT, LETTER]
        assert list(tree.leaves(PORTAL)) == [PORTAL]
        assert tree.is_leaf(DRAFT)
        assert not tree.is_leaf(CONSULT)

    def test_the_goal_of_a_child_is_its_top_ancestors(self, make: PlanBuilder) -> None:
        make.amend("steps", LETTER, goal=2)
        assert wbs.outline(make.plan).goal[LETTER] == 1

    def test_archived_steps_are_left_out_and_their_children_stand_at_the_top(
        self, make: PlanBuilder
    ) -> None:
        make.amend("steps", CONSULT, archived=True)
        assert drawn(make.plan)[:2] == ["1 law", "1.1 draft"]
        assert "5 letter" in drawn(make.plan)  # of no goal of its own

    def test_steps_of_an_archived_goal_stand_under_no_goal(self, make: PlanBuilder) -> None:
        make.amend("goals", 1, archived=True)
        tree = wbs.outline(make.plan)
        assert tree.goal[LAW] is None
        assert drawn(make.plan)[0] == "1 counters"

    def test_sub_goals_come_after_the_goal_above_them(self) -> None:
        make = PlanBuilder()
        make.goal("B", position="b")
        make.goal("A", position="a")
        make.goal("Below B", parent=1, position="a")
        make.goal("Below nothing", parent=9, position="z")
        assert wbs.goal_order(make.plan) == (2, 1, 3, 4)

    def test_framework_lines_have_an_order_too(self) -> None:
        make = PlanBuilder()
        make.add("framework", text="Objective", parent=2)
        make.add("framework", text="Strategic goal")
        assert wbs.framework_order(make.plan) == (2, 1)

    def test_equal_ranks_are_settled_by_id(self) -> None:
        plan = Plan(steps={id: Step(id=id, position="i") for id in (3, 1, 2)})
        assert wbs.outline(plan).rows == (1, 2, 3)

    def test_by_code(self, make: PlanBuilder) -> None:
        assert wbs.by_code(make.plan, "1.2.1") == LETTER
        assert wbs.by_code(make.plan, "9") is None

    def test_topmost_leaves_out_what_stands_under_another(self, make: PlanBuilder) -> None:
        assert wbs.topmost(make.plan, [LETTER, DRAFT, LAW, LOOSE]) == [LAW, LOOSE]
        assert wbs.topmost(make.plan, [LETTER, DRAFT]) == [DRAFT, LETTER]

    def test_it_is_kept_while_nothing_moves(self, make: PlanBuilder) -> None:
        tree = wbs.outline(make.plan)
        make.amend("steps", LETTER, percent=50)
        assert wbs.outline(make.plan) is tree
        make.person("Tavita")
        assert wbs.outline(make.plan) is tree
        make.amend("goals", 1, statement="Reach all")
        assert wbs.outline(make.plan) is tree

    @pytest.mark.parametrize(
        ("table", "id", "fields"),
        [
            ("steps", LETTER, {"parent": LAW}),
            ("steps", LETTER, {"archived": True}),
            ("steps", LOOSE, {"goal": 1}),
            ("steps", PORTAL, {"position": "a"}),
            ("goals", 2, {"position": "a"}),
        ],
    )
    def test_it_follows_what_moves(
        self, make: PlanBuilder, table: str, id: int, fields: dict[str, Any]
    ) -> None:
        before = drawn(make.plan)
        make.amend(table, id, **fields)
        assert drawn(make.plan) != before

    def test_it_follows_what_is_added_and_removed(self, make: PlanBuilder) -> None:
        wbs.outline(make.plan)
        make.step("new")
        assert drawn(make.plan)[-1] == "5 new"
        assert "5 new" not in drawn(make.plan.drop("steps", [8]))


class TestFilesEditedByHand:
    def test_a_missing_parent_leaves_its_child_at_the_top(self) -> None:
        make = PlanBuilder()
        make.step("orphan", parent=9)
        assert drawn(make.plan) == ["1 orphan"]

    def test_a_circle_of_parents_is_cut_once(self) -> None:
        plan = Plan(
            steps={
                1: Step(id=1, title="one", parent=2, position="a"),
                2: Step(id=2, title="two", parent=3, position="a"),
                3: Step(id=3, title="three", parent=1, position="a"),
                4: Step(id=4, title="below", parent=3, position="b"),
            }
        )
        assert sorted(wbs.outline(plan).rows) == [1, 2, 3, 4]
        assert len(wbs.outline(plan).children[None]) == 1

    def test_a_step_under_itself_stands_at_the_top(self) -> None:
        plan = Plan(steps={1: Step(id=1, title="one", parent=1, position="a")})
        assert drawn(plan) == ["1 one"]

    @settings(max_examples=150)
    @given(st.dictionaries(st.integers(1, 9), st.none() | st.integers(1, 12), max_size=9))
    def test_whatever_the_parents_every_step_has_one_place(
        self, parents: dict[int, int | None]
    ) -> None:
        steps = {id: Step(id=id, parent=parent, position="i") for id, parent in parents.items()}
        tree = wbs.outline(Plan(steps=steps))
        assert sorted(tree.rows) == sorted(parents)
        assert len(set(tree.code.values())) == len(parents)


class TestMoves:
    def test_indent_makes_it_the_last_child_of_the_one_above(self, make: PlanBuilder) -> None:
        assert drawn(wbs.indent(make.plan, PORTAL)) == [
            "1 law", "1.1 draft", "1.2 consult", "1.2.1 letter", "1.3 portal", "2 counters",
            "3 loose",
        ]  # fmt: skip
        after = wbs.indent(make.plan, CONSULT)
        assert drawn(after)[:4] == ["1 law", "1.1 draft", "1.1.1 consult", "1.1.1.1 letter"]

    def test_indent_needs_one_above_in_the_same_goal(self, make: PlanBuilder) -> None:
        for step in (LAW, DRAFT, COUNTERS, LOOSE):
            with pytest.raises(Problem, match="nothing above"):
                wbs.indent(make.plan, step)

    def test_outdent_puts_it_right_after_its_parent(self, make: PlanBuilder) -> None:
        assert drawn(wbs.outdent(make.plan, DRAFT)) == [
            "1 law", "1.1 consult", "1.1.1 letter", "2 draft", "3 portal", "4 counters", "5 loose",
        ]  # fmt: skip
        after = wbs.outdent(make.plan, LETTER)
        assert drawn(after)[:4] == ["1 law", "1.1 draft", "1.2 consult", "1.3 letter"]
        assert wbs.outline(wbs.outdent(make.plan, DRAFT)).goal[DRAFT] == 1

    def test_outdent_ends_at_the_top(self, make: PlanBuilder) -> None:
        with pytest.raises(Problem, match="top level"):
            wbs.outdent(make.plan, LAW)

    def test_outdent_then_indent_gives_back_the_outline(self, make: PlanBuilder) -> None:
        assert drawn(wbs.indent(wbs.outdent(make.plan, LETTER), LETTER)) == AS_BUILT

    def test_up_and_down_among_siblings(self, make: PlanBuilder) -> None:
        down = wbs.move(make.plan, DRAFT, 1)
        assert drawn(down)[:4] == ["1 law", "1.1 consult", "1.1.1 letter", "1.2 draft"]
        assert drawn(wbs.move(down, DRAFT, -1)) == AS_BUILT
        with pytest.raises(Problem, match="already the first"):
            wbs.move(make.plan, DRAFT, -1)
        with pytest.raises(Problem, match="already the last"):
            wbs.move(make.plan, CONSULT, 1)

    def test_at_the_edge_of_its_goal_a_top_step_moves_into_the_next(
        self, make: PlanBuilder
    ) -> None:
        after = wbs.move(make.plan, PORTAL, 1)
        assert after.steps[PORTAL].goal == 2
        assert drawn(after)[-3:] == ["2 portal", "3 counters", "4 loose"]
        after = wbs.move(after, PORTAL, 1)
        assert drawn(after)[-3:] == ["2 counters", "3 portal", "4 loose"]
        after = wbs.move(after, PORTAL, 1)
        assert after.steps[PORTAL].goal is None
        assert drawn(after)[-3:] == ["2 counters", "3 portal", "4 loose"]
        for _ in range(3):
            after = wbs.move(after, PORTAL, -1)
        assert drawn(after) == AS_BUILT
        with pytest.raises(Problem, match="already the first"):
            wbs.move(make.plan, LAW, -1)
        with pytest.raises(Problem, match="already the last"):
            wbs.move(make.plan, LOOSE, 1)

    def test_a_whole_branch_moves_under_another_goal(self, make: PlanBuilder) -> None:
        after = wbs.place(make.plan, LAW, parent=None, goal=2, after=COUNTERS)
        assert drawn(after) == [
            "1 portal", "2 counters", "3 law", "3.1 draft", "3.2 consult", "3.2.1 letter",
            "4 loose",
        ]  # fmt: skip
        assert wbs.outline(after).goal[LETTER] == 2

    def test_a_step_cannot_stand_under_itself_or_what_is_below_it(self, make: PlanBuilder) -> None:
        for parent in (LAW, CONSULT, LETTER):
            with pytest.raises(Problem, match="under itself"):
                wbs.place(make.plan, LAW, parent=parent, goal=None, after=None)

    def test_a_move_changes_one_record(self, make: PlanBuilder) -> None:
        after = wbs.move(make.plan, DRAFT, 1)
        changed = [id for id, step in after.steps.items() if step is not make.plan.steps[id]]
        assert changed == [DRAFT]

    def test_where_two_sessions_gave_the_same_rank_there_is_still_room(self) -> None:
        steps = {id: Step(id=id, title=str(id), position="i") for id in (1, 2, 3)}
        after = wbs.place(Plan(steps=steps), 3, parent=None, goal=None, after=1)
        assert drawn(after) == ["1 1", "2 3", "3 2"]

    def test_steps_without_a_rank_can_be_moved(self) -> None:
        steps = {id: Step(id=id, title=str(id)) for id in (1, 2, 3)}
        assert drawn(wbs.move(Plan(steps=steps), 1, 1)) == ["1 2", "2 1", "3 3"]

    def test_a_step_that_is_not_there_cannot_move(self, make: PlanBuilder) -> None:
        with pytest.raises(Problem, match="no step S99"):
            wbs.move(make.plan, 99, 1)
        with pytest.raises(Problem, match="no step S99"):
            wbs.indent(make.plan, 99)


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["indent", "outdent", "up", "down", "place"]),
        st.integers(1, 8),
        st.integers(0, 8),
    ),
    max_size=25,
)


@settings(max_examples=100, deadline=None)
@given(MOVES)
def test_after_any_moves_every_step_has_one_code_and_codes_are_in_order(
    moves: list[tuple[str, int, int]],
) -> None:
    plan = Plan(
        goals={id: Goal(id=id, position=f"{id}1") for id in (1, 2)},
        steps={id: Step(id=id, goal=id % 3 or None, position=f"{id}1") for id in range(1, 9)},
    )
    for verb, id, other in moves:
        try:
            if verb == "place":
                parent = other or None
                plan = wbs.place(plan, id, parent=parent, goal=None, after=None)
            elif verb in ("up", "down"):
                plan = wbs.move(plan, id, -1 if verb == "up" else 1)
            else:
                plan = {"indent": wbs.indent, "outdent": wbs.outdent}[verb](plan, id)
        except Problem:
            continue
        tree = wbs.outline(plan)
        assert sorted(tree.rows) == list(range(1, 9))
        codes = [tuple(map(int, tree.code[step].split("."))) for step in tree.rows]
        assert codes == sorted(set(codes))
        for step in tree.rows:
            above = tree.parent[step]
            assert tree.depth[step] == (0 if above is None else tree.depth[above] + 1)
            assert len(codes[tree.rows.index(step)]) == tree.depth[step] + 1
            # Only top-level steps carry a goal of their own.
            assert above is None or plan.steps[step].goal is None
