"""Steps that wait for themselves; what is not there makes no circle."""

from __future__ import annotations

from plans import PlanBuilder

from actionplan_tui.analysis.circular import circular


def test_those_in_a_circle_and_behind_it_wait_for_themselves_and_no_others() -> None:
    b = PlanBuilder()
    first, second, behind, beside = (b.add("steps", title=title) for title in "abcd")
    b.amend("steps", first, depends_on=(second,))
    b.amend("steps", second, depends_on=(first,))
    b.amend("steps", behind, depends_on=(second, beside))
    assert circular(b.plan) == {first, second, behind}


def test_one_that_waits_for_what_is_gone_holds_nobody_up() -> None:
    b = PlanBuilder()
    gone, left, behind = (b.add("steps", title=title) for title in "abc")
    b.amend("steps", left, depends_on=(gone,))
    b.amend("steps", behind, depends_on=(left,))
    assert circular(b.plan.drop("steps", [gone])) == frozenset()
