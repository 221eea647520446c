"""The plan as Markdown: to read, to mail, to put into a wiki or under version control."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from actionplan_tui.analysis.kpis import live_kpis, reading
from actionplan_tui.analysis.people import goal_owner_of, name_of, names_of
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.capture.days import short_date
from actionplan_tui.exchange.action_table import action_table, columns_named, wanted_steps
from actionplan_tui.exchange.document import Document, Shown, Table, harmless, value_text
from actionplan_tui.exchange.document_actions import wanted_columns
from actionplan_tui.exchange.document_results import value_of_kpi
from actionplan_tui.exchange.document_subject import subject_of
from actionplan_tui.exchange.document_tables import header_facts
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.wbs import outline

_MARKS = re.compile(r"[\\`*_\[\]|<>#~]|&(?=#?\w+;)")
_LINES = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Whatever a reader might take for the end of a line."""


def markdown_text(plan: Plan, today: date, shown: Shown = Shown()) -> str:  # noqa: B008
    """The plan as it stands on a day: what it is, goals with their KPIs, the Action Planning
    Table, stakeholders, communications. The same plan and day always give the same text.
    """
    parts = [
        *_header(plan, today),
        *_goals(plan, today),
        *_table_part(plan, today, shown),
        *_stakeholders(plan),
        *_communications(plan),
    ]
    return harmless("\n".join(parts).rstrip() + "\n")


def _header(plan: Plan, today: date) -> Iterator[str]:
    info = plan.info
    yield f"# {_text(info.title) or 'Action plan'}"
    yield ""
    of = [_text(info.institution), f"{info.status}, version {_text(info.version)}"]
    yield ", ".join(part for part in of if part) + f", as of {short_date(today)}"
    yield ""
    above = ("Institution", "Status")
    yield from _facts(fact for fact in header_facts(plan) if fact.name not in above)


def _goals(plan: Plan, today: date) -> Iterator[str]:
    goals = outline(plan).goals
    if goals:
        yield "## Goals"
        yield ""
    for number, id in enumerate(goals, 1):
        goal = plan.goals[id]
        yield f"### {number}. {_text(goal.statement) or 'No statement yet'}"
        yield ""
        percent = rollup(plan).goal_percent(id)
        yield from _facts(
            (
                ("Owner", name_of(plan, goal_owner_of(plan, id)[0])),
                ("By", _day(goal.target_date)),
                ("Success", goal.success),
                ("Strategy", goal.strategy),
                ("Work done", "" if percent is None else f"{percent}%"),
            )
        )
        yield from _kpis(plan, [k for k in live_kpis(plan) if plan.kpis[k].goal == id], today)


def _kpis(plan: Plan, ids: Sequence[int], today: date) -> Iterator[str]:
    headings = ("KPI", "Baseline", "Target", "By", "Latest", "State")
    rows = [
        (
            kpi.name,
            value_of_kpi(kpi, kpi.baseline),
            value_of_kpi(kpi, kpi.target),
            _day(kpi.target_date),
            value_of_kpi(kpi, known.latest),
            known.health,
        )
        for id in ids
        for kpi, known in ((plan.kpis[id], reading(plan, id, today)),)
    ]
    yield from table_lines(headings, rows)


def _table_part(plan: Plan, today: date, shown: Shown) -> Iterator[str]:
    """The Action Planning Table, goal by goal; a part of it as one table that names the goals.

    Its Ids, and goals as `goals_of` reads them, let it come in again as the same steps.
    """
    yield "## Action Planning Table"
    yield ""
    tree = outline(plan)
    steps = wanted_steps(plan, shown)
    if shown.said:
        yield f"{len(steps)} of {len(tree.rows)} steps: {_text(shown.said)}."
        yield ""
    part = shown.steps is not None
    keys = ("id", *wanted_columns(shown), *(("goal",) if part else ()))
    table = action_table(plan, today, columns_named(keys), steps)
    if part or not tree.goals:
        yield from table_lines(table.headings, table.rows)
        return
    rows = dict(zip(steps, table.rows, strict=True))
    for goal in (*tree.goals, None):
        of_goal = [rows[id] for id in steps if tree.goal[id] == goal]
        if of_goal:
            yield f"### {goal_heading(plan, goal)}"
            yield ""
            yield from table_lines(table.headings, of_goal)


def goal_heading(plan: Plan, goal: int | None) -> str:
    """The heading over the steps of a goal: `2. Clean wells`; its reference while it says nothing.

    Steps under no goal have one without a number.
    """
    if goal is None:
        return "No goal"
    number = outline(plan).goals.index(goal) + 1
    return f"{number}. {_text(plan.goals[goal].statement) or ref('goals', goal)}"


def _stakeholders(plan: Plan) -> Iterator[str]:
    rows = [
        (
            person.name,
            person.kind,
            ", ".join(part for part in (person.role, person.organisation) if part),
            _whole(person.power),
            _whole(person.interest),
            person.engagement or "",
            person.desired_engagement or "",
        )
        for _, person in sorted(live(plan.stakeholders).items())
    ]
    if rows:
        yield "## Stakeholders"
        yield ""
    headings = ("Name", "Kind", "Role", "Power", "Interest", "Engagement now", "Desired")
    yield from table_lines(headings, rows)


def _communications(plan: Plan) -> Iterator[str]:
    rows = [
        (
            names_of(plan, told.audience),
            told.message,
            name_of(plan, told.responsible),
            told.cadence,
            told.channel,
            subject_of(plan, told.step, told.goal),
        )
        for _, told in sorted(live(plan.communications).items())
        if told.status != "ended"
    ]
    if rows:
        yield "## Communication plan"
        yield ""
    headings = ("Target audience", "Message", "By Whom", "How often", "Channel", "About")
    yield from table_lines(headings, rows)


# --- Markdown ---


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    told = [f"- **{name}:** {_text(text)}" for name, text in facts if text.strip()]
    if told:
        yield from told
        yield ""


def table_lines(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, nothing when it has no rows."""
    lines = [f"| {' | '.join(_text(cell) for cell in row)} |" for row in rows]
    if lines:
        yield f"| {' | '.join(headings)} |"
        yield f"|{' --- |' * len(headings)}"
        yield from lines
        yield ""


def document_markdown(document: Document) -> str:
    """A document of facts, texts and tables as Markdown."""
    parts = [f"# {_text(document.title)}", ""]
    if document.under:
        parts += [_text(document.under), ""]
    parts += _facts(document.facts)
    for text in document.texts:
        parts += [f"## {_text(text.name)}", "", _text(text.text), ""]
    for table in document.tables:
        parts += [f"## {_text(table.title)}", "", *_table_of(table)]
    return "\n".join(parts).rstrip() + "\n"


def _table_of(table: Table) -> Iterator[str]:
    headings = [column.heading for column in table.columns]
    return table_lines(headings, ([value_text(value) for value in row] for row in table.rows))


def _text(text: str) -> str:
    """The text on one line, with what Markdown would take for its own marks escaped."""
    escaped = _MARKS.sub(lambda mark: f"\\{mark[0]}", text.strip())
    return _LINES.sub("<br>", escaped)


def plain_text(text: str) -> str:
    """What users typed, on one line, as Markdown shows it and never obeys it."""
    return _text(text)


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _whole(number: int | None) -> str:
    return "" if number is None else str(number)
