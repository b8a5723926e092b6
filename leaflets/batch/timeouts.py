"""The time limit of each leaflet: one that takes too long fails, and the batch goes on.

    with TIME_LIMIT:
        ...  # raises TooSlow after `limits.SECONDS_TO_TYPESET`

Limits may be nested: entering or leaving an inner one restarts the clock.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ..base import limits
from ..base.errors import TooSlow
from ..base.operating_system import HAS_TIMERS

__all__ = ["TIME_LIMIT", "enable_time_limit", "time_limit_enabled"]


class TimeLimit:
    """A timer around whatever runs inside `with`. It does nothing until it is enabled."""

    def __init__(self) -> None:
        self.is_enabled = False
        self._depth = 0

    def __enter__(self) -> None:
        self._depth += 1
        self._start_timer()

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        self._start_timer()

    def _start_timer(self) -> None:
        """Start the timer anew inside a limit; stop it outside.

        After the limit it rings again with every quarter of the time, because an exception may be
        lost in a callback of the garbage collector.
        """
        if self.is_enabled:
            seconds = limits.SECONDS_TO_TYPESET if self._depth else 0.0
            signal.setitimer(signal.ITIMER_REAL, seconds, seconds / 4)

    def ring(self, *_: object) -> None:
        """Raise TooSlow inside a limit. A ring that arrives late, outside of it, is ignored."""
        if self._depth:
            raise TooSlow(
                f"Making it took longer than {limits.SECONDS_TO_TYPESET:g} seconds.",
                "Shorten the monograph, or choose another layout.",
            )


TIME_LIMIT: Final = TimeLimit()


def enable_time_limit() -> None:
    """Enable the limit in this process for good, if the system has timers.

    The main thread must do the work.
    """
    if not HAS_TIMERS:
        return
    signal.signal(signal.SIGALRM, TIME_LIMIT.ring)
    TIME_LIMIT.is_enabled = True


@contextmanager
def time_limit_enabled() -> Iterator[None]:
    """Enable the limit inside `with`, if this is the main thread and the system has timers."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not HAS_TIMERS:
        yield
        return
    previous = signal.getsignal(signal.SIGALRM)
    enable_time_limit()
    try:
        yield
    finally:
        TIME_LIMIT.is_enabled = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
