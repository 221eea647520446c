"""Edits that never reached a plan, kept in the state folder and offered at the next start."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from actionplan_tui.edits.workspace import Draft
from actionplan_tui.store.state import state_folder


class HalfTyped(Struct, frozen=True, kw_only=True):
    """A text that was being typed when a session ended: where, for what question, and the text."""

    screen: str
    table: str = ""
    id: int = 0
    field: str = ""
    prompt: str = ""
    text: str


class Unsaved(Struct, frozen=True, kw_only=True):
    """What one session left unsaved, in its order. `file` is where it is kept."""

    plan_id: str
    plan: str
    title: str
    at: dt.datetime
    drafts: tuple[Draft, ...]
    typed: tuple[HalfTyped, ...] = ()
    file: str = ""


def save_drafts(
    drafts: Sequence[Draft],
    typed: Sequence[HalfTyped] = (),
    *,
    plan: Path,
    plan_id: str,
    title: str,
    at: dt.datetime,
    folder: Path | None = None,
) -> Unsaved | None:
    """Keep drafts and half-typed texts durably, readable by their owner alone.

    Returns: None when there are none to keep.

    Raises: OSError when the state folder cannot be written.
    """
    if not (drafts or typed):
        return None
    folder = folder or state_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"unsaved-{_safe(plan_id)}-{os.getpid()}-{os.urandom(4).hex()}.json"
    unsaved = Unsaved(
        plan_id=plan_id,
        plan=str(plan),
        title=title,
        at=at,
        drafts=tuple(drafts),
        typed=tuple(typed),
        file=str(folder / name),
    )
    _write(folder / name, msgspec.json.encode(unsaved))
    return unsaved


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def list_drafts(plan_id: str, *, folder: Path | None = None) -> list[Unsaved]:
    """What earlier sessions left unsaved of a plan, oldest first; never fails."""
    found: list[Unsaved] = []
    with suppress(OSError):
        for path in (folder or state_folder()).glob(f"unsaved-{_safe(plan_id)}-*.json"):
            with suppress(OSError, msgspec.MsgspecError, UnicodeError):
                unsaved = msgspec.json.decode(path.read_bytes(), type=Unsaved)
                if unsaved.plan_id == plan_id:
                    found.append(msgspec.structs.replace(unsaved, file=str(path)))
    return sorted(found, key=lambda unsaved: (unsaved.at, unsaved.file))


def drop_drafts(unsaved: Unsaved) -> None:
    """Forget what was left unsaved: it has been saved since, or is not wanted."""
    with suppress(FileNotFoundError):
        os.unlink(unsaved.file)


def _safe(plan_id: str) -> str:
    """The plan id as part of a file name, whatever a hand has written there."""
    return "".join(char for char in plan_id if char.isalnum())[:64] or "plan"
