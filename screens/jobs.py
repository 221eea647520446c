"""Whether a shell stands behind this process that can stop it and bring it back."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["why_not_aside"]


def why_not_aside() -> str:
    """Why this process cannot be put aside; nothing where a shell with jobs stands behind it.

    One that is stopped where nobody waits for it would never be heard of again. A shell that can
    bring it back has it, with all it was started through, in a group of its own.
    """
    process, group = os.getpid(), os.getpgrp()
    session = os.getsid(0)
    while process > 1 and os.getpgid(process) == group:
        process = _parent(process)
    if process > 1 and _session(process) == session:
        return ""
    return "No shell with jobs is behind this desk: nothing could bring it back"


def _parent(process: int) -> int:
    """The process that started another; 0 where the system does not tell."""
    if process == os.getpid():
        return os.getppid()
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])


def _session(process: int) -> int:
    try:
        return os.getsid(process)
    except OSError:
        return -1
