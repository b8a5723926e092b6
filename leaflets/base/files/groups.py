"""Groups of files at once, and files that grow. Until a group is whole, nobody sees it.

A group of files is written into a folder of its own, which nobody knows, made durable in one go,
and only then given its names. Whoever dies in between leaves that folder, and the next run over the
same place sweeps it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Final

from .. import files
from ..errors import WriteError

__all__ = ["FileGroup", "GrowingFile", "staged_group", "sweep", "temporary_file"]

PREFIX, SUFFIX = ".group-", ".part"
AT_ONCE: Final = os.sysconf("SC_IOV_MAX")  # parts in one call
NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class FileGroup:
    """Files that get their names together. folder: where they are until then."""

    def __init__(self, folder: Path, descriptor: int, *, sync_each: bool) -> None:
        self.folder, self._descriptor, self._sync_each = folder, descriptor, sync_each
        self.names: list[str] = []
        self._is_masked: bool | None = None  # whether a umask takes rights from their owner, too

    def write(self, name: str, parts: Sequence[bytes]) -> None:
        """Add a file, made of these parts, for its owner alone. Raises WriteError."""
        try:
            descriptor = files.calls.open_at(name, NEW, files.OURS_ALONE, self._descriptor)
            try:
                if self._is_masked is None:
                    mode = stat.S_IMODE(os.fstat(descriptor).st_mode)
                    self._is_masked = mode != files.OURS_ALONE
                if self._is_masked:
                    files.calls.chmod(descriptor, files.OURS_ALONE)
                write_parts(descriptor, parts)
                if self._sync_each:
                    files.calls.fsync(descriptor)
            finally:
                files.shut(descriptor)
        except OSError as fault:
            raise WriteError.from_os_error(name, fault) from None
        self.names.append(name)

    def publish(self, target: Path, *, durable: bool) -> None:
        """Give all files their names in the folder `target`, which may be there or not.

        durable: when this returns, the bytes and the names are on the disk. Raises WriteError.
        """
        try:
            if durable and not self._sync_each:
                sync_file_system(self._descriptor)
            if not self.names:
                return
            if target == self.folder.parent or not moved(self.folder, target):
                for name in self.names:
                    files.calls.replace(self.folder / name, target / name)
            if durable:
                files.fsync_folder(target)
                files.fsync_folder(target.parent)
        except OSError as fault:
            raise WriteError.from_os_error(target, fault) from None


def moved(folder: Path, target: Path) -> bool:
    """Move a whole folder at once. False if there is one that is not empty."""
    try:
        files.calls.replace(folder, target)
    except OSError as fault:
        if fault.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise
    return True


@contextmanager
def staged_group(beside: Path, *, sync_each: bool = False) -> Iterator[FileGroup]:
    """A group of new files beneath the folder `beside`; what was not published goes."""
    try:
        folder = _new_folder(beside)
        descriptor = files.calls.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as fault:
        raise WriteError.from_os_error(beside, fault) from None
    try:
        yield FileGroup(folder, descriptor, sync_each=sync_each)
    finally:
        files.shut(descriptor)
        remove(folder)


def _new_folder(beside: Path) -> Path:
    """A folder that nobody else has. Where machines share, two processes may have one number."""
    for number in count():
        folder = beside / f"{PREFIX}{os.getpid()}-{number}{SUFFIX}"
        try:
            files.calls.mkdir(folder, files.OURS_ALONE_FOLDER)
        except FileExistsError:
            continue
        return folder
    raise AssertionError("count() has no end")


def remove(folder: Path) -> None:
    """Remove a group that was not published, or the empty folder of one that was."""
    with suppress(OSError):
        for path in folder.iterdir():
            files.calls.unlink(path)
        files.calls.rmdir(folder)


def sweep(beside: Path) -> None:
    """Remove the groups that killed writers have left. The caller holds the lock of the folder."""
    with suppress(OSError):
        for path in sorted(beside.iterdir()):
            if path.name.startswith(PREFIX) and path.suffix == SUFFIX:
                remove(path)


class GrowingFile:
    """A file that grows, under a name of its own until it is whole. Used with `with`.

    size: how groups bytes it has. Every method raises WriteError.
    """

    def __init__(self, part: Path, *, keep: int = 0) -> None:
        """keep: how many bytes of what is there are sound; the others go."""
        self.part = part
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            self.descriptor = files.calls.open(part, flags, files.OURS_ALONE)
            files.calls.chmod(self.descriptor, files.OURS_ALONE)
            files.calls.truncate(self.descriptor, keep)
            self.size = os.lseek(self.descriptor, 0, os.SEEK_END)
        except OSError as fault:
            raise WriteError.from_os_error(part, fault) from None

    def __enter__(self) -> GrowingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        files.shut(self.descriptor)

    def write(self, parts: Sequence[bytes]) -> None:
        """Add bytes; if they cannot be added whole, none of them stay."""
        try:
            write_parts(self.descriptor, parts)
        except BaseException as fault:
            with suppress(OSError):
                files.calls.truncate(self.descriptor, self.size)
                os.lseek(self.descriptor, self.size, os.SEEK_SET)
            if isinstance(fault, OSError):
                raise WriteError.from_os_error(self.part, fault) from None
            raise
        self.size += sum(map(len, parts))

    def read(self, size: int, at: int) -> bytes:
        """What was written before."""
        return os.pread(self.descriptor, size, at)

    def sync(self) -> None:
        """Bring what was added to the disk."""
        try:
            files.calls.fsync(self.descriptor)
        except OSError as fault:
            raise WriteError.from_os_error(self.part, fault) from None

    def publish(self, target: Path, *, durable: bool = True) -> None:
        """The file is whole: give it its name. durable: bytes and name are on the disk then."""
        if durable:
            self.sync()
        try:
            files.calls.replace(self.part, target)
        except OSError as fault:
            raise WriteError.from_os_error(target, fault) from None
        if durable:
            files.keep_name(target)


def write_parts(descriptor: int, parts: Sequence[bytes]) -> None:
    """Write every byte of all parts, in one call where the system takes them."""
    wanted = sum(map(len, parts))
    parts = parts if len(parts) <= AT_ONCE else (b"".join(parts),)
    written = files.calls.writev(descriptor, parts)
    if written != wanted:
        files.write_all(descriptor, b"".join(parts)[written:])


def sync_file_system(descriptor: int) -> None:
    """Bring all that a file system holds to the disk; a third of the price of syncing each file.

    Python has no call for one file system, and its call for all of them tells no errors.
    """
    import ctypes

    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):  # not Linux
        return files.calls.sync()
    if files.calls.syncfs(call, descriptor):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return None


def temporary_file(content: Iterable[bytes] = ()) -> IO[bytes]:
    """A file without a name, which is gone when this process is, however it ends."""
    import tempfile

    try:
        made = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        made.writelines(content)
        made.seek(0)
    except OSError as fault:
        raise WriteError.from_os_error("A temporary file", fault) from None
    return made
