"""What `actionplan` offers where it is not clear which plan to open: the ways to begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, get_args

from actionplan_tui.cli import clock
from actionplan_tui.cli.config import login
from actionplan_tui.cli.making import example_in
from actionplan_tui.cli.plan_files import load_plan, open_workspace, path_named, plans_in
from actionplan_tui.cli.shipped import template, template_names
from actionplan_tui.exchange.importing import Import
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder
from actionplan_tui.store import create_store
from actionplan_tui.store.recent import last_opened

DEMO_FOLDER = "demo"
_TABLE = "action-planning-table"


class Beginning(NamedTuple):
    """One way to begin, as the welcome asks for it."""

    title: str
    says: str
    make: Callable[[str], Path]
    question: str = ""
    said: Callable[[str], str] = str
    guided: Callable[[str], bool] = bool
    """Are the deck's questions asked next, of what the plan does not say yet? An answer that
    makes a new plan has them asked; nothing to answer has not."""


def beginnings(folder: Path) -> Sequence[Beginning]:
    """The ways to begin in a folder: its plans, a new one, templates, a file, the example; and
    the plan opened last, wherever it lies."""
    return [
        *map(_opening, plans_in(folder)),
        _template(folder, _TABLE, "A new plan", "the deck's blank table, filled by keys alone"),
        *(
            _template(
                folder, name, name.replace("-", " ").capitalize(), f"a template: {_says(name)}"
            )
            for name in template_names()
            if name != _TABLE
        ),
        Beginning(
            "A file you have",
            "Excel, CSV, Markdown, notes, or a plan",
            partial(_from_file, folder),
            "Which file? Its path (and dmy or mdy, where its dates do not tell)",
            _said_of_file,
            guided=lambda text: not _is_plan(text),
        ),
        Beginning(
            "The worked example",
            f"a whole plan to try things on: a copy in {DEMO_FOLDER}/",
            lambda _: example_in(folder / DEMO_FOLDER),
        ),
        *_lately(folder),
    ]


def _opening(path: Path) -> Beginning:
    return Beginning(path.stem, f"open {path.name}", lambda _: path)


def _lately(folder: Path) -> Sequence[Beginning]:
    path = last_opened()
    if path is None or path.parent.samefile(folder):
        return ()
    return [Beginning("The plan opened last", f"open {path}", lambda _: path)]


def _template(folder: Path, name: str, title: str, says: str) -> Beginning:
    def make(answer: str) -> Path:
        return _kept(_file_of(folder, answer), template(name), answer)

    return Beginning(
        title,
        says,
        make,
        "What is the new plan called?",
        lambda answer: f"makes {_file_of(folder, answer).name}",
    )


def _says(name: str) -> str:
    plan = template(name)
    return f"{len(plan.goals)} goals, {len(plan.steps)} steps, ready to change"


def _file_of(folder: Path, title: str) -> Path:
    words = "".join(char if char.isalnum() else " " for char in title.casefold()).split()
    return folder / f"{'-'.join(words)[:60] or 'plan'}.json"


def _kept(path: Path, plan: Plan, title: str) -> Path:
    create_store(
        path,
        plan.amend("plan", 1, title=" ".join(title.split())),
        now=clock.present,
        by=login(),
    )
    return path


def _read(text: str) -> tuple[Path, Import]:
    """A file of somebody's, and what taking it into a new plan would do."""
    # Only those who have a table already need what reads one.
    from actionplan_tui.exchange.taking_in import Choices, import_source, source_in

    head, _, last = text.strip().rpartition(" ")
    orders = [order for order in get_args(DateOrder) if order]
    dates: DateOrder = last if last in orders else ""  # type: ignore[assignment]
    path = path_named(head.strip() if dates and head else text.strip()).expanduser()
    plan = Plan()
    found = import_source(
        plan, source_in(path), today=clock.today(plan.info), choices=Choices(dates=dates)
    )
    if found.edit is None and not found.ambiguous_dates:
        raise Problem(
            f"{path.name}: nothing in it becomes a step or an idea"
            if path.suffix.lower() != ".ics"
            else f"{path.name}: a calendar only brings dates back to its plan: open that, then I"
        )
    if found.ambiguous_dates:
        which, _, _ = found.message.partition(": say which")
        raise Problem(f"{which}: say dmy or mdy after the path")
    return path, found


def _said_of_file(text: str) -> str:
    if _is_plan(text):
        return f"opens {load_plan(_elsewhere(text)).info.title or text}"
    return _read(text)[1].message


def _is_plan(text: str) -> bool:
    return Path(text.strip()).suffix.lower() == ".json"


def _from_file(folder: Path, text: str) -> Path:
    if _is_plan(text):
        return _elsewhere(text)
    source, found = _read(text)
    path = _kept(_file_of(folder, source.stem), Plan(), source.stem)
    workspace = open_workspace(path)
    if found.edit is not None:
        settled = workspace.do(found.edit, kind="import")
        if settled.problem is not None:
            raise settled.problem
    return path


def _elsewhere(text: str) -> Path:
    path = path_named(text.strip()).expanduser()
    load_plan(path)
    return path
