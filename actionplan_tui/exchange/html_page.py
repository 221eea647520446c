"""The plan as one web page that an office can publish: self-contained, accessible, printable.

Status on top, then the table, the outline of the work, the road map, the matrix, the KPIs, the
communication plan and the agenda. Private notes and contacts are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actionplan_tui.analysis.kpis import history, live_kpis, reading
from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.road_map import RoadMap, road_map
from actionplan_tui.analysis.schedule import states
from actionplan_tui.capture.days import short_date
from actionplan_tui.exchange.document import Column, Shown, Table
from actionplan_tui.exchange.document_actions import actions_table
from actionplan_tui.exchange.document_people import (
    agenda_table,
    communications_table,
    stakeholders_table,
)
from actionplan_tui.exchange.document_results import goals_table, kpis_table, value_of_kpi
from actionplan_tui.exchange.document_status import standing
from actionplan_tui.exchange.document_tables import header_facts
from actionplan_tui.exchange.document_work import barriers_table, corrective_table
from actionplan_tui.exchange.html_pictures import kpi_svg, matrix_svg, road_map_svg
from actionplan_tui.exchange.html_text import (
    Words,
    apart,
    element,
    facts_html,
    page,
    safe,
    scrolled,
    section,
    table_html,
    words_of,
)
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline


def page_bytes(plan: Plan, today: date, shown: Shown = Shown()) -> bytes:  # noqa: B008
    """The plan as a page, as it stands on a day; the same plan and day give the same page."""
    return _Page(plan, today, shown).render()


class _Page:
    def __init__(self, plan: Plan, today: date, shown: Shown) -> None:
        self.plan, self.today, self.shown = plan, today, shown
        self.words: Words = words_of(plan.info.language)

    def render(self) -> bytes:
        info = self.plan.info
        title = info.title or "Action plan"
        parts = [(key, name, body) for key, name, body in self._sections() if body]
        links = [
            f'<li><a href="#{key}"{self.words.ours}>{safe(name)}</a></li>' for key, name, _ in parts
        ]
        under = f"{info.status}, version {info.version}, as of {short_date(self.today)}"
        body = [
            f'<a class="skip" href="#main"{self.words.ours}>To the plan</a>',
            "<header>",
            element("h1", title),
            *([element("p", info.institution)] if info.institution else []),
            f'<p class="under"{self.words.ours}>{safe(under)}</p>',
            "</header>",
            f'<nav aria-label="Contents"{self.words.named}><ul>{"".join(links)}</ul></nav>',
            '<main id="main">',
            *(line for key, name, lines in parts for line in section(key, name, lines, self.words)),
            "</main>",
        ]
        return page(title, info.language, body)

    def _sections(self) -> Iterator[tuple[str, str, list[str]]]:
        plan, today = self.plan, self.today
        yield "status", "Status", self._status()
        yield "plan", "The plan", facts_html(header_facts(plan), self.words)
        for table in (
            goals_table(plan, today),
            actions_table(plan, today, self.shown),
        ):
            yield self._tabled(table)
        yield "work", "Work breakdown structure", self._tree()
        yield "road-map", "Road map", self._road_map()
        yield "kpis", "Key Performance Indicators", self._kpis()
        people = stakeholders_table(plan)
        said = "Where everyone stands; the table says the same."
        matrix = self._figure("matrix", matrix_svg(plan), said)
        yield people.key, people.title, [*matrix, *self._table(people)] if people.rows else []
        for table in (
            barriers_table(plan),
            communications_table(plan),
            corrective_table(plan),
            agenda_table(plan, today),
        ):
            yield self._tabled(table)

    def _tabled(self, table: Table) -> tuple[str, str, list[str]]:
        return table.key, table.title, self._table(table)

    def _table(self, table: Table) -> list[str]:
        return table_html(table, self.words) if table.rows else []

    def _figure(self, key: str, svg: list[str], caption: str) -> list[str]:
        """A wide picture with its caption; on a narrow screen it is scrolled, not shrunk."""
        if not svg:
            return []
        name = f"{key}-caption"
        said = f'<figcaption id="{name}"{self.words.ours}>{safe(caption)}</figcaption>'
        return ["<figure>", said, scrolled(name), *svg, "</div>", "</figure>"]

    def _status(self) -> list[str]:
        found = standing(self.plan, self.today)
        lines = facts_html(found.facts, self.words)
        for table in found.tables:
            lines.append(f"<h3{self.words.ours}>{safe(table.title)}</h3>")
            lines += table_html(table, self.words)
        return lines

    # The outline of the work

    def _tree(self) -> list[str]:
        tree = outline(self.plan)
        goals = [goal for goal in (*tree.goals, None) if tree.of_goal(goal)]
        if not goals:
            return []
        lines = ['<ul class="tree">']
        for goal in goals:
            if goal is None:
                lines.append(f"<li><strong{self.words.ours}>No goal</strong>")
            else:
                number = tree.goals.index(goal) + 1
                statement = self.plan.goals[goal].statement or "No statement yet"
                lines.append(f"<li>{element('strong', f'{number}. {statement}')}")
            lines += [*self._steps(tree.of_goal(goal)), "</li>"]
        return [*lines, "</ul>"]

    def _steps(self, ids: tuple[int, ...]) -> Iterator[str]:
        """Steps with all below them as lists in lists; not one call in another, for an outline may
        be deeper than Python lets calls be."""
        tree, known = outline(self.plan), states(self.plan, self.today)
        yield "<ul>"
        depth = 0
        for place, id in enumerate(one for top in ids for one in tree.subtree(top)):
            step, here = self.plan.steps[id], tree.depth[id]
            if here > depth:
                yield "<ul>"
            elif place:
                yield from ("</li>", *("</ul>", "</li>") * (depth - here))
            depth = here
            who = name_of(self.plan, step.lead)
            facts = [
                "milestone" if step.kind == "milestone" else "",
                who,
                short_date(step.due) if step.due else "",
                known.of(id).text,
            ]
            said = ", ".join(apart(fact) for fact in facts if fact)
            yield f"<li>{apart(tree.code[id])} {apart(step.title)} ({said})"
        if ids:
            yield from ("</li>", *("</ul>", "</li>") * depth)
        yield "</ul>"

    # The road map and the KPIs

    def _road_map(self) -> list[str]:
        road = road_map(self.plan, self.today)
        caption = "A diamond is a milestone, a ring the target end of a goal; filled is done."
        picture = self._figure("road-map", road_map_svg(self.plan, road, self.today), caption)
        return [*picture, *self._table(road_map_table(self.plan, road))]

    def _kpis(self) -> list[str]:
        table = kpis_table(self.plan, self.today)
        charts: list[str] = []
        for id in live_kpis(self.plan):
            svg = kpi_svg(self.plan, id, self.today)
            if svg:
                name = f"{apart(self.plan.kpis[id].name)}: {self._kpi_said(id)}"
                charts += ["<figure>", f"<figcaption>{name}</figcaption>", *svg, "</figure>"]
        charts = ['<div class="charts">', *charts, "</div>"] if charts else []
        return [*self._table(table), *charts]

    def _kpi_said(self, id: int) -> str:
        plan, kpi, read = self.plan, self.plan.kpis[id], reading(self.plan, id, self.today)
        figures = [
            f"{apart(value_of_kpi(kpi, value))} on {short_date(day)}"
            for day, value in history(plan, id)
            if day <= self.today
        ]
        target = apart(value_of_kpi(kpi, kpi.target) or "not set")
        by = f" by {short_date(kpi.target_date)}" if kpi.target_date else ""
        measured = f"measured {', '.join(figures)}" if figures else "nothing measured yet"
        return f"<span{self.words.ours}>{read.health}; target {target}{by}; {measured}.</span>"


def road_map_table(plan: Plan, road: RoadMap) -> Table:
    """The stops of the road map in words, by date within each goal."""
    lanes: dict[int | None, str] = {None: "No goal"}
    for number, id in enumerate(outline(plan).goals, 1):
        lanes[id] = f"{number}. {plan.goals[id].statement}"
    rows = tuple(
        (
            lanes[goal],
            quarter.text,
            stop.day,
            "target end" if stop.kind == "target" else outline(plan).code.get(stop.id, ""),
            stop.title,
            "done" if stop.done else "open",
        )
        for goal, by_quarter in road.goals
        for quarter, here in by_quarter.items()
        for stop in here
    )  # fmt: skip
    return Table(
        key="stops",
        title="Road map",
        about="Milestones and target ends of the goals, by quarter.",
        columns=(
            *(Column("Goal", 28), Column("Quarter", 8), Column("Date", 10)),
            *(Column("Stop", 10), Column("What", 36), Column("State", 8)),
        ),
        rows=rows,
        head=4,
    )
