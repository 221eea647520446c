"""The rows of the history that a plan file keeps, from its documents and back."""

from __future__ import annotations

import msgspec

from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.codec import Document
from actionplan_tui.model.problem import Problem
from actionplan_tui.store.decoding import documents_of
from actionplan_tui.store.migrations import Tree


def history_of(tree: Tree, last: tuple[HistoryRow, ...]) -> tuple[HistoryRow, ...]:
    """The history in a tree, oldest first; rows known from last time are shared.

    Raises: Problem naming the row that cannot be understood.
    """
    known = {row.revision: row for row in last}
    rows: list[HistoryRow] = []
    for revision, document in documents_of(tree, "history").items():
        try:
            row = msgspec.convert({**document, "revision": revision}, HistoryRow)
        except msgspec.ValidationError as error:
            raise Problem(f"history row {revision}: {error}") from None
        same = known.get(revision)
        rows.append(same if same == row else row)
    return tuple(sorted(rows, key=lambda row: row.revision))


def row_document(row: HistoryRow) -> Document:
    """The document of a history row; its id is the revision."""
    document: Document = msgspec.to_builtins(row)
    document.pop("revision")
    return document
