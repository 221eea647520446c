"""Stakeholders: people on the matrix and in the register, moved, merged and informed by keys."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from desk_page import DeskPage, SetClock, UnsteadyStore
from plans import PlanBuilder
from rich.cells import cell_len

from actionplan_tui.model.plan import Plan
from screens.stakeholders import StakeholdersScreen
from screens.widgets.matrix import Matrix

WIDE = (120, 40)
LOW = (80, 24)


def harbour() -> PlanBuilder:
    """Six stakeholders of a harbour, one of them not yet placed."""
    build = PlanBuilder(title="Harbour", start=dt.date(2026, 1, 5))
    mayor = build.person("Mayor", power=5, interest=5, attitude=2, engagement="supportive")
    build.person(
        "Pilots",
        kind="group",
        power=2,
        interest=4,
        attitude=-1,
        engagement="resistant",
        desired_engagement="supportive",
        private_notes="Their chair is tired of it.",
    )
    build.person("Customs", kind="organisation", power=4, interest=1)
    build.person("Yacht club", kind="organisation", power=1, interest=2)
    build.person("Port authority", power=3, interest=3, attitude=-2)
    build.person("Divers")
    dredge = build.step("Dredge the channel", lead=mayor)
    build.add("barriers", step=dredge, who=(2,), how="fear for their fees")
    build.add(
        "communications",
        audience=(2,),
        responsible=mayor,
        cadence="every 2 weeks on tue",
        start=dt.date(2026, 11, 17),
    )
    return build


@pytest.fixture
def plan() -> Plan:
    return harbour().plan


def screen(d: DeskPage) -> StakeholdersScreen:
    front = d.app.screen
    assert isinstance(front, StakeholdersScreen)
    return front


def standing(d: DeskPage, name: str) -> tuple[int, int]:
    """Power and interest of somebody as the picture shows them: by the numbers on both scales."""
    region = screen(d).matrix.region
    lines = [line[: region.right] for line in d.lines[region.y : region.bottom]]
    foot = next(y for y, line in enumerate(lines) if "└" in line)
    ticks = {match.start(): int(match[0]) for match in re.finditer(r"\d", lines[foot])}
    rows = {y: int(line[3]) for y, line in enumerate(lines[:foot]) if line[3:4].isdigit()}
    y = next(y for y, line in enumerate(lines) if name in line)
    assert y < foot, f"{name} is not placed"
    middle = next(y for y, line in enumerate(lines) if "MONITOR" in line)
    rows = {tick: power for tick, power in rows.items() if (tick < middle) == (y < middle)}
    nearest = min(rows, key=lambda tick: abs(tick - y))
    return rows[nearest], ticks[lines[y].index(name)]


def who(d: DeskPage) -> str:
    person = screen(d).person
    return person.name if person is not None else ""


async def find(d: DeskPage, name: str) -> None:
    """Go to somebody on the matrix, cell by cell."""
    await d.press("g")
    for _ in range(len(d.plan.stakeholders)):
        if who(d) == name:
            return
        at = who(d)
        await d.press("j")
        if who(d) == at or who(d) == name:
            await d.press("l")
    keys = {person.name: id for id, person in d.plan.stakeholders.items()}
    screen(d).reveal("stakeholders", keys[name])
    await d.quiet()
    assert who(d) == name


# The picture


@pytest.mark.parametrize("size", [WIDE, LOW])
async def test_everybody_stands_where_their_record_says(
    desk: Any, plan: Plan, size: tuple[int, int]
) -> None:
    async with desk(plan, size=size, first="stakeholders") as d:
        for person in d.plan.stakeholders.values():
            if person.power is not None:
                word = person.name.split()[0]
                assert standing(d, word) == (person.power, person.interest), person.name
        for strategy in ("KEEP SATISFIED", "MANAGE CLOSELY", "MONITOR", "KEEP INFORMED"):
            assert strategy in d.screen_text
        strip = next(line for line in d.lines if "Not placed" in line)
        assert "Divers" in strip


@pytest.mark.parametrize("power", [1, 2, 3, 4, 5])
async def test_every_cell_is_drawn_in_its_place(desk: Any, power: int) -> None:
    build = PlanBuilder()
    for interest in range(1, 6):
        build.person(f"At{power}{interest}", power=power, interest=interest)
    async with desk(build.plan, size=LOW, first="stakeholders") as d:
        for interest in range(1, 6):
            assert standing(d, f"At{power}{interest}") == (power, interest)


async def test_a_long_name_takes_more_lines_and_is_whole(desk: Any) -> None:
    build = PlanBuilder()
    build.person("National Identity Bureau", power=5, interest=4)
    for interest in (1, 2, 3, 5):
        build.person(f"Ministry of Number {interest}", power=5, interest=interest)
    async with desk(build.plan, size=LOW, first="stakeholders") as d:
        first = next(y for y, line in enumerate(d.lines) if "National" in line)
        place = d.lines[first].index("National")
        words = [line[place:].split()[0] for line in d.lines[first : first + 3]]
        assert words == ["National", "Identity", "Bureau"]


async def test_an_empty_register_says_what_to_do(desk: Any, empty: Plan) -> None:
    async with desk(empty, size=LOW, first="stakeholders") as d:
        await d.sees("No stakeholder yet")
        await d.press("a")
        await d.enter("Harbour master")
        await d.saved_all()
        assert "Not placed > Harbour master" in d.screen_text
        assert who(d) == "Harbour master"


async def test_plain_ascii_draws_nothing_else(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="stakeholders") as d:
        matrix = screen(d).matrix
        matrix.ascii = True
        await d.quiet()
        drawn = [matrix.render_line(y).text for y in range(matrix.size.height)]
        assert all(line.isascii() for line in drawn)
        assert any("+- MONITOR" in line for line in drawn)


# Moving


async def test_a_move_shows_at_once_and_changes_the_strategy(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await find(d, "Customs")
        assert "keep satisfied" in d.panel
        await d.press("L", "L")
        assert standing(d, "Customs") == (4, 3)
        assert "manage closely, borderline" in d.panel
        await d.press("J", "J")
        assert standing(d, "Customs") == (2, 3)
        assert "keep informed" in d.panel
        await d.press("H", "K")
        await d.saved_all()
        customs = d.plan.stakeholders[3]
        assert (customs.power, customs.interest) == (3, 2)
        assert who(d) == "Customs"


async def test_the_scale_ends_at_one_and_five(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="stakeholders") as d:
        await find(d, "Mayor")
        await d.press("K")
        await d.until(lambda: "1 to 5" in d.said)
        assert d.plan.stakeholders[1].power == 5
        assert not d.labels


async def test_who_is_not_placed_is_put_on_the_border_first(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await find(d, "Divers")
        await d.press("K")
        assert standing(d, "Divers") == (3, 3)
        await d.press("K")
        assert standing(d, "Divers") == (4, 3)
        assert "Not placed" not in d.screen_text
        await d.press("delete")
        await d.saved_all()
        assert d.plan.stakeholders[6].power is None
        assert "Not placed" in d.screen_text


async def test_where_somebody_stood_is_told(desk: Any, plan: Plan) -> None:
    clock = SetClock(dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC))
    async with desk(plan, size=WIDE, first="stakeholders", clock=clock, wrap=UnsteadyStore) as d:
        await find(d, "Customs")
        d.store.gate.clear()  # all is shown before any of it is in the history
        await d.press("L", "L", "L")
        d.store.gate.set()
        await d.saved_all()
        await d.sees("was keep")
        await d.sees("satisfied to 3 Mar")


async def test_several_are_moved_as_one_step(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="stakeholders") as d:
        await find(d, "Customs")
        await d.press("space")
        await find(d, "Yacht club")
        await d.press("space", "K")
        await d.saved_all()
        assert (d.plan.stakeholders[3].power, d.plan.stakeholders[4].power) == (5, 2)
        await d.press("u")
        await d.saved_all()
        assert (d.plan.stakeholders[3].power, d.plan.stakeholders[4].power) == (4, 1)


# The cursor


async def test_every_person_is_reached_by_hjkl_alone(desk: Any) -> None:
    build = PlanBuilder()
    for number in range(40):
        build.person(f"Person {number:02}", power=number % 3 + 2, interest=number % 4 + 1)
    for number in range(12):
        build.person(f"Waiting {number:02}")
    async with desk(build.plan, size=LOW, first="stakeholders") as d:
        matrix = screen(d).matrix
        seen = await reached(matrix)
        assert seen == set(d.plan.stakeholders)


async def reached(matrix: Matrix) -> set[int]:
    """Everybody to whom the four keys lead from the first, and whether each is then drawn."""
    moves = (
        matrix.action_cursor_up,
        matrix.action_cursor_down,
        matrix.action_cursor_left,
        matrix.action_cursor_right,
    )
    start = matrix.order[0]
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for move in moves:
            matrix.move_to(here)
            move()
            there = matrix.cursor_key
            assert there is not None
            assert any(slot.key == there for slot in matrix._all_slots())
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return seen


async def test_a_crowded_cell_says_how_many_more_there_are(desk: Any) -> None:
    build = PlanBuilder()
    for number in range(30):
        build.person(f"Delegate {number:02}", power=5, interest=5)
    for power in range(1, 5):
        for number in range(4):
            build.person(f"Other {power}{number}", power=power, interest=number + 1)
    async with desk(build.plan, size=LOW, first="stakeholders") as d:
        assert re.search(r"\+\d+", d.screen_text)
        await find(d, "Delegate 00")
        for number in range(1, 30):
            await d.press("j")
            assert who(d) == f"Delegate {number:02}"
        await d.sees("Delegate 29")


async def test_the_cursor_stays_with_its_person_on_both_views(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await find(d, "Yacht club")
        await d.press("tab")
        assert d.grid.has_focus
        assert d.grid.cursor_key == 4
        await d.press("k", "tab")
        assert screen(d).matrix.has_focus
        assert who(d) == "Port authority"


# The register


async def test_the_register_says_what_reaches_whom_and_what_they_resist(
    desk: Any, plan: Plan
) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await d.press("tab")
        assert d.titles == ["Customs", "Divers", "Mayor", "Pilots", "Port authority", "Yacht club"]
        assert d.cell("2", "Strategy") == "keep informed"
        assert d.cell("5", "Strategy") == "manage closely, border"
        assert d.cell("2", "Gap") == "+2"
        assert d.cell("2", "Told") == "every 2 weeks on tue by Mayor"
        assert d.cell("2", "Next") == "1 Dec 2026"
        assert d.cell("2", "Resists") == "1: fear for their fees"
        assert d.cell("1", "Told") == "nothing"


async def test_cells_are_edited_in_place(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await d.press("tab")
        await d.edit("3", "Power", "2")
        await d.edit("4", "Desired", "supportive")
        await d.saved_all()
        assert d.plan.stakeholders[3].power == 2
        assert d.plan.stakeholders[4].desired_engagement == "supportive"


async def test_power_six_is_refused_and_the_text_kept(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await d.press("tab")
        await d.go("3", "Power")
        await d.press("e")
        await d.enter("6")
        assert d.typed == "6"
        await d.sees("between 1 and 5")
        assert not d.labels


async def test_a_name_that_is_taken_is_refused_and_a_merge_offered(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await d.press("tab")
        await d.go("3", "Name")
        await d.press("e")
        await d.enter("mayor")
        assert d.typed == "mayor"
        await d.sees("merge them (m)")
        await d.press("escape")
        await d.edit("3", "Name", "Customs service")
        await d.saved_all()
        assert d.plan.stakeholders[3].name == "Customs service"


async def test_a_column_is_set_for_all_marked(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await d.press("tab", "g", "space", "j", "space")
        await d.go("6", "Attitude")
        await d.press("e")
        await d.enter("-1")
        await d.saved_all()
        assert [d.plan.stakeholders[id].attitude for id in (3, 6)] == [-1, -1]
        assert len(d.labels) == 1


# The record


async def test_the_record_is_entered_and_its_fields_edited(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await find(d, "Customs")
        await d.press("enter")
        screen(d).panel.move_to("concerns")
        await d.press("enter")
        await d.enter("Smuggling at night")
        await d.saved_all()
        assert d.plan.stakeholders[3].concerns == "Smuggling at night"
        await d.press("escape")
        assert screen(d).matrix.has_focus


async def test_private_notes_are_marked_and_stay_off_the_screen(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await find(d, "Pilots")
        await d.until(lambda: "private, 6 words" in d.panel)
        assert "tired" not in d.screen_text
        await d.press("enter")
        screen(d).panel.move_to("private_notes")
        await d.press("enter")
        assert d.typed == "Their chair is tired of it."


# Verbs


async def test_engagement_turns_from_level_to_level(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=LOW, first="stakeholders") as d:
        await find(d, "Pilots")
        await d.press("f")
        assert d.plan.stakeholders[2].engagement == "neutral"
        await find(d, "Customs")
        await d.press("f")
        assert d.plan.stakeholders[3].engagement == "unaware"


async def test_a_communication_is_proposed_and_accepted(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders", me="Mayor") as d:
        await find(d, "Port authority")
        await d.press("i")
        assert d.dialog == "Inform Port authority"
        # Manage closely, no gap known: every two weeks.
        assert d.typed == "Port authority by Mayor every 2 weeks: "
        await d.sees("Mon 23 Nov 2026, Mon 7 Dec 2026, Mon 21 Dec 2026")
        await d.enter("what is dredged")
        await d.saved_all()
        told = d.plan.communications[2]
        assert (told.audience, told.responsible, told.cadence, told.message) == (
            (5,),
            1,
            "every 2 weeks",
            "what is dredged",
        )
        await d.until(lambda: "every 2 weeks by Mayor" in " ".join(d.panel.split()))


async def test_a_cadence_that_never_occurs_is_refused(desk: Any) -> None:
    build = harbour()
    build.info(target_end=dt.date(2026, 11, 30))
    async with desk(build.plan, size=WIDE, first="stakeholders") as d:
        await find(d, "Customs")
        await d.press("i")
        for _ in range(len(d.typed)):
            await d.press("backspace")
        await d.enter("Customs yearly on 1 mar: the year")
        await d.sees("never occurs")
        assert d.dialog == "Inform Customs"
        await d.press("escape")
        assert len(d.plan.communications) == 1


async def test_two_who_are_the_same_become_one(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await d.press("m")
        await d.until(lambda: "Mark two" in d.said)
        await find(d, "Mayor")
        await d.press("space")
        await find(d, "Divers")
        await d.press("space", "m")
        assert d.dialog == "Merge: which one stays?"
        await d.type("divers")
        await d.press("enter")
        await d.saved_all()
        assert 1 not in d.plan.stakeholders
        assert d.plan.steps[1].lead == 6
        assert d.plan.communications[1].responsible == 6
        assert d.plan.stakeholders[6].power == 5
        await d.press("u")
        await d.saved_all()
        assert d.plan.steps[1].lead == 1
        assert d.plan.stakeholders[6].power is None


async def test_who_is_named_is_archived_not_removed(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await find(d, "Mayor")
        await d.press("d", "d")
        assert "name another first, or archive" in d.dialog
        await d.press("a")
        await d.saved_all()
        assert d.plan.stakeholders[1].archived
        assert d.plan.steps[1].lead == 1
        assert "Mayor" not in d.lines[5]
        await d.press("slash")
        await d.enter("archived")
        assert who(d) == "Mayor"
        await d.press("d", "d", "b")
        await d.saved_all()
        assert not d.plan.stakeholders[1].archived


async def test_who_is_named_nowhere_is_removed(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await find(d, "Yacht club")
        await d.press("d", "d")
        await d.saved_all()
        assert 4 not in d.plan.stakeholders


async def test_a_pasted_list_adds_whom_the_register_lacks(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await d.press("a")
        await d.paste("Fishers\nMayor\nFerry line\n")
        assert d.dialog == "Add 2 stakeholders?"
        await d.press("a")
        await d.saved_all()
        assert [d.plan.stakeholders[id].name for id in (7, 8)] == ["Fishers", "Ferry line"]
        assert len(d.labels) == 1


async def test_the_filter_leaves_whom_it_finds(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await d.press("slash")
        await d.enter("closely")
        await d.press("tab")
        assert d.titles == ["Mayor", "Port authority"]
        await d.press("escape")
        assert len(d.titles) == 6


async def test_who_is_archived_is_found_too(desk: Any) -> None:
    build = harbour()
    build.amend("stakeholders", 4, archived=True)
    async with desk(build.plan, size=WIDE, first="stakeholders") as d:
        assert "Yacht club" not in d.screen_text
        d.app.go_to("stakeholders", 4)
        await d.sees("Yacht club (archived)")
        assert who(d) == "Yacht club"


# What a meeting must not overlook


async def test_what_stands_out_is_said(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=WIDE, first="stakeholders") as d:
        await d.sees("Told nothing: Mayor, Port authority, Customs, Yacht club, Divers")
        await d.sees("Key players pull apart: Port authority against, Mayor for")


async def test_user_text_is_never_markup(desk: Any) -> None:
    build = PlanBuilder()
    build.person("[red]Ana[/red]", power=5, interest=5)
    async with desk(build.plan, size=WIDE, first="stakeholders") as d:
        await d.sees("[red]Ana[/red]")
        await d.press("i")
        assert d.dialog == "Inform [red]Ana[/red]"


# Many people, any script

NAMES = ("وزارة الصحة", "財政部", "Ministère de l’Énergie", "Ürün Şirketi", "Народна рада", "Fale")


async def test_sixty_names_of_any_script_stay_aligned(desk: Any, tmp_path: Path) -> None:
    build = PlanBuilder()
    for number in range(60):
        name = f"{NAMES[number % len(NAMES)]} {number}"
        build.person(name, power=number % 5 + 1, interest=number // 5 % 5 + 1)
    for size in (LOW, WIDE):
        async with desk(build.plan, size=size, first="stakeholders", name=f"{size[0]}.json") as d:
            matrix = screen(d).matrix
            lines = [matrix.render_line(y) for y in range(matrix.size.height)]
            assert {line.cell_length for line in lines} == {matrix.size.width}
            assert {cell_len(line.text) for line in lines} == {matrix.size.width}
            border = matrix._layout_now().border_x
            signs = {before(line.text, border) for line in lines}
            assert signs <= {"│", "┼", "┬", "┴", " "}
            assert await reached(matrix) == set(d.plan.stakeholders)


def before(text: str, column: int) -> str:
    """The character at a cell of a line."""
    used = 0
    for character in text:
        if used == column:
            return character
        used += cell_len(character)
    return ""
