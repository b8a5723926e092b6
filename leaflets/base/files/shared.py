"""Files that several processes write to: locks, and lines that are appended durably."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import WriteError
from . import system
from .atomic import check_replaceable

__all__ = ["append", "file_lock"]


def append(target: Path, line: bytes) -> None:
    """Append one line to a file, durably. The caller holds the lock of the folder.

    A last line without an end, torn by a crash, was never confirmed and is dropped. If this line
    cannot be written completely, none of it stays. Raises WriteError.
    """
    check_replaceable(target)
    try:
        is_new = not target.exists()
        with system.opened(target, os.O_RDWR | os.O_CREAT) as descriptor:
            system.calls.chmod(descriptor, system.OWNER_ONLY)
            end = _end_of_complete_lines(descriptor)
            system.calls.truncate(descriptor, end)
            os.lseek(descriptor, end, os.SEEK_SET)
            try:
                system.write_all(descriptor, line.rstrip(b"\n") + b"\n")
                system.calls.fsync(descriptor)
            except BaseException:
                with suppress(OSError):
                    system.calls.truncate(descriptor, end)
                raise
    except OSError as fault:
        raise WriteError.from_os_error(target, fault) from None
    if is_new:
        system.sync_name(target)


def _end_of_complete_lines(descriptor: int) -> int:
    """Return the offset behind the last newline; 0 if there is none."""
    end = os.fstat(descriptor).st_size
    while end:
        start = max(0, end - 4096)
        newline = system.read_at(descriptor, end - start, start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0


@contextmanager
def file_lock(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock file `path`, which is gone afterwards; the system frees it if its holder dies.

    Raises TimeoutError with the process id of the holder after `seconds`; WriteError.
    """
    try:
        descriptor = _locked_file(path, seconds)
    except TimeoutError:  # an OSError, and our own
        raise
    except OSError as fault:
        raise WriteError.from_os_error(path, fault) from None
    try:
        yield
    finally:
        if not system.IS_WINDOWS:  # removed while it is held, so that it is nobody else's
            _unlink(path)
        system.close(descriptor)
        if system.IS_WINDOWS:  # which removes no file that somebody else has open
            _unlink(path)


def _locked_file(path: Path, seconds: float) -> int:
    """Return the descriptor of the lock file, locked, with our process id in it."""
    while True:
        descriptor = system.calls.open(
            path, os.O_RDWR | os.O_CREAT | system.SAFE, system.OWNER_ONLY
        )
        try:
            _wait_for_lock(descriptor, seconds)
            if _is_at(path, descriptor):  # its last holder has not removed it meanwhile
                system.calls.truncate(descriptor, 0)
                system.write_at(descriptor, str(os.getpid()).encode(), 0)
                return descriptor
        except BaseException:
            system.close(descriptor)
            raise
        system.close(descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    """Return whether the open file is the one at the path."""
    try:
        return os.path.samestat(path.stat(follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _unlink(path: Path) -> None:
    with suppress(OSError):  # a lock file that stays does no harm
        path.unlink()


def _wait_for_lock(descriptor: int, seconds: float) -> None:
    """Try to lock until it succeeds or the time is up."""
    pause, waiting_time = 0.001, 0.0
    while True:
        try:
            return system.calls.lock(descriptor, system.EXCLUSIVE_OR_FAIL)
        except BlockingIOError:
            if waiting_time >= seconds:
                holder = system.read_at(descriptor, 20, 0).decode("ascii", "replace") or "unknown"
                raise TimeoutError(holder) from None
        time.sleep(pause)
        waiting_time += pause
        pause = min(pause * 2, 0.05)
