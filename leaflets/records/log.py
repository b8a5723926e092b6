"""The log of a store: each entry's digest covers the one before, so that a change shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from .store import LogEntry, StoreFinding

__all__ = ["START", "chained", "check", "gone", "is_digest"]

START = "0" * 64  # the digest before the first entry


def chained(before: str, number: int, act: str, says: str) -> str:
    """The digest of an entry."""
    return sha256(f"{before} {number} {act} {says}".encode()).hexdigest()


def is_digest(text: str) -> bool:
    """Whether a text can be a sha256 in hexadecimal; also what may be in a file's name."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def check(entries: Iterable[LogEntry]) -> Iterator[StoreFinding]:
    """Every entry whose digest is not that of what it says after the one before.

    After a wrong one the next is compared with the digest that is written, so that one change is
    one finding. Entries that were cut off at the end, or a log written anew from one entry to the
    end, are found only by whoever has noted a digest.
    """
    number, before = 0, START
    for entry in entries:
        if entry.number != number + 1:
            yield StoreFinding("log", gone(number + 1, entry.number - 1))
        elif entry.digest != chained(before, entry.number, entry.act, entry.says):
            says = f"Entry {entry.number} of the log is not what was written."
            yield StoreFinding("log", says)
        number, before = entry.number, entry.digest


def gone(first: int, last: int) -> str:
    """What to say of entries that are missing, or (last before first) stand elsewhere."""
    if last <= first:
        return f"Entry {first} of the log is not in its place."
    return f"Entries {first} to {last} of the log are gone."
