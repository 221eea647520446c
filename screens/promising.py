"""Before a date is moved: was it promised, what would move with it, and shall that move too?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actionplan_tui.capture.days import short_date
from actionplan_tui.edits.edit import Batch, Edit, title
from actionplan_tui.edits.promises import Rebaseline, is_promised
from actionplan_tui.edits.records import SetFields
from actionplan_tui.edits.steps import SetDuration
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.workdays import work_calendar
from screens.correcting import Correcting
from screens.messages import Do

if TYPE_CHECKING:
    from actionplan_tui.analysis.knock_on import Moves
    from screens.dialogs.choose import Option

_MOST = 9
"""What would move that is named; the rest is counted."""


class Promising(Correcting):
    """The part of the app that asks before one due date is moved."""

    def action_approve(self) -> None:
        """Approve the plan, if nothing blocks it: choose who does."""
        # Every check is loaded only now.
        from actionplan_tui.analysis.readiness.readiness import readiness
        from actionplan_tui.edits.promises import Approve
        from screens.dialogs.choose import Choose, Option

        plan, me = self.workspace.plan, self.plan_view().me
        found = readiness(plan, self.today)
        if not found.ready:
            count = found.count("blocks")
            things = "1 thing blocks it" if count == 1 else f"{count} things block it"
            self.tell(f"Not ready: {things}. First: {found.findings[0].sentence}", severe=True)
            return
        people = live(plan.stakeholders)
        first = [id for id in (plan.info.sponsor, plan.info.owner, me) if id in people]
        order = list(dict.fromkeys([*first, *people]))
        if not order:
            self.tell("Nobody is in the register who could approve it: 3 adds somebody")
            return
        version = Approve(0, self.today).label(plan)
        roles = {plan.info.sponsor: "sponsor", plan.info.owner: "owner", me: "me"}
        options = [
            Option(str(id), people[id].name + (f" ({roles[id]})" if id in roles else ""))
            for id in order
            if id is not None
        ]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self.post_message(Do(Approve(int(chosen), self.today)))

        self.push_screen(Choose(f"Who is to {version}? Its dates are kept", options), answered)

    def asks_first(self, message: Do) -> bool:
        """Ask, where a due date was promised or others hang on it; whether it was asked."""
        edit, plan = message.edit, self.workspace.plan
        dated = isinstance(edit, SetDuration) or (
            isinstance(edit, SetFields) and edit.table == "steps" and "due" in edit.fields
        )
        if not dated or not isinstance(edit, (SetFields, SetDuration)):
            return False
        try:
            after = edit.apply(plan)
        except Problem:  # it is told on the usual way
            return False
        before, due = plan.steps[edit.id], after.steps[edit.id].due
        if due is None or due == before.due:
            return False
        # What would move is looked for when a date is first moved.
        from actionplan_tui.analysis.knock_on import knock_on

        moves = knock_on(plan, edit.id, due)
        promised = is_promised(plan, before)
        if not promised and not any(not one.by_itself for one in moves):
            return False
        self._ask_first(message, edit, due, moves, promised=promised)
        return True

    def _ask_first(
        self,
        message: Do,
        edit: SetFields | SetDuration,
        due: dt.date,
        moves: Sequence[Moves],
        *,
        promised: bool,
    ) -> None:
        from screens.dialogs.choose import Choose

        plan = self.workspace.plan
        was = plan.steps[edit.id].due
        code = outline(plan).code.get(edit.id, "")
        name = f"{code} {title(plan, 'steps', edit.id)}"
        asked = f"{name}: approved for {short_date(was)}" if promised and was else (
            f"{name}: due {short_date(due)}"
        )  # fmt: skip
        options = _options(plan, edit.id, due, moves, promised=promised)

        def answered(chosen: str | None) -> None:
            if chosen is None:
                _refuse(message, Problem("the date stays as it was"))
            elif chosen.startswith("rebaseline"):
                self._ask_why(message, _with(plan, edit, moves, chosen, promised=promised))
            else:
                self._decided(message, _with(plan, edit, moves, chosen, promised=promised))

        self.push_screen(Choose(asked, options), answered)

    def _ask_why(self, message: Do, edit: Edit) -> None:
        from screens.dialogs.ask_line import AskLine

        def answered(reason: str | None) -> None:
            if reason is None:
                _refuse(message, Problem("the date stays as it was"))
            else:
                made = Rebaseline(edit, reason, self.today, self.plan_view().me)
                self._decided(message, made)

        self.push_screen(AskLine("Why is the approved date moved?"), answered)

    def _decided(self, message: Do, edit: Edit) -> None:
        told = Do(edit, message.begun, message.settled, message.shown, decided=True)
        self.post_message(told)


def _refuse(message: Do, problem: Problem) -> None:
    told = message.begun or message.shown
    if told is not None:
        told(problem)
    if message.settled is not None:
        message.settled(Settled(problem=problem))


def _with(
    plan: Plan,
    edit: SetFields | SetDuration,
    moves: Sequence[Moves],
    chosen: str,
    *,
    promised: bool,
) -> Edit:
    """The edit, with those of what would move with it where that was chosen.

    With a forecast the approved date stays, and so does what is said on it.
    """
    if not chosen.endswith("all"):
        return edit
    forecast = promised and not chosen.startswith("rebaseline")
    more: list[Edit] = []
    for one in moves:
        if one.by_itself or (forecast and one.table != "steps"):
            continue
        fields = {"start": one.start, "due": one.due}
        known = {name: day for name, day in fields.items() if day is not None}
        more.append(SetFields(one.table, one.id, known))
    return Batch(f"{edit.label(plan)}, and {len(more)} with it", (edit, *more))


def _options(
    plan: Plan, id: int, due: dt.date, moves: Sequence[Moves], *, promised: bool
) -> list[Option]:
    from screens.dialogs.choose import Option

    count = sum(not one.by_itself for one in moves)
    steps = sum(one.table == "steps" for one in moves)
    day = short_date(due)
    was = plan.steps[id].due
    slip = work_calendar(plan.info).between(was, due) if was else 0
    options: list[Option] = []
    if promised:
        options.append(Option("forecast", f"Forecast {day}, {slip:+d} wd: the approved date stays"))
        if steps:
            options.append(Option("forecast all", f"Forecast it, and the {_steps(steps)} below"))
        options.append(Option("rebaseline", f"Re-baseline to {day}: the date moves; say why"))
        if count:
            options.append(Option("rebaseline all", f"Re-baseline it, and move the {count} below"))
    else:
        options.append(Option("alone", f"Move this date alone to {day}"))
        if count:
            options.append(Option("all", f"Move it, and the {count} below"))
    if moves:
        options.append(Option("head", "Would move with it", group=True))
        options += [
            Option(f"move {n}", _move_text(plan, one), group=True)
            for n, one in enumerate(moves[:_MOST])
        ]
    if len(moves) > _MOST:
        options.append(Option("more", f"  and {len(moves) - _MOST} more", group=True))
    return options


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
