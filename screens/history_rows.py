"""What the history shows: every action, newest first, with its changes; reviews head their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from actionplan_tui.analysis.people import name_of
from actionplan_tui.capture.days import long_date, short_date
from actionplan_tui.edits.change_words import change_text, change_words, record_words
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.plan import Plan, ref
from screens.widgets.grid import Cell, Column
from screens.widgets.line_list import Entry
from screens.widgets.text_lines import Line
from screens.wrapping import wrap

Row = tuple[str, int, int]
"""`("review", id, revision)`, `("commit", revision, 0)`, `("change", revision, place)`, or, where
the history ends, `("end", 0, 0)`."""

FOLDED_FROM = 7
"""Changes from which an action shows folded at first."""

COLUMNS = (
    Column("when", "When", 12),
    Column("who", "Who", 9),
    Column("what", "What", 30, flexible=True),
    Column("field", "Field", 16),
    Column("before", "Before", 18),
    Column("after", "After", 18),
)

NARROW_COLUMNS = (
    Column("when", "When", 12),
    Column("who", "Who", 8),
    Column("what", "What", 24, flexible=True),
    Column("change", "Change", 28),
)
"""The columns where there is no room for before beside after."""

_KINDS = {
    "undo": "undo: ",
    "redo": "redo: ",
    "restore": "restore: ",
    "import": "import: ",
    "edit": "",
}


class HistoryRows:
    """The rows of some commits, newest first."""

    def __init__(
        self,
        plan: Plan,
        commits: Sequence[HistoryRow],
        today: dt.date,
        zone: dt.tzinfo,
        *,
        turned: Collection[int] = (),
        end: str = "",
        arrow: str = "→",
    ) -> None:
        """Prepare the rows.

        Args:
            plan: The plan of now, which has the names.
            commits: The commits, oldest first.
            today: The day, so that this year's dates need no year.
            zone: In which times are told.
            turned: Revisions that are folded though small, or unfolded though large.
            end: What to say where the history ends; nothing where something is left out.
            arrow: What stands between before and after.
        """
        self.plan = plan
        self.today = today
        self.zone = zone
        self.arrow = arrow
        self._end = end
        self._commits = {row.revision: row for row in commits}
        self._folded = {
            row.revision
            for row in commits
            if (len(row.changes) >= FOLDED_FROM) != (row.revision in turned)
        }
        self.rows = self._rows(commits)

    def _rows(self, commits: Sequence[HistoryRow]) -> list[Row]:
        rows: list[Row] = []
        review = 0
        for commit in reversed(commits):
            if commit.review != review:
                rows.append(("review", commit.review, commit.revision))
                review = commit.review
            rows.append(("commit", commit.revision, 0))
            if len(commit.changes) > 1 and commit.revision not in self._folded:
                rows += [("change", commit.revision, n) for n in range(len(commit.changes))]
        if self._end and rows:
            rows.append(("end", 0, 0))
        return rows

    def commit(self, row: Row | None) -> HistoryRow | None:
        """The commit that a row belongs to."""
        return self._commits.get(row[1]) if row is not None and row[0] != "review" else None

    def change(self, row: Row | None) -> Change | None:
        """The one change that a row tells of."""
        commit = self.commit(row)
        if row is None or commit is None:
            return None
        if row[0] == "change":
            return commit.changes[row[2]]
        return commit.changes[0] if len(commit.changes) == 1 else None

    def role(self, row: object) -> str:
        """How a row is drawn."""
        kind = row[0] if isinstance(row, tuple) else ""
        return {"review": "group", "end": "dim"}.get(kind, "")

    def cell(self, row: object, column: str) -> Cell:
        """What a cell shows."""
        assert isinstance(row, tuple)
        if row[0] == "review":
            return Cell(self._review(row[1]) if column == "what" else "")
        if row[0] == "end":
            return Cell(self._end if column == "what" else "", "dim")
        commit = self._commits[row[1]]
        if row[0] == "change":
            return Cell(self._changed(commit.changes[row[2]], column, indent="  "))
        if column == "when":
            at = commit.at.astimezone(self.zone)
            return Cell(f"{short_date(at.date(), self.today)} {at:%H:%M}")
        if column == "who":
            return Cell(commit.by)
        kind = _KINDS[commit.kind]
        if len(commit.changes) == 1:
            return Cell(kind * (column == "what") + self._changed(commit.changes[0], column))
        if column == "what":
            return Cell(kind + commit.label)
        folded = commit.revision in self._folded
        return Cell(f"{len(commit.changes)} changes{', z' if folded else ''}", "dim") if (
            column in ("field", "change")
        ) else Cell("")  # fmt: skip

    def _changed(self, change: Change, column: str, indent: str = "") -> str:
        if column in ("when", "who"):
            return ""
        if column == "what":
            return indent + record_words(self.plan, change)
        field, before, after = change_words(self.plan, change)
        values = f" {before} {self.arrow} {after}" if before or after else ""
        shown = {"field": field, "before": before, "after": after, "change": field + values}
        return shown[column]

    def _review(self, id: int) -> str:
        if not id:
            return "Outside a review"
        review = self.plan.reviews.get(id)
        if review is None:
            return f"Review {ref('reviews', id)}"
        day = review.date or review.began
        when = f" of {short_date(day)}" if day else ""
        by = f", by {name_of(self.plan, review.by)}" if review.by is not None else ""
        kind = "Communication review" if review.kind == "communication" else "Review"
        return f"{kind}{when}{by}{'' if review.date else ', going on'}"

    def detail(self, row: Row | None, width: int, *, ascii_only: bool = False) -> list[Entry]:
        """The action of a row in full."""
        commit = self.commit(row)
        if commit is None:
            return []
        at = commit.at.astimezone(self.zone)
        head = (
            f"{long_date(at.date())} {at:%H:%M}, {commit.by}: {_KINDS[commit.kind]}{commit.label}"
        )
        entries = [Entry([[(wrap(head, width, 1, ascii_only=ascii_only)[0], "accent")]])]
        for place, change in enumerate(commit.changes):
            said = change_text(self.plan, change, arrow=self.arrow)
            lines: list[Line] = [[(t, "")] for t in wrap(said, width, 3, ascii_only=ascii_only)]
            entries.append(Entry(lines, ("change", commit.revision, place)))
        return entries
