"""What a state of a step is: its kind, the days, the rule in plain words."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

StateKind = Literal[
    "OFF TRACK", "LATE", "AT RISK", "on hold", "on track", "not started", "done", "cancelled"
]
KINDS: tuple[StateKind, ...] = get_args(StateKind)
"""Every kind of state, the one that needs attention most first."""

_FLAGGED = frozenset(KINDS[:3])


class State(Struct, frozen=True, gc=False):
    """Where a step stands. `days` are working days late, `reason` the rule in plain words.

    `rule` is the trigger that put it off track, such as OT2 (`analysis.off_track`); "" on what
    is off track because something below it is.
    """

    kind: StateKind
    days: int = 0
    reason: str = ""
    rule: str = ""

    @property
    def text(self) -> str:
        """What is shown: `LATE 5 wd`, `OFF TRACK`, `on track`."""
        return f"LATE {self.days} wd" if self.kind == "LATE" else self.kind

    @property
    def flagged(self) -> bool:
        """Whether it calls for attention: OFF TRACK, LATE or AT RISK."""
        return self.kind in _FLAGGED
