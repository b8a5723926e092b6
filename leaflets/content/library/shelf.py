"""A folder of source files, opened so that nothing outside it can be reached."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

from ...base.errors import NotFoundError
from ...base.limits import SOURCE_BYTES
from .names import is_name, printable

__all__ = ["Shelf", "open_file"]

# NONBLOCK: a pipe must not keep us waiting. NOFOLLOW: a link must not lead elsewhere.
_FILE: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_LINKLESS: Final = getattr(os, "O_NOFOLLOW", 0)
_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _LINKLESS
_BENEATH: Final = os.open in os.supports_dir_fd  # not on Windows
ABSENT: Final = (errno.ENOENT, errno.ENOTDIR)


class Shelf:
    """A root folder. says: how messages name it."""

    def __init__(self, root: Path, says: str) -> None:
        self.root, self.says = root, says

    def spoken(self, *parts: str) -> str:
        """A file of this shelf, as a message names it."""
        return os.path.join(self.says, *parts) if self.says else os.path.join(*parts)  # noqa: PTH118

    def has(self, *parts: str) -> bool:
        """Whether there is such a file."""
        return self.root.joinpath(*parts).is_file()

    def read(self, *parts: str) -> bytes | None:
        """The bytes of a regular file beneath the root; None if there is nothing of that name."""
        try:
            opened = _open_beneath(self.root, parts)
        except OSError as why:
            if why.errno == errno.ENOENT:
                return None
            raise _unreadable(self.spoken(*parts), why) from None
        return _contents(opened, self.spoken(*parts))

    def folders(self, *parts: str) -> tuple[str, ...]:
        """The folders beneath a folder that hold at least one file, by valid names only."""
        found = self.entries(*parts)
        return tuple(name for name in found if is_name(name) and self.files(*parts, name))

    def files(self, *parts: str) -> tuple[str, ...]:
        """The YAML files of a folder, without their ending."""
        return tuple(name[:-5] for name in self.entries(*parts) if name.endswith(".yaml"))

    def entries(self, *parts: str) -> list[str]:
        """The names in a folder, sorted; none where there is no such folder."""
        folder = self.root.joinpath(*parts)
        if folder.is_symlink():
            return []
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 - names suffice
        except OSError as why:
            if why.errno in ABSENT:
                return []
            raise _unreadable(self.spoken(*parts), why) from None


def open_file(path: Path) -> bytes:
    """The bytes of a regular file anywhere, for a path that the user gave."""
    spoken = printable(str(path), 1000)
    try:
        opened = os.open(path, _FILE)
    except (OSError, ValueError) as why:  # ValueError: a NUL in the path
        raise _unreadable(spoken, why) from None
    return _contents(opened, spoken)


def _open_beneath(root: Path, parts: tuple[str, ...]) -> int:
    """Open a file step by step from the root, so that no step can be a link."""
    if not _BENEATH:
        return _open_checked(root, parts)
    folder = os.open(root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        for part in parts[:-1]:
            below = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = below
        return os.open(parts[-1], _FILE | _LINKLESS, dir_fd=folder)
    finally:
        os.close(folder)


def _open_checked(root: Path, parts: tuple[str, ...]) -> int:
    """The same where folders cannot be opened: look at each step first."""
    path = root
    for part in parts:
        path = path / part
        if path.is_symlink():
            raise OSError(errno.ELOOP, "is a link")
    return os.open(path, _FILE | getattr(os, "O_BINARY", 0))


def _contents(opened: int, spoken: str) -> bytes:
    """All bytes, up to one more than the limit: reading says what is too big."""
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise _not_regular(spoken)
        with open(opened, "rb", closefd=False) as stream:
            return stream.read(SOURCE_BYTES + 1)
    except OSError as why:
        raise _unreadable(spoken, why) from None
    finally:
        os.close(opened)


def _not_regular(spoken: str) -> NotFoundError:
    says = f"{spoken} is not an ordinary file."
    return NotFoundError(says, "Put an ordinary file there.", code="N403")


def _unreadable(spoken: str, why: Exception) -> NotFoundError:
    number = getattr(why, "errno", None)
    if number in (errno.ELOOP, errno.EMLINK, errno.ENOTDIR, errno.ENXIO, errno.ENODEV):
        return _not_regular(spoken)
    if number == errno.ENOENT or number is None:
        return NotFoundError(f"There is no file {spoken}.", "Check the path.", code="N403")
    reason = os.strerror(number).lower()
    return NotFoundError(f"{spoken} cannot be read: {reason}.", "Check its rights.", code="N403")
