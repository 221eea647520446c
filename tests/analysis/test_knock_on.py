"""What would move with a date, worked out on a wall calendar."""

from __future__ import annotations

import datetime as dt

from plans import PlanBuilder

from actionplan_tui.analysis.knock_on import Moves, knock_on

# December 2026: Mondays are 7, 14, 21 and 28. The plan works Monday to Friday.


def dec(day: int) -> dt.date:
    return dt.date(2026, 12, day)


def days(moves: tuple[Moves, ...]) -> list[tuple[str, int, dt.date | None, dt.date]]:
    return [(one.table, one.id, one.start, one.to) for one in moves]


def chain() -> PlanBuilder:
    """Survey to Friday 4, drilling 7 to 11, a milestone on the 11th, pumps 21 to 23."""
    build = PlanBuilder()
    wells = build.step("Wells", due=dec(18))
    survey = build.step("Survey", parent=wells, due=dec(4))
    drill = build.step("Drill", start=dec(7), due=dec(11), depends_on=(survey,))
    build.milestone("Wells drilled", due=dec(11), depends_on=(drill,))
    build.step("Pumps", start=dec(21), due=dec(23), depends_on=(drill,))
    build.step("Apart", start=dec(7), due=dec(11))
    return build


def test_what_comes_after_begins_on_the_next_day_and_keeps_its_duration() -> None:
    moves = knock_on(chain().plan, {2: dec(9)})

    # Drilling begins on Thursday 10 and takes five days, to Wednesday 16; the pumps have time.
    assert days(moves) == [("steps", 3, dec(10), dec(16)), ("steps", 4, None, dec(16))]
    assert [one.milestone for one in moves] == [False, True]


def test_it_goes_on_down_the_line_and_up_to_what_stands_above() -> None:
    moves = knock_on(chain().plan, {2: dec(21)})

    # Drilling 22 to 28, pumps 29 to 31; the deliverable of the survey ends with it.
    assert days(moves) == [
        ("steps", 1, None, dec(21)),
        ("steps", 3, dec(22), dec(28)),
        ("steps", 4, None, dec(28)),
        ("steps", 5, dec(29), dec(31)),
    ]


def test_nothing_moves_where_nothing_must() -> None:
    build = chain()
    assert knock_on(build.plan, {2: dec(1)}) == ()
    build.amend("steps", 3, finished=dec(11))
    assert knock_on(build.plan, {2: dec(9)}) == ()


def test_what_is_said_on_the_day_moves_with_it() -> None:
    build = chain()
    ana = build.person("Ana")
    waits = {"audience": (ana,), "responsible": ana}
    build.add("communications", step=2, cadence="at due", **waits)
    build.add("communications", cadence="at S2", **waits)
    build.add("communications", step=2, cadence="once", start=dec(4), **waits)
    build.add("communications", step=2, cadence="weekly on tue", start=dec(1), **waits)
    build.add("communications", step=2, cadence="once", start=dec(1), **waits)

    told = [one for one in knock_on(build.plan, {2: dec(7)}) if one.table == "communications"]

    assert [(one.id, one.was, one.to, one.by_itself) for one in told] == [
        (1, dec(4), dec(7), True),
        (2, dec(4), dec(7), True),
        (3, dec(4), dec(7), False),
    ]


def test_a_circle_made_by_hand_comes_to_an_end() -> None:
    build = chain()
    build.amend("steps", 2, depends_on=(5,))

    assert len(knock_on(build.plan, {2: dec(21)})) == 4


def test_of_dates_that_are_moved_together_each_goes_where_it_is_put() -> None:
    build = chain()
    # Step 2 alone would push step 3 further than it is itself put here.
    moves = knock_on(build.plan, {2: dec(9), 3: dec(14)})
    assert 3 not in [one.id for one in moves if one.table == "steps"]
    assert next(one.id for one in knock_on(build.plan, {2: dec(9)}) if one.table == "steps") == 3
