"""Plans: those of this folder and those opened lately; opened and made from here."""

from __future__ import annotations

import datetime as dt
import os
import threading

from desk_page import NOON
from plans import PlanBuilder

from actionplan_tui.store import create_store, open_store
from actionplan_tui.store.recent import remember
from actionplan_tui.store.tinydb_store import PlanStore


def plan_file(path, title: str):
    path.parent.mkdir(parents=True, exist_ok=True)
    create_store(path, PlanBuilder(title=title).plan, now=lambda: NOON, by="ana")
    return path


def names(d) -> list[str]:
    """The plans in the list."""
    return [key.stem for key in d.grid.rows]


async def test_zero_lists_the_plans_of_this_folder_each_with_its_status(
    desk, small, tmp_path
) -> None:
    plan_file(tmp_path / "plans" / "roads.json", "Roads")
    async with desk(small) as d:
        await d.press("0")
        await d.until(lambda: d.cell("roads.json", "Status") != "reading")

        assert names(d) == ["plan", "roads"]
        assert d.cell("plan.json", "Plan") == "Clean water"
        assert d.cell("plan.json", "File") == "plan.json"
        assert d.cell("plan.json", "Status").startswith("1 late, 1 due in 14 days")
        assert d.cell("roads.json", "Plan") == "Roads"


async def test_plans_opened_lately_elsewhere_are_listed_once(desk, small, tmp_path) -> None:
    far = plan_file(tmp_path / "far" / "ports.json", "Ports")
    async with desk(small) as d:
        remember(far, "Ports", NOON)
        remember(d.app.path, "Clean water", NOON)
        await d.press("0")

        assert names(d) == ["plan", "ports"]
        assert d.cell("ports.json", "File") == str(far)


async def test_a_plan_named_by_a_relative_path_is_listed_once(desk, small, tmp_path) -> None:
    create_store(tmp_path / "plan.json", small, now=lambda: NOON, by="ana")
    remember(tmp_path / "plan.json", "Clean water", NOON)
    relative = os.path.relpath(tmp_path / "plan.json")
    async with desk(type(tmp_path)(relative)) as d:
        await d.press("0")

        assert names(d) == ["plan"]


async def test_a_file_that_is_no_plan_says_so_in_its_line(desk, small, tmp_path) -> None:
    (tmp_path / "plans" / "prices.json").write_text("[1, 2]", encoding="utf-8")
    async with desk(small) as d:
        await d.press("0")
        await d.sees("prices.json holds something")
        await d.press("j", "enter")

        assert d.app.is_running
        assert d.said != ""


async def test_enter_opens_a_plan(desk, small, tmp_path) -> None:
    roads = plan_file(tmp_path / "plans" / "roads.json", "Roads")
    async with desk(small) as d:
        await d.press("0", "j", "enter")
        await d.until(lambda: not d.app.is_running)

        assert d.app.opens_next == roads


async def test_a_plan_is_read_behind_the_desk_and_can_be_left_unopened(
    desk, small, tmp_path, monkeypatch
) -> None:
    roads = plan_file(tmp_path / "plans" / "roads.json", "Roads")
    may_go_on = threading.Event()
    async with desk(small) as d:
        await d.press("0", "j")
        await d.until(lambda: d.cell("roads.json", "Status") != "reading")
        load = PlanStore.load

        def slow_disk(store):
            may_go_on.wait()
            return load(store)

        monkeypatch.setattr(PlanStore, "load", slow_disk)
        await d.press("enter")
        assert d.dialog == "Reading roads.json …"  # the keys are answered, and the disk is not
        await d.press("escape")
        assert d.dialog == ""
        may_go_on.set()
        await d.press("enter")
        await d.until(lambda: not d.app.is_running)

        assert d.app.opens_next == roads


async def test_a_makes_a_new_plan_named_by_its_title_and_opens_it(desk, small, tmp_path) -> None:
    async with desk(small) as d:
        await d.press("0", "a")
        assert "What is the new plan called?" in d.asking
        await d.type("Ports & Roads 2027")
        assert "ports-roads-2027.json" in d.asking
        await d.press("enter")
        await d.until(lambda: not d.app.is_running)

    path = tmp_path / "plans" / "ports-roads-2027.json"
    assert d.app.opens_next == path
    assert open_store(path, now=lambda: NOON).load().plan.info.title == "Ports & Roads 2027"


async def test_a_title_whose_file_is_there_already_is_refused_and_kept(
    desk, small, tmp_path
) -> None:
    plan_file(tmp_path / "plans" / "roads.json", "Roads")
    async with desk(small) as d:
        await d.press("0", "a")
        await d.enter("Roads")

        assert d.typed == "Roads"
        assert "already" in d.asking
        assert d.app.is_running


async def test_a_title_in_another_script_gives_a_file_name_too(desk, small, tmp_path) -> None:
    async with desk(small) as d:
        await d.press("0", "a")
        await d.enter("خطة المياه")
        await d.until(lambda: not d.app.is_running)

    assert d.app.opens_next.stem == "خطة-المياه"


async def test_a_filter_narrows_the_list(desk, small, tmp_path) -> None:
    plan_file(tmp_path / "plans" / "roads.json", "Roads")
    async with desk(small) as d:
        await d.press("0", "/")
        await d.type("roa")
        assert names(d) == ["roads"]
        await d.press("enter", "escape")

        assert names(d) == ["plan", "roads"]


async def test_the_footer_says_open_not_edit(desk, small) -> None:
    async with desk(small) as d:
        await d.press("0")

        assert "Enter open" in d.footer
        assert "a new plan" in d.footer


async def test_the_status_counts_from_the_desks_own_day(desk, small) -> None:
    small = small.amend("steps", 2, due=dt.date(2026, 11, 20))
    async with desk(small) as d:
        await d.press("0")
        await d.sees("2 late")
