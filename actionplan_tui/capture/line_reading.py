"""What each key of a capture line says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from actionplan_tui.capture.cadences import understand_cadence
from actionplan_tui.capture.dates import (
    AmbiguousDate,
    context_of,
    long_date,
    say_distance,
    understand_date,
)
from actionplan_tui.capture.digits import cited
from actionplan_tui.capture.fields import understand
from actionplan_tui.capture.items import Item, communication_item, parse_items
from actionplan_tui.capture.line_keys import Segment, mentioned
from actionplan_tui.capture.mentions import find_record
from actionplan_tui.capture.names import (
    guess_name,
    name_value,
    read_name,
    read_names,
    split_pieces,
)
from actionplan_tui.capture.quoting import clean, mask, unquote
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline


class Reading:
    """What has been understood of a line so far."""

    def __init__(self, plan: Plan, table: str, today: date) -> None:
        self.plan, self.table, self.today = plan, table, today
        self.fields: dict[str, Any] = {}
        self.items: list[Item] = []
        self.parent: int | None = None
        self.goal: int | None = None
        self.kept: list[str] = []
        self.said: list[str] = []
        self.trouble: list[str] = []
        self.question: AmbiguousDate | None = None
        self.told: dict[str, Any] = {}

    def place(self, under: int | None, goal: int | None, *, below: bool) -> None:
        """Where a step stands when the line says nothing else."""
        tree = outline(self.plan)
        if under is None or under not in tree.parent:
            self.goal = goal
            if below:
                self.trouble.append("there is no step here to stand under")
        elif below:
            self.parent = under
        else:
            self.parent = tree.parent[under]
            self.goal = tree.goal[under] if self.parent is None else None

    def take(self, segment: Segment) -> None:
        """Understand one part of the line, or keep it in the title with what troubles it."""
        taker = TAKERS.get(self.table, {}).get(segment.key)
        if taker is None:
            self.kept.append(segment.typed)
            return
        try:
            if not segment.value and segment.key != "!":
                raise Problem("says nothing")
            self.kept.append(taker(self, segment.value))
        except Problem as problem:
            if isinstance(problem, AmbiguousDate):
                self.question = self.question or problem
            key = segment.typed.split(":")[0] if segment.key not in "@#!" else segment.key
            self.trouble.append(f"{key}: {problem.message}")
            self.kept.append(segment.typed)

    def finish(self) -> None:
        """Put together what several keys said."""
        if self.told:
            self._tell()
        start, due = self.fields.get("start"), self.fields.get("due")
        if start and due and due < start:
            del self.fields["start"]
            self.said = [said for said in self.said if not said.startswith("starts ")]
            self.kept.append(f"start:{start.isoformat()}")
            self.trouble.append(f"start: {long_date(start)} is after it is due")

    # --- What the keys say: each returns what of its value belongs to the title; Problem, when it
    # is not understood or said twice, is told beside the line ---

    def set(self, name: str, value: Any, said: str) -> str:
        """Set a field once."""
        if self.fields.get(name, value) != value:
            raise Problem("said twice")
        self.fields[name] = value
        self.said.append(said)
        return ""

    def people(self, text: str) -> tuple[int | str, ...]:
        """Whom a value names; the first words of one known name are enough."""
        values = (self.person(piece) for piece in split_pieces(self.plan, text))
        return tuple(dict.fromkeys(value for value in values if value is not None))

    def person(self, text: str) -> int | str | None:
        """Whom one name means."""
        text = text.strip().removeprefix("@")
        value = name_value(self.plan, text)
        if not isinstance(value, str) or unquote(text) is not None:
            return value
        known = guess_name(self.plan, value)
        if len(known) > 1:
            either = " or ".join(read_name(self.plan, id) for id in known[:3])
            raise Problem(f"{cited(value)} may be {either}")
        return known[0] if known else value

    def mention(self, value: str) -> str:
        name, rest = mentioned(self.plan, value)
        self.by(name)
        return rest

    def by(self, value: str) -> str:
        """The first named leads, the others support; the one named for a goal owns it."""
        if self.table == "goals":
            return self.owner(value)
        plus = mask(value).find("+")
        pieces = value if plus < 0 else f"{value[:plus]}; {value[plus + 1 :]}"
        first, *others = self.people(pieces) or (None,)
        if first is None:
            raise Problem("nobody is named")
        if self.fields.get("lead") is None:
            self.set("lead", first, read_name(self.plan, first))
        elif first != self.fields["lead"]:
            others.insert(0, first)
        self._add_support(tuple(others))
        return ""

    def support(self, value: str) -> str:
        self._add_support(self.people(value))
        return ""

    def _add_support(self, people: tuple[int | str | None, ...]) -> None:
        named = tuple(person for person in people if person is not None)
        if named:
            self.fields["support"] = (*self.fields.get("support", ()), *named)
            self.said.append(f"with {read_names(self.plan, named)}")

    def owner(self, value: str) -> str:
        people = self.people(value)
        if len(people) != 1:
            raise Problem("name one owner")
        return self.set("owner", people[0], f"owner {read_name(self.plan, people[0])}")

    def due(self, value: str) -> str:
        return self._date("target_date" if self.table == "goals" else "due", value, "")

    def start(self, value: str) -> str:
        return self._date("start", value, "starts ")

    def _date(self, name: str, value: str, word: str) -> str:
        day = understand_date(clean(value), context_of(self.plan, self.today))
        if day is None:
            return ""
        said = f"{word}{long_date(day)} ({say_distance(day, self.today)})"
        return self.set(name, day, said)

    def under(self, value: str) -> str:
        return self._place(value, ("steps", "goals"))

    def of_goal(self, value: str) -> str:
        return self._place(value, ("goals", "steps"))

    def _place(self, value: str, tables: tuple[str, ...]) -> str:
        """Put it under what is named: a goal, or a step (by its code, too)."""
        tables = ("goals",) if self.table == "goals" else tables
        trouble: Problem | None = None
        for table in tables:
            try:
                id = find_record(self.plan, table, value, by_start=True)
            except Problem as problem:
                trouble = trouble or problem
                continue
            if self.table == "goals":
                return self.set("parent", id, f"under G{id}")
            self.parent, self.goal = (id, None) if table == "steps" else (None, id)
            return ""
        raise trouble or Problem("there is no such place")

    def field(self, name: str, text: str, said: Callable[[str], str]) -> str:
        """Set a field of the record by the reader of its kind."""
        understood = understand(self.plan, self.table, name, text, today=self.today)
        return self.set(name, understood.value, said(understood.said))

    def priority(self, value: str) -> str:
        words = {"1": "high", "2": "medium", "3": "low"}
        return self.field("priority", value, lambda said: f"{words.get(said, said)} priority")

    def urgent(self, value: str) -> str:
        self.priority("high")
        return value

    def done(self, value: str) -> str:
        name = "success" if self.table == "goals" else "done_when"
        return self.field(name, clean(value), lambda said: f"done when {said}")

    def hashed(self, value: str) -> str:
        word, _, rest = value.partition(" ")
        self.tag(word.rstrip(",.;:"))
        return rest.strip()

    def tag(self, value: str) -> str:
        if self.table == "ideas":
            return self.set("theme", clean(value), f"theme {clean(value)}")
        found = understand(self.plan, "steps", "tags", value, today=self.today)
        self.fields["tags"] = tuple(dict.fromkeys((*self.fields.get("tags", ()), *found.value)))
        self.said += [f"#{tag}" for tag in found.value]
        return ""

    def listed(self, column: str, value: str, word: str) -> str:
        """Items of a column; "none" answers it."""
        found = parse_items(self.plan, 0, column, value, today=self.today)
        if found.none:
            marks = (*self.fields.get("none_identified", ()), column)
            self.fields["none_identified"] = tuple(dict.fromkeys(marks))
        self.items += found.items
        self.said.append(f"{word}{found.said}")
        return ""

    def tell(self, value: str) -> str:
        found = parse_items(self.plan, 0, "communications", value, today=self.today)
        if found.none or len(found.items) != 1:
            return self.listed("communications", value, "")
        said = found.items[0].fields
        audience, message = said["audience"], said["message"]
        if not audience and message == clean(value):
            audience, message = self.people(value), ""
        elif '"' not in value:
            audience = tuple(
                self.person(name) if isinstance(name, str) else name for name in audience
            )
        if self.told.get("audience"):
            self._tell()
        parts = {**said, "audience": audience, "message": message}
        self.told.update({name: value for name, value in parts.items() if value})
        return ""

    def via(self, value: str) -> str:
        self.told["channel"] = clean(value)
        return ""

    def sender(self, value: str) -> str:
        self.told["responsible"] = self.person(value)
        return ""

    def every(self, value: str) -> str:
        try:
            self.told["cadence"] = understand_cadence(clean(value))
        except Problem:
            self.told["cadence"] = understand_cadence(f"every {clean(value)}")
        return ""

    def _tell(self) -> None:
        """Make one communication of what tell:, via:, from: and every: said."""
        item = communication_item(self.plan, self.told, self.today)
        self.items.append(item)
        self.said.append(item.said)
        if not item.fields["audience"]:
            self.trouble.append("nobody to tell yet: tell:NAME")
        self.told = {}


Taker = Callable[[Reading, str], str]


def _column(column: str, word: str) -> Taker:
    return lambda reading, value: reading.listed(column, value, word)


TAKERS: dict[str, dict[str, Taker]] = {
    "steps": {
        "@": Reading.mention,
        "#": Reading.hashed,
        "!": Reading.urgent,
        "by": Reading.by,
        "support": Reading.support,
        "owner": Reading.owner,
        "due": Reading.due,
        "start": Reading.start,
        "under": Reading.under,
        "goal": Reading.of_goal,
        "p": Reading.priority,
        "done": Reading.done,
        "tag": Reading.tag,
        "has": _column("available", "has "),
        "need": _column("needed", "needs "),
        "risk": _column("barriers", ""),
        "kpi": _column("kpis", "KPI "),
        "tell": Reading.tell,
        "via": Reading.via,
        "from": Reading.sender,
        "every": Reading.every,
    },
    "goals": {
        "@": Reading.mention,
        "by": Reading.by,
        "owner": Reading.owner,
        "due": Reading.due,
        "under": Reading.under,
        "goal": Reading.of_goal,
        "done": Reading.done,
    },
    "ideas": {"#": Reading.hashed, "tag": Reading.tag},
}
