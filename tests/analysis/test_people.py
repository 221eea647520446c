"""Who carries what: ownership is inherited step, goal, plan."""

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.people import (
    duties,
    find_person,
    goal_owner_of,
    name_of,
    names_of,
    owner_leads,
    owner_of,
)
from actionplan_tui.model.problem import Problem


def test_a_step_without_an_owner_takes_its_goals_and_then_the_plans() -> None:
    make = PlanBuilder()
    tavita, lagi, fetu = make.person("Tavita"), make.person("Lagi"), make.person("Fetu")
    make.info(owner=tavita)
    owned_goal, plain_goal = make.goal("Owned", owner=lagi), make.goal("Plain")
    own = make.step("Own", goal=owned_goal, owner=fetu)
    child = make.step("Child of own", parent=own)
    of_plan = make.step("Of plan", goal=plain_goal)
    loose = make.step("Of no goal")
    assert owner_of(make.plan, own) == (fetu, "")
    assert owner_of(make.plan, child) == (lagi, "goal")  # not from the step above it
    assert owner_of(make.plan, of_plan) == (tavita, "plan")
    assert owner_of(make.plan, loose) == (tavita, "plan")


def test_nobody_owns_anything_when_nobody_is_named() -> None:
    make = PlanBuilder()
    step = make.step("Draft", goal=make.goal("A goal"))
    assert owner_of(make.plan, step) == (None, "")
    assert goal_owner_of(make.plan, 1) == (None, "")


def test_a_sub_goal_takes_the_owner_of_the_goal_above_it() -> None:
    make = PlanBuilder(owner=1)
    make.person("Tavita")
    lagi = make.person("Lagi")
    top = make.goal("Top", owner=lagi)
    below = make.goal("Below", parent=top)
    step = make.step("Draft", goal=below)
    assert goal_owner_of(make.plan, top) == (lagi, "")
    assert goal_owner_of(make.plan, below) == (lagi, "goal")
    assert owner_of(make.plan, step) == (lagi, "goal")


def test_goals_in_a_circle_fall_back_to_the_plans_owner() -> None:
    make = PlanBuilder(owner=1)
    tavita = make.person("Tavita")
    make.goal("One", parent=2)
    make.goal("Two", parent=1)
    assert goal_owner_of(make.plan, 1) == (tavita, "plan")


def test_one_person_who_owns_and_leads_is_flagged_even_when_the_ownership_is_inherited() -> None:
    make = PlanBuilder(owner=1)
    tavita, lagi = make.person("Tavita"), make.person("Lagi")
    flagged = make.step("One person", lead=tavita)
    fine = make.step("Two people", lead=lagi)
    empty = make.step("No lead")
    assert owner_leads(make.plan, flagged)
    assert not owner_leads(make.plan, fine)
    assert not owner_leads(make.plan, empty)


def test_names() -> None:
    make = PlanBuilder()
    make.person("Tavita")
    make.person("Registry")
    assert name_of(make.plan, 1) == "Tavita"
    assert name_of(make.plan, None) == ""
    assert name_of(make.plan, 9) == "P9"
    assert names_of(make.plan, (2, 1)) == "Registry, Tavita"


def test_a_person_is_found_by_name_by_its_start_by_a_word_of_it_or_by_reference() -> None:
    make = PlanBuilder()
    tavita, bar = make.person("Tavita Leau"), make.person("Bar association")
    make.person("Tala Moe")
    assert find_person(make.plan, "tavita leau") == tavita
    assert find_person(make.plan, "TAV") == tavita
    assert find_person(make.plan, "association") == bar
    assert find_person(make.plan, "P2") == bar
    with pytest.raises(Problem, match="could be Tavita Leau, Tala Moe"):
        find_person(make.plan, "ta")
    with pytest.raises(Problem, match="nobody in the register is called 'Moses'"):
        find_person(make.plan, "Moses")
    with pytest.raises(Problem):
        find_person(make.plan, " ")


def test_the_duties_of_one_person() -> None:
    make = PlanBuilder(owner=1)
    tavita, lagi, fetu = make.person("Tavita"), make.person("Lagi"), make.person("Fetu")
    first, second = make.goal("First", owner=lagi), make.goal("Second")
    late = make.step("Listed second", goal=second, lead=lagi)
    early = make.step("Listed first", goal=first, lead=lagi, support=(fetu,))
    own = make.step("Own", goal=second, owner=lagi, support=(lagi, fetu))
    sent = make.add("communications", responsible=lagi, audience=(tavita,))
    make.add("communications", responsible=lagi, archived=True)
    figure = make.add("kpis", name="Adults", data_owner=lagi)
    answer = make.add("barriers", owner=lagi, how="fears")
    action = make.add("corrective_actions", responsible=lagi, decision="hire")
    make.add("corrective_actions", owner=lagi, decision="old", status="verified")

    carried = duties(make.plan, lagi)
    assert carried.leads == (early, late)  # in outline order
    assert carried.supports == (own,)
    assert carried.owns_steps == (own,)
    assert carried.inherits_steps == (early,)
    assert carried.owns_goals == (first,)
    assert carried.sends == (sent,)
    assert carried.reports == (figure,)
    assert carried.answers == (answer,)
    assert carried.corrects == (action,)
    assert not carried.owns_plan
    assert carried.steps == {early, late, own}
    assert duties(make.plan, tavita).owns_plan
    assert duties(make.plan, fetu).supports == (early, own)


def test_someone_without_duties_has_none() -> None:
    make = PlanBuilder()
    make.person("Tavita")
    make.step("Draft")
    assert not duties(make.plan, 1)
