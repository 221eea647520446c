"""What happens to a file is told, whoever does it and however; what else happens is not."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from patience import PATIENCE

from actionplan_tui.store import file_events
from actionplan_tui.store.file_events import FileEvents, events_of, file_system_of

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:26 / /srv/plans rw,relatime shared:9 - nfs4 server:/plans rw
31 22 254:1 / /srv/plans/local rw - xfs /dev/vdb rw
32 22 0:27 / /mnt/two\\040words rw - cifs //server/share rw
33 22 0:29 / /mnt/stick\u2028rw - tmpfs tmpfs rw
34 22 254:2 / /mnt/desks rw - ext4 /dev/vdc rw
35 34 0:28 / /mnt/desks rw - fuse.sshfs them: rw
36 22 254:0 /host/plan.json /data/my\\040plan.json rw - ext4 /dev/vda rw
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a name of all kinds of characters, in a folder of its own."""
    folder = tmp_path / "plans"
    folder.mkdir()
    path = folder / "water \n خطة.json"
    path.write_text("{}")
    return path


@pytest.fixture
def events(file: Path) -> Iterator[FileEvents]:
    """What tells of the file."""
    found = FileEvents(file)
    yield found
    found.close()


def replace(path: Path) -> None:
    """Put another file in its place, as the store does."""
    other = path.with_name("other")
    other.write_text("{} ")
    other.replace(path)


@pytest.mark.parametrize(
    "do",
    [
        lambda path: path.write_text("{} "),
        replace,
        Path.unlink,
        lambda path: path.rename(path.with_name("elsewhere")),
        lambda path: os.utime(path, (1, 1)),
        lambda path: path.chmod(0o600),
    ],
    ids=["written", "replaced", "removed", "renamed", "touched", "another mode"],
)
def test_what_happens_to_the_file_is_told_once(
    file: Path, events: FileEvents, do: Callable[[Path], object]
) -> None:
    do(file)

    assert events.wait(PATIENCE)
    assert not events.wait(0)
    assert not events.over


def test_a_file_that_comes_back_is_told(file: Path, events: FileEvents) -> None:
    file.unlink()
    assert events.wait(PATIENCE)
    file.write_text("{}")

    assert events.wait(PATIENCE)


def test_what_happens_to_others_is_not_told(file: Path, events: FileEvents) -> None:
    for name in ("other", f"{file.name}.lock", f".{file.name}"):
        file.with_name(name).write_text("x")
    file.read_text()

    assert not events.wait(0.2)


def test_who_waits_is_let_go(events: FileEvents) -> None:
    told: list[bool] = []
    waiter = threading.Thread(target=lambda: told.append(events.wait(10 * PATIENCE)))
    waiter.start()
    events.wake()
    waiter.join(PATIENCE)

    assert told == [False]


def test_a_folder_that_moves_away_is_told_and_then_nothing_more(
    file: Path, events: FileEvents
) -> None:
    file.parent.rename(file.parent.with_name("away"))

    assert events.wait(PATIENCE)
    assert events.over


def test_nothing_is_left_open(file: Path, tmp_path: Path) -> None:
    def listening() -> int:
        found = 0
        for each in os.listdir("/proc/self/fd"):
            with contextlib.suppress(FileNotFoundError):  # what listed them, by now
                found += "inotify" in os.readlink(f"/proc/self/fd/{each}")
        return found

    before = listening()
    for _ in range(20):
        events = FileEvents(file)
        events.close()
        events.wake()  # by one who does not know yet
        with pytest.raises(FileNotFoundError):
            FileEvents(tmp_path / "nowhere" / "plan.json")

    assert listening() < before + 20  # others may come and go


def test_a_system_that_has_no_room_or_no_such_thing_has_to_be_looked_at(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __init__(self, *args: object, **options: object) -> None:
            ctypes.set_errno(24)

        def inotify_init1(self, flags: int) -> int:
            return -1

    monkeypatch.setattr(file_events.ctypes, "CDLL", Full)
    assert events_of(file) is None

    monkeypatch.delattr(Full, "inotify_init1")
    assert events_of(file) is None


@pytest.mark.parametrize(
    ("file", "mount", "kind"),
    [
        ("/var/plans/water.json", 22, "ext4"),
        ("/srv/plans/water.json", 30, "nfs4"),
        ("/srv/plans/local/water.json", 31, "xfs"),
        ("/mnt/two words/water.json", 32, "cifs"),
        ("/mnt/desks/water.json", 35, "fuse.sshfs"),
        ("/data/my plan.json", 22, ""),  # a container's, told of where it comes from
        ("/data/another.json", 22, "ext4"),
        ("/nowhere/water.json", 99, ""),
    ],
)
def test_the_file_system_is_that_of_the_folders_mount(file: str, mount: int, kind: str) -> None:
    assert file_system_of(Path(file), mount, MOUNTS) == kind


def test_the_system_says_what_the_folder_is_on(file: Path) -> None:
    mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    kind = file_system_of(file, file_events._mount_of(file.parent), mounts)
    asked = subprocess.run(
        ["stat", "--file-system", "--format=%T", file.parent],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    # They have other names for some: overlayfs for overlay, ext2/ext3 for ext4.
    assert asked.stdout[:3] == kind[:3] or kind not in file_events._TOLD


def test_a_folder_on_a_network_has_to_be_looked_at(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_events, "file_system_of", lambda *asked: "nfs4")

    assert events_of(file) is None
