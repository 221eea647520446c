"""What one person carries, what waits for them first."""

from __future__ import annotations

import datetime as dt

from plans import PlanBuilder

from actionplan_tui.analysis.worklist import worklist

TODAY = dt.date(2026, 11, 23)


def nov(day: int) -> dt.date:
    return dt.date(2026, 11, day)


def test_what_waits_comes_before_what_is_carried() -> None:
    build = PlanBuilder(title="Clean water")
    ana, ioane, council = build.person("Ana"), build.person("Ioane"), build.person("Council")
    goal = build.goal("Water", owner=ana)
    build.step("Far off", goal=goal, lead=ioane, due=nov(2))
    build.step("A day late", goal=goal, lead=ioane, due=nov(20))
    build.step("Soon", goal=goal, lead=ioane, support=(ana,), due=nov(27))
    build.step("Begun", goal=goal, lead=ioane, start=nov(23), due=dt.date(2027, 3, 1))
    build.step("Done", goal=goal, lead=ioane, finished=nov(2))
    build.add("communications", audience=(council,), responsible=ana, message="News",
              cadence="weekly on tue", start=nov(3))  # fmt: skip

    anas = worklist(build.plan, TODAY, ana)

    assert [(duty.heading, duty.ref) for duty in anas] == [
        ("To correct", "S1"),
        ("Late", "S2"),
        ("Due soon", "S3"),
        ("Waiting for a first update", "S4"),
        ("Owns", "G1"),
        ("Owns through goal or plan", "S1"),
        ("Owns through goal or plan", "S2"),
        ("Owns through goal or plan", "S3"),
        ("Owns through goal or plan", "S4"),
        ("Supports", "S3"),
        ("Must send", "C1"),
    ]
    assert anas[0].text == "1 Far off: must act; OT2: 15 working days late, tolerance 10"
    assert anas[1].text == "2 A day late: LATE 1 wd, by Ioane"
    assert anas[-1].text == "C1 News to Council: next 24 Nov 2026"
    # A lead corrects nothing: that is the owner's.
    ioanes = [duty.heading for duty in worklist(build.plan, TODAY, ioane)]
    assert "To correct" not in ioanes
    assert ioanes.count("Leads") == 4
    assert [duty.ref for duty in worklist(build.plan, TODAY, council)] == []
