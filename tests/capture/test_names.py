"""Who is meant by the names that people type."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.capture.names import (
    LeadAndSupport,
    complete_names,
    find_name,
    guess_name,
    lead_and_support,
    name_values,
    read_names,
    show_lead,
    show_names,
    split_pieces,
)
from actionplan_tui.capture.quoting import clean
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Stakeholder, Step

IOANE, ANA, LAGI, BUDGET, RESEARCH, MAYOR, REGISTRY = range(1, 8)


@pytest.mark.parametrize("name", ["Ana Ruiz", "ana ruiz", "  ANA   Ruiz "])
def test_a_name_is_found_whatever_its_case_and_blanks(plan: Plan, name: str) -> None:
    assert find_name(plan, name) == ANA


def test_only_whole_names_of_live_stakeholders_are_found(plan: Plan) -> None:
    gone = plan.put("stakeholders", Stakeholder(id=LAGI, name="Lagi", archived=True))

    assert find_name(plan, "Ana") is None
    assert find_name(gone, "Lagi") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Ruiz, Lagi", ["Ana Ruiz", "Lagi"]),
        ("Ana Ruiz; Lagi", ["Ana Ruiz", "Lagi"]),
        ("Ana Ruiz\nLagi", ["Ana Ruiz", "Lagi"]),
        ("Ana Ruiz and Lagi", ["Ana Ruiz", "Lagi"]),
        ("Ana Ruiz/Lagi & Registry", ["Ana Ruiz", "Lagi", "Registry"]),
        ("Ana Ruiz, Lagi, and Registry", ["Ana Ruiz", "Lagi", "Registry"]),
        ("Ministry of Finance, Budget Office", ["Ministry of Finance, Budget Office"]),
        ("lagi, ministry of finance, budget office, New Person", [
            "lagi", "ministry of finance, budget office", "New Person",
        ]),
        ("Research and Development", ["Research and Development"]),
        ("Research and Development and Lagi", ["Research and Development", "Lagi"]),
        ("Works and Transport", ["Works and Transport"]),
        ("Lagi and Works and Transport", ["Lagi", "Works and Transport"]),
        ("HR/Admin", ["HR/Admin"]),
        ('"Land, Titles and Maps", Lagi', ["Land, Titles and Maps", "Lagi"]),
        ('Lagi, "P3"', ["Lagi", "P3"]),
        ("لاجي، Ana Ruiz", ["لاجي", "Ana Ruiz"]),
        ("", []),
        (" , ;", []),
    ],
)  # fmt: skip
def test_several_names_are_parted_with_care(plan: Plan, text: str, names: list[str]) -> None:
    assert [clean(piece) for piece in split_pieces(plan, text)] == names


def test_names_become_ids_where_known_and_stay_names_where_new(plan: Plan) -> None:
    assert name_values(plan, "lagi, Sina  Vai, P2, LAGI, sina vai") == (LAGI, "Sina Vai", ANA)


def test_nobody_is_named_by_a_dash(plan: Plan) -> None:
    assert name_values(plan, "-") == ()
    assert name_values(plan, "none") == ()


def test_a_reference_to_nobody_and_marks_alone_are_refused(plan: Plan) -> None:
    with pytest.raises(Problem, match="there is no stakeholder P99"):
        name_values(plan, "P99")
    with pytest.raises(Problem, match="is no name"):
        name_values(plan, "?!")


def test_names_are_said_back(plan: Plan) -> None:
    assert read_names(plan, (LAGI, "Sina Vai")) == "Lagi, Sina Vai (new)"


def test_the_first_words_of_a_name_are_a_guess(plan: Plan) -> None:
    two = plan.put("stakeholders", Stakeholder(id=8, name="Ana Silva"))

    assert guess_name(plan, "ana") == [ANA]
    assert guess_name(two, "ana") == [ANA, 8]
    assert guess_name(plan, "an") == []


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("ana", ["Ana Ruiz"]),
        ("re", ["Registry", "Research and Development"]),
        ("off", ["Mayor's Office", "Ministry of Finance, Budget Office"]),
        ("ar", ["Ana Ruiz"]),  # initials
        ("zz", []),
    ],
)
def test_names_complete_what_is_being_typed(plan: Plan, prefix: str, names: list[str]) -> None:
    assert complete_names(plan, prefix) == names


def test_completion_keeps_to_its_limit(plan: Plan) -> None:
    assert complete_names(plan, "", limit=3) == ["Ana Ruiz", "Ioane Tui", "Lagi"]


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("Ioane Tui + Registry, Lagi", IOANE, (REGISTRY, LAGI)),
        ("Ioane Tui + Registry + Lagi", IOANE, (REGISTRY, LAGI)),
        ("Ioane Tui, Lagi", IOANE, (LAGI,)),
        ("Ioane Tui", IOANE, ()),
        ("Sina Vai + Lagi", "Sina Vai", (LAGI,)),
        ("+ Lagi", None, (LAGI,)),
        ("- + Lagi", None, (LAGI,)),
        ("Ministry of Finance, Budget Office", BUDGET, ()),
        ("", None, ()),
    ],
)
def test_the_by_whom_cell(
    plan: Plan, text: str, lead: int | str | None, support: tuple[int | str, ...]
) -> None:
    assert lead_and_support(plan, text) == LeadAndSupport(lead, support)


def test_the_by_whom_cell_is_shown_as_it_is_typed(plan: Plan) -> None:
    step = Step(lead=IOANE, support=(REGISTRY, BUDGET))

    assert show_lead(plan, step) == "Ioane Tui + Registry, Ministry of Finance, Budget Office"
    assert show_lead(plan, Step(support=(LAGI,))) == "+ Lagi"
    assert show_lead(plan, Step(lead=BUDGET)) == "Ministry of Finance, Budget Office"
    assert show_lead(plan, Step()) == ""


AWKWARD = st.one_of(
    st.sampled_from(
        ["A", "B", "A, B", "A and B", "A/B", "P1", "p2", "none", "-", "", '"A"', "A; B", "a",
         "B + A", "+", "and", "A, and B", "محمد و علي", "محمد", "x\ny", " A", "#1", '"', "A &"]
    ),
    st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), max_size=8),
)  # fmt: skip
REGISTERS = st.lists(AWKWARD, min_size=1, max_size=6).map(
    lambda names: Plan(
        stakeholders={id: Stakeholder(id=id, name=name) for id, name in enumerate(names, 1)}
    )
)


@given(REGISTERS, st.data())
def test_names_shown_are_the_names_meant(plan: Plan, data: st.DataObject) -> None:
    ids = tuple(data.draw(st.lists(st.sampled_from(sorted(plan.stakeholders)), unique=True)))

    assert name_values(plan, show_names(plan, ids)) == ids


@given(REGISTERS, st.data())
def test_by_whom_shown_is_the_lead_and_support_meant(plan: Plan, data: st.DataObject) -> None:
    people = sorted(plan.stakeholders)
    lead = data.draw(st.sampled_from([None, *people]))
    support = tuple(data.draw(st.lists(st.sampled_from(people), unique=True)))
    step = Step(lead=lead, support=support)

    assert lead_and_support(plan, show_lead(plan, step)) == (lead, support)


@given(st.text(max_size=40))
def test_any_text_names_somebody_nobody_or_is_a_problem(plan: Plan, text: str) -> None:
    with suppress(Problem):
        assert all(isinstance(value, int) or value for value in name_values(plan, text))
