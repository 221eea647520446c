"""What the register of stakeholders and the record beside it show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from actionplan_tui.analysis.engagement import (
    ATTITUDES,
    Moved,
    engagement_gap,
    is_borderline,
    position_history,
    pull_apart,
    reach,
    resistance,
    strategy_of,
    unreached,
    was_before,
)
from actionplan_tui.analysis.people import name_of
from actionplan_tui.capture.days import short_date
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.records import Communication, Stakeholder
from actionplan_tui.model.wbs import outline
from screens.presenting import PRIVATE
from screens.widgets.cells import cell_len
from screens.widgets.grid import Cell, Column
from screens.widgets.panel import Pair

FIELD_OF: dict[str, str] = {
    "name": "name",
    "kind": "kind",
    "organisation": "organisation",
    "power": "power",
    "interest": "interest",
    "attitude": "attitude",
    "engagement": "engagement",
    "desired": "desired_engagement",
}
"""The field that each column of the register edits."""

OF_PEOPLE = frozenset({*PRIVATE["stakeholders"], "desired", "gap", "resists"})
"""The columns and fields that tell what is known and thought of somebody: not for a room."""

NOT_PLACED = "not placed"
NOTHING = "nothing"


def columns() -> tuple[Column, ...]:
    """The columns of the register."""
    asked = {column: FIELDS["stakeholders"][field].prompt for column, field in FIELD_OF.items()}
    return (
        Column("name", "Name", 22, prompt=asked["name"], flexible=True),
        Column("power", "Power", 5, prompt=asked["power"], align="right"),
        Column("interest", "Interest", 8, prompt=asked["interest"], align="right"),
        Column("strategy", "Strategy", 21),
        Column("attitude", "Attitude", 16, prompt=asked["attitude"]),
        Column("engagement", "Engaged now", 11),
        Column("desired", "Desired", 10),
        Column("gap", "Gap", 3, align="right"),
        Column("told", "Told", 28),
        Column("next", "Next", 11),
        Column("resists", "Resists", 34),
        Column("kind", "Kind", 12),
        Column("organisation", "Organisation", 24),
    )


class StakeholderCells:
    """The register of one plan on one day."""

    def __init__(self, plan: Plan, today: dt.date, *, ascii_only: bool = False) -> None:
        """Show a plan.

        Args:
            plan: The plan.
            today: The day from which communications count.
            ascii_only: Write signs with ASCII alone?
        """
        self.arrow, self.dot = ("->", "-") if ascii_only else ("→", "·")
        self.plan = plan
        self.today = today
        self.reached = reach(plan, today)
        self.resists = resistance(plan)

    def ids(self, sought: str) -> list[int]:
        """Who holds what is sought, by name; those archived only where "archived" is sought."""
        words = sought.casefold().split()
        archived = "archived" in words
        words = [word for word in words if word != "archived"]
        people = self.plan.stakeholders if archived else live(self.plan.stakeholders)
        found = [
            (person.name.casefold(), id)
            for id, person in people.items()
            if person.archived == archived and all(word in self._text(person) for word in words)
        ]
        return [id for _, id in sorted(found)]

    def _text(self, person: Stakeholder) -> str:
        shown = [self.cell(person.id, column.key).text for column in columns()]
        return " ".join([*shown, person.role, person.interests, person.concerns]).casefold()

    def cell(self, id: int, column: str) -> Cell:
        """What one cell shows."""
        person = self.plan.stakeholders.get(id)
        if person is None:
            return Cell("")
        if column == "name":
            archived = " (archived)" if person.archived else ""
            return Cell(f"{person.name or ref('stakeholders', id)}{archived}")
        if column == "strategy":
            placed = strategy_of(person) is not None
            return Cell(self.strategy(person), "" if placed else "dim")
        if column == "attitude":
            return Cell(attitude_text(person), "bad" if (person.attitude or 0) < 0 else "")
        if column == "gap":
            gap = engagement_gap(person)
            return Cell("" if gap is None else f"{gap:+d}" if gap else "0", "warn" if gap else "")
        if column == "told":
            told = self.told(id)
            return Cell(told or NOTHING, "" if told else "warn")
        if column == "next":
            following = self.next(id)
            return Cell(short_date(following) if following else "")
        if column == "resists":
            return Cell(self.resisted(id))
        value = getattr(person, FIELD_OF[column])
        role = "bad" if column == "engagement" and value == "resistant" else ""
        return Cell("" if value is None else str(value), role)

    # Sentences

    def strategy(self, person: Stakeholder) -> str:
        """The quadrant's strategy, and whether it is on the border."""
        strategy = strategy_of(person)
        if strategy is None:
            return NOT_PLACED
        border = is_borderline(person.power, person.interest)
        return f"{strategy}, border" if border else strategy

    def told(self, id: int) -> str:
        """How often somebody is told, and by whom; "" when nothing reaches them."""
        said: list[str] = []
        for told in self.reached.get(id, ()):
            line = self.plan.communications[told.communication]
            by = f" by {name_of(self.plan, line.responsible)}" if line.responsible else ""
            said.append(f"{self._cadence(line)}{by}")
        return "; ".join(said)

    def _cadence(self, line: Communication) -> str:
        """How often, with a step called by its code."""
        if not line.cadence.startswith("at "):
            return line.cadence or "at no time yet"
        awaited = line.step if line.cadence == "at due" else int(line.cadence[4:] or 0)
        code = outline(self.plan).code.get(awaited or 0, "its step")
        return f"when {code} is due"

    def next(self, id: int) -> dt.date | None:
        """The next day on which somebody is told something."""
        return next((told.next for told in self.reached.get(id, ()) if told.next), None)

    def resisted(self, id: int) -> str:
        """Which steps somebody resists, and how."""
        code = outline(self.plan).code
        said: list[str] = []
        for row in self.resists.get(id, ()):
            where = code.get(row.step, f"S{row.step}") if row.step is not None else "the plan"
            said.append(f"{where}: {row.how}" if row.how else where)
        return "; ".join(said)

    # What a meeting must not overlook

    def signals(self, limit: int = 6) -> list[tuple[str, str]]:
        """Label and text of what stands out: key players who pull apart, the unreached."""
        found: list[tuple[str, str]] = []
        nobody = unreached(self.plan, self.reached)
        if nobody:
            found.append(("Told nothing", self._some(nobody, limit)))
        apart = pull_apart(self.plan)
        if apart is not None:
            supporters = self._some(apart.supporters, limit)
            opponents = self._some(apart.opponents, limit)
            found.append(("Key players pull apart", f"{opponents} against, {supporters} for"))
        return found

    def _some(self, ids: Sequence[int], limit: int) -> str:
        names = ", ".join(name_of(self.plan, id) for id in ids[:limit])
        return f"{names} and {len(ids) - limit} more" if len(ids) > limit else names


def attitude_text(person: Stakeholder) -> str:
    """The attitude as a number and a word."""
    if person.attitude is None:
        return ""
    sign = f"{person.attitude:+d}" if person.attitude else "0"
    return f"{sign} {ATTITUDES[person.attitude]}"


def pairs(
    cells: StakeholderCells, person: Stakeholder, moves: Sequence[Moved], room: int = 0
) -> list[Pair]:
    """Every field of a stakeholder for the record panel, what a meeting asks first.

    Args:
        cells: The register they are shown in.
        person: Who.
        moves: What changed in their position, oldest first.
        room: Cells for a value; longer ones then go on in lines of their own. 0 keeps each on
            one line.
    """
    before = was_before(position_history(person, moves))
    strategy = cells.strategy(person).replace(", border", ", borderline")
    if before is not None:
        strategy += f" {cells.dot} was {before[0]} to {short_date(before[1], cells.today)}"
    gap = engagement_gap(person)
    engaged: str = person.engagement or ""
    if gap:
        engaged += f" {cells.arrow} {person.desired_engagement}, {levels(gap)}"
    following = cells.next(person.id)
    told = cells.told(person.id) or "nothing: i proposes a communication"
    if following is not None:
        told += f" {cells.dot} next {short_date(following, cells.today)}"
    words = len(person.private_notes.split())
    private = f"private, {words} words: Enter opens" if words else ""
    against = (person.attitude or 0) < 0
    rows = [
        Pair("strategy", "Strategy", strategy),
        Pair(
            "engagement",
            "Engaged",
            engaged,
            "bad" if person.engagement == "resistant" else "",
        ),
        Pair("resists", "Resists", cells.resisted(person.id)),
        Pair("told", "Told", told, "" if person.id in cells.reached else "warn"),
        Pair("attitude", "Attitude", attitude_text(person), "bad" if against else ""),
        Pair("desired_engagement", "Desired", person.desired_engagement or ""),
        Pair("power", "Power", _scale(person.power)),
        Pair("interest", "Interest", _scale(person.interest)),
        Pair("role", "Role", person.role),
        Pair("interests", "Wants", person.interests),
        Pair("concerns", "Concerns", person.concerns),
        Pair("kind", "Kind", person.kind),
        Pair("organisation", "Part of", person.organisation),
        Pair("contact", "Contact", person.contact),
        Pair("name", "Name", person.name),
        Pair("private_notes", "Private", private, "dim"),
    ]
    return [line for pair in rows for line in _lines(pair, room)] if room else rows


def levels(gap: int) -> str:
    """A gap in words."""
    return f"{abs(gap)} level{'s' * (abs(gap) > 1)} {'up' if gap > 0 else 'down'}"


def _scale(value: int | None) -> str:
    return "" if value is None else f"{value} of 5"


def _lines(pair: Pair, room: int) -> list[Pair]:
    """A field on as many lines as its value needs, up to six; the panel cuts the last."""
    lines = wrapped(pair.value, room)
    lines[5:] = [" ".join(lines[5:])] if lines[5:] else []
    first = pair._replace(value=lines[0] if lines else "")
    return [first, *(pair._replace(label="", value=line) for line in lines[1:])]


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` cells, parted between words where that can be."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
            continue
        while cell_len(word) > width > 1:
            cut = next(
                place for place in range(len(word), 0, -1)
                if cell_len(word[:place]) <= width or place == 1
            )  # fmt: skip
            lines.append(word[:cut])
            word = word[cut:]
        if word:
            lines.append(word)
    return lines
