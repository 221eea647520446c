"""A plan with every kind of date, at a desk that edits it in every way a calendar must follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.protocol import Commit, HistoryRow
from actionplan_tui.edits.undo import undoing
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import (
    KPI,
    Communication,
    CorrectiveAction,
    Goal,
    PlanInfo,
    Review,
    Stakeholder,
    Step,
)
from actionplan_tui.store import PlanStore, create_store

PLAN = Plan(
    info=PlanInfo(
        id=1,
        plan_id="p1",
        title="Fair courts, 2027; second part",
        start=date(2026, 11, 23),
        target_end=date(2027, 6, 30),
        time_zone="Europe/Berlin",
        holidays=(date(2026, 12, 25), date(2027, 1, 1)),
        review_cadence="quarterly",
        communication_review_cadence="monthly on first working day",
        remind_due=1,
    ),
    stakeholders={1: Stakeholder(id=1, name="Board"), 2: Stakeholder(id=2, name="المحكمة 法院")},
    steps={
        1: Step(id=1, title="Consult the bar; revise, print", due=date(2026, 12, 31)),
        2: Step(id=2, title="In force", kind="milestone", due=date(2027, 2, 28)),
        3: Step(id=3, title="Long, " + "👩‍👩‍👧‍👦" * 9, due=date(2028, 2, 29)),
        5: Step(id=5, title="Moved about", goal=1, position="b", due=date(2027, 4, 5)),
        4: Step(id=4, title='A \\ back, "quotes"', due=date(2027, 3, 31)),
    },
    goals={1: Goal(id=1, statement="Courts, fair; open")},
    kpis={
        1: KPI(id=1, name="Cases", frequency="monthly", baseline_date=date(2027, 1, 31)),
        2: KPI(id=2, name="Days", frequency="weekly", target_date=date(2027, 3, 1)),
    },
    corrective_actions={
        1: CorrectiveAction(id=1, decision="Hire two", due=date(2027, 1, 4)),
    },
    communications={
        1: Communication(id=1, audience=(1, 2), message="Where we are", cadence="weekly on fri",
                         time=time(9), duration=45, working_day_rule="next"),
        2: Communication(id=2, message="Every second week", cadence="every 2 weeks on tue, thu",
                         remind_before=120),
        3: Communication(id=3, message="Last day", cadence="monthly on last day", time=time(17)),
        4: Communication(id=4, message="Thirtieth", cadence="monthly on 30, else last day"),
        5: Communication(id=5, message="First day", cadence="monthly on first working day"),
        6: Communication(id=6, message="Second Tuesday", cadence="monthly on 2nd tue"),
        7: Communication(id=7, message="It is law", cadence="at S2", time=time(12)),
        8: Communication(id=8, message="Ad hoc", cadence="on 2026-12-24, 2027-03-29"),
        9: Communication(id=9, message="Workday", cadence="every working day", time=time(8),
                         start=date(2026, 12, 21), until=date(2027, 1, 8), alarm=False),
        10: Communication(id=10, message="Leap", cadence="yearly on last day of feb"),
        11: Communication(id=11, message="Quarter", cadence="quarterly on 15",
                          working_day_rule="drop", start=date(2026, 11, 24)),
        12: Communication(id=12, message="Sundays", cadence="every 3 weeks on mon, sun",
                          time=time(23, 30)),
    },
)  # fmt: skip


class Desk:
    """The plan in a file, edited as the desk does it."""

    def __init__(self, folder: Path) -> None:
        now = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
        self.store: PlanStore = create_store(folder / "plan.json", PLAN, now=lambda: now, by="a")
        self.plan = self.store.load().plan
        self.rows: list[HistoryRow] = []

    def edit(self, change: Callable[[Plan], Plan]) -> None:
        changes = tuple(diff(self.plan, change(self.plan)))
        self._commit(Commit(label="edit", changes=changes, by="a", session="here:1:1"))

    def _commit(self, commit: Commit) -> None:
        committed = self.store.commit(commit)
        assert committed.row is not None
        assert not committed.skipped
        self.rows.append(committed.row)
        self.plan = committed.loaded.plan

    def take_everything_back(self) -> None:
        """Undo every edit, the latest first."""
        for row in reversed(tuple(self.rows)):
            self._commit(
                Commit(label=row.label, changes=undoing(row), by="a", session="here:1:1",
                       kind="undo", of=row.revision)
            )  # fmt: skip

    def change_everything(self) -> None:
        """Rename, re-date, split, move to another goal, place or rhythm, hold, pause, take away."""
        self.edit(lambda plan: plan.amend("steps", 1, title="Consult", due=date(2027, 1, 15)))
        self.edit(lambda plan: plan.put("steps", Step(id=-1, title="Print", parent=4,
                                                      due=date(2027, 3, 30))))  # fmt: skip
        self.edit(lambda plan: plan.amend("steps", 2, due=date(2027, 3, 2)))  # C7 waits for it
        self.edit(lambda plan: plan.amend("steps", 5, goal=None, parent=None, position="z"))
        self.edit(lambda plan: plan.drop("steps", [3]))
        self.edit(lambda plan: plan.amend("communications", 8, cadence="weekly on mon"))
        self.edit(lambda plan: plan.amend("communications", 2, cadence="monthly on last fri"))
        self.edit(lambda plan: plan.amend("communications", 6, cadence="on 2027-02-01, 2027-02-03"))
        self.edit(lambda plan: plan.amend("communications", 3, time=None))
        self.edit(lambda plan: plan.amend("communications", 11, status="ended"))
        self.edit(lambda plan: plan.drop("communications", [4, 10]))
        self.edit(lambda plan: plan.amend("plan", 1, holidays=(date(2027, 1, 1),
                                                               date(2027, 3, 26))))  # fmt: skip
        self.edit(lambda plan: plan.amend("plan", 1, target_end=date(2027, 5, 31)))
        self.edit(lambda plan: plan.put("reviews", Review(id=-1, date=date(2027, 2, 20),
                                                          next=date(2027, 3, 5))))  # fmt: skip
        self.edit(lambda plan: plan.amend("kpis", 2, frequency=None))
        self.edit(lambda plan: plan.drop("corrective_actions", [1]))
