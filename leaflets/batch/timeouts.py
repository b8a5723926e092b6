"""No leaflet holds up a batch: one that takes too long is given up, and the others go on.

An alarm rings a few times in that time, and looks whether the same leaflet is still under way. So a
leaflet costs nothing, where an alarm for each would cost as much as a tenth of its stamping.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from ..base import limits
from ..base.errors import TooSlow

__all__ = ["UNDER_WAY", "begin", "watching"]

RINGS: Final = 4  # in the time that a leaflet may take, so that it gets at most a quarter more


class UnderWay:
    """What this process is doing that may take too long: `with UNDER_WAY:`, also in each other."""

    def __init__(self) -> None:
        self._begun = self._depth = 0
        self._seen = self._rings = 0

    def __enter__(self) -> None:
        self._depth += 1
        self._begun += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        self._begun += 1

    def look(self, _: int, __: FrameType | None) -> None:
        """Raise TooSlow in what was under way at the last rings, too; and again if that is lost."""
        if self._begun != self._seen:
            self._seen, self._rings = self._begun, 0
        self._rings += 1
        if self._depth and self._rings > RINGS:
            raise TooSlow(
                f"Making it took longer than {limits.SECONDS_TO_TYPESET:g} seconds.",
                "Shorten the monograph, or choose another layout.",
            )


UNDER_WAY: Final = UnderWay()


def begin() -> None:
    """Let the alarm ring in this process from now on. Its main thread does the work."""
    pause = limits.SECONDS_TO_TYPESET / RINGS
    signal.signal(signal.SIGALRM, UNDER_WAY.look)
    signal.setitimer(signal.ITIMER_REAL, pause, pause)


@contextmanager
def watching() -> Iterator[None]:
    """The same for a while; nothing in other threads, and where there is no such alarm."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.getsignal(signal.SIGALRM)
    begin()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
