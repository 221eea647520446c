"""What is asked before due dates are moved: their promises, what moves with them, the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from actionplan_tui.analysis.knock_on import Moves, knock_on
from actionplan_tui.capture.days import days_on, short_date
from actionplan_tui.edits.edit import Batch, Edit, title
from actionplan_tui.edits.promises import is_promised
from actionplan_tui.edits.records import SetFields
from actionplan_tui.edits.steps import SetDuration
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.workdays import work_calendar
from screens.dialogs.choose import Option

_MOST = 9
"""What would move that is named; the rest is counted."""


def dated(edit: Edit) -> Iterator[int]:
    """The steps of which an edit may set the due date, as somebody at the desk types it."""
    if isinstance(edit, Batch):
        for one in edit.edits:
            yield from dated(one)
    elif isinstance(edit, SetDuration) or (
        isinstance(edit, SetFields) and edit.table == "steps" and "due" in edit.fields
    ):
        yield edit.id


def shifted(edit: Edit, days: int) -> Edit:
    """The edit with the due dates that it sets so many days further on."""
    if not days:
        return edit
    if isinstance(edit, Batch):
        return Batch(edit.name, tuple(shifted(one, days) for one in edit.edits))
    if isinstance(edit, SetFields) and edit.table == "steps":
        day = edit.fields.get("due")
        if isinstance(day, dt.date):
            fields = {**edit.fields, "due": days_on(day, days)}
            return SetFields(edit.table, edit.id, fields)
    return edit


def dues(plan: Plan, edit: Edit) -> dict[int, dt.date]:
    """The steps whose due date an edit changes, and to what.

    Raises: Problem when the edit breaks a rule.
    """
    after = edit.apply(plan)
    found: dict[int, dt.date] = {}
    for id in dated(edit):
        was, step = plan.steps.get(id), after.steps[id]
        if was is not None and step.due is not None and step.due != was.due:
            found[id] = step.due
    return found


class DateMoves(Struct, frozen=True):
    """An edit that moves due dates: to where, what was promised of them, what moves with them."""

    plan: Plan
    edit: Edit
    dues: Mapping[int, dt.date]
    moves: tuple[Moves, ...]
    promised: int

    @classmethod
    def of(cls, plan: Plan, edit: Edit) -> DateMoves:
        """Look at an edit. Raises: Problem when it breaks a rule."""
        to = dues(plan, edit)
        promised = sum(is_promised(plan, plan.steps[id]) for id in to)
        return cls(plan, edit, to, knock_on(plan, to), promised)

    @property
    def asks(self) -> bool:
        """Whether there is something to ask: a promise, or what would have to be moved too."""
        return bool(self.dues) and (
            self.promised > 0 or any(not one.by_itself for one in self.moves)
        )

    def question(self) -> tuple[str, Sequence[Option]]:
        """What is asked, and the answers with all that would move under them."""
        return self._asked(), [*self._answers(), *self._listed()]

    def _asked(self) -> str:
        if len(self.dues) != 1:
            of = f", {self.promised} of them approved" if self.promised else ""
            return f"{len(self.dues)} due dates are moved{of}"
        [(id, due)] = self.dues.items()
        was = self.plan.steps[id].due
        name = f"{outline(self.plan).code.get(id, '')} {title(self.plan, 'steps', id)}"
        if self.promised and was:
            return f"{name}: approved for {short_date(was)}"
        return f"{name}: due {short_date(due)}"

    def _answers(self) -> list[Option]:
        count = sum(not one.by_itself for one in self.moves)
        steps = sum(one.table == "steps" for one in self.moves)
        it, this, goes = self._words()
        found: list[Option] = []
        if self.promised:
            stays = "the approved dates stay" if len(self.dues) > 1 else "the approved date stays"
            found.append(Option("forecast", f"Forecast {goes}: {stays}"))
            if steps:
                found.append(
                    Option("forecast all", f"Forecast {it}, and the {_steps(steps)} below")
                )
            found.append(Option("rebaseline", f"Re-baseline {this}: the date moves; say why"))
            if count:
                found.append(
                    Option("rebaseline all", f"Re-baseline {it}, and move the {count} below")
                )
            return found
        found.append(Option("alone", f"Move {this}"))
        if count:
            found.append(Option("all", f"Move {it}, and the {count} below"))
        return found

    def _words(self) -> tuple[str, str, str]:
        """The dates as answers name them: short, with where they go, and with their slip."""
        if len(self.dues) != 1:
            these = f"these {len(self.dues)} dates"
            return "them", f"{these} alone" if not self.promised else these, these
        [(id, due)] = self.dues.items()
        was, day = self.plan.steps[id].due, short_date(due)
        slip = work_calendar(self.plan.info).between(was, due) if was else 0
        return (
            "it",
            f"to {day}" if self.promised else f"this date alone to {day}",
            (f"{day}, {slip:+d} wd"),
        )

    def _listed(self) -> list[Option]:
        if not self.moves:
            return []
        found = [Option("head", f"Would move too: {self._totals()}", group=True)]
        found += [
            Option(f"move {n}", _move_text(self.plan, one), group=True)
            for n, one in enumerate(self.moves[:_MOST])
        ]
        if len(self.moves) > _MOST:
            found.append(Option("more", f"  and {len(self.moves) - _MOST} more", group=True))
        return found

    def _totals(self) -> str:
        """How many steps, milestones and communications would move."""
        milestones = sum(one.milestone for one in self.moves)
        steps = sum(one.table == "steps" for one in self.moves) - milestones
        told = len(self.moves) - steps - milestones
        counts = ((steps, "step"), (milestones, "milestone"), (told, "communication"))
        return ", ".join(f"{count} {noun}{'s' * (count != 1)}" for count, noun in counts if count)

    def decided(self, choice: str) -> Edit:
        """The edit, with those of what would move with it where that was chosen.

        With a forecast the approved date stays, and so does what is said on it.
        """
        if not choice.endswith("all"):
            return self.edit
        forecast = self.promised and not choice.startswith("rebaseline")
        more: list[Edit] = []
        for one in self.moves:
            if one.by_itself or (forecast and one.table != "steps"):
                continue
            fields = {"start": one.start, "due": one.due}
            known = {name: day for name, day in fields.items() if day is not None}
            more.append(SetFields(one.table, one.id, known))
        return Batch(f"{self.edit.label(self.plan)}, and {len(more)} with it", (self.edit, *more))


def _steps(count: int) -> str:
    return f"{count} step{'s' * (count != 1)}"


def _move_text(plan: Plan, one: Moves) -> str:
    days = f"{short_date(one.was)} to {short_date(one.to)}"
    if one.table == "communications":
        itself = ", by itself" if one.by_itself else ""
        return f"  C{one.id} {title(plan, 'communications', one.id)}: {days}{itself}"
    code = outline(plan).code.get(one.id, "")
    kind = " (milestone)" if one.milestone else ""
    return f"  {code} {title(plan, 'steps', one.id)}{kind}: {days}"
