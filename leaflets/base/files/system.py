"""The calls of the operating system that change a disk, in one place where tests can fail them."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..errors import WriteError, reason

__all__ = [
    "OWNER_ONLY",
    "OWNER_ONLY_FOLDER",
    "Calls",
    "calls",
    "close",
    "opened",
    "sync_file_system",
    "sync_folder",
    "sync_name",
    "write_all",
    "write_parts",
]

OWNER_ONLY: Final = 0o600  # a leaflet may name its reader: nobody else may read it
OWNER_ONLY_FOLDER: Final = 0o700
PARTS_PER_CALL: Final = os.sysconf("SC_IOV_MAX")


class Calls(NamedTuple):
    """Every call that changes a disk. In tests, the n-th call fails or kills the process."""

    open: Callable[..., int] = os.open
    lock: Callable[[int, int], None] = fcntl.flock
    write: Callable[[int, Any], int] = os.write
    chmod: Callable[[int, int], None] = os.fchmod
    fsync: Callable[[int], None] = os.fsync
    replace: Callable[..., None] = os.replace
    link: Callable[..., None] = os.link
    unlink: Callable[[Any], None] = os.unlink
    truncate: Callable[[int, int], None] = os.ftruncate
    mkdir: Callable[..., None] = os.mkdir
    rmdir: Callable[[Any], None] = os.rmdir
    open_at: Callable[[str, int, int, int], int] = lambda name, flags, mode, folder: os.open(
        name, flags, mode, dir_fd=folder
    )
    writev: Callable[[int, Any], int] = os.writev
    sync: Callable[[], None] = os.sync
    syncfs: Callable[[Callable[[int], int], int], int] = lambda call, folder: call(folder)
    close: Callable[[int], None] = os.close


calls = Calls()


@contextmanager
def opened(path: Path, flags: int) -> Iterator[int]:
    """Open a file and yield its descriptor. A symbolic link is not followed."""
    descriptor = calls.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, OWNER_ONLY)
    try:
        yield descriptor
    finally:
        close(descriptor)


def close(descriptor: int) -> None:
    """Close a descriptor; an error here loses nothing that fsync has confirmed."""
    with suppress(OSError):
        calls.close(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte, however few the system accepts at a time."""
    remaining_bytes = memoryview(content)
    while remaining_bytes:
        written_bytes = calls.write(descriptor, remaining_bytes)
        if not written_bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        remaining_bytes = remaining_bytes[written_bytes:]


def write_parts(descriptor: int, parts: Sequence[bytes]) -> None:
    """Write every byte of all parts, in one call if the system accepts that many."""
    size = sum(map(len, parts))
    parts = parts if len(parts) <= PARTS_PER_CALL else (b"".join(parts),)
    written_bytes = calls.writev(descriptor, parts)
    if written_bytes != size:
        write_all(descriptor, b"".join(parts)[written_bytes:])


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    with opened(folder.resolve(), os.O_RDONLY | os.O_DIRECTORY) as descriptor:
        try:
            calls.fsync(descriptor)
        except OSError as fault:
            if fault.errno != errno.EINVAL:  # EINVAL: this file system needs no such call
                raise


def sync_name(target: Path) -> None:
    """Make the name of a new file durable. Raises WriteError F607."""
    try:
        sync_folder(target.parent)
    except OSError as fault:
        raise WriteError(
            f"{target} is written, but the disk would not confirm it: {reason(fault)}.",
            "Check the disk, then write the file again.",
            code="F607",
        ) from None


def sync_file_system(descriptor: int) -> None:
    """Make everything on the file system of an open file durable.

    This costs a third of syncing each file. Python has no call for one file system, and its call
    for all of them reports no errors.
    """
    import ctypes

    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):  # not Linux
        return calls.sync()
    if calls.syncfs(syncfs, descriptor):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return None
