"""Communications: cadences as people say them, the agenda, the log, who is told nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from desk_page import DeskPage
from plans import PlanBuilder
from rich.cells import cell_len

from actionplan_tui.model.plan import Plan

LOW = (80, 24)
WIDE = (120, 40)
TODAY = dt.date(2026, 11, 23)  # a Monday


def day(*when: int) -> dt.date:
    return dt.date(*when)


@pytest.fixture
def plan() -> Plan:
    """A milestone 1.1 on 18 December, five stakeholders of whom two are told something."""
    build = PlanBuilder(title="Ports", start=day(2026, 1, 5), target_end=day(2027, 6, 30))
    ana = build.person("Ana")
    cabinet = build.person("Cabinet", power=5, interest=4)
    build.person("Pilots", power=2, interest=5, engagement="resistant",
                 desired_engagement="supportive")  # fmt: skip
    build.person("Divers", power=1, interest=1)
    build.info(owner=ana)
    goal = build.goal("Ships wait a day at most")
    law = build.step("Port law", goal=goal, lead=ana)
    build.milestone("Cabinet approval", parent=law, lead=ana, due=day(2026, 12, 18))
    build.add("communications", audience=(cabinet,), responsible=ana, message="Where it stands",
              cadence="every 2 weeks on tue", start=day(2026, 11, 24))  # fmt: skip
    build.add("communications", audience=(ana,), cadence="at S2", goal=goal, message="Decision")
    return build.plan


async def see_part(d: DeskPage, heading: str) -> None:
    """Go to agenda, log or coverage."""
    for _ in range(4):
        await d.press("tab")
        if heading in d.screen_text:
            return
    raise AssertionError(f"no part is headed {heading!r}")


def part(d: DeskPage) -> str:
    """What stands under the table, as one line of words."""
    region = d.app.screen.query_one("#part").region
    return " ".join(" ".join(d.lines[region.y : region.bottom]).split())


# Cadences


@pytest.mark.parametrize(
    ("typed", "stored", "dates"),
    [
        ("every 2 weeks on Tue", "every 2 weeks on tue", "Tue 24 Nov, Tue 8 Dec, Tue 22 Dec"),
        ("monthly on the last Friday", "monthly on last fri",
         "Fri 27 Nov, Fri 25 Dec, Fri 29 Jan 2027"),
        ("quarterly", "quarterly", "Tue 24 Nov, Wed 24 Feb 2027, Mon 24 May 2027"),
        ("at milestone 1.1", "at S2", "Fri 18 Dec"),
        ("when Cabinet approval is done", "at S2", "Fri 18 Dec"),
        ("at 1.1", "at S2", "Fri 18 Dec"),
        ("at S2", "at S2", "Fri 18 Dec"),
        ("once", "once", "Tue 24 Nov"),
    ],
)  # fmt: skip
async def test_a_cadence_is_typed_as_people_say_it_and_shown_back_with_its_next_dates(
    desk: Any, plan: Plan, typed: str, stored: str, dates: str
) -> None:
    async with desk(plan, size=WIDE, first="communications") as d:
        await d.go("1", "Cadence")
        await d.press("e")
        await d.type(typed)
        assert f"next {dates}" in d.asking
        await d.press("enter")
        await d.saved_all()
        assert d.plan.communications[1].cadence == stored


async def test_a_cadence_at_a_step_is_said_by_its_code_and_title(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        assert d.cell("2", "Cadence") == "at 1.1 Cabinet approval"
        await d.go("2", "Cadence")
        await d.press("e")
        assert d.typed == "at 1.1 Cabinet approval"
        await d.press("enter")
        await d.saved_all()
        assert d.plan.communications[2].cadence == "at S2"
        assert not d.labels


async def test_at_milestone_moves_with_its_milestone(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        assert d.cell("2", "Next") == "18 Dec 2026"
        await d.press("2")
        await d.go("1.1", "By When")
        await d.press("e")
        await d.enter("2027-01-15")
        await d.saved_all()
        await d.press("6")
        assert d.cell("2", "Next") == "15 Jan 2027"
        await d.press("2", "k", "delete")
        await d.saved_all()
        await d.press("6")
        assert d.cell("2", "Next") in ("15 Jan 2027", "no date yet")


async def test_at_milestone_alone_means_its_own_step_and_else_asks_which(
    desk: Any, plan: Plan
) -> None:
    async with desk(plan, size=WIDE, first="communications") as d:
        await d.edit("2", "Cadence", "at milestone")
        assert "at which step?" in d.asking
        assert d.typed == "at milestone"
        await d.press("escape")
    own = plan.amend("communications", 2, step=2, cadence="weekly on mon", start=TODAY)
    async with desk(own, size=WIDE, first="communications", name="own.json") as d:
        await d.edit("2", "Cadence", "at milestone")
        await d.saved_all()
        assert d.plan.communications[2].cadence == "at due"
        assert d.cell("2", "Cadence") == "at 1.1 Cabinet approval"
        assert d.cell("2", "Scope") == "1.1"


async def test_typing_at_offers_the_milestones(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="communications") as d:
        await d.go("1", "Cadence")
        await d.press("e")
        await d.type("at mile")
        assert "at 1.1 Cabinet approval" in d.asking
        await d.press("down", "enter")
        await d.saved_all()
        assert d.plan.communications[1].cadence == "at S2"


@pytest.mark.parametrize(
    ("column", "typed", "reason"),
    [
        ("Cadence", "yearly on 30 feb", "there is no 30 Feb"),
        ("Cadence", "monthly on 32", "32"),
        ("Cadence", "now and then", "how often is 'now and then'?"),
        ("Cadence", "at 9.9", "there is no step 9.9"),
        ("Cadence", "yearly on 1 nov", ""),
        ("First", "1 jul 2027", "every 2 weeks on tue never occurs from 1 Jul 2027"),
        ("Until", "23 nov 2026", ""),
    ],
)
async def test_a_cadence_that_never_occurs_is_refused_with_the_reason_and_the_text_kept(
    desk: Any, plan: Plan, column: str, typed: str, reason: str
) -> None:
    async with desk(plan, size=WIDE, first="communications") as d:
        before = d.plan.communications[1]
        if column == "Cadence" and not reason:  # 1 November comes after the last day
            await d.edit("1", "Until", "2027-06-30")
            await d.saved_all()
            before = d.plan.communications[1]
            await d.press("k")
            reason = "never occurs from 24 Nov 2026 to 30 Jun 2027"
        elif not reason:
            reason = "before the start"
        await d.edit("1", column, typed)
        assert d.typed == typed
        assert reason in d.asking
        await d.press("escape")
        await d.saved_all()
        assert d.plan.communications[1] == before


async def test_the_whole_record_refuses_what_the_table_refuses(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        await d.go("2")
        await d.press("ctrl+o")
        assert "at 1.1 Cabinet approval" in d.screen_text
        while ">Cadence" not in d.screen_text:
            await d.press("j")
        await d.press("enter")
        await d.enter("yearly on 30 feb")
        assert "there is no 30 Feb" in d.screen_text
        await d.press("escape", "escape")
        assert d.plan.communications[2].cadence == "at S2"


# The table


async def test_an_empty_plan_says_what_to_do(desk: Any, empty: Plan) -> None:
    async with desk(empty, size=LOW, first="communications") as d:
        assert "Nobody is told anything yet" in d.screen_text
        assert "a adds a communication" in part(d)
        await d.press("x")
        assert "(a: add a communication" in d.said
        await d.press("i")
        assert "3 adds them" in d.said
        await see_part(d, "What was said")
        await see_part(d, "Who is told, and when")
        assert "No stakeholder yet: 3 adds them" in part(d)


async def test_a_communication_is_added_audience_first_then_its_cadence(
    desk: Any, plan: Plan
) -> None:
    async with desk(plan, size=WIDE, first="communications") as d:
        await d.press("a")
        await d.type("Pilots, Tug crews")
        assert "new in the register: Tug crews" in d.asking
        await d.press("enter")
        await d.until(lambda: "How often" in d.screen_text, "the cadence")
        await d.enter("weekly on mon")
        await d.saved_all()
        new = d.plan.communications[3]
        assert new.audience == (3, 5)
        assert d.plan.stakeholders[5].name == "Tug crews"
        assert (new.cadence, new.start) == ("weekly on mon", TODAY)
        assert d.cell("3", "Next") == "23 Nov 2026"


async def test_every_column_is_edited_in_place_and_read_back(desk: Any, plan: Plan) -> None:
    typed = {
        "Message": "Where the law stands", "Channel": "letter", "By Whom": "Cabinet",
        "First": "1 dec 2026", "Until": "1 mar 2027", "Time": "14:30", "Minutes": "45",
        "Remind before": "1 h", "On a day off": "next", "Status": "paused",
    }  # fmt: skip
    shown = typed | {
        "First": "1 Dec 2026", "Until": "1 Mar 2027", "Remind before": "1 h before",
    }  # fmt: skip
    async with desk(plan, size=WIDE, first="communications") as d:
        for heading, text in typed.items():
            await d.edit("1", heading, text)
            await d.saved_all()
            assert d.cell("1", heading) == shown[heading]
        assert d.cell("1", "Next") == "paused"
        assert d.cell("2", "Remind before") == "09:00 day before"


async def test_a_column_is_set_for_all_marked_and_dates_move_by_a_day(
    desk: Any, plan: Plan
) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        await d.go("1", "By Whom")
        await d.press("*", "e")
        await d.enter("Pilots")
        await d.saved_all()
        assert [line.responsible for line in d.plan.communications.values()] == [3, 3]
        await d.press("escape", "g", "+")
        await d.saved_all()
        assert d.plan.communications[1].start == day(2026, 11, 25)
        await d.press("-", "-")
        await d.saved_all()
        assert d.plan.communications[1].start == day(2026, 11, 23)
        await d.press("delete")
        await d.saved_all()
        assert d.plan.communications[1].responsible is None


async def test_enter_on_scope_goes_to_the_goal_and_on_next_says_three_dates(
    desk: Any, plan: Plan
) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        await d.go("1", "Next")
        await d.press("enter")
        assert "Tue 24 Nov, Tue 8 Dec, Tue 22 Dec" in d.said
        await d.go("1", "Scope")
        await d.press("enter")
        assert "the plan as a whole" in d.said
        await d.go("2", "Scope")
        await d.press("enter")
        await d.until(lambda: "Goals" in d.header, "the goals")


async def test_a_filter_looks_at_names_and_says_when_nothing_fits(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        await d.press("/")
        await d.type("cabinet approval")
        assert d.codes == ["2"]
        await d.enter("zz")
        assert "Nothing here fits the filter" in d.screen_text
        await d.press("escape")
        assert d.codes == ["1", "2"]


# The log


async def test_x_logs_it_as_sent_today_with_what_came_back(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="communications") as d:
        await d.press("x")
        assert "Sent today to Cabinet. What came back?" in d.screen_text
        await d.enter("Two questions on fees")
        await d.saved_all()
        (entry,) = d.plan.contacts.values()
        assert (entry.communication, entry.date, entry.by) == (1, TODAY, 1)
        await see_part(d, "What was said")
        assert "Mon 23 Nov To Cabinet by Ana: Two questions on fees" in part(d)
        await d.press("enter")
        await d.enter("Two questions on harbour fees")
        await d.saved_all()
        assert "on harbour fees" in part(d)
        await d.press("escape", "x")
        assert "No longer logged" in d.said
        await d.saved_all()
        assert not d.plan.contacts


async def test_a_log_entry_is_removed_in_the_log_without_its_communication(
    desk: Any, plan: Plan
) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        await d.press("x", "enter")
        await d.saved_all()
        await see_part(d, "What was said")
        await d.press("d")
        await d.saved_all()
        assert not d.plan.contacts
        assert len(d.plan.communications) == 2


async def test_a_communication_goes_with_its_log_after_two_presses(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        await d.press("x", "enter")
        await d.saved_all()
        await d.go("1")
        await d.press("d")
        assert "d again removes it with its log" in d.said
        await d.press("d")
        await d.saved_all()
        assert 1 not in d.plan.communications
        assert not d.plan.contacts


# Agenda and coverage


async def test_the_agenda_says_who_tells_whom_and_enter_finds_it(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="communications") as d:
        await d.press("tab")
        assert "Tue 24 Nov Ana tells Cabinet: Where it stands" in part(d)
        assert "Fri 18 Dec Tell Ana: Decision" in part(d)
        assert part(d).count("Ana tells Cabinet") == 3  # 24 November, 8 and 22 December
        await d.press("j", "j", "enter")
        assert d.grid.has_focus
        assert d.at[0] == "2"


async def test_what_is_sent_today_is_marked_in_the_agenda(
    desk: Any, plan: Plan, clock_at: Any
) -> None:
    async with desk(plan, size=WIDE, first="communications", clock=clock_at(2026, 11, 24)) as d:
        assert "today Ana tells Cabinet" in part(d)
        await d.press("x", "enter")
        await d.saved_all()
        assert "today sent: Ana tells Cabinet" in part(d)


async def test_coverage_names_the_unreached_first_then_who_is_told_soonest(
    desk: Any, plan: Plan
) -> None:
    async with desk(plan, size=WIDE, first="communications") as d:
        await see_part(d, "Who is told, and when")
        said = part(d)
        assert "Who is told, and when: 2 of 4" in said
        order = [said.index(name) for name in ("Pilots keep", "Divers monitor", "Cabinet manage")]
        assert order == sorted(order)
        assert "Pilots keep informed told by nobody: i proposes" in said
        assert "Cabinet manage closely tomorrow by Ana" in said
        await d.press("enter")
        await d.until(lambda: "3 Stakeholders" in d.screen_text and "MONITOR" in d.screen_text)


async def test_cadences_are_proposed_for_the_unreached_and_accepted_one_by_one(
    desk: Any, plan: Plan
) -> None:
    async with desk(plan, size=WIDE, first="communications") as d:
        await d.press("i")
        assert d.dialog == "2 are told by nobody: inform whom?"
        await d.press("enter")
        assert d.dialog == "Inform Pilots"
        await d.enter("what changes for them")
        await d.saved_all()
        await d.until(lambda: d.dialog == "1 is told by nobody: inform whom?", "the next")
        new = d.plan.communications[3]
        assert (new.audience, new.message) == ((3,), "what changes for them")
        assert new.cadence
        await d.press("escape")
        await see_part(d, "Who is told, and when")
        assert "3 of 4" in part(d)
        await d.press("i")
        assert d.dialog == "Inform Divers"
        await d.press("enter")
        await d.saved_all()
        await d.sees("4 of 4")
        await d.press("i")
        assert "Everyone in the register is told something" in d.said


async def test_a_proposal_that_is_not_wanted_changes_nothing(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        await d.press("i", "j", "enter", "escape")
        await d.saved_all()
        assert not d.labels


async def test_tab_goes_round_and_the_footer_follows(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="communications") as d:
        assert "Enter edit" in d.footer
        for following in ("Tab: log", "Tab: coverage", "Tab: the table"):
            await d.press("tab")
            assert following in part(d)
            assert "Enter open" in d.footer
        await d.press("tab")
        assert d.grid.has_focus


async def test_what_has_no_room_is_counted_and_reached(desk: Any) -> None:
    build = PlanBuilder()
    names = ("وزارة الصحة العامة", "卫生部水务局", "Ministère de l’Éducation")
    for n in range(60):
        build.person(f"{names[n % 3]} {n}", power=5, interest=5)
    async with desk(build.plan, size=LOW, first="communications") as d:
        await see_part(d, "Who is told, and when")
        region = d.app.screen.query_one("#part").region
        lines = d.lines[region.y : region.bottom]
        told = [line for line in lines if "told by nobody" in line]
        assert {cell_len(line.partition("manage closely")[0]) for line in told} == {33}
        assert lines[-1].strip() == f"and {60 - len(told)} more"
        await d.press("G")
        assert f"{names[2]} 59" in part(d)
        assert "more" not in part(d)
