"""How long a command takes from a cold start, and how much of it is work."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """One run: milliseconds by the clock, and milliseconds of work."""

    clock: float
    work: float


def run_once(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a command with its output thrown away.

    Raises: RuntimeError when it fails.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    try:
        actions = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (0, 1, 2)]
        began = time.perf_counter()
        pid = os.posix_spawn(command[0], command, dict(environment), file_actions=actions)
        _, status, used = os.wait4(pid, 0)
        clock = time.perf_counter() - began
    finally:
        os.close(nowhere)
    if status:
        ended = os.waitstatus_to_exitcode(status)
        raise RuntimeError(f"{' '.join(command)} ended with {ended}")
    return Run(clock * 1e3, (used.ru_utime + used.ru_stime) * 1e3)


def interleaved(
    commands: Mapping[str, Sequence[str]],
    environment: Mapping[str, str],
    rounds: int,
    *,
    before: Callable[[str], object],
) -> dict[str, list[Run]]:
    """Run commands in turn, each once a round, after one round that is not counted.

    `before` is told the name of each before it runs.
    """
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            before(name)
            run = run_once(command, environment)
            if number:
                found[name].append(run)
    return found


_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def imports(python: str, statement: str, environment: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds that each module takes by itself when a statement loads it."""
    run = subprocess.run(
        (python, "-X", "importtime", "-c", statement),
        env=dict(environment),
        capture_output=True,
        check=True,
        text=True,
    )
    return {name: int(took) / 1e3 for took, name in _IMPORT.findall(run.stderr)}
