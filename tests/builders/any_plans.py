"""Any plan whatever, with texts that bite, for properties: `from any_plans import plans`."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from plans import PlanBuilder

from actionplan_tui.model.plan import Plan

WORDS = st.text(
    st.sampled_from("abzAZ 0159é☃عربي中,;:.'\"-+=@#/&|()<>%*_\\!?[]`~"), min_size=1, max_size=24
).map(lambda text: " ".join(text.split()))
DASHES = st.sampled_from(["-", "–", '"-"', '""—""', "- ", "none", "n/a", "<br>", "&lt;", "_x0041_"])
PROSE = (st.lists(WORDS, min_size=1, max_size=3).map("\n".join) | DASHES).map(str.strip)
TITLES = WORDS.filter(lambda text: any(c.isalnum() for c in text))
LINES = TITLES | st.tuples(TITLES, TITLES).map("\n".join)
NAMES = st.sampled_from(
    [
        "Ana Ruiz",
        "Research and Development",
        "Ministry of Trade, Industry and Labour",
        "O'Brien; & sons",
        "وزارة الصحة",
        "A+B",
        'The "Old" Office',
        "none",
        "=Cell",
        "by the way",
        "P3",
        "registry staff",
        "IT/Data",
        "weekly",
        "中文",
    ]
)
DAYS = st.integers(0, 600).map(lambda days: date(2026, 3, 2) + timedelta(days=days))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    b = PlanBuilder()
    people = [b.add("stakeholders", name=name) for name in draw(
        st.lists(NAMES, unique=True, min_size=1, max_size=5)
    )]  # fmt: skip
    someone = st.sampled_from(people)
    some = st.lists(someone, unique=True, max_size=3).map(tuple)
    statements = draw(st.lists(TITLES, unique_by=lambda t: t.casefold().rstrip(" .:;"), max_size=3))
    goals = [b.add("goals", statement=text) for text in statements if text[:1] not in "Gg"]
    steps: list[int] = []
    for _ in range(draw(st.integers(1, 6))):
        parent = draw(st.sampled_from([None, *steps]))
        goal = draw(st.sampled_from([None, *goals])) if parent is None else None
        due = draw(st.none() | DAYS)
        early = draw(st.none() | st.integers(0, 90).map(lambda days: timedelta(days=days)))
        percent = draw(st.sampled_from([0, 0, 40, 100]))
        lead = draw(st.none() | someone)
        step = b.add(
            "steps",
            title=draw(LINES),
            parent=parent,
            goal=goal,
            kind=draw(st.sampled_from(["step", "milestone"])),
            lead=lead,
            support=tuple(id for id in draw(some) if id != lead),
            owner=draw(st.none() | someone),
            start=due - early if due and early is not None else None,
            due=due,
            forecast=draw(st.none() | DAYS),
            finished=draw(DAYS) if percent == 100 and draw(st.booleans()) else None,
            percent=percent,
            on_hold=draw(st.booleans()) and percent < 100,
            done_when=draw(st.just("") | PROSE),
            notes=draw(st.just("") | PROSE),
            priority=draw(st.sampled_from([None, 1, 3])),
            tags=tuple(draw(st.lists(st.sampled_from(["law", "a b", "x;y"]), unique=True))),
            depends_on=tuple(draw(st.lists(st.sampled_from(steps), unique=True)) if steps else ()),
            none_identified=("barriers",) if draw(st.booleans()) else (),
        )
        steps.append(step)
        add_items(draw, b, step, people)
    for parent in {step.parent for step in b.plan.steps.values()} - {None}:
        b.amend("steps", parent, percent=0, finished=None)  # progress is that of the leaves
    return b.plan


def add_items(draw: st.DrawFn, b: PlanBuilder, step: int, people: list[int]) -> None:
    someone = st.sampled_from(people)
    some = st.lists(someone, unique=True, max_size=3).map(tuple)
    for _ in range(draw(st.integers(0, 2))):
        b.add(
            "resources",
            step=step,
            description=draw(TITLES),
            available=draw(st.sampled_from([None, 2.0])),
            needed=draw(st.sampled_from([None, 1200.5])),
            unit=draw(st.sampled_from(["", "USD", "%"])),
            category=draw(st.sampled_from(["financial", "human", "other"])),
            status=draw(st.sampled_from(["needed", "available"])),
        )
    if draw(st.booleans()):
        b.add("barriers", step=step, who=draw(some), how=draw(TITLES))
    if draw(st.booleans()):
        b.add(
            "communications",
            step=step,
            audience=draw(some),
            responsible=draw(st.none() | someone),
            cadence=draw(st.sampled_from(["", "weekly on tue", "monthly on last fri"])),
            message=draw(TITLES),
        )
    if draw(st.booleans()):
        b.add(
            "kpis",
            step=step,
            name=draw(TITLES),
            target=draw(st.none() | st.sampled_from([8.0, 0.25])),
            unit=draw(st.sampled_from(["", "%", "USD"])),
            target_date=draw(st.none() | DAYS),
        )
