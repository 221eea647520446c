"""Earlier versions of a plan file, kept beside it as hard links: they cost nothing to make.

All of this is an extra: no failure here may block or fail a save.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from actionplan_tui.model.workdays import short_moment

SPACING = 25
"""Revisions between two backups of one day."""

SPACED, DAYS = 5, 14
"""How many backups so spaced are kept, and for how many days the first save of the day."""


class Kept(NamedTuple):
    """A backup file: the revision it holds and when that was saved."""

    revision: int
    saved: dt.datetime
    path: Path


def backup_path(plan: Path, name: int | str) -> Path:
    """Where the backup of a revision, or of an older schema, is kept."""
    return plan.with_name(f".{plan.name}.bak.{name}")


def kept(plan: Path) -> list[Kept]:
    """The numbered backups of a plan file, newest revision first."""
    pattern = re.compile(re.escape(f".{plan.name}.bak.") + r"(\d+)")
    found: list[Kept] = []
    with suppress(OSError), os.scandir(plan.parent) as entries:
        for entry in entries:
            match = pattern.fullmatch(entry.name)
            if match is not None:
                with suppress(OSError):
                    saved = dt.datetime.fromtimestamp(entry.stat().st_mtime, dt.UTC)
                    found.append(Kept(int(match[1]), saved, Path(entry.path)))
    return sorted(found, reverse=True)


def hint(plan: Path) -> str:
    """How to get a damaged plan back, or "" without a backup."""
    found = kept(plan)
    if not found:
        return ""
    newest = found[0]
    return (
        f": restore the newest backup, revision {newest.revision} saved"
        f" {short_moment(newest.saved)}, with actionplan restore {newest.revision}"
    )


def keep(plan: Path, revision: int, saved: dt.datetime | None, now: dt.datetime) -> None:
    """Keep the plan file as it is, before a save, if it is due; and drop what is too old.

    Due are the version that the first save of all replaces, that of the first save of a day, and
    one every `SPACING` revisions. The lock must be held.
    """
    found = kept(plan)
    new_day = saved is None or saved.date() != now.date()
    newest = found[0].revision if found else 0
    if not found or new_day or not newest <= revision < newest + SPACING:
        keep_as(plan, revision)
        found = kept(plan)
    staying = set(_staying(found))
    for backup in found:
        if backup not in staying:
            with suppress(OSError):
                backup.path.unlink()


def keep_as(plan: Path, name: int | str) -> None:
    """Keep the plan file as it is under that name; one there already is left."""
    target = backup_path(plan, name)
    try:
        os.link(plan, target)
    except FileExistsError:
        pass  # made by a save that was killed before it finished
    except OSError:  # no hard links on this file system
        with suppress(OSError):
            _copy(plan, target)


def _copy(plan: Path, target: Path) -> None:
    status = os.stat(plan)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(plan.read_bytes())
    with suppress(OSError):
        os.chown(target, -1, status.st_gid)
    os.chmod(target, status.st_mode & 0o666)
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))


def _staying(found: list[Kept]) -> Iterator[Kept]:
    """The newest few, well spaced, and the newest of each of the last days."""
    spaced = 0
    below: int | None = None
    days: set[dt.date] = set()
    for backup in found:
        if spaced < SPACED and (below is None or backup.revision <= below):
            spaced += 1
            below = backup.revision - SPACING
            yield backup
        day = backup.saved.date()
        if day not in days and len(days) < DAYS:
            days.add(day)
            yield backup


def remove_orphans(plan: Path) -> None:
    """Remove what killed saves left in the folder. The lock must be held."""
    # Host, process and chance; no more, or `plan` would take those of `plan.json` for its own.
    pattern = re.compile(re.escape(f".{plan.name}.") + r"[^.]*\.\d+\.[0-9a-f]{8}\.tmp")
    with suppress(OSError), os.scandir(plan.parent) as entries:
        for entry in entries:
            if pattern.fullmatch(entry.name):
                with suppress(OSError):
                    os.unlink(entry.path)
