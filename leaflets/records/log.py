"""The log of a store: the digest of each entry covers the digest before it, so changes show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from .store import LogEntry, StoreFinding

__all__ = ["START", "entry_digest", "is_digest", "missing_entries", "verify_chain"]

START = "0" * 64  # the digest before the first entry


def entry_digest(previous: str, number: int, act: str, says: str) -> str:
    """Return the digest of an entry. previous: the digest of the entry before it."""
    return sha256(f"{previous} {number} {act} {says}".encode()).hexdigest()


def is_digest(text: str) -> bool:
    """Return whether a text is a hexadecimal sha256, and so is safe in a file name."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def verify_chain(entries: Iterable[LogEntry]) -> Iterator[StoreFinding]:
    """Yield a finding for each gap and for each entry whose digest does not fit its content.

    The digest of each entry is computed from the stored digest before it, so that one change gives
    one finding. Entries cut off at the end, and a log rewritten from some entry to the end, are
    detected only with a digest that was noted elsewhere.
    """
    number, digest = 0, START
    for entry in entries:
        if entry.number != number + 1:
            yield StoreFinding("log", missing_entries(number + 1, entry.number - 1))
        elif entry.digest != entry_digest(digest, entry.number, entry.act, entry.says):
            yield StoreFinding("log", f"Entry {entry.number} of the log is not what was written.")
        number, digest = entry.number, entry.digest


def missing_entries(first: int, last: int) -> str:
    """Return the message for missing entries; for one (last before first), it may be misplaced."""
    if last <= first:
        return f"Entry {first} of the log is not in its place."
    return f"Entries {first} to {last} of the log are missing."
