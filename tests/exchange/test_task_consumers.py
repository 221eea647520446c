"""Real task lists read what `--todos` writes, today and after an update."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from calendar_desk import PLAN, Desk
from calendar_programs import FIRST, LAST, Calcurse, Libical, Radicale, Task, Todoman

from actionplan_tui.analysis.agenda import agenda
from actionplan_tui.exchange.ics import calendar_file
from actionplan_tui.model.plan import Plan

pytestmark = pytest.mark.verify

LISTS: dict[str, type[Any]] = {"todoman": Todoman, "Radicale": Radicale}


@pytest.fixture(params=LISTS)
def task_list(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A program with an empty list of tasks, in a time zone far from the plan's."""
    program = LISTS[request.param](tmp_path, "Pacific/Auckland")
    yield program
    if isinstance(program, Radicale):
        program.close()


def written(plan: Plan, before: bytes = b"") -> bytes:
    return calendar_file(plan, now_version="1", todos=True, before=before).data


def due(plan: Plan) -> list[tuple[str, date]]:
    """What the agenda has due."""
    items = agenda(plan, FIRST, LAST)
    return sorted((item.title, item.date) for item in items if item.kind in ("due", "milestone"))


def still_open(tasks: list[Task]) -> list[tuple[str, date]]:
    return sorted((task.title, task.due) for task in tasks if task.open)


@pytest.fixture
def plan() -> Plan:
    """One step begun and pressing, one done, one called off, two to come."""
    begun = PLAN.amend("steps", 1, percent=40, priority=1).amend("steps", 4, cancelled=True)
    return begun.amend("steps", 2, finished=date(2027, 2, 20))


def test_a_task_list_shows_what_the_agenda_has_due(task_list: Any, plan: Plan) -> None:
    task_list.take(written(plan))
    tasks = {task.title: task for task in task_list.tasks()}
    assert still_open(list(tasks.values())) == due(plan)
    assert len(due(plan)) == 3
    assert tasks["Consult the bar; revise, print"] == (
        "Consult the bar; revise, print", date(2026, 12, 31), True, 40, 1,
    )  # fmt: skip
    assert tasks["In force"] == ("In force", date(2027, 2, 28), False, 100, 0)
    assert not tasks['Cancelled: A \\ back, "quotes"'].open
    assert len(tasks) == 5


def test_calcurse_and_libical_take_the_tasks_too(tmp_path: Path, plan: Plan) -> None:
    calcurse = Calcurse(tmp_path)
    calcurse.take(written(plan))
    titles = [title for title, _ in calcurse.titles()]
    assert sorted(title for title in titles if not title.startswith("Cancelled: ")) == [
        title for title, _ in due(plan)
    ]
    assert ("Consult the bar; revise, print", 1) in calcurse.titles()
    libical = Libical()
    libical.take(written(plan))
    assert libical.lists() == []  # no fault in the file, and no event either


@pytest.mark.parametrize("same_place", [True, False])
def test_an_edited_plan_leaves_no_task_double_and_none_stale(
    task_list: Any, tmp_path_factory: pytest.TempPathFactory, same_place: bool
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    files: list[bytes] = [written(desk.plan)]
    task_list.take(files[0])

    def open_after(change: Callable[[], None]) -> list[tuple[str, date]]:
        change()
        files.append(written(desk.plan, files[-1] if same_place else b""))
        task_list.take(files[-1])
        task_list.take(files[-1])
        return still_open(task_list.tasks())

    assert open_after(desk.change_everything) == due(desk.plan) != due(PLAN)
    finish = {"finished": date(2027, 1, 10)}
    assert open_after(lambda: desk.edit(lambda plan: plan.amend("steps", 1, **finish))) == due(
        desk.plan
    )
    assert open_after(desk.take_everything_back) == due(desk.plan) == due(PLAN)
