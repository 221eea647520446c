"""What the readiness screen shows: bars and ticks, findings, what is accepted, what is off."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.readiness.finding import HEADINGS, Finding
from actionplan_tui.analysis.readiness.readiness import Accepted, Readiness, Tally
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.capture.days import short_date
from actionplan_tui.model.deck import SIX_QUESTIONS
from actionplan_tui.model.plan import Plan
from screens.widgets.cells import bar, cell_len, ellipsis, fit
from screens.widgets.grid import Cell, Column, RowKey
from screens.widgets.text_lines import Line
from screens.wrapping import wrap

WIDE = 100
"""Cells from which the six questions stand in full, and findings name rule and heading."""
_BAR = 6
_TICKS = 32
"""Cells that the ticks take in two columns."""
_ROLES = {"blocks": "bad", "warns": "warn", "hints": "dim"}

_SEVERITY = Column("severity", "", 8)
_SENTENCE = Column("sentence", "Finding", 40, flexible=True)
_WHERE = Column("where", "Where", 5)
NARROW_COLUMNS = (_SEVERITY, _SENTENCE, _WHERE)
COLUMNS = (
    _SEVERITY,
    _SENTENCE,
    _WHERE,
    Column("heading", "Plan is", 8),
    Column("code", "Rule", 8),
)

Row = tuple[str, str]
"""`finding` and its key, `accepted` and its key, or `off` and the rule's code."""


class _Group:
    """Findings of one rule, kept for as long as they are the same."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings

    @cached_property
    def rows(self) -> list[Row]:
        """Their rows."""
        return [("finding", one.key) for one in self.findings]

    @cached_property
    def by_key(self) -> dict[str, Finding]:
        """The findings by their keys."""
        return {one.key: one for one in self.findings}


class ReadinessRows:
    """The rows and cells of one plan's readiness."""

    _groups: dict[int, _Group]

    def __init__(self, plan: Plan, known: Readiness, last: ReadinessRows | None = None) -> None:
        """Show what is known; `last` is what was shown before, of which most is the same."""
        self.plan, self.today = plan, known.today
        self._known = known
        before = last._groups if last is not None else {}
        self._groups = {id(found): before.get(id(found)) or _Group(found) for found in known.groups}
        self._of_rule: dict[str, list[_Group]] = {}
        for group in self._groups.values():
            self._of_rule.setdefault(group.findings[0].code, []).append(group)
        self._accepted = {one.finding.key: one for one in known.accepted}

    def rows(self, sought: str) -> list[RowKey]:
        """Open findings, then the accepted ones, then the rules switched off; only those that
        hold every word that is sought."""
        every = list(chain.from_iterable(group.rows for group in self._groups.values()))
        every += [("accepted", key) for key in self._accepted]
        every += [("off", code) for code in self._known.switched_off]
        wanted = sought.casefold().split()
        if not wanted:
            return list(every)
        return [row for row in every if self._holds(row, wanted)]

    def _holds(self, row: Row, wanted: Iterable[str]) -> bool:
        names = [column.key for column in COLUMNS]
        text = " ".join(self.cell(row, name).text for name in names).casefold()
        return all(word in text for word in wanted)

    def finding(self, row: Row | None) -> Finding | None:
        """The finding of a row, open or accepted."""
        kind, key = row or ("", "")
        if kind == "accepted":
            found = self._accepted.get(key)
            return found.finding if found is not None else None
        groups = self._of_rule.get(key.partition(" ")[0], ()) if kind == "finding" else ()
        return next((group.by_key[key] for group in groups if key in group.by_key), None)

    def accepted(self, row: Row | None) -> Accepted | None:
        """The acceptance of a row."""
        kind, key = row or ("", "")
        return self._accepted.get(key) if kind == "accepted" else None

    def cell(self, row: RowKey, column: str) -> Cell:
        """One cell."""
        kind, key = row if isinstance(row, tuple) else ("", "")
        if kind == "off":
            rule = RULES[str(key)]
            texts = {"severity": "off", "sentence": rule.tests, "heading": rule.heading,
                     "code": rule.code}  # fmt: skip
            return Cell(texts.get(column, ""), "dim")
        one = self.finding((str(kind), str(key)))
        if one is None:
            return Cell("")
        if column == "severity":
            word = "accepted" if kind == "accepted" else one.severity
            return Cell(word, "dim" if kind == "accepted" else _ROLES[word])
        if column == "where":
            return Cell(one.ref or ("plan" if one.table == "plan" else ""), "dim")
        if column == "sentence":
            return Cell(one.sentence, "dim" if kind == "accepted" else "")
        return Cell(one.heading if column == "heading" else one.code, "dim")

    def detail(self, row: Row | None, width: int, *, ascii_only: bool) -> list[Line]:
        """A finding in full: the sentence, the rule, the question it belongs to; why accepted."""
        kind, key = row or ("", "")
        if kind == "off":
            return [
                [(f" {key} is switched off in this plan: v switches it on again", "")],
                [(f" {RULES[key].tests}", "dim")],
            ]
        one = self.finding(row)
        if one is None:
            return []
        lines: list[Line] = [
            [(f" {line}", "")] for line in wrap(one.sentence, width - 2, ascii_only=ascii_only)
        ]
        accepted = self.accepted(row)
        if accepted is not None:
            waiver = self.plan.waivers[accepted.waiver]
            day = short_date(waiver.date) if waiver.date else ""
            who = ", ".join(filter(None, (name_of(self.plan, waiver.by), day)))
            said = f"Accepted by {who}: {waiver.reason}"
        else:
            said = f"{one.code}: {RULES[one.code].tests} {SIX_QUESTIONS[one.question]}"
        room = 3 - len(lines)
        more = wrap(said, width - 2, room, ascii_only=ascii_only)
        return [*lines, *([(f" {line}", "dim")] for line in more)]


def summary(known: Readiness, width: int, *, ascii_only: bool) -> list[Line]:
    """Three bars at the left, six ticks at the right: never one opaque score."""
    left = [_bar_line(heading, known.headings[heading], ascii_only) for heading in HEADINGS]
    bars = max(sum(cell_len(text) for text, _ in line) for line in left) + 2
    if width < bars + _TICKS:  # what blocks is said below them, and of each in its row
        left = [line[:-1] for line in left]
    left += [_verdict(known), *_set_aside(known)]
    beside = left if width >= WIDE else left[: len(HEADINGS)]  # where the ticks stand
    room = max(sum(cell_len(text) for text, _ in line) for line in beside)
    room += 2 * (width >= bars + _TICKS)  # a bar alone ends with the spaces after it
    ticks = _ticks(known, width - room if width >= WIDE else 0, ascii_only)
    lines: list[Line] = []
    for place in range(max(len(left), len(ticks))):
        first = list(left[place]) if place < len(left) else []
        taken = sum(cell_len(text) for text, _ in first)
        second = ticks[place] if place < len(ticks) else []
        lines.append([*first, (" " * (room - taken), ""), *second])
    return lines


def _bar_line(word: str, tally: Tally, ascii_only: bool) -> Line:
    drawn = bar(tally.percent / 100, _BAR, ascii=ascii_only)
    counts = ((tally.blocks, "block"), (tally.warns, "warn"))
    said = ", ".join(f"{count} {word}" for count, word in counts if count)
    return [(f" {word:<9}", "accent"), (f"{drawn} {tally.percent:>3} %  ", ""), (said, "dim")]


def _verdict(known: Readiness) -> Line:
    blocks = known.count("blocks")
    if not blocks:
        return [(" Nothing blocks approval", "good")]
    what = "1 finding blocks" if blocks == 1 else f"{blocks} findings block"
    return [(f" Not ready: {what} approval", "bad")]


def _set_aside(known: Readiness) -> list[Line]:
    """What the owner accepted and the plan does not want, never out of sight."""
    parts = []
    if known.accepted_count:
        parts.append(f"{known.accepted_count} accepted")
    if known.switched_off:
        count = len(known.switched_off)
        parts.append(f"{count} rule{'s' * (count > 1)} switched off")
    return [[(f" {', '.join(parts)}", "dim")]] if parts else []


def _ticks(known: Readiness, room: int, ascii_only: bool) -> list[list[tuple[str, str]]]:
    """The six questions, ticked where nothing blocks or warns; by their keys without room."""
    dots = ellipsis(ascii_only)
    found: list[list[tuple[str, str]]] = []
    for key, tally in known.questions.items():
        mark = ("[x] ", "good") if tally.answered else ("[ ] ", "dim")
        text = fit(SIX_QUESTIONS[key], room - 4, ellipsis=dots).rstrip() if room else key
        found.append([mark, (text, "" if tally.answered else "dim")])
    if room:
        return found
    return [[*found[place], (" " * (12 - cell_len(found[place][1][0])), ""), *found[place + 3]]
            for place in range(3)]  # fmt: skip
