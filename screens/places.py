"""Where somebody was in a plan when they left it, and the filters they gave a name.

Both are kept per plan in the state folder, never in the plan itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from actionplan_tui.store.state import state_folder

_MOST = 50
"""How many plans' places are kept."""


class Left(Struct, frozen=True, omit_defaults=True):
    """How a screen was left: its row (an id, or `table:id`), its column, filter, part and
    sorted column."""

    row: str = ""
    column: str = ""
    filter: str = ""
    part: str = ""
    sort: tuple[str, bool] | None = None


class Place(Struct, frozen=True, omit_defaults=True):
    """Where somebody was; rows are `table:id`."""

    screen: str = ""
    row: str = ""
    column: str = ""
    folded: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    filter: str = ""
    sort: tuple[str, bool] | None = None
    screens: dict[str, Left] = {}
    """How the screens other than the table of steps were left, by their names."""
    filters: dict[str, tuple[tuple[str, str], ...]] = {}
    """Filters of one's own on each screen: name and text, in the order they were kept."""


def load_place(plan: Path, *, folder: Path | None = None) -> Place:
    """The place kept for a plan; the beginning when there is none. Never fails."""
    return _all(folder).get(os.path.abspath(plan), Place())


def save_place(plan: Path, place: Place, *, folder: Path | None = None) -> None:
    """Keep the place for a plan, beside its filters. Never fails: it is a convenience."""
    _keep(plan, lambda kept: msgspec.structs.replace(place, filters=kept.filters), folder)


def save_filters(
    plan: Path, screen: str, filters: Iterable[tuple[str, str]], *, folder: Path | None = None
) -> None:
    """Keep a screen's filters for a plan at once. Never fails: it is a convenience."""
    mine = tuple(filters)
    _keep(
        plan,
        lambda kept: msgspec.structs.replace(kept, filters={**kept.filters, screen: mine}),
        folder,
    )


def _keep(plan: Path, change: Callable[[Place], Place], folder: Path | None) -> None:
    with suppress(OSError, RuntimeError):
        folder = folder or state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        places = _all(folder)
        before = places.pop(os.path.abspath(plan), Place())
        places[os.path.abspath(plan)] = change(before)
        kept = dict(list(places.items())[-_MOST:])
        temporary = folder / f".places.{os.getpid()}.tmp"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(kept))
        os.replace(temporary, folder / "places.json")


def _all(folder: Path | None) -> dict[str, Place]:
    with suppress(OSError, RuntimeError, msgspec.MsgspecError, UnicodeError):
        raw = ((folder or state_folder()) / "places.json").read_bytes()
        return msgspec.json.decode(raw, type=dict[str, Place])
    return {}
