"""The calls of `system` for Windows, which has no fcntl, no dir_fd, and no descriptors of folders.

Nobody has run this on Windows yet; the tests simulate it. What is known of the differences:
an open file cannot be renamed or removed, a lock also keeps others from reading what it covers,
and who may read a file is inherited from its folder.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

__all__ = ["lock", "no_rights", "read_at", "write_at", "write_joined"]

LOCKED_BYTE: Final = 1 << 30  # far behind the content, which others may go on reading


def lock(descriptor: int, flags: int) -> None:
    """Lock a file for this process. flags: 0 waits, anything else does not.

    Raises BlockingIOError if another process holds it, also after ten seconds of waiting.
    """
    msvcrt: Any = import_module("msvcrt")
    at = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK if flags else msvcrt.LK_LOCK, 1)
    except OSError as fault:
        raise BlockingIOError(fault.errno, "held by another process") from None
    finally:
        os.lseek(descriptor, at, os.SEEK_SET)


def no_rights(descriptor: int, mode: int) -> None:
    """Leave the rights as they are: a new file has those of its folder."""


def read_at(descriptor: int, size: int, offset: int) -> bytes:
    """Read at an offset, and return to where the file was."""
    at = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, offset, os.SEEK_SET)
    try:
        return os.read(descriptor, size)
    finally:
        os.lseek(descriptor, at, os.SEEK_SET)


def write_at(descriptor: int, content: bytes, offset: int) -> int:
    """Write at an offset, and return to where the file was. Return how many bytes were written."""
    at = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, offset, os.SEEK_SET)
    try:
        return os.write(descriptor, content)
    finally:
        os.lseek(descriptor, at, os.SEEK_SET)


def write_joined(descriptor: int, parts: Sequence[bytes]) -> int:
    """Write several parts as one. Return how many bytes were written."""
    return os.write(descriptor, b"".join(parts))
