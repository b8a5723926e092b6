"""A folder of source files, opened so that nothing outside it can be reached."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from ...base.errors import NotFoundError
from ...base.limits import PICTURE_BYTES, SOURCE_BYTES
from .names import is_name, printable

__all__ = [
    "FOLDER_SIZE",
    "FileState",
    "SourceFile",
    "SourceFolder",
    "first_file",
    "picture_beside",
    "read_file",
]

# NONBLOCK: opening a pipe must not wait. NOFOLLOW: a link must not lead elsewhere.
_FILE: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_CAN_OPEN_RELATIVE: Final = os.open in os.supports_dir_fd  # not on Windows
_CAN_STAT_RELATIVE: Final = os.stat in os.supports_dir_fd  # which is a third faster
_ABSENT: Final = (errno.ENOENT, errno.ENOTDIR)


class SourceFile(NamedTuple):
    """A source file, unread.

    name: in the library. source: its bytes. file: its path, as messages give it. shadows: whether
    it replaces a file of the program with the same name.
    """

    name: str
    source: bytes
    file: str
    shadows: bool = False


FileState = tuple[int, int, int]
"""By what a change of a file is noticed: the time of its last change, in nanoseconds since 1970;
its size; and its inode. A folder has the size FOLDER_SIZE, and what is neither has NO_STATE."""
FOLDER_SIZE: Final = -1
NO_STATE: Final = (0, -2, 0)


class SourceFolder:
    """A root folder. label: how messages name it; empty for the working folder of messages."""

    def __init__(self, root: Path, label: str) -> None:
        self.root, self.label = root, label

    def states(self, folder: str, paths: Iterable[str]) -> list[FileState]:
        """Return the state of each file or folder, NO_STATE where it is absent or a link.

        folder: within which the paths are, their parts separated by slashes.
        """
        root = self.root / folder
        descriptor = os.open(root, os.O_RDONLY) if _CAN_STAT_RELATIVE else None
        beginning = "" if descriptor is not None else f"{root}/"
        states = []
        try:
            for path in paths:
                try:
                    status = os.stat(beginning + path, dir_fd=descriptor, follow_symlinks=False)
                except OSError:
                    states.append(NO_STATE)
                    continue
                kind = status.st_mode & 0o170000
                if kind == stat.S_IFREG:
                    states.append((status.st_mtime_ns, status.st_size, status.st_ino))
                else:
                    is_folder = kind == stat.S_IFDIR
                    states.append((status.st_mtime_ns, FOLDER_SIZE, 0) if is_folder else NO_STATE)
        finally:
            if descriptor is not None:
                os.close(descriptor)
        return states

    def name_of(self, *parts: str) -> str:
        """Return the path of a file as messages name it."""
        return os.path.join(self.label, *parts) if self.label else os.path.join(*parts)  # noqa: PTH118

    def has(self, *parts: str) -> bool:
        """Return whether there is a file at this path."""
        return self.root.joinpath(*parts).is_file()

    def read(self, *parts: str, most: int = SOURCE_BYTES) -> bytes | None:
        """Return the bytes of a regular file; None if it is absent. Raises NotFoundError N403.

        most: bytes that it may have; of a larger file, one more is returned.
        """
        try:
            descriptor = _open_beneath(self.root, parts)
        except OSError as why:
            if why.errno == errno.ENOENT:
                return None
            raise _unreadable(self.name_of(*parts), why) from None
        return _contents(descriptor, self.name_of(*parts), most)

    def folders(self, *parts: str) -> tuple[str, ...]:
        """Return the folders in a folder that have a valid name and hold a YAML file."""
        entries = self.entries(*parts)
        return tuple(name for name in entries if is_name(name) and self.files(*parts, name))

    def files(self, *parts: str) -> tuple[str, ...]:
        """Return the YAML files of a folder, without the suffix."""
        entries = self.entries(*parts)
        return tuple(name.removesuffix(".yaml") for name in entries if name.endswith(".yaml"))

    def entries(self, *parts: str) -> list[str]:
        """Return the names in a folder, sorted; none if it is absent or a link."""
        folder = self.root.joinpath(*parts)
        if folder.is_symlink():
            return []
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 - names suffice
        except OSError as why:
            if why.errno in _ABSENT:
                return []
            raise _unreadable(self.name_of(*parts), why) from None


def first_file(folders: Sequence[SourceFolder], name: str, *parts: str) -> SourceFile | None:
    """Return the file of the first folder that has it. name: in the library."""
    for at, folder in enumerate(folders):
        source = folder.read(*parts)
        if source is not None:
            shadows = any(folder_after.has(*parts) for folder_after in folders[at + 1 :])
            return SourceFile(name, source, folder.name_of(*parts), shadows)
    return None


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file at a path that the user gave; links are followed.

    Raises NotFoundError N403.
    """
    label = printable(str(path), 1000)
    try:
        descriptor = os.open(path, _FILE)
    except (OSError, ValueError) as why:  # ValueError: a NUL in the path
        raise _unreadable(label, why) from None
    return _contents(descriptor, label, SOURCE_BYTES)


def picture_beside(path: Path, file: str) -> tuple[bytes, str] | None:
    """Return a picture beside a monograph that the user gave, and its path; None if absent.

    The copy of an approved edition stands in a folder beside its monograph, and so has its pictures
    one folder further up. Raises NotFoundError N403.
    """
    for folder in (path.parent, path.absolute().parent.parent):
        root = SourceFolder(folder, str(folder))
        if (source := root.read(file, most=PICTURE_BYTES)) is not None:
            return source, root.name_of(file)
    return None


def _open_beneath(root: Path, parts: tuple[str, ...]) -> int:
    """Open a file step by step from the root, so that no step can be a link."""
    if not _CAN_OPEN_RELATIVE:
        return _open_inside(root, parts)
    folder = os.open(root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        for part in parts[:-1]:
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(parts[-1], _FILE | _NO_LINK, dir_fd=folder)
    finally:
        os.close(folder)


def _open_inside(root: Path, parts: tuple[str, ...]) -> int:
    """Do the same on systems that cannot open relative to a folder: check each step first."""
    path = root
    for part in parts:
        path = path / part
        if path.is_symlink():
            raise OSError(errno.ELOOP, "is a link")
    return os.open(path, _FILE | getattr(os, "O_BINARY", 0))


def _contents(descriptor: int, label: str, most: int) -> bytes:
    """Return the bytes up to one more than the most; whoever parses them says what is too big."""
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _not_regular(label)
        with open(descriptor, "rb", closefd=False) as stream:
            return stream.read(most + 1)
    except OSError as why:
        raise _unreadable(label, why) from None
    finally:
        os.close(descriptor)


def _not_regular(label: str) -> NotFoundError:
    message = f"{label} is not an ordinary file."
    return NotFoundError(message, "Put an ordinary file there.", code="N403")


def _unreadable(label: str, why: Exception) -> NotFoundError:
    number = getattr(why, "errno", None)
    if number in (errno.ELOOP, errno.EMLINK, errno.ENOTDIR, errno.ENXIO, errno.ENODEV):
        return _not_regular(label)
    if number == errno.ENOENT or number is None:
        return NotFoundError(f"There is no file {label}.", "Check the path.", code="N403")
    reason = os.strerror(number).lower()
    return NotFoundError(f"{label} cannot be read: {reason}.", "Check its rights.", code="N403")
