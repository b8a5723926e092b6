"""Write, create and remove one file in one step: it is complete and durable, or unchanged.

Temporary file beside the target, write, fsync, check, rename, fsync of the folder. The writer holds
a lock on its temporary file, so that a later writer of the same target can tell which temporary
files are left over from killed writers, and removes these.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from ..errors import WriteError
from ..file_names import is_reserved
from . import system

__all__ = [
    "check_replaceable",
    "confirm",
    "create",
    "make_folder",
    "remove",
    "remove_folder",
    "remove_stale",
    "rewrite",
    "write",
]


def write(target: Path, content: bytes, *, check: Callable[..., None] | None = None) -> None:
    """Write `content` to `target` in one step, readable by its owner alone.

    A symbolic link is replaced, not followed. check: raises if the bytes are not fit to be kept; it
    is called when they are on the disk and before they get their name. Raises WriteError.
    """
    check_replaceable(target)
    _write_and_publish(target, content, system.calls.replace, check)


def rewrite(target: Path, content: bytes) -> None:
    """Write an existing file anew in one step; whoever could read it still can.

    A symbolic link is followed. Raises WriteError.
    """
    check_replaceable(target)
    target = Path(os.path.realpath(target))
    try:
        rights = stat.S_IMODE(target.stat().st_mode)
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
    _write_and_publish(target, content, system.calls.replace, rights=rights)


def create(target: Path, content: bytes) -> None:
    """Write `content` to `target` in one step; an existing file stays. Raises WriteError."""

    def link(part: Path, target: Path) -> None:
        with suppress(FileExistsError):
            system.calls.link(part, target)
        system.calls.unlink(part)

    _write_and_publish(target, content, link)


def _write_and_publish(
    target: Path,
    content: bytes,
    publish: Callable[[Path, Path], None],
    check: Callable[[bytes], None] | None = None,
    rights: int = system.OWNER_ONLY,
) -> None:
    """Write a file beside `target`, then call `publish` to name it; leave nothing on failure.

    rights: who may read and write the file, as in its mode.
    """
    try:
        remove_stale(target)
        part, descriptor = open_part(target)
        is_open = True
        try:
            try:
                system.write_all(descriptor, content)
                if rights != system.OWNER_ONLY:
                    system.calls.chmod(descriptor, rights)
                system.calls.fsync(descriptor)
                if check:
                    check(content)
                is_open = not system.before_renaming(descriptor)
                publish(part, target)
            finally:
                if is_open:
                    system.close(descriptor)
        except BaseException:  # also Ctrl-C: no half-written file is left behind
            with suppress(OSError):
                system.calls.unlink(part)
            raise
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
    system.sync_name(target)


def check_replaceable(target: Path) -> None:
    """Raise WriteError for a folder, a device or a pipe, which no file may replace."""
    try:
        kind = target.stat().st_mode
    except OSError:
        kind = stat.S_IFREG  # absent, or a link to nowhere: both can be written
    if stat.S_ISDIR(kind):
        code, what, hint = "F602", "is a folder, not a file", "Give the name of a file."
    elif not stat.S_ISREG(kind) or _is_system_path(target) or _is_device_name(target):
        code, what = "F603", "is a device or a pipe, which cannot be replaced by a file"
        hint = "Give the name of a file, or - for standard output."
    else:
        return
    raise WriteError(f"{target} {what}. Nothing was changed.", hint, code=code)


def _is_system_path(target: Path) -> bool:
    """Return whether a path is in /dev or /proc.

    /dev/stdout is a link; where it leads to a file, root could replace the link by a file.
    """
    try:
        folder = os.path.realpath(target.parent)
    except OSError:  # the working folder is gone
        return False
    return folder == "/dev" or folder.startswith("/proc/")


def _is_device_name(target: Path) -> bool:
    """Return whether Windows takes a name for a device: con.pdf, in whatever folder."""
    return system.IS_WINDOWS and is_reserved(target.name)


def open_part(target: Path) -> tuple[Path, int]:
    """Create a locked, empty temporary file beside `target`; return its path and descriptor."""
    for number in count():
        part = target.with_name(f".{target.name}.{os.getpid()}-{number}.part")
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | system.SAFE
            descriptor = system.calls.open(part, flags, system.OWNER_ONLY)
        except FileExistsError:
            continue
        try:
            with suppress(OSError):  # without locks (some network file systems) none is stale
                system.calls.lock(descriptor, system.EXCLUSIVE)
            if os.fstat(descriptor).st_nlink:  # 0: removed as stale between our open and our lock
                system.calls.chmod(descriptor, system.OWNER_ONLY)  # whatever the umask says
                return part, descriptor
        except BaseException:
            system.close(descriptor)
            with suppress(OSError):
                system.calls.unlink(part)
            raise
        system.close(descriptor)
    raise AssertionError("count() has no end")


def remove_stale(target: Path) -> None:
    """Remove the temporary files of killed writers of `target`: those that nobody holds locked."""
    prefix = f".{target.name}."
    try:
        paths = [path for path in target.parent.iterdir() if path.name.startswith(prefix)]
    except OSError:  # a folder that cannot be listed can still be written
        return
    for path in sorted(paths):
        if path.suffix == ".part":
            with suppress(OSError):
                _remove_unlocked(path)


def _remove_unlocked(part: Path) -> None:
    with system.opened(part, os.O_RDONLY | system.NO_WAIT) as descriptor:
        system.calls.lock(descriptor, system.EXCLUSIVE_OR_FAIL)
        if not system.IS_WINDOWS:
            system.calls.unlink(part)
    if system.IS_WINDOWS:  # which removes no open file
        system.calls.unlink(part)


def confirm(target: Path) -> None:
    """Make a file of another writer durable, bytes and name. Raises WriteError."""
    try:
        with system.opened(target, os.O_RDWR if system.IS_WINDOWS else os.O_RDONLY) as descriptor:
            system.calls.fsync(descriptor)
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
    system.sync_name(target)


def remove(target: Path) -> None:
    """Remove a file durably; one that is absent is not a fault. Raises WriteError."""
    try:
        with suppress(FileNotFoundError):
            system.calls.unlink(target)
        system.sync_folder(target.parent)
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None


def remove_folder(folder: Path) -> None:
    """Remove a folder with its files, which hold no folders; one that is absent is not a fault.

    Raises WriteError.
    """
    try:
        with suppress(FileNotFoundError):
            for path in folder.iterdir():
                system.calls.unlink(path)
            system.calls.rmdir(folder)
        system.sync_folder(folder.parent)
    except OSError as fault:
        raise WriteError.from_os_error(folder, fault) from None


def make_folder(folder: Path, *, private: bool = False, durable: bool = True) -> None:
    """Make a folder and those above it. private: for its owner alone. Raises WriteError.

    durable: the names are on the disk when this returns.
    """
    try:
        for missing_folder in reversed(
            [path for path in (folder, *folder.parents) if not path.exists()]
        ):
            with suppress(FileExistsError):
                system.calls.mkdir(missing_folder, system.OWNER_ONLY_FOLDER if private else 0o777)
                if durable:
                    system.sync_folder(missing_folder.parent)
    except OSError as fault:
        raise WriteError.from_os_error(folder, fault) from None
    if not folder.is_dir():
        raise WriteError.from_os_error(folder, OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
