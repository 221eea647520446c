"""Which entries a calendar is to hold: of which kinds, whose, about what, from when to when."""

from __future__ import annotations

from datetime import date
from typing import get_args

from msgspec import Struct

from actionplan_tui.analysis.agenda import AgendaKind
from actionplan_tui.analysis.entry import Entry, Series
from actionplan_tui.analysis.occurrences import shape_dates
from actionplan_tui.analysis.people import name_of
from actionplan_tui.model.plan import Plan, ref

KINDS: tuple[AgendaKind, ...] = get_args(AgendaKind)


class Choice(Struct, frozen=True, kw_only=True):
    """What a calendar is to hold; the whole plan unless told otherwise.

    `person` is the stakeholder who leads, owns or must send it, `stakeholder` the one who
    hears it, `goal` what it serves, that goal's own goals included. `since` and `through`
    are the first and last day; a series is cut to them.
    """

    kinds: tuple[AgendaKind, ...] = KINDS
    person: int | None = None
    stakeholder: int | None = None
    goal: int | None = None
    since: date | None = None
    through: date | None = None

    def takes(self, plan: Plan, entry: Entry) -> bool:
        """Whether the entry is chosen, whenever it is."""
        return (
            entry.kind in self.kinds
            and (self.person is None or self.person in entry.people)
            and (self.stakeholder is None or self.stakeholder in entry.audience)
            and (self.goal is None or self.goal in _goals_above(plan, entry.goal))
        )

    def part_of(self, entry: Entry) -> Entry | None:
        """The entry within the days chosen; None when it has none of them."""
        since, through = self.since or date.min, self.through or date.max
        if entry.series is None:
            return entry if since <= entry.day <= through else None
        if since <= entry.day and entry.series.last <= through:
            return entry
        without = set(entry.series.without)
        days = shape_dates(entry.series.shape, entry.day, min(entry.series.last, through))
        kept = [day for day in days if day >= since and day not in without]
        if not kept:
            return None
        inside = tuple(day for day in entry.series.without if kept[0] < day < kept[-1])
        series = Series(entry.series.shape, kept[-1], inside) if len(kept) > 1 else None
        return entry._replace(day=kept[0], series=series)

    def words(self, plan: Plan) -> str:
        """What it holds, in a few words; "" for the whole plan."""
        parts = [] if set(self.kinds) >= set(KINDS) else [", ".join(self.kinds)]
        if self.person is not None:
            parts.append(f"what {name_of(plan, self.person)} leads, owns or must send")
        if self.stakeholder is not None:
            parts.append(f"what {name_of(plan, self.stakeholder)} will hear")
        if self.goal is not None:
            goal = plan.goals.get(self.goal)
            statement = goal.statement if goal is not None else ""
            parts.append(f"goal {ref('goals', self.goal)} {statement}".strip())
        return ", ".join(parts)

    @property
    def mark(self) -> str:
        """The same for the same choice, days apart, whatever is renamed: `person-1`."""
        kinds = () if set(self.kinds) >= set(KINDS) else sorted(self.kinds)
        chosen = ("person", self.person), ("stakeholder", self.stakeholder), ("goal", self.goal)
        parts = [f"{what}-{id}" for what, id in chosen if id is not None]
        return " ".join((*parts, *(kind.replace(" ", "-") for kind in kinds)))


def _goals_above(plan: Plan, id: int | None) -> list[int]:
    """The goal and those it stands under."""
    found: list[int] = []
    while id is not None and id not in found:
        found.append(id)
        goal = plan.goals.get(id)
        id = goal.parent if goal is not None else None
    return found
