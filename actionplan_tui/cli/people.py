"""Whom a word of the command line means."""

from __future__ import annotations

from actionplan_tui.analysis.people import find_person
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem


def person_named(plan: Plan, text: str) -> int:
    """The stakeholder of a name, the start of one, an id such as `P7`, or `me`.

    Raises: Problem when nobody or more than one is meant.
    """
    if text != "me":
        return find_person(plan, text)
    from actionplan_tui.cli.config import config_path, load_config

    me = load_config().me
    if not me:
        raise Problem(f'who is me? Say so in {config_path()}: me = "Your Name"')
    return find_person(plan, me)


def myself(plan: Plan) -> int | None:
    """The stakeholder this login stands for by its settings; None when that is not known.

    Raises: Problem when the settings cannot be understood.
    """
    from actionplan_tui.capture.names import find_name
    from actionplan_tui.cli.config import load_config

    me = load_config().me
    return find_name(plan, me) if me else None
