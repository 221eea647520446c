"""Which program a commit came from, and whether that program may still be running."""

from __future__ import annotations

import os
from pathlib import Path


def session_id() -> str:
    """This program's session: host, process id and start time, unique across restarts."""
    return f"{os.uname().nodename}:{os.getpid()}:{_started(os.getpid())}"


def is_here(session: str) -> bool:
    """Whether a session ran on this host, so that `is_running` knows about it."""
    return session.startswith(f"{os.uname().nodename}:")


def is_running(session: str) -> bool:
    """Whether the program of a session of this host still runs."""
    pid, _, started = session.removeprefix(f"{os.uname().nodename}:").partition(":")
    # Another program may have been given the same process id since.
    return pid.isdecimal() and started == _started(int(pid)) != ""


def _started(pid: int) -> str:
    """When a process started, in the kernel's own clock; "" when there is none."""
    try:
        # The program's name stands in parentheses and may hold spaces.
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        fields = text.rpartition(")")[2].split()
        return "" if fields[0] in "ZX" else fields[19]
    except FileNotFoundError:
        return "" if Path("/proc/self").exists() else _without_proc(pid)
    except (OSError, IndexError):
        return ""


def _without_proc(pid: int) -> str:
    """The best that is known of a process where there is no /proc."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except OSError:
        pass  # somebody else's, so it runs
    return "0"
