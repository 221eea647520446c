"""What leaves: Markdown, JSON, and the registry that names them all."""

from __future__ import annotations

import json
from datetime import date

import pytest

from actionplan_tui.exchange.formats import FORMATS, Options, export_name
from actionplan_tui.exchange.json_plan import base_of, plan_json, read_plan_json
from actionplan_tui.exchange.markdown import markdown_text
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import (
    KPI,
    Barrier,
    Communication,
    Goal,
    Measurement,
    PlanInfo,
    Stakeholder,
    Step,
    Tombstone,
)

TODAY = date(2026, 11, 23)

PLAN = Plan(
    info=PlanInfo(id=1, title="Permits | 2027", institution="City", purpose="Less\nwaiting",
                  owner=1, start=date(2026, 12, 1)),
    stakeholders={
        1: Stakeholder(id=1, name="Ana *Ruiz*", private_notes="PRIVATE", power=4),
        2: Stakeholder(id=2, name="Gone", archived=True),
    },
    goals={1: Goal(id=1, statement="Faster permits", position="a", success="<b>5</b> days")},
    steps={
        1: Step(id=1, title="Draft | sign\nsend", goal=1, position="a", lead=1,
                due=date(2026, 11, 13)),
        2: Step(id=2, title="Loose", position="b"),
    },
    barriers={1: Barrier(id=1, step=1, how="fear")},
    communications={1: Communication(id=1, step=1, audience=(1,), cadence="weekly on tue")},
    kpis={1: KPI(id=1, goal=1, name="days", target=5, unit="%", baseline=30,
                 direction="decrease")},
    measurements={1: Measurement(id=1, kpi=1, date=date(2026, 11, 2), value=12)},
    tombstones={1: Tombstone(id=1, kind="steps", of=9, title="Old")},
)  # fmt: skip

MARKDOWN = """\
# Permits \\| 2027

City, draft, version 0.1, as of 23 Nov 2026

- **Purpose:** Less<br>waiting
- **Owner:** Ana \\*Ruiz\\*
- **Start:** 1 Dec 2026

## Goals

### 1. Faster permits

- **Owner:** Ana \\*Ruiz\\*
- **Success:** \\<b\\>5\\</b\\> days
- **Work done:** 0%

| KPI | Baseline | Target | By | Latest | State |
| --- | --- | --- | --- | --- | --- |
| days | 30% | 5% |  | 12% | no data |

## Action Planning Table

### 1. Faster permits

| Id | WBS | Action Step | By Whom | By When | Resources and Support Available | \
Resources and Support Needed | Potential Barriers or Resistance | \
Communication Plan (By Whom, Target Audience) | Key Performance Indicators (KPIs) | State |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| S1 | 1 | Draft \\| sign<br>send | Ana \\*Ruiz\\* | 2026-11-13 |  |  | fear | \
Ana \\*Ruiz\\* weekly on tue |  | LATE 6 wd |

### No goal

| Id | WBS | Action Step | By Whom | By When | Resources and Support Available | \
Resources and Support Needed | Potential Barriers or Resistance | \
Communication Plan (By Whom, Target Audience) | Key Performance Indicators (KPIs) | State |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| S2 | 2 | Loose |  |  |  |  |  |  |  | not started |

## Stakeholders

| Name | Kind | Role | Power | Interest | Engagement now | Desired |
| --- | --- | --- | --- | --- | --- | --- |
| Ana \\*Ruiz\\* | person |  | 4 |  |  |  |

## Communication plan

| Target audience | Message | By Whom | How often | Channel | About |
| --- | --- | --- | --- | --- | --- |
| Ana \\*Ruiz\\* |  |  | weekly on tue |  | 1 Draft \\| sign<br>send |
"""


def test_the_plan_as_markdown() -> None:
    assert markdown_text(PLAN, TODAY) == MARKDOWN


def test_an_empty_plan_as_markdown() -> None:
    assert markdown_text(Plan(), TODAY) == (
        "# Action plan\n\ndraft, version 0.1, as of 23 Nov 2026\n\n## Action Planning Table\n"
    )


def test_the_plan_as_json_and_back() -> None:
    data = plan_json(PLAN, private=True)

    assert read_plan_json(data) == PLAN
    assert list(json.loads(data)) == [
        "plan", "goals", "steps", "barriers", "stakeholders", "communications", "kpis",
        "measurements", "tombstones",
    ]  # fmt: skip
    assert json.loads(data)["steps"]["2"] == {"title": "Loose", "position": "b"}
    assert plan_json(PLAN, private=True) == data


def test_private_fields_stay_behind_unless_asked_for() -> None:
    assert b"PRIVATE" not in plan_json(PLAN)
    assert b"PRIVATE" in plan_json(PLAN, private=True)
    assert b"PRIVATE" not in FORMATS["json"].write(PLAN, TODAY, Options())


def test_the_day_a_plan_was_written_for() -> None:
    assert base_of(b'{"plan": {}, "base": "2026-11-23"}') == TODAY
    assert base_of(b'{"plan": {}}') is None
    with pytest.raises(Problem, match="'soon' is no date"):
        base_of(b'{"plan": {}, "base": "soon"}')


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe{}", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[1]", "has no table named plan"),
        (b'{"goals": {}}', "has no table named plan"),
        (b'{"plan": {}, "steps": [1]}', "steps must hold records"),
        (b'{"plan": {}, "steps": {"x": {}}}', "'x' in steps is no id"),
        (b'{"plan": {}, "steps": {"0": {}}}', "'0' in steps is no id"),
        (b'{"plan": {"2": {}}}', "must have the id 1"),
        (b'{"plan": {}, "steps": {"1": 5}}', "1 in steps is no record"),
        (b'{"plan": {}, "steps": {"1": {"percent": 500}}}', "percent"),
        (b'{"plan": {}, "steps": {"1": {"lead": 7}}}', "no stakeholder P7"),
    ],
)
def test_json_that_is_no_plan_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Problem) as refusal:
        read_plan_json(data)

    assert why in refusal.value.message


def test_every_format_writes_and_writes_alike() -> None:
    assert list(FORMATS) == ["docx", "xlsx", "html", "csv", "md", "ics", "json"]
    for known in FORMATS.values():
        data = known.write(PLAN, TODAY, Options())
        assert data
        assert known.write(PLAN, TODAY, Options()) == data
        assert known.label


@pytest.mark.parametrize(
    ("title", "suffix", "name"),
    [
        ("Health plan", "csv", "health-plan_action-table_2026-11-23.csv"),
        ("Health plan", ".md", "health-plan_plan_2026-11-23.md"),
        ("Café & Co.: 2027/28", "ics", "café-co-2027-28_calendar.ics"),
        ("", "json", "plan_plan_2026-11-23.json"),
        ("../..", "json", "plan_plan_2026-11-23.json"),
        ("خطة الصحة", "csv", "خطة-الصحة_action-table_2026-11-23.csv"),
        (
            "A plan whose title is much too long for the name of a file",
            "csv",
            "a-plan-whose-title-is-much-too-long-for_action-table_2026-11-23.csv",
        ),
    ],
)
def test_names_of_exports(title: str, suffix: str, name: str) -> None:
    assert export_name(Plan(info=PlanInfo(id=1, title=title)), suffix, TODAY) == name


def test_a_format_that_is_not_there() -> None:
    with pytest.raises(Problem, match="there is no format 'odt', only docx, xlsx, html, csv"):
        export_name(Plan(), "odt", TODAY)
