"""Groups of files that get their names together, and files that grow under a temporary name.

The files of a group are written into a temporary folder, made durable in one go, and only then
moved to their names. A process that is killed before that leaves the temporary folder, which the
next run in the same place removes.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO

from ..errors import WriteError
from . import system

__all__ = [
    "FileGroup",
    "GrowingFile",
    "remove_stale_groups",
    "staged_group",
    "temporary_file",
    "temporary_folder",
]

PREFIX, SUFFIX = ".group-", ".part"


class FileGroup:
    """Files that get their names together. folder: the temporary one that holds them until then."""

    def __init__(self, folder: Path, descriptor: int, *, sync_each: bool) -> None:
        self.folder, self._descriptor, self._sync_each = folder, descriptor, sync_each
        self.names: list[str] = []
        self._is_masked: bool | None = None  # whether a umask takes rights from the owner, too

    def write(self, name: str, parts: Sequence[bytes]) -> None:
        """Add a file, the concatenation of these parts, for its owner alone. Raises WriteError."""
        try:
            descriptor = system.open_new(self.folder, self._descriptor, name)
            try:
                if self._is_masked is None:
                    mode = stat.S_IMODE(os.fstat(descriptor).st_mode)
                    self._is_masked = mode != system.OWNER_ONLY
                if self._is_masked:
                    system.calls.chmod(descriptor, system.OWNER_ONLY)
                system.write_parts(descriptor, parts)
                if self._sync_each:
                    system.calls.fsync(descriptor)
            finally:
                system.close(descriptor)
        except OSError as fault:
            raise WriteError.from_os_error(name, fault) from None
        self.names.append(name)

    def publish(self, target: Path, *, durable: bool) -> None:
        """Move all files to their names in the folder `target`, which may or may not exist.

        durable: when this returns, the bytes and the names are on the disk. Raises WriteError.
        """
        try:
            if durable and not self._sync_each:
                system.sync_files(self.folder, self._descriptor, self.names)
            if not self.names:
                return
            if target == self.folder.parent or not _move_folder(self.folder, target):
                for name in self.names:
                    system.calls.replace(self.folder / name, target / name)
            if durable:
                system.sync_folder(target)
                system.sync_folder(target.parent)
        except OSError as fault:
            raise WriteError.from_os_error(target, fault) from None


def _move_folder(folder: Path, target: Path) -> bool:
    """Rename a folder. Return False if the target exists and is not empty.

    Windows replaces no folder, empty or not.
    """
    if system.IS_WINDOWS and target.exists():
        return False
    try:
        system.calls.replace(folder, target)
    except OSError as fault:
        if fault.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise
    return True


@contextmanager
def staged_group(parent: Path, *, sync_each: bool = False) -> Iterator[FileGroup]:
    """Yield a group of new files in a temporary folder of `parent`; remove what is not published.

    sync_each: sync each file as it is written, not the file system once. Raises WriteError.
    """
    try:
        folder = _new_folder(parent)
        descriptor = system.open_folder(folder)
    except OSError as fault:
        raise WriteError.from_os_error(parent, fault) from None
    try:
        yield FileGroup(folder, descriptor, sync_each=sync_each)
    finally:
        system.close(descriptor)
        _remove_group(folder)


def _new_folder(parent: Path) -> Path:
    """Make a folder of a new name: on shared disks, processes of two machines may have one id."""
    for number in count():
        folder = parent / f"{PREFIX}{os.getpid()}-{number}{SUFFIX}"
        try:
            system.calls.mkdir(folder, system.OWNER_ONLY_FOLDER)
        except FileExistsError:
            continue
        return folder
    raise AssertionError("count() has no end")


def _remove_group(folder: Path) -> None:
    """Remove the folder of a group with the files that were not published."""
    with suppress(OSError):
        for path in folder.iterdir():
            system.calls.unlink(path)
        system.calls.rmdir(folder)


def remove_stale_groups(parent: Path) -> None:
    """Remove the groups of killed writers. The caller holds the lock of the folder `parent`."""
    with suppress(OSError):
        for path in sorted(parent.iterdir()):
            if path.name.startswith(PREFIX) and path.suffix == SUFFIX:
                _remove_group(path)


class GrowingFile:
    """A file that grows under a temporary name until it is published. Used with `with`.

    part: its temporary path. size: its bytes so far. Every method raises WriteError.
    """

    def __init__(self, part: Path, *, keep: int = 0) -> None:
        """Open or make the file. keep: how many of its bytes are sound; the others are dropped."""
        self.part = part
        try:
            flags = os.O_RDWR | os.O_CREAT | system.SAFE
            self.descriptor = system.calls.open(part, flags, system.OWNER_ONLY)
            self._is_open = True
            system.calls.chmod(self.descriptor, system.OWNER_ONLY)
            system.calls.truncate(self.descriptor, keep)
            self.size = os.lseek(self.descriptor, 0, os.SEEK_END)
        except OSError as fault:
            raise WriteError.from_os_error(part, fault) from None

    def __enter__(self) -> GrowingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, published or not."""
        if self._is_open:
            self._is_open = False
            system.close(self.descriptor)

    def write(self, parts: Sequence[bytes]) -> None:
        """Append bytes; if not all of them can be written, none stay."""
        try:
            system.write_parts(self.descriptor, parts)
        except BaseException as fault:
            with suppress(OSError):
                system.calls.truncate(self.descriptor, self.size)
                os.lseek(self.descriptor, self.size, os.SEEK_SET)
            if isinstance(fault, OSError):
                raise WriteError.from_os_error(self.part, fault) from None
            raise
        self.size += sum(map(len, parts))

    def read(self, size: int, at: int) -> bytes:
        """Return `size` bytes from offset `at`."""
        return system.read_at(self.descriptor, size, at)

    def sync(self) -> None:
        """Make the bytes so far durable."""
        try:
            system.calls.fsync(self.descriptor)
        except OSError as fault:
            raise WriteError.from_os_error(self.part, fault) from None

    def discard(self) -> None:
        """Remove the file under its temporary name, if it is there."""
        with suppress(OSError):
            system.calls.unlink(self.part)

    def publish(self, target: Path, *, durable: bool = True) -> None:
        """Give the complete file its name. durable: bytes and name are then on the disk."""
        if durable:
            self.sync()
        self._is_open = not system.before_renaming(self.descriptor)
        try:
            system.calls.replace(self.part, target)
        except OSError as fault:
            raise WriteError.from_os_error(target, fault) from None
        if durable:
            system.sync_name(target)


def temporary_file(content: Iterable[bytes] = ()) -> IO[bytes]:
    """Return a file without a name, which disappears with this process, however it ends."""
    import tempfile

    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        file.writelines(content)
        file.seek(0)
    except OSError as fault:
        raise WriteError.from_os_error("A temporary file", fault) from None
    return file


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder of its owner alone, which is removed at the end with all that is in it.

    Raises WriteError.
    """
    import tempfile

    try:
        folder = tempfile.TemporaryDirectory(prefix="leaflets-", ignore_cleanup_errors=True)
    except OSError as fault:
        raise WriteError.from_os_error("A temporary folder", fault) from None
    with folder as name:
        yield Path(name)
