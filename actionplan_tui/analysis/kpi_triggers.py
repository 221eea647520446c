"""What puts a KPI off track: figures off its path, its target missed, silence."""

from __future__ import annotations

from datetime import date

from actionplan_tui.analysis.columns import day_text
from actionplan_tui.analysis.kpis import PERIODS, Reading, history, reached, reading
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.analysis.triggers import SILENT_PERIODS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import KPI


def kpi_reason(plan: Plan, id: int, today: date) -> tuple[str, str] | None:
    """The rule that a KPI in use is off track by, and what holds, in words."""
    last = reading(plan, id, today)
    return _off_its_path(plan, id, last, today) or _silent(plan, plan.kpis[id], last, today)


def _off_its_path(plan: Plan, id: int, last: Reading, today: date) -> tuple[str, str] | None:
    """OT5: off track at two measurements running (one of a key KPI), or past its target's day."""
    kpi = plan.kpis[id]
    if kpi.target is not None and kpi.target_date is not None and kpi.target_date < today:
        if last.latest is None or reached(kpi, last.latest):
            return None
        by = day_text(kpi.target_date)
        return "OT5", f"{last.latest:g} where {kpi.target:g} was to be by {by}"
    if last.health != "off track":  # as at its latest figure
        return None
    days = sorted({day for day, _ in history(plan, id) if day <= today})
    wanted = days[-1:] if kpi.key else days[-2:]
    if len(wanted) < (1 if kpi.key else 2):
        return None
    if any(reading(plan, id, day).health != "off track" for day in wanted):
        return None
    when = " and ".join(map(day_text, wanted))
    tolerance = f"{100 * plan.info.kpi_amber:g} % of its path"
    return "OT5", f"off track on {when}{', a key KPI' * kpi.key}, tolerance {tolerance}"


def _silent(plan: Plan, kpi: KPI, last: Reading, today: date) -> tuple[str, str] | None:
    """OT8: no figure for two of its periods; nobody knows how it stands.

    A KPI that was never measured is silent since its baseline's day, else the plan's start.
    """
    step = plan.steps.get(kpi.step) if kpi.step is not None else None
    if step is not None and (is_done(step) or (step.start or today) > today):
        return None
    since = last.latest_date or kpi.baseline_date or plan.info.start
    if kpi.frequency is None or since is None or last.health == "achieved":
        return None
    if (today - since).days <= SILENT_PERIODS * PERIODS[kpi.frequency]:
        return None
    return "OT8", f"no figure since {day_text(since)}, two {kpi.frequency} periods"
