"""How far a batch is: a bar on a terminal, a line a while elsewhere, or nothing."""

from __future__ import annotations

from time import monotonic
from typing import Final

from . import console

PAUSE: Final = 10.0  # seconds between two lines


class Progress:
    """Told on standard error."""

    def __init__(self, count: int, *, wanted: bool) -> None:
        self.count, self.wanted = count, wanted
        self.begun = self.last = monotonic()

    def tell(self, done: int, failed: int) -> None:
        """So many are done."""
        now = monotonic()
        if self.wanted and now - self.last >= PAUSE:
            self.last = now
            rate = done / (now - self.begun)
            left = (self.count - done) / rate if rate else 0
            lost = f", {failed} failed" if failed else ""
            console.remark(f"{done} of {self.count}{lost}; {rate:.0f} a second; {clock(left)} left")

    def end(self) -> None:
        """All are done."""


def clock(seconds: float) -> str:
    """1:02:03, 2:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
