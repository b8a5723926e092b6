"""The log of a store: the digest of each entry covers the digest before it, so changes show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Final

from ..base.errors import NotFoundError
from .store import LogEntry, StoreFinding

__all__ = [
    "NOTED", "START", "entry_digest", "is_digest", "missing_entries", "note_on", "verify_chain",
]  # fmt: skip

START: Final = "0" * 64  # the digest before the first entry
NOTED: Final = "noted"  # the act of an entry that explains a wrong one


def entry_digest(previous: str, number: int, act: str, says: str) -> str:
    """Return the digest of an entry. previous: the digest of the entry before it."""
    return sha256(f"{previous} {number} {act} {says}".encode()).hexdigest()


def is_digest(text: str) -> bool:
    """Return whether a text is a hexadecimal sha256, and so is safe in a file name."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def verify_chain(
    entries: Iterable[LogEntry], after: tuple[int, str] = (0, START)
) -> Iterator[StoreFinding]:
    """Yield a finding for each gap and for each entry whose digest does not fit its content.

    entries: those that follow `after`, the number and the digest of an entry.

    The digest of each entry is computed from the stored digest before it, so that one change gives
    one finding. What a later entry notes is a finding of the kind "noted", with the words of the
    note. Entries cut off at the end, and a log rewritten from some entry to the end, are detected
    only with a digest that was noted elsewhere.
    """
    notes: dict[tuple[int, str], str] = {}
    wrong = []
    for entry, finding in _checked(entries, *after):
        if finding:
            wrong.append((entry, finding))
        elif entry.act == NOTED:
            note = json.loads(entry.says)
            notes[note["entry"], note["digest"]] = f"{note['by']}, {note['when']}: {note['reason']}"
    for entry, finding in wrong:
        note_text = notes.get((entry.number, _state(entry)))
        is_noted = note_text is not None
        yield StoreFinding("noted", f"{finding.says} {note_text}") if is_noted else finding


def _checked(
    entries: Iterable[LogEntry], number: int = 0, digest: str = START
) -> Iterator[tuple[LogEntry, StoreFinding | None]]:
    """Yield each entry with what is wrong with it or with its place; see `verify_chain`."""
    for entry in entries:
        finding = None
        if entry.number != number + 1:
            finding = StoreFinding("log", missing_entries(number + 1, entry.number - 1))
        elif entry.digest != entry_digest(digest, entry.number, entry.act, entry.says):
            message = f"Entry {entry.number} of the log is not what was written."
            finding = StoreFinding("log", message)
        yield entry, finding
        number, digest = entry.number, entry.digest


def _state(entry: LogEntry) -> str:
    """Return a digest of an entry as it stands, also where its own digest does not fit."""
    return entry_digest(entry.digest, entry.number, entry.act, entry.says)


def note_on(
    entries: Iterable[LogEntry], number: int, *, when: str, by: str, reason: str
) -> dict[str, Any]:
    """Return what a note on a wrong entry says. Raises NotFoundError R708 if nothing is wrong.

    number: of the entry that is not what was written, or before which entries are missing.
    """
    for entry, finding in _checked(entries):
        if finding and entry.number == number:
            return {
                "by": by, "digest": _state(entry), "entry": number, "reason": reason, "when": when,
            }  # fmt: skip
    message = f"Nothing is wrong with entry {number} of the log."
    raise NotFoundError(message, "See 'leaflets records verify'.", code="R708")


def missing_entries(first: int, last: int) -> str:
    """Return the message for missing entries; for one (last before first), it may be misplaced."""
    if last <= first:
        return f"Entry {first} of the log is not in its place."
    return f"Entries {first} to {last} of the log are missing."
