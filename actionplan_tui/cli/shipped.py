"""The plans that ship with the program: the worked example and the templates."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from typing import NamedTuple

from actionplan_tui.cli.commands import near
from actionplan_tui.exchange.json_plan import base_of, read_plan_json
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

DATA = "actionplan_tui.data"
EXAMPLE = "example"


class Shipped(NamedTuple):
    """A plan as it ships, and the day it was written for, if it names one."""

    plan: Plan
    base: dt.date | None


def example() -> Shipped:
    """The worked example."""
    return _read(files(DATA).joinpath(f"{EXAMPLE}.json").read_bytes(), EXAMPLE)


def template_names() -> list[str]:
    """The names of the templates."""
    folder = files(f"{DATA}.templates")
    return sorted(
        entry.name.removesuffix(".json")
        for entry in folder.iterdir()
        if entry.name.endswith(".json")
    )


def template(name: str) -> Plan:
    """The template of that name.

    Raises: Problem when there is none.
    """
    known = template_names()
    if name not in known:
        guess = near(name, known)
        hint = f"did you mean {guess}?" if guess else f"there are {', '.join(known)}"
        raise Problem(f"there is no template {name!r}: {hint}")
    raw = files(f"{DATA}.templates").joinpath(f"{name}.json").read_bytes()
    return _read(raw, name).plan


def _read(raw: bytes, name: str) -> Shipped:
    return Shipped(read_plan_json(raw, name=name), base_of(raw, name=name))
