"""An error at every system call of a save, made by the kernel's own door: strace."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.store import open_store

SCRIPT = Path(__file__).with_name("save_once.py")

CALLS = (
    "openat,open,close,read,write,pread64,pwrite64,lseek,ftruncate,fsync,fdatasync,flock,fcntl,"
    "rename,renameat,renameat2,link,linkat,unlink,unlinkat,fchmod,chmod,fchown,chown,fstat,stat,"
    "lstat,newfstatat,statfs,fstatfs,statx,access,faccessat,faccessat2,getdents64,listxattr,"
    "flistxattr,getxattr,setxattr,fsetxattr,utimensat,readlink,mkdir,mkdirat"
)
"""What a save may ask of the system; asking for memory or the time is not a save's own."""


def traced(path: Path, log: Path, *options: str) -> tuple[str, int, str]:
    """A save under strace: what it said, how it ended, what it asked of the system."""
    session = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert session.stdout is not None
    assert session.stdout.readline() == "ready\n"
    os.waitid(os.P_PID, session.pid, os.WSTOPPED | os.WNOWAIT)
    tracer = subprocess.Popen(
        ["strace", "-f", "-p", str(session.pid), "-o", str(log), *options],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert tracer.stderr is not None
    if "attached" not in tracer.stderr.readline():
        session.kill()
        session.communicate()
        pytest.skip("tracing is not allowed here")
    session.send_signal(signal.SIGCONT)
    out, err = session.communicate()
    tracer.wait()
    assert "Traceback" not in err, err
    return out.removeprefix("begin\n").strip(), session.returncode, log.read_text()


def asked(trace: str) -> list[str]:
    """The calls between the word to begin and the answer, which are the save's."""
    lines = trace.splitlines()
    begin, end, *_ = (place for place, line in enumerate(lines) if "write(1, " in line)
    return [
        match[1]
        for line in lines[begin + 1 : end]
        if (match := re.match(r"\d+ +(\w+)\(", line)) and match[1] in CALLS.split(",")
    ]


@pytest.mark.verify
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_an_error_at_any_system_call_changes_nothing_or_all(
    path: Path, tmp_path: Path, save: Any, error: str, left_over: Any, record_property: Any
) -> None:
    for percent in (10, 20):
        save(percent)
    kept = {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)}
    log = tmp_path.parent / f"{error}.trace"

    def again() -> None:
        """The folder as it was before the save."""
        for name in set(os.listdir(tmp_path)) - set(kept):
            (tmp_path / name).unlink()
        for name, data in kept.items():
            (tmp_path / name).write_bytes(data)

    said, _, trace = traced(path, log)
    assert said == "saved"
    calls = asked(trace)
    assert {"flock", "write", "fsync"} <= set(calls), calls
    assert len(calls) > 30
    counts: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    for name in calls:
        counts[name] = number = counts.get(name, 0) + 1
        if name == "write":
            number += 1  # the first says that it begins
        again()
        before = path.read_bytes()
        said, status, _ = traced(path, log, "-e", f"inject={name}:error={error}:when={number}")
        if not said:
            assert status != 0  # it could not even say so
            said = "ended"
        where = f"{name} {number}: {said}"
        now = path.read_bytes()
        loaded = open_store(path, now=lambda: None).load()  # type: ignore[arg-type,return-value]
        assert loaded.plan.steps[1].percent == (20 if now == before else 60), where
        if said == "saved":
            assert now != before, where
        elif "the disk did not confirm it" not in said:
            assert now == before, where
        assert save(31).loaded.plan.steps[1].percent == 31, where
        assert left_over() == [], where
        outcomes[said.partition(":")[0]] = outcomes.get(said.partition(":")[0], 0) + 1
    record_property("calls", len(calls))
    print(f"{error}: {len(calls)} calls, {outcomes}")
