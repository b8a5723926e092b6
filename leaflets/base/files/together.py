"""Write many files that are durable together: one sync of a disk costs less than many."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..errors import WriteError
from . import system
from .atomic import check_replaceable, make_folder, open_part, remove_stale

__all__ = ["write_together"]


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all, and make their folders.

    All are durable when this returns. If one cannot be written, none gets its name, or all of those
    before it have theirs. Raises WriteError.
    """
    parts: list[_Part] = []
    try:
        for target, content in files.items():
            parts.append(_Part(target))
            parts[-1].write(content)
        _sync(parts)
        for part in parts:
            part.publish()
        _sync(parts)
    finally:
        for part in parts:
            part.close()


class _Part:
    """A file under its temporary name. It is open, and so locked, until it is closed."""

    def __init__(self, target: Path) -> None:
        check_replaceable(target)
        make_folder(target.parent, durable=False)
        remove_stale(target)
        self.target = target
        self._is_published = False
        try:
            self.path, self.descriptor = open_part(target)
        except OSError as fault:
            raise WriteError.from_os_error(target, fault) from None
        self._is_open = True

    def write(self, content: bytes) -> None:
        try:
            system.write_all(self.descriptor, content)
            if system.IS_WINDOWS:  # no call there makes a whole file system durable
                system.calls.fsync(self.descriptor)
        except OSError as fault:
            raise WriteError.from_os_error(self.target, fault) from None

    def publish(self) -> None:
        """Give the file its name."""
        self._is_open = not system.before_renaming(self.descriptor)
        try:
            system.calls.replace(self.path, self.target)
        except OSError as fault:
            raise WriteError.from_os_error(self.target, fault) from None
        self._is_published = True

    def close(self) -> None:
        """Close the file, and remove it if it did not get its name."""
        if self._is_open:
            system.close(self.descriptor)
        if not self._is_published:
            with suppress(OSError):
                system.calls.unlink(self.path)


def _sync(parts: list[_Part]) -> None:
    """Make all that was written on the file systems of these files durable, names included."""
    if system.IS_WINDOWS:
        return
    by_device = {os.fstat(part.descriptor).st_dev: part for part in parts}
    for part in by_device.values():
        try:
            system.sync_file_system(part.descriptor)
        except OSError as fault:
            raise WriteError.from_os_error(part.target, fault) from None
