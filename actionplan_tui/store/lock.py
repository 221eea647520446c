"""One writer at a time: an flock on a file beside the plan, and a lock between threads."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from actionplan_tui.edits.protocol import SaveFailed
from actionplan_tui.store import writing

if TYPE_CHECKING:
    from pathlib import Path

_PAUSE = 0.005
"""Seconds between tries. Longer is unfair: a slow poller starves among busy writers."""

TIMEOUT = 10.0
"""Seconds for which a save waits for another program that is saving the plan, if nobody says."""

_UNLOCKABLE = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

_threads: dict[Path, threading.Lock] = {}
_threads_guard = threading.Lock()


def lock_path(plan: Path) -> Path:
    """Where the lock of a plan file is; never the plan itself, which every save replaces."""
    return plan.with_name(f".{plan.name}.lock")


@contextmanager
def locked(plan: Path, timeout: float) -> Iterator[None]:
    """Hold the lock of a plan file that exists.

    Raises: SaveFailed when another session keeps it for longer than `timeout` seconds, or
    the file system cannot lock.
    """
    deadline = time.monotonic() + timeout
    with _threads_guard:
        between_threads = _threads.setdefault(plan, threading.Lock())
    if not between_threads.acquire(timeout=timeout):
        raise _busy(timeout)
    try:
        handle = _open(plan)
        try:
            _acquire(handle, plan, deadline, timeout)
            yield
        finally:
            with suppress(OSError):
                os.close(handle)  # gives the lock back
    finally:
        between_threads.release()


def _open(plan: Path) -> int:
    """The lock file, made with the plan's group and mode so that colleagues can lock too."""
    path = lock_path(plan)
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC  # NFS locks only what is open for writing
    try:
        try:
            return os.open(path, flags)
        except FileNotFoundError:
            writing.make_shared(path, plan)
            return os.open(path, flags | os.O_CREAT, 0o666)
    except OSError as error:
        raise SaveFailed(
            f"the lock file {path.name} cannot be opened ({error.strerror}):"
            " ask its owner for write access; nothing was changed"
        ) from None


def _acquire(handle: int, plan: Path, deadline: float, timeout: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if error.errno in _UNLOCKABLE:
                raise SaveFailed(
                    f"the file system of {plan.name} cannot lock files: keep the plan on a local"
                    " disk or on NFSv4 with locks; nothing was changed"
                ) from None
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EINTR):
                raise SaveFailed(
                    f"the lock of {plan.name} failed ({error.strerror}); nothing was changed"
                ) from None
        if time.monotonic() >= deadline:
            raise _busy(timeout)
        time.sleep(_PAUSE)


def _busy(timeout: float) -> SaveFailed:
    return SaveFailed(
        f"busy: another session has held the plan for {timeout:g} s; nothing was changed"
    )
