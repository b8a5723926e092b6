"""Pretend to be Windows: run a command of `leaflets` without what POSIX alone has.

    python windows.py ARGUMENTS…

Of the modules, fcntl and resource are missing, of `os` and `signal` what Windows lacks; folders
cannot be opened; a file that is open can be neither renamed nor removed, and no folder replaced.
"""

from __future__ import annotations

import errno
import fcntl
import io  # noqa: F401 - before `os` is changed
import multiprocessing.util  # noqa: F401
import os
import signal
import stat
import subprocess  # noqa: F401
import sys
import tempfile  # noqa: F401
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

MISSING_IN_OS = (
    "O_NOFOLLOW", "O_CLOEXEC", "O_DIRECTORY", "O_NONBLOCK", "pread", "pwrite", "writev", "sync",
    "fchmod", "sysconf", "statvfs", "sched_getaffinity", "fork",
)  # fmt: skip
MISSING_IN_SIGNAL = ("SIGHUP", "SIGPIPE", "SIGALRM", "SIGKILL", "setitimer", "ITIMER_REAL")


def open_paths() -> set[str]:
    """The paths of all files that this process has open."""
    paths = set()
    for number in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            paths.add(str(number.readlink()))
    return paths


def refuse_open(path: Any) -> None:
    """Do as Windows does with a file that is open."""
    if os.path.realpath(path) in open_paths():
        error = PermissionError(errno.EACCES, "used by another process")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error


def change_calls() -> None:
    """Let the calls of `os` refuse what those of Windows refuse."""
    replace, unlink, opened = os.replace, os.unlink, os.open

    def windows_replace(source: Any, target: Any, **others: Any) -> None:
        refuse_open(source)
        refuse_open(target)
        if Path(target).is_dir():
            raise PermissionError(errno.EACCES, "access denied")
        replace(source, target, **others)

    def windows_unlink(path: Any, **others: Any) -> None:
        refuse_open(path)
        unlink(path, **others)

    def windows_open(path: Any, flags: int, mode: int = 0o777, **others: Any) -> int:
        assert not others, "Windows opens nothing relative to a folder"
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "access denied")
        return opened(path, flags, mode)

    os.replace, os.unlink, os.open = windows_replace, windows_unlink, windows_open  # type: ignore[assignment]
    os.supports_dir_fd = set()


def msvcrt() -> ModuleType:
    """The module of Windows that locks files and sets the mode of descriptors."""
    module: Any = ModuleType("msvcrt")
    module.LK_LOCK, module.LK_NBLCK = 1, 2

    def locking(descriptor: int, mode: int, size: int) -> None:
        assert os.lseek(descriptor, 0, os.SEEK_CUR) > os.fstat(descriptor).st_size, "mandatory"
        assert size == 1
        wait = 0 if mode == module.LK_LOCK else fcntl.LOCK_NB
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | wait)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, "permission denied") from None

    module.locking = locking
    module.setmode = lambda descriptor, mode: stat.S_IFMT(os.fstat(descriptor).st_mode) or mode
    return module


def become_windows() -> None:
    """Change this process, for good."""
    change_calls()
    for name in MISSING_IN_OS:
        delattr(os, name)
    for name in MISSING_IN_SIGNAL:
        delattr(signal, name)
    os.O_BINARY, os.O_NOINHERIT = 0, 0  # type: ignore[attr-defined]
    sys.modules["fcntl"] = sys.modules["resource"] = None  # type: ignore[assignment]
    sys.modules["msvcrt"] = msvcrt()
    os.name = "nt"  # while the module asks for it: pathlib would make paths of Windows
    try:
        import leaflets.base.files.system
    finally:
        os.name = "posix"
    assert leaflets.base.files.system.IS_WINDOWS


if __name__ == "__main__":
    become_windows()
    from leaflets.cli.errors import leave, run

    leave(run(sys.argv[1:]))
