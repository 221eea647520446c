"""An error at every system call of a save.

Two ways to make it: strace, at the kernel's own door, and, where nobody may trace, a library put
before that of C.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

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


class Save(NamedTuple):
    """A save: what it said, how it ended, what it asked of the system."""

    said: str
    status: int
    calls: list[str]


class Traced:
    """Makes calls fail by strace."""

    def __init__(self, folder: Path) -> None:
        if not shutil.which("strace"):
            cannot("strace is not installed")
        self._log = folder / "trace"

    def save(self, path: Path, error: str = "", name: str = "", number: int = 0) -> Save:
        """A save in which a call fails, if one is named."""
        session = begun(path, {})
        fails = f"inject={name}:error={error}:when={number + (name == 'write')}"  # one: "begin"
        tracer = subprocess.Popen(
            ["strace", "-f", "-p", str(session.pid), "-o", str(self._log)]
            + (["-e", fails] if name else []),
            stderr=subprocess.PIPE,
            text=True,
        )
        assert tracer.stderr is not None
        if "attached" not in tracer.stderr.readline():
            session.kill()
            session.communicate()
            pytest.skip("tracing is not allowed here: the calls of the C library fail instead")
        said, status = ended(session)
        tracer.wait()
        return Save(said, status, self._asked() if not name else [])

    def _asked(self) -> list[str]:
        """The calls between the word to begin and the answer, which are the save's."""
        lines = self._log.read_text().splitlines()
        begin, end, *_ = (place for place, line in enumerate(lines) if "write(1, " in line)
        return [
            match[1]
            for line in lines[begin + 1 : end]
            if (match := re.match(r"\d+ +(\w+)\(", line)) and match[1] in CALLS.split(",")
        ]


class Preloaded:
    """Makes calls of the C library fail."""

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None:
            cannot("a C compiler is not installed")
        self._library, self._log = folder / "failing.so", folder / "calls"
        source = Path(__file__).with_name("failing_calls.c")
        command = [str(compiler), "-shared", "-fPIC", "-O1", "-o", str(self._library), str(source)]
        subprocess.run([*command, "-ldl"], check=True)

    def save(self, path: Path, error: str = "", name: str = "", number: int = 0) -> Save:
        """A save in which a call fails, if one is named."""
        fails = {"FAIL_LOG": str(self._log), "LD_PRELOAD": str(self._library)}
        if name:
            code = str(getattr(errno, error))
            fails |= {"FAIL_CALL": name, "FAIL_AT": str(number), "FAIL_ERRNO": code}
        said, status = ended(begun(path, fails))
        return Save(said, status, self._log.read_text().split())


def cannot(reason: str) -> NoReturn:
    """Skip, but where everything must be there fail."""
    if os.environ.get("ACTIONPLAN_REQUIRE_CONSUMERS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def begun(path: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """A session that stands before its save."""
    session = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    assert session.stdout is not None
    assert session.stdout.readline() == "ready\n"
    os.waitid(os.P_PID, session.pid, os.WSTOPPED | os.WNOWAIT)
    return session


def ended(session: subprocess.Popen[str]) -> tuple[str, int]:
    """What a session said once it was let go, and its exit status."""
    session.send_signal(signal.SIGCONT)
    out, err = session.communicate()
    assert "Traceback" not in err, err
    return out.removeprefix("begin\n").strip(), session.returncode


@pytest.mark.verify
@pytest.mark.parametrize("means", [Traced, Preloaded])
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_an_error_at_any_system_call_changes_nothing_or_all(
    path: Path, tmp_path: Path, save: Any, error: str, means: Any, left_over: Any
) -> None:
    for percent in (10, 20):
        save(percent)
    kept = {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)}
    way = means(tmp_path.parent)

    def again() -> None:
        """The folder as it was before the save."""
        for name in set(os.listdir(tmp_path)) - set(kept):
            (tmp_path / name).unlink()
        for name, data in kept.items():
            (tmp_path / name).write_bytes(data)

    said, _, calls = way.save(path)
    assert said == "saved"
    assert {"flock", "write", "fsync"} <= set(calls), calls
    assert len(calls) > 30
    counts: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    for name in calls:
        counts[name] = number = counts.get(name, 0) + 1
        again()
        before = path.read_bytes()
        said, status, _ = way.save(path, error, name, number)
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
    print(f"{means.__name__}, {error}: {len(calls)} calls, {outcomes}")
