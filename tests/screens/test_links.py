"""Jumps between linked things, and back."""

from __future__ import annotations

import datetime as dt

import pytest
from plans import PlanBuilder

from actionplan_tui.model.plan import Plan
from screens.links import links_of, spot_of

ANA, IOANE, PRIYA = 1, 2, 3
SURVEY, REPORT, PUMPS = 2, 3, 4


@pytest.fixture
def linked(small) -> Plan:
    """The small plan with a KPI, a barrier, an idea, a framework line and a dependency."""
    build = PlanBuilder()
    build.plan = small
    line = build.add("framework", text="Healthy islands")
    build.amend("goals", 1, aligned_to=(line,))
    build.add("kpis", step=SURVEY, name="wells tested", baseline=0, target=40)
    build.add("kpis", goal=1, name="villages served", baseline=0, target=9)
    build.add("measurements", kpi=1, date=dt.date(2026, 11, 2), value=3)
    build.add("barriers", step=PUMPS, who=(IOANE,), how="wants another make")
    build.add("barriers", how="no boat in winter")
    idea = build.add("ideas", text="Ask the fishers", status="promoted", promoted_to=REPORT)
    build.amend("steps", REPORT, from_idea=idea, depends_on=(SURVEY,))
    build.amend("steps", PUMPS, support=(ANA,))
    build.add("contacts", communication=1, date=dt.date(2026, 11, 20))
    build.add("corrective_actions", step=PUMPS, decision="Order from the mainland")
    build.add("reviews", date=dt.date(2026, 11, 2))
    return build.plan


async def shows(d, name: str) -> None:
    """Wait until a screen is in front."""
    await d.until(lambda: name == d.app.screen.NAME, name)


async def test_by_whom_leads_to_the_person_and_q_comes_back(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("1.1", "By Whom")
        await d.press("o")
        await shows(d, "stakeholders")
        await d.until(lambda: d.app.screen.place() == ("stakeholders", IOANE))
        await d.press("q")
        await shows(d, "actions")
        assert d.at == ("1.1", "By Whom")
        assert d.dialog == ""


async def test_q_asks_to_leave_once_the_way_back_is_gone(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("1.1", "By Whom")
        await d.press("o")
        await shows(d, "stakeholders")
        await d.press("q")
        await shows(d, "actions")
        await d.press("q")
        assert d.dialog == "Leave?"


async def test_a_way_of_several_jumps_is_gone_back_step_by_step(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("1.1", "KPIs")
        await d.press("o")
        await shows(d, "dashboard")
        await d.until(lambda: d.app.screen.place() == ("kpis", 1))
        await d.press("o")  # a KPI leads to its step
        await shows(d, "actions")
        await d.until(lambda: d.at[0] == "1.1")
        await d.press("q")
        await shows(d, "dashboard")
        await d.press("q")
        await shows(d, "actions")
        assert d.at == ("1.1", "KPIs")


async def test_who_goes_on_by_a_screens_key_is_asked_before_leaving(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("1.1", "By Whom")
        await d.press("o")
        await shows(d, "stakeholders")
        await d.press("5")
        await shows(d, "dashboard")
        await d.press("q")
        assert d.dialog == "Leave?"


async def test_several_links_are_chosen_from(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("2", "By Whom")
        await d.press("o")
        assert d.dialog == "Follow which link?"
        assert "By Whom: Priya" in d.screen_text
        assert "Support: Ana" in d.screen_text
        await d.type("ana")
        await d.press("enter")
        await shows(d, "stakeholders")
        await d.until(lambda: d.app.screen.place() == ("stakeholders", ANA))


async def test_escape_follows_no_link(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("2", "By Whom")
        await d.press("o", "escape")
        assert d.app.screen.NAME == "actions"
        assert d.at == ("2", "By Whom")


async def test_a_barrier_leads_to_who_resists(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("2")
        while d.app.screen.grid.cursor_column != "barriers":
            await d.press("l")
        await d.press("o")
        await shows(d, "stakeholders")
        await d.until(lambda: d.app.screen.place() == ("stakeholders", IOANE))


async def test_a_communication_cell_leads_to_its_cadence(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("1.2")
        while d.app.screen.grid.cursor_column != "communications":
            await d.press("l")
        await d.press("o")
        await shows(d, "communications")
        await d.until(lambda: d.app.screen.place() == ("communications", 1))


async def test_a_step_leads_to_the_idea_it_came_from(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("1.2")
        await d.press("o")
        await d.type("fishers")
        await d.press("enter")
        await shows(d, "ideas")
        await d.until(lambda: d.app.screen.place() == ("ideas", 1))


async def test_a_cell_without_a_link_says_so(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("3", "By Whom")
        await d.press("o")
        assert d.said == "S5: nothing is linked here"
        assert d.app.screen.NAME == "actions"


async def test_in_the_panel_the_field_is_followed(desk, linked) -> None:
    async with desk(linked, size=(120, 40)) as d:
        await d.go("1.2")
        await d.press("tab")
        panel = d.app.screen.panel
        while panel.cursor_field != "depends_on":
            before = panel.cursor_field
            await d.press("j")
            assert panel.cursor_field != before, "no such field"
        await d.press("o")
        await d.until(lambda: d.at[0] == "1.1")


async def test_a_goals_count_of_kpis_leads_to_them_and_its_alignment_to_the_line(
    desk, linked
) -> None:
    async with desk(linked, first="goals") as d:
        await d.go("G1", "KPIs")
        await d.press("o")
        await shows(d, "dashboard")
        await d.until(lambda: d.app.screen.place() == ("kpis", 2))
        await d.press("q")
        await shows(d, "goals")
        await d.go("G1", "Aligned to")
        await d.press("o")
        await d.until(lambda: d.at[0] == "F1")
        await d.go("F1", "By")
        await d.press("o")
        await d.until(lambda: d.at[0] == "G1")


async def test_the_palette_is_a_jump_too(desk, linked) -> None:
    async with desk(linked) as d:
        await d.go("2", "By When")
        await d.press(":")
        await d.enter("P3")
        await shows(d, "stakeholders")
        await d.press("q")
        await shows(d, "actions")
        assert d.at == ("2", "By When")


async def test_coming_back_leaves_the_filter_as_it_was(desk, linked) -> None:
    async with desk(linked) as d:
        await d.press("/")
        await d.enter("survey")
        await d.go("1.1", "By Whom")
        await d.press("o")
        await shows(d, "stakeholders")
        await d.press("q")
        await shows(d, "actions")
        assert "filter: survey" in d.header
        assert d.at == ("1.1", "By Whom")


@pytest.mark.parametrize(
    ("table", "id", "spot"),
    [
        ("stakeholders", 1, ("stakeholders", "stakeholders", 1, "")),
        ("ideas", 1, ("ideas", "ideas", 1, "")),
        ("kpis", 1, ("dashboard", "kpis", 1, "")),
        ("measurements", 1, ("dashboard", "kpis", 1, "")),
        ("communications", 1, ("communications", "communications", 1, "")),
        ("contacts", 1, ("communications", "communications", 1, "")),
        ("resources", 1, ("actions", "steps", SURVEY, "available")),
        ("barriers", 1, ("actions", "steps", PUMPS, "barriers")),
        ("corrective_actions", 1, ("actions", "steps", PUMPS, "")),
        ("framework", 1, ("goals", "framework", 1, "")),
        ("goals", 1, ("goals", "goals", 1, "")),
        ("plan", 1, ("goals", "plan", 1, "")),
        ("steps", 2, ("actions", "steps", 2, "")),
    ],
)
def test_every_table_is_shown_somewhere(linked, table, id, spot) -> None:
    assert spot_of(linked, table, id) == spot


@pytest.mark.parametrize(("table", "id"), [("steps", 99), ("barriers", 2), ("reviews", 1)])
def test_what_is_gone_or_shown_nowhere_has_no_spot(linked, table, id) -> None:
    assert spot_of(linked, table, id) is None


def test_a_record_knows_what_it_names_and_what_names_it(linked) -> None:
    assert [(link.text, link.table, link.id) for link in links_of(linked, "kpis", 2)] == [
        ("Goal: Every village drinks clean water", "goals", 1)
    ]
    assert ("Leads: 1.1 Survey wells", "steps", SURVEY) in links_of(linked, "stakeholders", IOANE)
    assert ("Might resist: wants another make", "barriers", 1) in links_of(
        linked, "stakeholders", IOANE
    )
