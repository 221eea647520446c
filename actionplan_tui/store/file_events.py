"""Tells when something happens to a file, so that nobody has to look: Linux's inotify(7).

A look every half second is cheap where memory is at hand. On a virtual machine it may not be: what
has not been used for half a second is fetched again page by page, and a desk that nobody touches
takes a hundredth of a processor. The system tells only of what is done on this machine, so that
folders on a network have to be looked at as before.
"""

from __future__ import annotations

import ctypes
import os
import re
import select
import struct
import threading
import time
from pathlib import Path

__all__ = ["FileEvents", "events_of", "file_system_of"]

_TOLD = frozenset(
    (
        *("bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "jfs"),
        *("overlay", "ramfs", "tmpfs", "xfs", "zfs"),
    )
)
"""Kinds of file systems that only this machine writes to, and that keep names as they are given."""

_MODIFY, _ATTRIB, _CLOSE_WRITE = 0x2, 0x4, 0x8
_MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x40, 0x80, 0x100, 0x200
_DELETE_SELF, _MOVE_SELF, _UNMOUNT, _OVERFLOW, _IGNORED = 0x400, 0x800, 0x2000, 0x4000, 0x8000
_ASKED = (
    _MODIFY | _ATTRIB | _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE
    | _DELETE_SELF | _MOVE_SELF
)  # fmt: skip
_OVER = _DELETE_SELF | _MOVE_SELF | _UNMOUNT | _IGNORED
"""After these the folder is another, or gone."""
_EVENT = struct.Struct("iIII")
"""What stands before the name: watch, mask, cookie, length of the name."""
_GATHERED = 0.1
"""Seconds for which more may happen before it is told: to a file it seldom comes alone."""
_OF_OTHERS = 0.4
"""Seconds more for which what happens to other files of a busy folder is let gather."""


def events_of(file: Path) -> FileEvents | None:
    """What tells of a file; None where the system cannot, and somebody has to look.

    Args:
        file: The file, without symbolic links: one of them may lead elsewhere by now.
    """
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        kind = file_system_of(file, _mount_of(file.parent), mounts)
        return FileEvents(file) if kind in _TOLD else None
    except (OSError, AttributeError, ValueError):  # no room for another, or no such system
        return None


def _mount_of(folder: Path) -> int:
    """The number of the mount that a folder is on."""
    handle = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        told = Path(f"/proc/self/fdinfo/{handle}").read_text("ascii")
    finally:
        os.close(handle)
    found = re.search(r"^mnt_id:\s*(\d+)", told, re.MULTILINE)
    return int(found[1]) if found else -1


def file_system_of(file: Path, mount: int, mounts: str) -> str:
    """The kind of file system that a file lies on; nothing if unknown, or mounted by itself:
    what happens to it is told of the folder that it comes from.

    Args:
        file: The file.
        mount: The number of the mount that its folder is on.
        mounts: What is mounted, as in proc_pid_mountinfo(5).
    """
    kind = ""
    for line in mounts.split("\n"):
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5:
            continue
        if _unescaped(fields[4]) == os.fspath(file):
            return ""
        if fields[0] == str(mount):
            kind = after.split(" ")[0]
    return kind


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), text)


class FileEvents:
    """Waits in one thread for something to happen to a file, whoever puts another in its place."""

    def __init__(self, file: Path) -> None:
        """Begin to listen.

        Raises: OSError when the system has no room for another, AttributeError without inotify.
        """
        libc = ctypes.CDLL(None, use_errno=True)
        self._name = os.fsencode(file.name)
        self._folder = os.fspath(file.parent)
        self._watched = os.stat(self._folder)
        self._closing = threading.Lock()
        self._events = self._checked(libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK))
        self._waking = -1
        try:
            self._waking = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
            folder = os.fsencode(self._folder)
            self._checked(libc.inotify_add_watch(self._events, folder, _ASKED))
        except BaseException:
            self.close()
            raise
        self.over = False
        """Is the folder another by now, or gone? Then nothing more is told."""

    @staticmethod
    def _checked(result: int) -> int:
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return result

    def wait(self, seconds: float) -> bool:
        """Wait until something has happened to the file; whether it has.

        Returns at once when it has happened since the last time, and when `wake` was called.

        Args:
            seconds: The most that is waited.
        """
        end = time.monotonic() + seconds
        while not self.over:
            if self._ready(end - time.monotonic(), self._events, self._waking) != [self._events]:
                return False
            if self._ready(_GATHERED, self._waking):
                return False
            if self._is_meant(os.read(self._events, 65_536)):
                return True
            if self._ready(_OF_OTHERS, self._waking):
                return False
        return True

    @staticmethod
    def _ready(seconds: float, *handles: int) -> list[int]:
        """Those with something to be read, as soon as one has, within so many seconds."""
        poll = select.poll()
        for each in handles:
            poll.register(each, select.POLLIN)
        return [handle for handle, _ in poll.poll(max(0.0, seconds) * 1000)]

    def _is_meant(self, data: bytes) -> bool:
        at, meant = 0, False
        while at < len(data):
            _, mask, _, length = _EVENT.unpack_from(data, at)
            at += _EVENT.size
            name = data[at : at + length].rstrip(b"\0")
            at += length
            self.over = self.over or bool(mask & _OVER)
            meant = meant or name == self._name or bool(mask & (_OVER | _OVERFLOW))
        return meant

    @property
    def in_place(self) -> bool:
        """Whether the folder is still where it was: nothing is told of one further up that moves,
        or of a disk that is put over it."""
        try:
            return os.path.samestat(os.stat(self._folder), self._watched)
        except OSError:
            return False

    def wake(self) -> None:
        """Let the one who waits go, now or the next time; safe from any thread."""
        with self._closing:  # else its number may be another file's by now
            if self._waking >= 0:
                os.eventfd_write(self._waking, 1)

    def close(self) -> None:
        """Listen no more. Called by the one who waits."""
        with self._closing:
            for handle in (self._events, self._waking):
                if handle >= 0:
                    os.close(handle)
            self._events = self._waking = -1
