"""Writing a plan file, all of it or nothing: a new file, made durable, then put in place."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from actionplan_tui.edits.protocol import SaveFailed
from actionplan_tui.store.migrations import Tree

if TYPE_CHECKING:
    from pathlib import Path


class Unconfirmed(SaveFailed):
    """The new file is in its place, but the disk would not say that its name is safe."""


_UNSUPPORTED = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}


def encode(tree: Tree) -> bytes:
    """The bytes of a plan file: one field a line, in the tree's order, UTF-8.

    Raises: UnicodeEncodeError for half a character.
    """
    return msgspec.json.format(msgspec.json.encode(tree), indent=1) + b"\n"


def check_writable(path: Path) -> None:
    """Refuse early what could not be saved, before anything is made in the folder.

    Raises: SaveFailed saying what is in the way.
    """
    name, folder = path.name, path.parent
    try:
        around = os.stat(folder)
        if os.statvfs(folder).f_flag & os.ST_RDONLY:
            raise OSError(errno.EROFS, "")
    except OSError as error:
        raise failed(path, error) from None
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=True):
        raise SaveFailed(
            f"the folder of {name} is read-only, and a safe save makes a new file in it:"
            f" ask for write access to {folder}; nothing was changed"
        )
    try:
        status = os.stat(path)
    except OSError:
        return  # an editor may be saving it just now
    # A replacement would happily take the place of a file that may not be written.
    if not status.st_mode & 0o222 or not os.access(path, os.W_OK, effective_ids=True):
        raise SaveFailed(
            f"{name} is read-only: ask its owner for write access (chmod g+w); nothing was changed"
        )
    if around.st_mode & stat.S_ISVTX and os.geteuid() not in (0, status.st_uid, around.st_uid):
        raise SaveFailed(
            f"the folder of {name} is sticky, so only the file's owner can replace it:"
            " move the plan to a folder shared by its group; nothing was changed"
        )


def replace(path: Path, data: bytes, *, ready: Callable[[], None] | None = None) -> None:
    """Put new content in the place of a plan file, keeping its group, mode and attributes.

    `ready` is called when the new file is safe and before it takes the old one's place.

    Raises: SaveFailed when that is not possible; the file is then as it was.
    """
    try:
        like = os.stat(path)
        temporary = _write_beside(path, data, like)
        try:
            if ready is not None:
                ready()
            os.replace(temporary, path)
        except BaseException:
            _unlink(temporary)
            raise
    except OSError as error:
        raise failed(path, error) from None
    sync_folder(path)


def create(path: Path, data: bytes) -> None:
    """Make a new file that is complete from its first moment.

    Raises: FileExistsError when there is one already; SaveFailed when it cannot be made.
    """
    try:
        temporary = _write_beside(path, data, None)
        try:
            try:
                os.link(temporary, path)
            except FileExistsError:
                raise
            except OSError:  # no hard links here: reserve the name, then take it
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                os.replace(temporary, path)
        finally:
            _unlink(temporary)
    except FileExistsError:
        raise
    except OSError as error:
        raise SaveFailed(f"{path.name} was not made: {_reason(path, error)}") from None
    sync_folder(path)


def _temporary(plan: Path) -> Path:
    """A name for an unfinished file; `backups.remove_orphans` knows its form."""
    host = "".join(char if char.isalnum() else "-" for char in os.uname().nodename)
    return plan.with_name(f".{plan.name}.{host}.{os.getpid()}.{os.urandom(4).hex()}.tmp")


def make_shared(path: Path, plan: Path) -> None:
    """Make an empty file beside a plan that those who may write the plan may write too.

    It has its group and mode from its first moment: a session killed in between must not
    shut colleagues out for ever. One that is there already is left.

    Raises: OSError when it cannot be made.
    """
    temporary = _temporary(plan)
    handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        like = os.stat(plan if plan.exists() else plan.parent)
        with suppress(OSError):  # not in that group? the mode may still let colleagues in
            os.fchown(handle, -1, like.st_gid)
        os.fchmod(handle, stat.S_IMODE(like.st_mode) & 0o666)
        with suppress(OSError):  # somebody was faster, or there are no hard links here
            os.link(temporary, path)
    finally:
        with suppress(OSError):
            os.close(handle)
        _unlink(temporary)


def _write_beside(path: Path, data: bytes, like: os.stat_result | None) -> Path:
    """A durable new file in the same folder, with the group and mode of `like`."""
    temporary = _temporary(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(temporary, flags, 0o600)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            if like is not None:
                _dress(handle, path, like)
            else:
                _share(handle, path)
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        _unlink(temporary)
        raise
    return temporary


def _dress(handle: int, path: Path, like: os.stat_result) -> None:
    """Give a new file the owner (if root), group, mode and attributes of the one it replaces."""
    mode = stat.S_IMODE(like.st_mode)
    own = os.fstat(handle)
    if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
        try:
            os.fchown(handle, like.st_uid, like.st_gid)
        except OSError:
            _keep_group(handle, path, like, mode)
    os.fchmod(handle, mode)
    # Access lists come last: their mask is part of the mode.
    for name in _attributes(path):
        try:
            os.setxattr(handle, name, os.getxattr(path, name))
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise


def _attributes(path: Path) -> list[str]:
    with suppress(OSError, AttributeError):  # not on every file system, not on every system
        return os.listxattr(path)
    return []


def _share(handle: int, path: Path) -> None:
    """Let a group write the new plan that its folder is made for: setgid, and theirs to write."""
    folder = os.stat(path.parent).st_mode
    if folder & stat.S_ISGID and folder & stat.S_IWGRP:
        with suppress(OSError):
            os.fchmod(handle, stat.S_IMODE(os.fstat(handle).st_mode) | 0o060)


def _keep_group(handle: int, path: Path, like: os.stat_result, mode: int) -> None:
    if os.fstat(handle).st_gid == like.st_gid:
        return
    try:
        os.fchown(handle, -1, like.st_gid)
    except OSError:
        if mode >> 3 & 7 != mode & 7:
            raise SaveFailed(
                f"{path.name} belongs to the group {like.st_gid}, of which you are no member:"
                " a save would shut its members out; ask to be added to that group"
            ) from None


def _unlink(path: Path) -> None:
    with suppress(OSError):  # what stays is removed by the next save
        os.unlink(path)


def sync_folder(path: Path) -> None:
    """Make the name of a file durable.

    Raises: SaveFailed when the disk reports an error.
    """
    try:
        handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise Unconfirmed(
                f"{path.name} was written, but the disk did not confirm it ({error.strerror}):"
                " save again, and keep a copy elsewhere"
            ) from None


def failed(path: Path, error: OSError) -> SaveFailed:
    """The clear sentence for a write that the system refused."""
    said = f"{path.name} was not saved: {_reason(path, error)}"
    return SaveFailed(f"{said}; the plan is as it was")


def _reason(path: Path, error: OSError) -> str:
    reasons = {
        errno.ENOSPC: "the disk is full: make room",
        errno.EDQUOT: "your disk quota is used up: make room",
        errno.EFBIG: "the file would be larger than allowed here",
        errno.EROFS: f"{path.parent} is on a read-only file system",
        errno.EBUSY: "it is mounted on its own: mount its folder instead",
        errno.EXDEV: "it is mounted on its own: mount its folder instead",
        errno.ENOENT: "its file or folder is no longer there",
        errno.EACCES: f"you may not write in {path.parent}",
        errno.EPERM: f"you may not replace it in {path.parent}",
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))
