"""Which goals serve each line of the framework, and what serves nothing."""

from __future__ import annotations

from plans import PlanBuilder

from actionplan_tui.analysis.alignment import alignment, line_of_sight


def test_a_line_is_served_by_the_goals_aligned_to_it_or_to_a_line_under_it() -> None:
    make = PlanBuilder()
    health = make.add("framework", text="Healthy islands")
    water = make.add("framework", text="Safe water", parent=health)
    roads = make.add("framework", text="Open roads")
    wells = make.goal("Wells", aligned_to=(water,))
    clinics = make.goal("Clinics", aligned_to=(health,))
    found = alignment(make.plan)
    assert found.served_by == {health: (wells, clinics), water: (wells,), roads: ()}
    assert found.unserved == (roads,)
    assert found.unaligned == ()


def test_a_goal_aligned_to_nothing_is_named() -> None:
    make = PlanBuilder()
    line = make.add("framework", text="Safe water")
    make.goal("Wells", aligned_to=(line,))
    stray = make.goal("A new logo")
    assert alignment(make.plan).unaligned == (stray,)


def test_a_goal_that_is_part_of_another_serves_what_that_one_serves() -> None:
    make = PlanBuilder()
    line = make.add("framework", text="Safe water")
    whole = make.goal("Wells", aligned_to=(line,))
    part = make.goal("Pumps", parent=whole)
    assert alignment(make.plan).unaligned == ()
    assert alignment(make.plan).served_by[line] == (whole, part)


def test_without_a_framework_no_goal_is_called_unaligned() -> None:
    make = PlanBuilder()
    make.goal("Wells")
    assert alignment(make.plan).unaligned == ()


def test_an_archived_line_is_served_by_nobody_and_serves_nobody() -> None:
    make = PlanBuilder()
    old = make.add("framework", text="Last decade's aim", archived=True)
    new = make.add("framework", text="Safe water")
    goal = make.goal("Wells", aligned_to=(old,))
    found = alignment(make.plan)
    assert found.served_by == {new: ()}
    assert found.unaligned == (goal,)


def test_steps_under_no_goal_serve_nothing() -> None:
    make = PlanBuilder()
    goal = make.goal("Wells")
    make.step("Survey", goal=goal)
    loose = make.step("Paint the office")
    make.step("Buy paint", parent=loose)
    assert alignment(make.plan).loose_steps == (loose,)


def test_the_line_of_sight_goes_up_from_each_line_that_a_goal_names() -> None:
    make = PlanBuilder()
    top = make.add("framework", text="Healthy islands")
    middle = make.add("framework", text="Safe water", parent=top)
    low = make.add("framework", text="Test every well", parent=middle)
    other = make.add("framework", text="Open roads")
    goal = make.goal("Wells", aligned_to=(low, other))
    assert line_of_sight(make.plan, goal) == (low, middle, top, other)


def test_framework_lines_that_stand_under_each_other_in_a_ring_do_not_go_on_for_ever() -> None:
    make = PlanBuilder()
    one = make.add("framework", text="One")
    two = make.add("framework", text="Two", parent=one)
    make.amend("framework", one, parent=two)
    goal = make.goal("Wells", aligned_to=(one,))
    assert set(line_of_sight(make.plan, goal)) <= {one, two}
