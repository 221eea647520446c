"""One writer at a time, and nobody waits for ever."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import stat
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.edits.protocol import SaveFailed
from actionplan_tui.store import lock, open_store


def hold_and_stop(path: Path) -> None:
    with lock.locked(path, 5):
        os.kill(os.getpid(), signal.SIGSTOP)


@pytest.fixture
def stopped(path: Path) -> Any:
    """A session that was stopped while it held the lock."""
    session = multiprocessing.get_context("fork").Process(target=hold_and_stop, args=(path,))
    session.start()
    assert session.pid is not None
    _, status = os.waitpid(session.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    yield session
    session.kill()
    session.join()


def test_a_lock_held_by_a_stopped_session_times_out(path: Path, save: Any, stopped: Any) -> None:
    before = path.read_bytes()

    with pytest.raises(SaveFailed) as refused:
        save(lock_timeout=0.2)
    assert refused.value.message == (
        "busy: another session has held the plan for 0.2 s; nothing was changed"
    )
    assert path.read_bytes() == before


def test_a_lock_is_free_once_its_holder_is_killed(save: Any, stopped: Any) -> None:
    stopped.kill()
    stopped.join()

    assert save(lock_timeout=0.2).loaded.revision == 2


def test_reading_needs_no_lock(path: Path, stopped: Any) -> None:
    assert open_store(path, now=lambda: None).load().revision == 1


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_without_locks_nothing_is_written(
    path: Path, save: Any, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    before = path.read_bytes()
    monkeypatch.setattr(lock.fcntl, "flock", refuse)

    with pytest.raises(SaveFailed, match="cannot lock files: keep the plan on a local disk"):
        save()
    assert path.read_bytes() == before


def test_the_lock_is_beside_the_plan_and_stays(path: Path, save: Any) -> None:
    path.chmod(0o660)
    save(1)
    first = lock.lock_path(path).stat()
    save(2)

    assert lock.lock_path(path).name == ".plan.json.lock"
    assert lock.lock_path(path).stat().st_ino == first.st_ino
    assert stat.S_IMODE(first.st_mode) == 0o660


def test_a_link_in_the_place_of_the_lock_is_not_followed(path: Path, save: Any) -> None:
    victim = path.with_name("victim")
    lock.lock_path(path).symlink_to(victim)

    with pytest.raises(SaveFailed, match=r"lock file \.plan\.json\.lock cannot be opened"):
        save()
    assert not victim.exists()
