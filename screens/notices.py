"""What is said in passing about commits: mine refused, colleagues' arrived, both at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actionplan_tui.capture.days import short_date
from actionplan_tui.edits.change_words import label, value_words
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.edit import title
from actionplan_tui.edits.protocol import HistoryRow, SaveFailed
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.plan import Plan


def settled_notice(plan: Plan, settled: Settled) -> str:
    """What to say of a settled commit; nothing when all went as it should."""
    if isinstance(settled.problem, SaveFailed):
        return f"NOT SAVED, kept here and tried again: {settled.problem.message}"
    if settled.problem is not None:
        return f"Not saved, kept as a draft: {settled.label}: {settled.problem.message}"
    lines = [
        f"{conflict.by or 'Someone'} had set {_place(plan, conflict.change)} to "
        f"{_value(plan, conflict.change, conflict.theirs)}; yours was kept (:take theirs)"
        for conflict in settled.conflicts
    ]
    if settled.row is not None and settled.row.kind in ("undo", "redo"):
        word = "Took back" if settled.row.kind == "undo" else "Did again"
        lines.append(f"{word}: {settled.label}")
    if settled.promised:
        lines.append(forecast_notice(plan, settled.promised))
    lines += [
        f"Left as it is, changed by someone since: {_place(plan, change)}"
        for change in settled.skipped
    ]
    told = {_key(conflict.change) for conflict in settled.conflicts}
    news = [row for row in settled.news if not told.issuperset(map(_key, row.changes))]
    if news:
        lines.append(news_notice(plan, news))
    return "\n".join(line for line in lines if line)


def forecast_notice(plan: Plan, ids: Sequence[int]) -> str:
    """That approved dates were kept, and the new ones written as forecasts."""
    if len(ids) > 1:
        return f"{len(ids)} approved dates were kept: the new ones are their forecasts"
    step = plan.steps.get(ids[0])
    if step is None or step.due is None:
        return ""
    forecast = f", forecast {short_date(step.forecast)}" if step.forecast else ""
    return f"{title(plan, 'steps', ids[0])}: approved for {short_date(step.due)}{forecast}"


def news_notice(plan: Plan, news: Sequence[HistoryRow]) -> str:
    """What colleagues have just changed, in a line."""
    said: list[str] = []
    for row in news[-3:]:
        changes = [change for change in row.changes if change.field]
        if len(row.changes) == 1 and changes:
            change = changes[0]
            said.append(
                f"{row.by} set {_place(plan, change)} to {_value(plan, change, change.after)}"
            )
        else:
            said.append(f"{row.by}: {row.label}")
    if len(news) > len(said):
        said.append(f"and {len(news) - len(said)} earlier")
    return "\n".join(said)


def _key(change: Change) -> tuple[str, int, str]:
    return change.table, change.id, change.field


def _place(plan: Plan, change: Change) -> str:
    return f"{label(change.table, change.field)} of {title(plan, change.table, change.id)}"


def _value(plan: Plan, change: Change, value: Any) -> str:
    return value_words(plan, change.table, change.field, value)


def sentence(text: str) -> str:
    """A text with a capital at its beginning; names further on keep theirs."""
    return text[:1].upper() + text[1:]
