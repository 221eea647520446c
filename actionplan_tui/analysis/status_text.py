"""The status in words: a page for a terminal, a line for a prompt or a mail.

Plain text without colour, at most 100 columns wide.
"""

from __future__ import annotations

from collections.abc import Sequence

from actionplan_tui.analysis.columns import DAYS, day_text, fit, number_text, one_line, table
from actionplan_tui.analysis.readiness.report import ReadinessLine
from actionplan_tui.analysis.status_lines import KpiLine, StateCounts, Status, StepLine

WIDTH = 100
_GAP = "  "
_INNER = WIDTH - len(_GAP)
_REASON = 35


def status_text(status: Status) -> str:
    """The whole status, section by section; sections without anything to say are left out."""
    soon = f"in {_count(status.due_days, 'day')}"
    off_track, late, due = _steps(status)
    sections = [
        _heading(status),
        _section("Goals", _goals(status)),
        _section("Off track", off_track),
        _section("Late", late),
        _section(f"Due {soon}", due),
        _section(f"To be said {soon}", _communications(status)),
        _section("KPIs", _kpis(status)),
        *_duties(status),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def status_line(status: Status) -> str:
    """The status in one line: `Portal plan: 1 off track, 2 late, 3 due in 14 days, ...`."""
    kpis = len(status.kpis_off_track)
    facts = [
        f"{len(status.off_track)} off track" if status.off_track else "",
        f"{len(status.late)} late" if status.late else "",
        "" if status.off_track or status.late else "nothing late",
        f"{_count(kpis, 'KPI')} off track" if kpis else "",
        f"{len(status.due_soon)} due in {_count(status.due_days, 'day')}",
        "ready" if status.readiness.ready else f"{status.readiness.blocks} block",
        status.review.text,
    ]
    of = f" ({one_line(status.of)})" if status.of else ""
    return f"{_title(status)}{of}: " + ", ".join(fact for fact in facts if fact)


def _title(status: Status) -> str:
    return one_line(status.title) or "Untitled plan"


def _heading(status: Status) -> list[str]:
    day = f"{DAYS[status.date.weekday()]} {day_text(status.date)}"
    work = f"{status.work} % of the work done" if status.work is not None else ""
    whose = f"For {one_line(status.of)}" if status.of else ""
    owner = f"Owner {one_line(status.owner)}" if status.owner else "No owner"
    clocks = [
        status.review.text,
        status.communication_review.text,
    ]
    return [
        fit(_title(status), WIDTH - len(day) - 2) + _GAP + day,
        *_wrapped([whose, owner, *([] if whose else [work])], " · "),
        *_wrapped([_counts(status.steps)], ""),
        *_wrapped(clocks, " · "),
        *_wrapped(_readiness(status.readiness), " · "),
        _ticks(status.readiness),
    ]


def _readiness(known: ReadinessLine) -> list[str]:
    """The three bars, and what is found: `complete 98 %`, `1 block, 7 warn`."""
    bars = {"complete": known.complete, "clear": known.clear, "current": known.current}
    off = f"{_count(len(known.switched_off), 'rule')} switched off" if known.switched_off else ""
    return [*(f"{word} {bar.percent} %" for word, bar in bars.items()), known.text, off]


def _ticks(known: ReadinessLine) -> str:
    """The six questions, ticked where nothing about them blocks or warns."""
    return "  ".join(f"[{'x' if one.answered else ' '}] {one.key}" for one in known.questions)


def _counts(counts: StateCounts) -> str:
    words = {
        "OFF TRACK": counts.off_track,
        "LATE": counts.late,
        "AT RISK": counts.at_risk,
        "on hold": counts.on_hold,
        "on track": counts.on_track,
        "not started": counts.not_started,
        "done": counts.done,
    }
    states = ", ".join(f"{count} {word}" for word, count in words.items() if count)
    return f"{_count(counts.total, 'step')}{': ' if states else ''}{states}"


def _wrapped(parts: Sequence[str], between: str) -> list[str]:
    """Parts in one line, or in several when they would not fit."""
    lines: list[str] = []
    for part in filter(None, parts):
        if lines and len(lines[-1]) + len(between) + len(part) <= WIDTH:
            lines[-1] += between + part
        else:
            lines.append(fit(part, WIDTH).rstrip())
    return lines


def _section(title: str, rows: Sequence[str]) -> list[str]:
    """A title over its rows, in the line of the column names where there is room for it."""
    if not rows:
        return []
    indented = [_GAP + row for row in rows]
    if indented[0][: len(title) + 1].strip():
        return [title, *indented]
    return [title + indented[0][len(title) :], *indented[1:]]


def _goals(status: Status) -> list[str]:
    if not status.goals:
        return []
    rows = [("", "", "Owner", "By", "State", "Work", "Result", "Steps", "KPIs")]
    rows += [
        (
            goal.ref,
            goal.statement,
            goal.owner,
            day_text(goal.target_date),
            goal.state if goal.steps else "no steps",
            _percent(goal.work),
            _percent(goal.result),
            str(goal.steps),
            str(goal.kpis) if goal.ref else "",
        )
        for goal in status.goals
    ]
    return table(rows, (6, 0, 12, 11, 11, -5, -6, -5, -4), _INNER)


def _steps(status: Status) -> list[list[str]]:
    """The lines of the three lists of steps, aligned with each other.

    Each step has the one to turn to: the owner, who corrects the course, or the lead.
    """
    lists = [
        _step_rows("Owner", [(step, step.owner, step.reason) for step in status.off_track]),
        _step_rows("Lead", [(step, step.lead, step.reason) for step in status.late]),
        _step_rows("Lead", [(step, step.lead, _open_state(step)) for step in status.due_soon]),
    ]
    lines = iter(table([row for rows in lists for row in rows], (10, 0, 14, 11, _REASON), _INNER))
    return [[next(lines) for _ in rows] for rows in lists]


def _step_rows(person: str, steps: Sequence[tuple[StepLine, str, str]]) -> list[tuple[str, ...]]:
    rows = [
        (step.code, step.title, name or "nobody", day_text(step.due), _short(words))
        for step, name, words in steps
    ]
    return [("", "", person, "By", ""), *rows] if rows else []


def _short(reason: str) -> str:
    """A reason in its plain words, or with days said as in `LATE 5 wd` when it is long."""
    if len(reason) <= _REASON:
        return reason
    return reason.replace("working days", "wd").replace("working day", "wd")


def _open_state(step: StepLine) -> str:
    """The state of a step still to come, with the reason when it is at risk."""
    return f"{step.state}: {step.reason}" if step.state == "AT RISK" else step.state


def _communications(status: Status) -> list[str]:
    rows = [
        (
            day_text(item.date) + (f" {item.time:%H:%M}" if item.time else ""),
            item.title,
            f"by {item.responsible}" if item.responsible else "by nobody",
        )
        for item in status.communications
    ]
    return table(rows, (17, 0, 20), _INNER)


def _kpis(status: Status) -> list[str]:
    if not status.kpis:
        return []
    rows = [("", "", "Now", "Expected", "Target", "", "")]
    rows += [
        (
            kpi.ref,
            kpi.name + (f", {kpi.unit}" if kpi.unit else ""),
            number_text(kpi.latest),
            _rounded(kpi.expected),
            number_text(kpi.target),
            kpi.health,
            _movement(kpi),
        )
        for kpi in status.kpis
    ]
    return table(rows, (6, 0, -9, -9, -9, 11, 21), _INNER)


def _duties(status: Status) -> list[list[str]]:
    """What one person must see to and carries, under its headings."""
    headings = dict.fromkeys(duty.heading for duty in status.duties)
    return [
        _section(heading, [fit(one_line(duty.text), _INNER).rstrip() for duty in status.duties
                           if duty.heading == heading])
        for heading in headings
    ]  # fmt: skip


def _rounded(value: float | None) -> str:
    """A value worked out: to about three figures, since it is no measurement."""
    if value is None:
        return number_text(value)
    return number_text(round(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2))


def _movement(kpi: KpiLine) -> str:
    verdict = f" ({kpi.verdict})" if kpi.verdict else ""
    return ", ".join(filter(None, (f"{kpi.trend}{verdict}", "stale" if kpi.stale else "")))


def _percent(value: int | None) -> str:
    return f"{value} %" if value is not None else "-"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
