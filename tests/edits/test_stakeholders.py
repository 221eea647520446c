"""One register: renamed, merged and archived stakeholders stay named everywhere."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import PlanBuilder

from actionplan_tui.capture.names import find_name
from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.stakeholders import (
    ArchiveStakeholders,
    MergeStakeholders,
    naming,
    rename,
)
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model import codec, rules
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import STAMPS
from actionplan_tui.model.references import REFERENCES
from actionplan_tui.store import create_store, open_store

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PEOPLE = (1, 2, 3)

NAMING = [reference for reference in REFERENCES if reference.target == "stakeholders"]
"""Every field that names a stakeholder, of every table."""


def everywhere(named: dict[int, tuple[int, ...]]) -> Plan:
    """A plan with a record for every field that names people, filled with those given."""
    build = PlanBuilder()
    for name in ("Ana", "Anna", "Ben"):
        build.person(name)
    step = build.step("A step")
    communication = build.add("communications", step=step)
    kpi = build.add("kpis", step=step)
    parents: dict[str, dict[str, Any]] = {
        "contacts": {"communication": communication},
        "measurements": {"kpi": kpi},
        "resources": {"step": step},
    }
    for place, reference in enumerate(NAMING):
        ids = named.get(place, ())
        value: Any = ids if reference.many else ids[0] if ids else None
        if reference.table == "plan":
            build.info(**{reference.field: value})
        else:
            fields = {**parents.get(reference.table, {}), reference.field: value}
            build.add(reference.table, **fields)
    return build.plan


def ids_named(plan: Plan) -> set[int]:
    return {
        id
        for reference in NAMING
        for record in plan.table(reference.table).values()
        for value in [getattr(record, reference.field)]
        for id in (value if reference.many else [value])
        if id is not None
    }


named_people = st.dictionaries(
    st.integers(0, len(NAMING) - 1),
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True).map(tuple),
)


@given(named_people, st.permutations(PEOPLE))
@settings(max_examples=150, deadline=None)
def test_after_a_merge_nothing_names_the_one_who_is_gone(
    named: dict[int, tuple[int, ...]], people: list[int]
) -> None:
    keep, gone, other = people
    plan = everywhere(named)

    after = MergeStakeholders(keep, gone).apply(plan)

    assert gone not in after.stakeholders
    assert gone not in ids_named(after)
    assert not list(naming(after, gone))
    # Who was named at all still is, the gone one under the name of the other.
    assert ids_named(after) == {keep if id == gone else id for id in ids_named(plan)}
    rules.check(after, [(c.table, c.id, c.field) for c in diff(plan, after)])
    for reference in NAMING:
        for id, record in after.table(reference.table).items():
            if reference.many:
                value = getattr(record, reference.field)
                assert len(set(value)) == len(value)
            before = getattr(plan.find(reference.table, id), reference.field)
            if other in (before if reference.many else (before,)):
                now = getattr(record, reference.field)
                assert other in (now if reference.many else (now,))


def test_every_role_names_the_one_who_is_kept() -> None:
    plan = everywhere(dict.fromkeys(range(len(NAMING)), (2,)))
    assert len(list(naming(plan, 2))) == len(NAMING)

    after = MergeStakeholders(1, 2).apply(plan)

    assert len(list(naming(after, 1))) == len(NAMING)


def test_what_is_blank_in_the_kept_record_is_filled() -> None:
    build = PlanBuilder()
    keep = build.person("Ana Ruiz", power=4, concerns="noise", private_notes="tired")
    gone = build.person(
        "A. Ruiz",
        power=2,
        interest=5,
        role="Mayor",
        kind="group",
        concerns="dust",
        private_notes="tired",
        engagement="neutral",
    )

    ana = MergeStakeholders(keep, gone).apply(build.plan).stakeholders[keep]

    assert (ana.name, ana.power, ana.interest, ana.role) == ("Ana Ruiz", 4, 5, "Mayor")
    assert (ana.engagement, ana.kind) == ("neutral", "person")
    assert ana.concerns == "noise\ndust"  # nothing anybody wrote is lost
    assert ana.private_notes == "tired"


def test_who_leads_a_step_after_a_merge_does_not_also_help_with_it() -> None:
    build = PlanBuilder()
    ana, anna, ben = map(build.person, ("Ana", "Anna", "Ben"))
    step = build.step("A step", lead=anna, support=(ana, ben))

    after = MergeStakeholders(ana, anna).apply(build.plan).steps[step]

    assert (after.lead, after.support) == (ana, (ben,))


def test_a_merge_with_itself_is_refused() -> None:
    build = PlanBuilder()
    ana = build.person("Ana")

    with pytest.raises(Problem, match="merged with itself"):
        MergeStakeholders(ana, ana).apply(build.plan)


@pytest.mark.parametrize(("keep", "gone"), [(1, 9), (9, 1)])
def test_a_merge_with_nobody_is_refused(keep: int, gone: int) -> None:
    build = PlanBuilder()
    build.person("Ana")

    with pytest.raises(Problem, match="no stakeholder P9"):
        MergeStakeholders(keep, gone).apply(build.plan)


def contents(plan: Plan) -> dict[str, dict[int, dict[str, object]]]:
    """The plan without stamps."""
    return {
        table: {
            id: {key: value for key, value in codec.encode(record).items() if key not in STAMPS}
            for id, record in plan.table(table).items()
        }
        for table in TABLES
        if table != "tombstones"
    }


@pytest.mark.parametrize("edit", [MergeStakeholders(1, 2), ArchiveStakeholders((1, 3))])
def test_each_is_one_undo_step(
    edit: MergeStakeholders | ArchiveStakeholders, tmp_path: Path
) -> None:
    plan = everywhere(dict.fromkeys(range(len(NAMING)), (2, 1)))
    create_store(tmp_path / "plan.json", plan, now=lambda: NOON, by="ana")
    store = open_store(tmp_path / "plan.json", now=lambda: NOON)
    workspace = Workspace(store, by="ana", session="one")
    before = contents(workspace.plan)

    workspace.do(edit)
    assert contents(workspace.plan) != before
    workspace.undo()

    assert contents(workspace.plan) == before


def test_a_new_name_is_what_everything_shows() -> None:
    build = PlanBuilder()
    ana = build.person("Ana")
    build.step("A step", lead=ana)

    after = rename(build.plan, ana, "  Ana  Ruiz ").apply(build.plan)

    assert after.stakeholders[ana].name == "Ana Ruiz"
    assert after.steps[1].lead == ana


def test_the_name_of_another_is_refused_and_a_merge_offered() -> None:
    build = PlanBuilder()
    ana, ben = build.person("Ana"), build.person("Ben")
    build.person("Gone", archived=True)

    with pytest.raises(Problem, match=r"P1 is called Ana already: mark both .* merge them \(m\)"):
        rename(build.plan, ben, "ana")
    assert rename(build.plan, ana, "ANA").apply(build.plan).stakeholders[ana].name == "ANA"
    assert rename(build.plan, ben, "Gone").apply(build.plan)
    with pytest.raises(Problem, match="a name is needed"):
        rename(build.plan, ben, "  ")


def test_who_is_archived_is_still_named_and_can_come_back() -> None:
    build = PlanBuilder()
    ana = build.person("Ana")
    step = build.step("A step", lead=ana)

    away = ArchiveStakeholders((ana,)).apply(build.plan)

    assert away.steps[step].lead == ana
    assert away.stakeholders[ana].archived
    assert find_name(away, "Ana") is None
    assert ArchiveStakeholders((ana,), archived=False).apply(away).stakeholders == (
        build.plan.stakeholders
    )


def test_nobody_comes_back_to_a_name_that_is_taken() -> None:
    build = PlanBuilder()
    old = build.person("Ana", archived=True)
    build.person("Ana")

    with pytest.raises(Problem, match="Ana is in the register already"):
        ArchiveStakeholders((old,), archived=False).apply(build.plan)


def test_edits_say_what_they_do() -> None:
    build = PlanBuilder()
    ana, anna = build.person("Ana"), build.person("Anna")

    assert MergeStakeholders(ana, anna).label(build.plan) == "merge Anna into Ana"
    assert ArchiveStakeholders((ana,)).label(build.plan) == "archive Ana"
    assert ArchiveStakeholders((ana, anna)).label(build.plan) == "archive 2 stakeholders"
