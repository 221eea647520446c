"""The plans opened lately, remembered in the state folder. Nothing here ever fails its caller."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from actionplan_tui.store.state import state_folder

MOST = 30
"""How many plans are remembered."""

_FILE = "recent.json"


class Recent(Struct, frozen=True):
    """A plan opened lately."""

    path: str
    title: str
    at: dt.datetime


def remember(path: Path, title: str, at: dt.datetime, *, folder: Path | None = None) -> None:
    """Remember that a plan was opened, as the last one."""
    with suppress(OSError, RuntimeError):  # no home folder, a full disk
        folder = folder or state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = Recent(os.path.abspath(path), title, at)
        handle = os.open(folder / f".{_FILE}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            # Two sessions that open at once; a third that hangs is no reason to wait.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            others = [one for one in recent(folder=folder) if one.path != own.path]
            _write(folder / _FILE, [own, *others][:MOST])
        finally:
            os.close(handle)


def _write(path: Path, plans: list[Recent]) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(plans), indent=1) + b"\n")
    os.replace(temporary, path)


def recent(*, folder: Path | None = None) -> list[Recent]:
    """The plans opened lately, the last one first; those no longer there included."""
    with suppress(OSError, RuntimeError, msgspec.MsgspecError, UnicodeError):
        raw = ((folder or state_folder()) / _FILE).read_bytes()
        return msgspec.json.decode(raw, type=list[Recent])
    return []


def last_opened(*, folder: Path | None = None) -> Path | None:
    """The plan opened last that is still there."""
    for one in recent(folder=folder):
        with suppress(OSError):
            if os.path.isfile(one.path):
                return Path(one.path)
    return None
