"""A plan to be read and let go: what answers a question needs neither tables nor a lock."""

from __future__ import annotations

from os.path import basename
from typing import TYPE_CHECKING

from actionplan_tui.model.plan import Plan
from actionplan_tui.store import reading
from actionplan_tui.store.at_once import read_at_once
from actionplan_tui.store.decoding import plan_of, plan_with
from actionplan_tui.store.migrations import migrate

if TYPE_CHECKING:
    from pathlib import Path


def read_plan(path: str | Path) -> Plan:
    """The plan in a file as it is now, understood as strictly as by `PlanStore.load`.

    Its history is left alone: whoever asks for the plan as it is has no need of it.

    Raises: Problem when it cannot be read or understood.
    """
    file = reading.real_path(path)
    raw = reading.read(file).raw
    whole = read_at_once(raw)
    if whole is not None:
        return plan_with(whole.tables, None)
    tree = reading.parse(raw, file)
    migrate(tree, basename(file))
    return plan_of(tree, None)
