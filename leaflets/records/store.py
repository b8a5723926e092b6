"""What every store of records can do, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Final, Literal, Protocol, Self

from msgspec import Struct

from ..base.errors import StoreError
from .model import Attachment

__all__ = ["GROUP", "Attached", "LogEntry", "Orphan", "Refused", "Store", "StoreFinding"]

GROUP: Final = 200  # attachments that become durable together; about 10 MB at the most


class Attached(Struct, frozen=True):
    """The leaflet is attached, durably. is_new: False when it was so before; then the attachment
    is the one of then."""

    attachment: Attachment
    is_new: bool


class Refused(Struct, frozen=True):
    """One of many could not be attached, and the others were. why: as if it had been alone."""

    attachment: Attachment
    why: StoreError


class LogEntry(Struct, frozen=True):
    """One line of the log: what was done, in order. act: "attached" or "collected".

    says: JSON of what was done. digest: sha256, in hexadecimal, over the digest before and this.
    """

    number: int
    act: str
    says: str
    digest: str


class StoreFinding(Struct, frozen=True):
    """Something in a store that is not as it was written. says: one sentence.

    missing: bytes that an attachment names. altered: bytes or a line that were changed. log: the
    chain is broken. damaged: the store itself. orphan: bytes that nothing names; no harm is done.
    """

    kind: Literal["missing", "altered", "log", "damaged", "orphan"]
    says: str


class Orphan(Struct, frozen=True):
    """Bytes that no attachment names, left by a crash. size: bytes that collecting them frees."""

    sha256: str
    size: int


class Store(Protocol):
    """Where attachments are kept. One store object serves one thread; a process opens its own.

    A kind of store is a class that builds on this one, a line in opening.py, and a class of tests
    that builds on the contract.

    Every method raises StoreError where the store refuses, WriteError where a disk does.
    """

    address: str

    def attach(self, attachment: Attachment, pdf: bytes) -> Attached:
        """Attach one leaflet: the bytes first, then the record, durable when this returns.

        The same bytes for the same dispense, twice or by many at once, are one attachment. Other
        bytes for the same dispense and the same leaflet are a conflict (R701), unless the
        attachment says that it replaces the earlier one.
        """
        [done] = self.attach_many([(attachment, pdf)])
        if isinstance(done, Refused):
            raise done.why
        return done

    def attach_many(
        self, pairs: Iterable[tuple[Attachment, bytes]], *, group: int = GROUP
    ) -> Iterator[Attached | Refused]:
        """Attach many, durable in groups: what was given back is safe. In the order of the pairs.

        Nothing happens to a pair before the iterator gets to it.
        """

    def attachments(
        self,
        *,
        dispense: str | None = None,
        monograph: str | None = None,
        edition: str | None = None,
    ) -> Iterator[Attachment]:
        """Those that fit, oldest first, one after the other; by index, however many there are."""

    def pdf(self, sha256: str) -> bytes:
        """The bytes of a PDF, compared with their digest. Raises NotFoundError, StoreError."""

    def entries(self) -> Iterator[LogEntry]:
        """The log, oldest first, as it stands; `verify` tells whether that is as it was written."""

    def verify(self) -> Iterator[StoreFinding]:
        """Read everything again and tell what is missing, altered, broken or left over."""

    def orphans(self) -> Iterator[Orphan]:
        """What `collect` would remove."""

    def collect(self, *, when: str, by: str) -> list[Orphan]:
        """Remove the orphans, and say so in the log."""

    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
