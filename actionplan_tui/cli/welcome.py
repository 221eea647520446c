"""What `actionplan` offers where it is not clear which plan to open: the ways to begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from actionplan_tui.cli import clock
from actionplan_tui.cli.config import login
from actionplan_tui.cli.making import example_in
from actionplan_tui.cli.plan_files import load_plan, path_named, plans_in
from actionplan_tui.cli.shipped import template, template_names
from actionplan_tui.exchange.importing import Import
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
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
    takes: Callable[[str], Path | None] = lambda _: None
    """The file that is taken into the new plan next, once it was shown row by row."""


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
            "Which file? Its path",
            _said_of_file,
            guided=lambda text: not _is_plan(text),
            takes=lambda text: None if _is_plan(text) else _path(text),
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


def _read(path: Path) -> Import:
    """What taking a file of somebody's into a new plan would do.

    Raises: Problem when that is nothing.
    """
    # Only those who have a table already need what reads one.
    from actionplan_tui.exchange.taking_in import Choices, import_source, source_in

    plan = Plan()
    today = clock.today(plan.info)
    found = import_source(plan, source_in(path), today=today, choices=Choices())
    if found.edit is None and not found.ambiguous_dates:
        raise Problem(
            f"{path.name}: nothing in it becomes a step or an idea"
            if path.suffix.lower() != ".ics"
            else f"{path.name}: a calendar only brings dates back to its plan: open that, then I"
        )
    return found


def _said_of_file(text: str) -> str:
    if _is_plan(text):
        return f"opens {load_plan(_elsewhere(text)).info.title or text}"
    message, _, _ = _read(_path(text)).message.partition(": say which")
    return f"{message}; shown first"


def _is_plan(text: str) -> bool:
    return Path(text.strip()).suffix.lower() == ".json"


def _from_file(folder: Path, text: str) -> Path:
    if _is_plan(text):
        return _elsewhere(text)
    path = _path(text)
    _read(path)
    return _kept(_file_of(folder, path.stem), Plan(), path.stem)


def _elsewhere(text: str) -> Path:
    path = _path(text)
    load_plan(path)
    return path


def _path(text: str) -> Path:
    return path_named(text.strip()).expanduser()
