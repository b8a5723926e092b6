"""What is printed, and where: results on standard output, notes on standard error, in UTF-8."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from typing import Final

from ..base.errors import Fault, WriteError
from ..base.operating_system import set_binary_mode

LARGEST_GROUP: Final = 500  # lines that are printed together

_was_closed: set[int] = set()


def prepare() -> None:
    """UTF-8 whatever the locale says, and no file may land on the number of a closed stream."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)  # takes the lowest free number: this one
            _was_closed.add(number)
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)


def say(text: str) -> None:
    """Print a result, for people or for the next program."""
    if 1 in _was_closed or sys.stdout is None:
        raise no_output(errno.EBADF)
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise no_output(fault.errno or errno.EIO) from None


def say_lines(lines: Iterable[str]) -> None:
    """Print lines of a result as they come: the first at once, later ones in larger groups."""
    remaining, size = iter(lines), 1
    while group := list(islice(remaining, size)):
        say("\n".join(group))
        size = min(size * 10, LARGEST_GROUP)


def note(text: str) -> None:
    """Print a line for the person at the screen, beside the result. It never fails."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def warn(faults: Iterable[Fault]) -> None:
    """Print what is doubtful, one line for each."""
    for fault in faults:
        note(f"Warning: {fault}")


class Bytes:
    """Standard output for the bytes of a file, guarded from stray prints of any library.

    Whatever else is written to standard output from here on goes to standard error.
    """

    def __init__(self) -> None:
        if 1 in _was_closed or sys.stdout is None:
            raise no_output(errno.EBADF)
        flush()
        self._number = os.dup(1)
        set_binary_mode(self._number)
        os.dup2(2, 1)

    def send(self, content: bytes) -> None:
        """Write all of it."""
        remaining_bytes = memoryview(content)
        try:
            while remaining_bytes:
                remaining_bytes = remaining_bytes[os.write(self._number, remaining_bytes) :]
            os.close(self._number)
        except BrokenPipeError:
            raise
        except OSError as fault:
            raise no_output(fault.errno or errno.EIO) from None


def is_terminal() -> bool:
    """Whether a person would see what goes to standard output."""
    return 1 not in _was_closed and os.isatty(1)


def has_styles() -> bool:
    """Whether bold type would be shown: a terminal has it, and NO_COLOR does not forbid it."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def page(text: str) -> None:
    """Show a text through the pager of the environment (PAGER, else less or more)."""
    import click  # only people need it

    os.environ.setdefault("LESS", "FRX")  # as git does: a short text stays on the screen
    click.echo_via_pager(text, color=has_styles())


def notes_are_seen() -> bool:
    """Whether a person would see what goes to standard error."""
    return 2 not in _was_closed and os.isatty(2)


def flush() -> None:
    """Bring out what is buffered."""
    if sys.stdout is not None and 1 not in _was_closed:
        sys.stdout.flush()


def abandon() -> None:
    """Nobody reads: let the rest go nowhere, without a complaint at the end."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 1)


def no_output(number: int) -> WriteError:
    """Standard output cannot be written."""
    return WriteError(
        f"Standard output could not be written: {os.strerror(number).lower()}.",
        "Give a file with --out.",
        code="F608",
    )
