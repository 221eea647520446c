"""TinyDB's tables as a plan needs them: ids never reused, nothing silently skipped or lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from actionplan_tui.store.reading import Content
from actionplan_tui.store.storage import PlanStorage

if TYPE_CHECKING:
    from pathlib import Path

Fields = Mapping[str, Any]


def opened(document: Any) -> dict[str, Any]:
    """The fields of a document, which may stand as it does in the file (`store.unopened`)."""
    fields: Any = msgspec.json.decode(document) if type(document) is msgspec.Raw else document
    return dict(fields)


class PlanDocument(Document):
    """A document of a plan file, opened when a table is asked for it."""

    def __init__(self, value: Any, doc_id: int) -> None:
        """Open it."""
        super().__init__(opened(value), doc_id)


class PlanTable(Table):
    """A table of a plan file."""

    document_class = PlanDocument

    def __init__(self, storage: Storage, name: str, **options: Any) -> None:
        """A table without a query cache, which would not notice other programs' saves."""
        super().__init__(storage, name, **{**options, "cache_size": 0})

    def insert(self, document: Fields) -> int:
        """Add a document. See `insert_multiple`.

        Raises: ValueError when its id is taken.
        """
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Fields]) -> list[int]:
        """Add documents, all or none.

        Unlike the stock method it never takes the place of a document that is there.

        Raises: ValueError when an id is taken.
        """
        new = [
            one if isinstance(one, Document) else Document(one, self._get_next_id())
            for one in documents
        ]

        def updater(table: dict[int, Fields]) -> None:
            for document in new:
                if document.doc_id in table:
                    raise ValueError(f"{self.name} {document.doc_id} is already there")
                table[document.doc_id] = dict(document)

        self._update_table(updater)
        return [document.doc_id for document in new]

    def set_fields(self, fields: Mapping[int, Fields]) -> None:
        """Set fields of documents by id; a value of None removes the field.

        Unlike the stock `update` it is one pass for many documents and skips none.

        Raises: KeyError when a document is missing.
        """

        def updater(table: dict[int, Fields]) -> None:
            for id, values in fields.items():
                merged = {**opened(table[id]), **values}
                table[id] = {k: v for k, v in merged.items() if v is not None or k not in values}

        self._update_table(updater)

    def delete(self, ids: Iterable[int]) -> None:
        """Remove documents by id.

        Raises: KeyError when one is missing.
        """
        wanted = list(ids)
        missing = set(wanted) - set(self.remove(doc_ids=wanted))
        if missing:
            raise KeyError(f"{self.name} {sorted(missing)}")

    def _get_next_id(self) -> int:
        """An id never used before: TinyDB's own would use that of a removed last one again."""
        return reserve(cast("dict[str, Any]", self._storage.read()), self.name)


class PlanDB(TinyDB):
    """A plan file as a TinyDB database."""

    table_class = PlanTable  # type: ignore[assignment]  # TinyDB's own is typed by a trick
    default_table_name = "plan"

    def __init__(self, path: str | Path, *, lock_timeout: float) -> None:
        """A database for the plan file at a real path; nothing is opened yet."""
        super().__init__(path, lock_timeout=lock_timeout, storage=PlanStorage)

    @property
    def storage(self) -> PlanStorage:
        """The storage of the plan file."""
        return cast("PlanStorage", self._storage)

    def table(self, name: str, **options: Any) -> PlanTable:
        """A table by its name."""
        return cast("PlanTable", super().table(name, **options))

    def snapshot(self, content: Content) -> AbstractContextManager[None]:
        """See `PlanStorage.snapshot`."""
        return self.storage.snapshot(content)

    def transaction(self, now: dt.datetime, *, patience: float) -> AbstractContextManager[Content]:
        """See `PlanStorage.transaction`."""
        return self.storage.transaction(now, patience=patience)

    def meta(self) -> dict[str, Any]:
        """The file's word on itself: schema, revision, ids given, who saved it when."""
        found = self.table("meta").get(doc_id=1)
        assert found is not None
        return dict(found)

    def stored(self, key: tuple[str, int]) -> dict[str, Any]:
        """The stored document of a record, whatever a newer version wrote in it included."""
        found = self.table(key[0]).get(doc_id=key[1])
        assert found is not None
        return dict(found)

    def reserve(self, table: str) -> int:
        """Take the next id of a table. Inside a transaction only."""
        return reserve(self.storage.read(), table)

    def raise_mark(self, table: str, id: int) -> None:
        """Note that an id has been given. Inside a transaction only."""
        marks = _marks(self.storage.read(), table)
        marks[table] = max(marks[table], id + 1)


def reserve(tree: dict[str, Any], table: str) -> int:
    """Take the next id of a table, in the tree's meta document."""
    marks = _marks(tree, table)
    id = marks[table]
    while str(id) in tree.get(table, {}):  # added by hand above the mark
        id += 1
    marks[table] = id + 1
    return id


def _marks(tree: dict[str, Any], table: str) -> dict[str, int]:
    """The next id of every table: its highest ever given, and one."""
    marks: dict[str, int] = tree["meta"]["1"].setdefault("next_id", {})
    if table not in marks:  # a plan made by hand
        marks[table] = 1 + max(map(int, tree.get(table, {})), default=0)
    return marks
