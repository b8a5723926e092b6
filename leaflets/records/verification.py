"""Read a whole store again, and compare its log with an entry that was noted elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import asdict

from ..base.errors import StoreError, UsageError
from .store import LogEntry, Store, StoreFinding

__all__ = ["Verification", "noted_entry"]

NO_LOG: Final = "R727"  # a server that keeps a history of its own


class Verification:
    """One check of a store. noted: number and digest of an entry that must still be there.

    only_later: only what was added after that entry is read. When all findings are read, problems
    is how many of them are neither orphans nor noted; end is number and digest of the last entry,
    or ""; no_log is why the store has no log of ours, or None.
    """

    def __init__(
        self, store: Store, noted: tuple[int, str] = (0, ""), *, only_later: bool = False
    ) -> None:
        self.store, self.noted, self.only_later = store, noted, only_later
        self.problems, self.end = 0, ""
        self.no_log: StoreError | None = None

    def findings(self) -> Iterator[StoreFinding]:
        """Yield what is not as it was written, as it is found."""
        for finding in self.store.verify(after=self.noted if self.only_later else None):
            self.problems += finding.kind not in ("orphan", "noted")
            yield finding
        number, digest = self.noted
        for last in self._entries(max(number - 1, 0) if self.only_later else 0):
            self.end = f"{last.number}:{last.digest}"
            if last.number == number and last.digest == digest:
                number = 0
        if number:
            self.problems += 1
            message = f"Entry {number} is gone, or is not what it was when it was noted."
            yield StoreFinding("log", message)

    def members(self) -> Iterator[tuple[str, object]]:
        """Yield the members of the JSON object that tells it; see `source.json.object_lines`."""
        yield "findings", map(asdict, self.findings())
        yield "sound", not self.problems
        yield "noted", self.end

    def _entries(self, after: int) -> Iterator[LogEntry]:
        """Yield the log as far as it can be read; `verify` has reported the rest."""
        try:
            yield from self.store.entries(after=after)
        except StoreError as error:
            if error.code == NO_LOG:
                self.no_log = error


def noted_entry(noted: str | None) -> tuple[int, str]:
    """Return number and digest of a noted entry, or 0 and no digest. Raises UsageError.

    noted: NUMBER:DIGEST, as `leaflets records verify` prints it.
    """
    if noted is None:
        return 0, ""
    number, _, digest = noted.removeprefix("noted ").partition(":")
    if number.isascii() and number.isdigit() and int(number) and len(digest) == 64:
        return int(number), digest
    raise UsageError(
        "The noted entry is not what 'leaflets records verify' prints.",
        "Give the number, a colon and the 64 digits.",
    )
