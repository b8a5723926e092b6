"""The calls of the operating system that change a disk, in one place where tests can fail them.

What POSIX alone has is asked for here, with the way of Windows beside it (`windows`).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..errors import WriteError, reason

IS_WINDOWS: Final = os.name == "nt"
if IS_WINDOWS:
    from . import windows
else:
    import fcntl

__all__ = [
    "EXCLUSIVE",
    "EXCLUSIVE_OR_FAIL",
    "IS_WINDOWS",
    "NO_WAIT",
    "OWNER_ONLY",
    "OWNER_ONLY_FOLDER",
    "SAFE",
    "Calls",
    "before_renaming",
    "calls",
    "close",
    "open_folder",
    "open_new",
    "opened",
    "read_at",
    "sync_file_system",
    "sync_files",
    "sync_folder",
    "sync_name",
    "write_all",
    "write_at",
    "write_parts",
]

OWNER_ONLY: Final = 0o600  # a leaflet may name its reader: nobody else may read it
OWNER_ONLY_FOLDER: Final = 0o700
PARTS_PER_CALL: Final = 1 if IS_WINDOWS else os.sysconf("SC_IOV_MAX")
NO_FOLDER: Final = -1  # the descriptor of a folder where folders cannot be opened

# a link is not followed, no other program inherits the file, its bytes are as they are
SAFE: Final = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", getattr(os, "O_NOINHERIT", 0))
    | getattr(os, "O_BINARY", 0)
)
NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)  # opening a pipe must not wait
FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
EXCLUSIVE: Final = 0 if IS_WINDOWS else fcntl.LOCK_EX
EXCLUSIVE_OR_FAIL: Final = 1 if IS_WINDOWS else fcntl.LOCK_EX | fcntl.LOCK_NB


class Calls(NamedTuple):
    """Every call that changes a disk. In tests, the n-th call fails or kills the process."""

    open: Callable[..., int] = os.open
    lock: Callable[[int, int], None] = windows.lock if IS_WINDOWS else fcntl.flock
    write: Callable[[int, Any], int] = os.write
    chmod: Callable[[int, int], None] = windows.no_rights if IS_WINDOWS else os.fchmod
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
    writev: Callable[[int, Any], int] = windows.write_joined if IS_WINDOWS else os.writev
    sync: Callable[[], None] = (lambda: None) if IS_WINDOWS else os.sync
    syncfs: Callable[[Callable[[int], int], int], int] = lambda call, folder: call(folder)
    close: Callable[[int], None] = os.close


calls = Calls()
read_at: Callable[[int, int, int], bytes] = windows.read_at if IS_WINDOWS else os.pread
write_at: Callable[[int, bytes, int], int] = windows.write_at if IS_WINDOWS else os.pwrite


@contextmanager
def opened(path: Path, flags: int) -> Iterator[int]:
    """Open a file and yield its descriptor. A symbolic link is not followed."""
    descriptor = calls.open(path, flags | SAFE, OWNER_ONLY)
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


def open_folder(folder: Path) -> int:
    """Return a descriptor of a folder; NO_FOLDER on Windows, which has none."""
    return NO_FOLDER if IS_WINDOWS else calls.open(folder, FOLDER)


def open_new(folder: Path, descriptor: int, name: str) -> int:
    """Make a file in a folder, for its owner alone. descriptor: of the folder, or NO_FOLDER."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE
    if descriptor == NO_FOLDER:
        return calls.open(folder / name, flags, OWNER_ONLY)
    return calls.open_at(name, flags, OWNER_ONLY, descriptor)


def before_renaming(descriptor: int) -> bool:
    """Close a file that is about to be renamed or removed, where that must be. Tell whether it was.

    Windows renames and removes no open file. Its lock is then gone a moment too early: a second
    writer of the same file may take the temporary file for a stale one, and this one fails.
    """
    if IS_WINDOWS:
        close(descriptor)
    return IS_WINDOWS


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Windows has no call for that."""
    if IS_WINDOWS:
        return
    with opened(folder.resolve(), FOLDER) as descriptor:
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


def sync_files(folder: Path, descriptor: int, names: Sequence[str]) -> None:
    """Make files of one folder durable. descriptor: of the folder, or NO_FOLDER."""
    if descriptor != NO_FOLDER:
        sync_file_system(descriptor)
        return
    for name in names:
        with opened(folder / name, os.O_RDWR) as file:
            calls.fsync(file)


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
