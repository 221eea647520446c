"""What is told of an edit that the store has acknowledged."""

from __future__ import annotations

from actionplan_tui.cli.printing import say
from actionplan_tui.cli.records_named import record_ref
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.fields import field


def tell_settled(settled: Settled) -> None:
    """Tell what a person should know beside the fact that the edit is saved."""
    if settled.row is None:
        say("nothing changed: it was so already")
    for conflict in settled.conflicts:
        say(
            f"{_place(conflict.change)} was changed by {conflict.by} meanwhile:"
            " yours stands, theirs is in the log"
        )
    if settled.promised:
        named = ", ".join(record_ref("steps", id) for id in settled.promised[:5])
        more = f" and {len(settled.promised) - 5} more" if len(settled.promised) > 5 else ""
        say(
            f"{named}{more}: the approved date stays, the new one is the forecast"
            " (--rebaseline REASON moves the date itself)"
        )
    for change in settled.skipped:
        say(f"{_place(change)} was left as it is: someone has changed it since")


def _place(change: Change) -> str:
    known = field(change.table, change.field)
    name = known.label if known is not None else change.field
    record = record_ref(change.table, change.id)
    return f"{name} of {record}" if name else record
