"""The only writer: a file appears whole, durable and checked, or what was there stays as it was.

Temp file beside the target, write, fsync, check, rename, fsync of the folder. The temp file is
locked while its writer lives, so that what a killed writer left behind is told from what is being
written, and swept by the next write of the same target.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..errors import WriteError, reason

__all__ = ["confirm", "create", "make_folder", "remove", "write"]

OURS_ALONE: Final = 0o600  # a leaflet may name its reader: nobody else's to read
OURS_ALONE_FOLDER: Final = 0o700


class Calls(NamedTuple):
    """Every call that changes a disk. Tests put one in whose n-th call fails, or kills."""

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


def write(target: Path, content: bytes, *, check: Callable[..., None] | None = None) -> None:
    """Put `content` at `target` in one step, readable by its owner alone.

    A symbolic link is replaced, not followed. check: raises if the bytes are not fit to be kept;
    it is called after they are on the disk and before they get their name.
    """
    check_replaceable(target)
    put(target, content, calls.replace, check)


def create(target: Path, content: bytes) -> None:
    """Put `content` at `target` in one step, unless something is there: then that stays."""

    def link(part: Path, target: Path) -> None:
        with suppress(FileExistsError):
            calls.link(part, target)
        calls.unlink(part)

    put(target, content, link)


def put(
    target: Path,
    content: bytes,
    name: Callable[[Path, Path], None],
    check: Callable[[bytes], None] | None = None,
) -> None:
    """Write beside `target`, then let `name` give the file its name, or leave nothing behind."""
    try:
        sweep(target)
        part, descriptor = open_part(target)
        try:
            try:
                write_all(descriptor, content)
                calls.fsync(descriptor)
                if check:
                    check(content)
                name(part, target)
            finally:
                shut(descriptor)
        except BaseException:  # also Ctrl-C: no half-written file is left behind
            with suppress(OSError):
                calls.unlink(part)
            raise
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
    keep_name(target)


def check_replaceable(target: Path) -> None:
    """Devices, pipes and folders are not for renaming over (think of /dev/null)."""
    try:
        kind = target.stat().st_mode
    except OSError:
        kind = stat.S_IFREG  # absent, or a link to nowhere: both can be written
    if stat.S_ISDIR(kind):
        code, what, hint = "F602", "is a folder, not a file", "Give the name of a file."
    elif not stat.S_ISREG(kind) or is_systems_own(target):
        code, what = "F603", "is a device or a pipe, which cannot be written whole or not at all"
        hint = "Give the name of a file, or - for standard output."
    else:
        return
    raise WriteError(f"{target} {what}. Nothing was changed.", hint, code=code)


def is_systems_own(target: Path) -> bool:
    """/dev/stdout is a link, and where it leads to a file, root could put a file in its place."""
    try:
        folder = os.path.realpath(target.parent)
    except OSError:  # the working folder is gone
        return False
    return folder == "/dev" or folder.startswith("/proc/")


@contextmanager
def opened(path: Path, flags: int) -> Iterator[int]:
    """A descriptor for a while; a symbolic link is not followed."""
    descriptor = calls.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, OURS_ALONE)
    try:
        yield descriptor
    finally:
        shut(descriptor)


def open_part(target: Path) -> tuple[Path, int]:
    """A new, locked, empty file beside `target`."""
    for number in count():
        part = target.with_name(f".{target.name}.{os.getpid()}-{number}.part")
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = calls.open(part, flags, OURS_ALONE)
        except FileExistsError:
            continue
        try:
            lock_if_possible(descriptor)
            if os.fstat(descriptor).st_nlink:  # 0: swept between our open and our lock
                calls.chmod(descriptor, OURS_ALONE)  # whatever the umask says
                return part, descriptor
        except BaseException:
            shut(descriptor)
            with suppress(OSError):
                calls.unlink(part)
            raise
        shut(descriptor)
    raise AssertionError("count() has no end")


def lock_if_possible(descriptor: int) -> None:
    """Some network file systems have no locks; then nothing is swept there either."""
    with suppress(OSError):
        calls.lock(descriptor, fcntl.LOCK_EX)


def sweep(target: Path) -> None:
    """Remove what killed writers of `target` have left: parts that nobody holds locked."""
    prefix = f".{target.name}."
    try:
        left = [path for path in target.parent.iterdir() if path.name.startswith(prefix)]
    except OSError:  # a folder that cannot be listed can still be written
        return
    for path in sorted(left):
        if path.suffix == ".part":
            with suppress(OSError):
                unlink_if_dead(path)


def unlink_if_dead(part: Path) -> None:
    """Remove `part` unless its writer lives."""
    with opened(part, os.O_RDONLY | os.O_NONBLOCK) as descriptor:
        calls.lock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        calls.unlink(part)


def shut(descriptor: int) -> None:
    """Close; an error here loses nothing that fsync has confirmed."""
    with suppress(OSError):
        calls.close(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte, however few the system takes at a time."""
    rest = memoryview(content)
    while rest:
        written = calls.write(descriptor, rest)
        if not written:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def keep_name(target: Path) -> None:
    """Make the new name as durable as the bytes."""
    try:
        fsync_folder(target.parent)
    except OSError as fault:
        raise WriteError(
            f"{target} is written, but the disk would not confirm it: {reason(fault)}.",
            "Check the disk, then write the file again.",
            code="F607",
        ) from None


def confirm(target: Path) -> None:
    """Make sure that what another writer left at `target` is durable, bytes and name."""
    try:
        with opened(target, os.O_RDONLY) as descriptor:
            calls.fsync(descriptor)
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
    keep_name(target)


def remove(target: Path) -> None:
    """Take a file away, durably. One that is gone already is no fault."""
    try:
        with suppress(FileNotFoundError):
            calls.unlink(target)
        fsync_folder(target.parent)
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None


def fsync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk."""
    with opened(folder.resolve(), os.O_RDONLY | os.O_DIRECTORY) as descriptor:
        try:
            calls.fsync(descriptor)
        except OSError as fault:
            if fault.errno != errno.EINVAL:  # EINVAL: this file system needs no such call
                raise


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Make a folder and those above it. private: for its owner alone."""
    try:
        for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
            with suppress(FileExistsError):
                calls.mkdir(missing, OURS_ALONE_FOLDER if private else 0o777)
                fsync_folder(missing.parent)
    except OSError as fault:
        raise WriteError.from_os_error(folder, fault) from None
    if not folder.is_dir():
        raise WriteError.from_os_error(folder, OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
