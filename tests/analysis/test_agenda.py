"""What falls due and what is to be said, by date."""

from datetime import date, time

import pytest

from actionplan_tui.analysis.agenda import AgendaItem, agenda
from actionplan_tui.analysis.communications import communication_title
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import (
    KPI,
    Communication,
    CorrectiveAction,
    Goal,
    PlanInfo,
    Stakeholder,
    Step,
)

MON = date(2026, 11, 23)
PEOPLE = {
    1: Stakeholder(id=1, name="Ana"),
    2: Stakeholder(id=2, name="Board"),
    3: Stakeholder(id=3, name="Tavita"),
}


def test_everything_dated_stands_in_order_of_date() -> None:
    plan = Plan(
        info=PlanInfo(
            id=1,
            start=MON,
            owner=3,
            review_cadence="monthly on 2",
            communication_review_cadence="quarterly on 1",
        ),
        stakeholders=PEOPLE,
        goals={1: Goal(id=1, statement="Fair courts", position="a")},
        steps={
            1: Step(id=1, title="Draft", goal=1, position="a", lead=1, due=date(2026, 12, 2)),
            2: Step(
                id=2,
                title="Passed",
                goal=1,
                position="b",
                kind="milestone",
                due=date(2026, 12, 1),
            ),
        },
        communications={
            4: Communication(
                id=4,
                cadence="weekly on tue",
                time=time(9),
                audience=(2, 3),
                message="Where we are",
                responsible=1,
            )
        },
        kpis={
            5: KPI(
                id=5,
                name="Cases",
                frequency="monthly",
                baseline_date=date(2026, 11, 2),
                data_owner=1,
            )
        },
        corrective_actions={
            6: CorrectiveAction(
                id=6, decision="Hire", due=date(2026, 12, 3), responsible=1, owner=3
            )
        },
    )
    tell = "Tell Board, Tavita: Where we are"
    assert agenda(plan, MON, date(2026, 12, 8)) == [
        AgendaItem(date(2026, 11, 24), "communication", "communications", 4, tell, "Ana", time(9)),
        AgendaItem(date(2026, 12, 1), "milestone", "steps", 2, "Passed", "Tavita"),
        AgendaItem(
            date(2026, 12, 1),
            "communication review",
            "plan",
            1,
            "Review the communication plan",
            "Tavita",
        ),
        AgendaItem(date(2026, 12, 1), "communication", "communications", 4, tell, "Ana", time(9)),
        AgendaItem(date(2026, 12, 2), "due", "steps", 1, "Draft", "Ana"),
        AgendaItem(date(2026, 12, 2), "review", "plan", 1, "Review the plan", "Tavita"),
        AgendaItem(date(2026, 12, 2), "kpi measurement", "kpis", 5, "Measure Cases", "Ana"),
        AgendaItem(date(2026, 12, 3), "corrective action", "corrective_actions", 6, "Hire", "Ana"),
        AgendaItem(date(2026, 12, 8), "communication", "communications", 4, tell, "Ana", time(9)),
    ]


def due_titles(*steps: Step) -> list[str]:
    plan = Plan(steps={step.id: step for step in steps})
    return [item.title for item in agenda(plan, MON, date(2026, 12, 31))]


DUE = date(2026, 12, 15)


@pytest.mark.parametrize(
    "settled",
    [
        {"percent": 100},
        {"finished": date(2026, 11, 20)},
        {"cancelled": True},
        {"archived": True},
        {"due": date(2026, 11, 22)},
        {"due": date(2027, 1, 1)},
        {"due": None},
    ],
)
def test_what_is_done_called_off_past_or_later_is_left_out(settled: dict[str, object]) -> None:
    open_step = Step(id=1, title="open", due=DUE)
    other = Step(id=2, title="other", **{"due": DUE, **settled})  # type: ignore[arg-type]
    assert due_titles(open_step, other) == ["open"]


def test_the_first_and_the_last_day_count() -> None:
    first, last = Step(id=1, title="first", due=MON), Step(id=2, title="last", due=DUE)
    plan = Plan(steps={1: first, 2: last})
    assert [item.title for item in agenda(plan, MON, DUE)] == ["first", "last"]


def test_a_deliverable_is_shown_by_the_steps_below_it() -> None:
    parent = Step(id=1, title="deliverable", due=DUE)
    leaf = Step(id=2, title="leaf", parent=1, due=DUE)
    milestone = Step(id=3, title="milestone", parent=1, kind="milestone", due=DUE)
    below = Step(id=4, title="below", parent=3, due=DUE)
    assert due_titles(parent, leaf, milestone, below) == ["leaf", "below", "milestone"]


def test_steps_below_a_cancelled_one_are_cancelled_with_it() -> None:
    parent = Step(id=1, cancelled=True)
    assert due_titles(parent, Step(id=2, title="below", parent=1, due=DUE)) == []


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, 1),
        ({"status": "in progress"}, 1),
        ({"status": "implemented"}, 0),
        ({"status": "verified"}, 0),
        ({"status": "cancelled"}, 0),
        ({"archived": True}, 0),
    ],
)
def test_open_corrective_actions_are_shown(fields: dict[str, object], shown: int) -> None:
    action = CorrectiveAction(id=1, due=DUE, **fields)  # type: ignore[arg-type]
    assert len(agenda(Plan(corrective_actions={1: action}), MON, DUE)) == shown


def test_a_moved_communication_stands_on_the_day_it_is_moved_to() -> None:
    one = Communication(
        id=1, cadence="on 2026-12-26", message="News", working_day_rule="next"
    )  # a Saturday
    found = agenda(Plan(communications={1: one}), MON, date(2026, 12, 31))
    assert [(item.date, item.title) for item in found] == [(date(2026, 12, 28), "News")]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"audience": (2,), "message": "One\ntwo"}, "Tell Board: One two"),
        ({"message": "One"}, "One"),
        ({"audience": (2, 1)}, "Tell Board, Ana"),
        ({}, "Communication"),
    ],
)
def test_the_title_says_whom_to_tell_and_what(fields: dict[str, object], title: str) -> None:
    plan = Plan(stakeholders=PEOPLE)
    assert communication_title(plan, Communication(id=1, **fields)) == title  # type: ignore[arg-type]
