"""Files that many write to: one at a time, and line by line."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from .. import files
from ..errors import WriteError

__all__ = ["append", "file_lock"]


def append(target: Path, line: bytes) -> None:
    """Add one line to a file, durable. The caller holds the lock of the folder.

    A last line that a crash has torn was never confirmed to anybody, and goes. If this line
    cannot be written whole, none of it stays.
    """
    files.check_replaceable(target)
    try:
        is_new = not target.exists()
        with files.opened(target, os.O_RDWR | os.O_CREAT) as descriptor:
            files.calls.chmod(descriptor, files.OURS_ALONE)
            end = end_of_whole_lines(descriptor)
            files.calls.truncate(descriptor, end)
            os.lseek(descriptor, end, os.SEEK_SET)
            try:
                files.write_all(descriptor, line.rstrip(b"\n") + b"\n")
                files.calls.fsync(descriptor)
            except BaseException:
                with suppress(OSError):
                    files.calls.truncate(descriptor, end)
                raise
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
    if is_new:
        files.keep_name(target)


def end_of_whole_lines(descriptor: int) -> int:
    """The size of a file without its last line, if that has no end."""
    size = end = os.fstat(descriptor).st_size
    while end:
        start = max(0, end - 4096)
        newline = os.pread(descriptor, end - start, start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0 if size else size


@contextmanager
def file_lock(path: Path, seconds: float) -> Iterator[None]:
    """Hold `path` as a lock; TimeoutError with the holder's process number after `seconds`.

    The system frees the lock when its holder dies, so a stale one cannot exist.
    """
    with ExitStack() as stack:
        try:
            descriptor = stack.enter_context(files.opened(path, os.O_RDWR | os.O_CREAT))
            wait_for_lock(descriptor, seconds)
            files.calls.truncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        except TimeoutError:  # is an OSError, and ours
            raise
        except OSError as fault:
            raise WriteError.from_os_error(path, fault) from None
        yield


def wait_for_lock(descriptor: int, seconds: float) -> None:
    """Try until it is ours or the time is up."""
    pause, waited = 0.001, 0.0
    while True:
        try:
            return files.calls.lock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waited >= seconds:
                holder = os.pread(descriptor, 20, 0).decode("ascii", "replace") or "unknown"
                raise TimeoutError(holder) from None
        time.sleep(pause)
        waited += pause
        pause = min(pause * 2, 0.05)
