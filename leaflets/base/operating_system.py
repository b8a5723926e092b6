"""What a process asks of its operating system, POSIX or Windows, besides files.

Windows lacks some signals, timers, limits and the state of disks. The functions here do without
them, and say what is then missing; `base/files/system.py` does the same for files.
"""

from __future__ import annotations

import os
import signal
from importlib import import_module
from pathlib import Path
from typing import Any, Final

__all__ = [
    "ENDING_SIGNALS",
    "HAS_TIMERS",
    "PIPE_CLOSED",
    "end_at_once",
    "forbid_core_dumps",
    "is_on_read_only_disk",
    "return_freed_memory",
    "set_binary_mode",
]

# those that ask a process to end; Windows has no SIGHUP
ENDING_SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)
PIPE_CLOSED: Final = 128 + getattr(signal, "SIGPIPE", 13)  # the exit code, also where it is none
HAS_TIMERS: Final = hasattr(signal, "setitimer")  # without them nothing has a time limit


def end_at_once() -> None:
    """End this process without any cleaning up. On Windows SIGTERM does that."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def forbid_core_dumps() -> None:
    """See to it that a crash leaves no copy of the memory, which may name a patient.

    Windows makes such copies only where somebody has set that up for this program.
    """
    try:
        resource: Any = import_module("resource")
    except ModuleNotFoundError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def is_on_read_only_disk(path: Path) -> bool:
    """Return whether a path is on a disk that cannot be written; False where that is not known."""
    if not hasattr(os, "statvfs"):
        return False
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def set_binary_mode(descriptor: int) -> None:
    """Make Windows write bytes as they are, without a carriage return before each line end."""
    try:
        msvcrt: Any = import_module("msvcrt")
    except ModuleNotFoundError:
        return
    msvcrt.setmode(descriptor, os.O_BINARY)  # type: ignore[attr-defined,unused-ignore]


def return_freed_memory() -> None:
    """Give memory that this process has freed back to the system; glibc keeps it otherwise.

    Where leaflets of many medicines come and go, it would keep half as much again as is held. Other
    libraries of C have nothing like it (https://man7.org/linux/man-pages/man3/malloc_trim.3.html).
    """
    import ctypes  # 5 ms, which only a service needs

    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # TypeError: Windows
        return
    trim(0)
