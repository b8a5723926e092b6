"""The progress of leaflets or documents: a bar on a terminal, lines elsewhere, or nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from time import monotonic
from typing import Any, Final, Protocol

from . import console

PAUSE: Final = 10.0  # seconds between two lines
REDRAW: Final = 0.1  # seconds between two drawings of the bar


class BatchProgress(Protocol):
    """Shows on standard error how far a batch is."""

    def show(self, done: int, failed: int) -> None:
        """Show how many leaflets are done, failures included, and how many failed."""

    def end(self) -> None:
        """Clear the display: the batch is over."""


def progress(count: int | None, *, quiet: bool) -> BatchProgress:
    """Return the display that fits: a bar needs a terminal and the package rich.

    count: of leaflets; None if it is not known.
    """
    if quiet:
        return Silence()
    if console.notes_are_seen() and os.environ.get("TERM") != "dumb":
        with suppress(ImportError):
            return Bar(count)
    return Lines(count)


class Silence:
    """Shows nothing."""

    def show(self, done: int, failed: int) -> None:
        """Show nothing."""

    def end(self) -> None:
        """Show nothing."""


class Lines:
    """A line every ten seconds; none for a batch that is done sooner."""

    def __init__(self, count: int | None) -> None:
        self.count = count
        self.start_time = self.last = monotonic()

    def show(self, done: int, failed: int) -> None:
        """See BatchProgress."""
        now = monotonic()
        if now - self.last < PAUSE:
            return
        self.last = now
        rate = done / (now - self.start_time)
        lost = f", {failed} failed" if failed else ""
        if self.count is None:
            console.note(f"{done}{lost}; {rate:.0f} a second")
            return
        left = clock((self.count - done) / rate) if rate else "?"
        console.note(f"{done} of {self.count}{lost}; {rate:.0f} a second; {left} left")

    def end(self) -> None:
        """See BatchProgress."""


class Bar:
    """A bar with the rate and the time that is left. No thread draws it: workers are forked."""

    def __init__(self, count: int | None) -> None:
        from rich import progress as parts
        from rich.console import Console

        self._bar: Any = parts.Progress(
            parts.BarColumn(),
            parts.TextColumn("{task.completed}{task.fields[of]}{task.fields[lost]}"),
            parts.TextColumn("{task.fields[rate]} a second"),
            *([] if count is None else [parts.TimeRemainingColumn()]),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task(
            "", total=count, of="" if count is None else f" of {count}", lost="", rate="–"
        )
        self._start_time = monotonic()
        self._last = self._start_time - REDRAW  # the first drawing does not wait

    def show(self, done: int, failed: int) -> None:
        """See BatchProgress."""
        now = monotonic()
        if now - self._last < REDRAW:
            return
        self._last = now
        self._bar.start()
        lost = f", {failed} failed" if failed else ""
        rate = f"{done / (now - self._start_time):.0f}"
        self._bar.update(self._task, completed=done, lost=lost, rate=rate, refresh=True)

    def end(self) -> None:
        """See BatchProgress."""
        self._bar.stop()


def clock(seconds: float) -> str:
    """Return a time such as 1:02:03 or 2:03."""
    minutes, whole_seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{whole_seconds:02}" if hours else f"{minutes}:{whole_seconds:02}"
