"""What is kept of a mistake of the program itself: where it happened, and nothing of a plan."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress

from actionplan_tui.cli import clock
from actionplan_tui.cli.version import version
from actionplan_tui.store.state import state_folder


def keep_log(error: BaseException) -> str:
    """Keep a private log of the mistake in the state folder.

    It holds the kinds of the errors and the lines of this program they came through. It does
    not hold their messages, which could quote the plan.

    Returns: the sentence to tell.
    """
    kind = type(error).__name__
    told = f"a mistake of the program ({kind}); your plan is as it was last saved"
    at = clock.now()
    with suppress(OSError, RuntimeError):  # no home folder, a full disk
        folder = state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"crash-{at:%Y%m%d-%H%M%S}-{os.getpid()}.log"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
            file.write("\n".join(_lines(error, at.isoformat())) + "\n")
        told += f": please report it with {path}"
    return told


def _lines(error: BaseException, at: str) -> Iterator[str]:
    yield f"actionplan {version()}, Python {sys.version.split()[0]}, {sys.platform}, {at}"
    one: BaseException | None = error
    seen: set[int] = set()
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield f"{type(one).__module__}.{type(one).__qualname__}"
        for frame in traceback.extract_tb(one.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        one = one.__cause__ or one.__context__
