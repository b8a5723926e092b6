"""The protocol of a store of attachments, and the values that its methods return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Final, Literal, Protocol, Self, Unpack

from msgspec import Struct

from ..base.errors import StoreError
from .filters import Filters
from .model import Attachment, LaterHandover

__all__ = ["GROUP", "Attached", "LogEntry", "Orphan", "Refused", "Store", "StoreFinding"]

GROUP: Final = 200  # attachments that become durable together; about 10 MB at the most


class Attached(Struct, frozen=True):
    """Result of a successful, durable attachment. is_new: False if the same PDF was attached to the
    dispense before; attachment is then the earlier one."""

    attachment: Attachment
    is_new: bool


class Refused(Struct, frozen=True):
    """Result of an attachment that the store refused, among others. why: the error that attaching
    it alone would raise."""

    attachment: Attachment
    why: StoreError


class LogEntry(Struct, frozen=True):
    """One entry of the log, counted from 1. act: "attached", "handed-over", "collected" or "noted".

    says: JSON of what that was. digest: sha256 over the digest before,
    number, act and says, in hexadecimal.
    """

    number: int
    act: str
    says: str
    digest: str


class StoreFinding(Struct, frozen=True):
    """Something in a store that is not as it was written. says: one sentence.

    kind: "missing": an attachment names bytes that are absent. "altered": bytes or a line were
    changed. "log": the chain of digests is broken. "damaged": the store cannot be read. "orphan":
    no attachment names these bytes; this is harmless. "noted": wrong, and explained by a note.
    """

    kind: Literal["missing", "altered", "log", "damaged", "orphan", "noted"]
    says: str


class Orphan(Struct, frozen=True):
    """Bytes that no attachment names, left by a crash. size: bytes that collecting them frees."""

    sha256: str
    size: int


class Store(Protocol):
    """A store of attachments. One store object serves one thread; each process opens its own.

    To add a kind of store: write a class that inherits from this one, a line in
    exchange/open_store.py, and a test class that inherits from the contract in tests/records.

    Every method raises StoreError if the store refuses, WriteError if a disk fails.
    """

    address: str

    def attach(self, attachment: Attachment, pdf: bytes) -> Attached:
        """Attach one leaflet: the bytes first, then the record, both durable on return.

        The same PDF for the same dispense is attached once, however often and by however many
        programs at once. Another PDF of the same leaflet for the same dispense is a conflict
        (R701), unless the attachment replaces the earlier one.
        """
        [result] = self.attach_many([(attachment, pdf)])
        if isinstance(result, Refused):
            raise result.why
        return result

    def attach_many(
        self, pairs: Iterable[tuple[Attachment, bytes]], *, group: int = GROUP
    ) -> Iterator[Attached | Refused]:
        """Attach many leaflets and yield a result for each pair, in order.

        group: how many become durable together; every yielded result is durable. Pairs are read
        lazily, as the iterator advances.
        """

    def attachments(self, **filters: Unpack[Filters]) -> Iterator[Attachment]:
        """Yield the attachments that match all filters, oldest first, without loading all."""

    def product_lists(self) -> list[tuple[str, ...]]:
        """Return each list of product codes that an attachment has, sorted."""
        return sorted({attachment.products for attachment in self.attachments()})

    def titles(self) -> list[tuple[str, str]]:
        """Return each monograph that attachments name with each title of its leaflets, sorted."""
        leaflets = (attachment.leaflet for attachment in self.attachments())
        return sorted({(leaflet.monograph, leaflet.title) for leaflet in leaflets})

    def check_writable(self) -> None:
        """Raise StoreError or WriteError if the store cannot be written, as far as that shows."""
        for _ in self.attachments(dispense="no such dispense"):
            pass

    def pdf(self, sha256: str) -> bytes:
        """Return the bytes of a PDF after checking their digest. Raises NotFoundError if absent,
        StoreError R703 if they are altered or missing."""

    def entries(self, *, after: int = 0) -> Iterator[LogEntry]:
        """Yield the log as stored, oldest first; `verify` checks its digests.

        after: the number of the entry after which it begins.
        """

    def verify(self, *, after: tuple[int, str] | None = None) -> Iterator[StoreFinding]:
        """Read the store and yield all that is missing, altered, broken or orphaned.

        after: number and digest of an entry; what was attached up to it is not read again.
        """

    def orphans(self) -> Iterator[Orphan]:
        """Yield the orphans, which `collect` would remove."""

    def collect(self, *, when: str, by: str) -> list[Orphan]:
        """Remove the orphans, add an entry to the log, and return them."""

    def hand_over(self, handover: LaterHandover) -> bool:
        """Add an entry to the log, durably: a leaflet that is attached was handed over again.

        Return False, and add nothing, if the last that is recorded of it is the same form. Raises
        UsageError for an invalid field, NotFoundError R708 if the leaflet is not attached to the
        dispense, StoreError R727 if the store has no log of ours.
        """

    def handovers(self, dispense: str | None = None) -> Iterator[LaterHandover]:
        """Yield the handovers after leaflets were attached, oldest first.

        dispense: to which they are attached; None: of all. A store without a log of ours has none.
        """

    def note(self, number: int, *, when: str, by: str, reason: str) -> None:
        """Add an entry to the log that explains a wrong one; `verify` then reports it as noted.

        Raises NotFoundError R708 if nothing is wrong with the entry of that number, StoreError R727
        if the store has no log of ours.
        """

    def close(self) -> None:
        """Release the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
