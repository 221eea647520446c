"""Documents that a save carries over as they stand in the file, unopened.

An edit changes a few documents of ten thousand. To put all of them into Python's objects, into
text again, and to take the objects apart takes the most of a save. So of a file that was found
sound before only the tables are told apart; a document is opened when a table is asked for it, and
the others go back as the bytes they came as. What a newer version wrote in them stays by itself.
"""

from __future__ import annotations

import msgspec

from actionplan_tui.store.migrations import Tree, current
from actionplan_tui.store.tables import opened

_TABLES = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])


def unopened(raw: bytes) -> Tree | None:
    """The tree of a file that was found sound before, its documents unopened but for what the
    file says of itself; None where it has another form, or is to be migrated."""
    try:
        tree: Tree = dict(_TABLES.decode(raw))
    except msgspec.DecodeError:
        return None  # such as a byte order mark
    tree["meta"] = {id: opened(document) for id, document in tree["meta"].items()}
    return tree if tree["meta"]["1"]["schema"] == current() else None
