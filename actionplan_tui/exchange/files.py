"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path

from actionplan_tui.model.problem import Problem

_REASONS = {
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "a part of its path is no folder",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EISDIR: "it is a folder",
}


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, never a part.

    The bytes go to a temporary file in the same folder, to the disk, and then take the name
    in one step. A file that exists keeps its mode (a link its target); a new one is its maker's
    alone, and its group's where the folder is made for that (setgid, and the group's to write).

    Raises: Problem in one line when it cannot be written; the old file is then untouched.
    """
    if _is_planted(path):
        raise Problem(
            f"cannot write {os.fspath(path)}: it is a link that somebody else made in a folder "
            "that others may write: choose another name"
        )
    try:
        _write(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as error:
        number = error.errno if isinstance(error, OSError) else None
        reason = _REASONS.get(number or 0) or (
            error.strerror if isinstance(error, OSError) else None
        )
        raise Problem(f"cannot write {os.fspath(path)}: {reason or error}") from None


def _is_planted(path: str | os.PathLike[str]) -> bool:
    """Whether a name is a link of somebody else's in a folder that others may write.

    It could lead to a file of ours. The folder's owner, and root, may place links there.
    """
    try:
        link, folder = os.lstat(path), os.stat(os.path.dirname(os.path.abspath(path)))
    except (OSError, ValueError):
        return False
    trusted = (os.geteuid(), folder.st_uid, 0)
    return (
        stat.S_ISLNK(link.st_mode) and bool(folder.st_mode & 0o022) and link.st_uid not in trusted
    )


def read_if_there(path: str | os.PathLike[str]) -> bytes:
    """What stands in a file; nothing where there is none, or it cannot be read.

    What is no regular file is not waited for: a pipe has nothing to say to who will write it.
    """
    if not os.path.isfile(path):
        return b""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError):
        return b""


def _write(target: Path, data: bytes) -> None:
    mode = _mode(target)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:60]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, mode)
            file.write(data)
            file.flush()
            os.fsync(handle)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """The mode the file is to have: its own, or that of a new file of ours."""
    try:
        now = os.stat(target)
    except FileNotFoundError:
        folder = os.stat(target.parent).st_mode
        return 0o660 if folder & stat.S_ISGID and folder & stat.S_IWGRP else 0o600
    if stat.S_ISDIR(now.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(now.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "you may not write there")
    return stat.S_IMODE(now.st_mode)


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too; some file systems cannot, and lose nothing by it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
