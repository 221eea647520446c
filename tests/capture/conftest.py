"""A small plan of a land registry, for everything that people type into one."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import (
    KPI,
    Communication,
    Framework,
    Goal,
    Idea,
    PlanInfo,
    Stakeholder,
    Step,
)


@pytest.fixture(scope="session")
def today() -> date:
    """A Monday; in the plan the Friday 18 December is a holiday."""
    return date(2026, 11, 23)


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Seven stakeholders, two goals, a step with two below it and one of no goal."""
    names = (
        "Ioane Tui",
        "Ana Ruiz",
        "Lagi",
        "Ministry of Finance, Budget Office",
        "Research and Development",
        "Mayor's Office",
        "Registry",
    )
    return Plan(
        info=PlanInfo(id=1, currency="WST", holidays=(date(2026, 12, 18),)),
        framework={1: Framework(id=1, text="Digital service for all", position="b")},
        stakeholders={id: Stakeholder(id=id, name=name) for id, name in enumerate(names, 1)},
        goals={
            1: Goal(id=1, statement="Titles issued in ten days", position="b"),
            2: Goal(id=2, statement="Fewer disputes", position="c"),
        },
        steps={
            3: Step(id=3, title="Reform the law", goal=1, position="b"),
            7: Step(id=7, title="Draft the bill", parent=3, position="b"),
            8: Step(id=8, title="Consult, then revise", parent=3, position="c"),
            12: Step(id=12, title="Train staff", goal=2, position="b"),
        },
        ideas={4: Idea(id=4, text="Mobile counter")},
        communications={
            5: Communication(id=5, step=7, audience=(6,), message="progress of the bill")
        },
        kpis={2: KPI(id=2, name="letters received", step=7)},
    )
