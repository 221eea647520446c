"""The screens of the desk, each made when it first comes to the front."""

from __future__ import annotations

from importlib import import_module

from screens.plan_screen import PlanScreen

MADE_BY: dict[str, tuple[str, str]] = {
    "goals": ("screens.goals", "GoalsScreen"),
    "actions": ("screens.actions", "ActionsScreen"),
    "stakeholders": ("screens.stakeholders", "StakeholdersScreen"),
    "ideas": ("screens.ideas", "IdeasScreen"),
    "dashboard": ("screens.dashboard", "DashboardScreen"),
    "communications": ("screens.communications", "CommunicationsScreen"),
    "history": ("screens.history", "HistoryScreen"),
    "readiness": ("screens.readiness", "ReadinessScreen"),
    "card": ("screens.card", "CardScreen"),
    "review": ("screens.review", "ReviewScreen"),
    "plans": ("screens.plans", "PlansScreen"),
}
"""The module and class of every screen by its name. The way to the first frame loads one."""


def make_screen(name: str) -> PlanScreen:
    """A screen of the desk, by its name."""
    module, made = MADE_BY[name]
    screen = getattr(import_module(module), made)()
    assert isinstance(screen, PlanScreen)
    return screen
