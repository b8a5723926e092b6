"""A limit on the time that one leaflet may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from ..base.errors import TooSlow


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TooSlow in whatever is still running after so many seconds."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def late(_: int, __: FrameType | None) -> NoReturn:
        raise TooSlow(
            f"Setting the leaflet took longer than {seconds:g} seconds. No file was written.",
            "Shorten the monograph, or choose another layout.",
        )

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
