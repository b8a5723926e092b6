"""A store in the tables of any relational database: bytes, log entries and attachments."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from hashlib import sha256
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any, Final, Protocol, Unpack

from ...base.errors import StoreError
from .. import log
from ..conflicts import check_existing, check_parts, decide_all
from ..errors import check_pdf, damaged_store, missing_pdf
from ..filters import TEXT_FILTERS, Filters, matches, times_of_days
from ..handovers import HANDED_OVER, add_handover, handovers_in
from ..model import Attachment, LaterHandover, canonical_json, sorted_json
from ..parts import PdfParts
from ..store import GROUP, Attached, LogEntry, Orphan, Refused, Store, StoreFinding
from . import sql
from .rows import Row, attachment_in, digest_bytes, log_text, require_bytes, to_row

__all__ = ["Database", "RelationalStore"]

MOST_STREAMS: Final = 100  # lists of product codes that are read side by side


class Database(Protocol):
    """The operations that a relational store needs of a database. SQL has ? for each value."""

    address: str

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and return all its rows."""

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement for each row of values."""

    def writing(self) -> AbstractContextManager[None]:
        """Open an exclusive write transaction: durable when it ends, undone if it fails."""

    def check(self) -> Iterator[str]:
        """Yield a sentence for each fault that the database finds in its own structure."""

    def close(self) -> None:
        """Close the connection."""


class RelationalStore(Store):
    """Attachments in a database; `Store` documents each method."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.address = database.address

    def attach_many(
        self, pairs: Iterable[tuple[Attachment, bytes]], *, group: int = GROUP
    ) -> Iterator[Attached | Refused]:
        """Attach many leaflets, in one transaction for each group."""
        remaining = iter(pairs)
        while batch := [(item, check_parts(item, pdf)) for item, pdf in islice(remaining, group)]:
            with self.database.writing():
                results = self._decide([attachment for attachment, _ in batch])
                new_attachments = [
                    item
                    for item, result in zip(batch, results, strict=True)
                    if isinstance(result, Attached) and result.is_new
                ]
                self._insert_bytes([parts for _, parts in new_attachments])
                self._insert_attachments([attachment for attachment, _ in new_attachments])
            yield from (check_existing(result, self) for result in results)

    def _decide(self, candidates: list[Attachment]) -> list[Attached | Refused]:
        by_dispense: dict[str, list[Attachment]] = {item.dispense: [] for item in candidates}
        for row in self.database.run(sql.select_dispenses(len(by_dispense)), list(by_dispense)):
            attachment = attachment_in(row)
            by_dispense[attachment.dispense].append(attachment)
        return decide_all(candidates, by_dispense)

    def _insert_bytes(self, pdfs: list[PdfParts]) -> None:
        """Insert the bodies and PDFs that the database does not have yet."""
        bodies = {parts.body_sha256: parts.body for parts in pdfs}
        absent = self._absent("body", bodies)
        self.database.run_many(sql.INSERT_BODY, [(digest, bodies[digest]) for digest in absent])
        by_digest = {parts.sha256: parts for parts in pdfs}
        rows = []
        for digest in self._absent("pdf", by_digest):
            parts = by_digest[digest]
            size = len(parts.body) + len(parts.tail)
            rows.append((digest, size, parts.body_sha256, parts.tail))
        self.database.run_many(sql.INSERT_PDF, rows)

    def _absent(self, table: str, digests: Iterable[bytes]) -> list[bytes]:
        """Return the digests that a table does not have."""
        candidates = list(digests)
        if not candidates:
            return []
        rows = self.database.run(sql.select_present(table, len(candidates)), candidates)
        present = {digest for (digest,) in rows}
        return [digest for digest in candidates if digest not in present]

    def _insert_attachments(self, attachments: list[Attachment]) -> None:
        """Insert log entries and attachments, after their bytes."""
        number, digest = self._last_entry()
        entries, rows = [], []
        for attachment in attachments:
            number += 1
            digest = log.entry_digest(digest, number, "attached", canonical_json(attachment))
            entries.append((number, "attached", "", bytes.fromhex(digest)))
            rows.append(to_row(number, attachment))
        self.database.run_many(sql.INSERT_ENTRY, entries)
        self.database.run_many(sql.INSERT_ATTACHMENT, rows)

    def _last_entry(self) -> tuple[int, str]:
        """Return number and digest of the last entry of the log."""
        for number, digest in self.database.run(sql.LAST_ENTRY):
            return number, require_bytes(digest).hex()
        return 0, log.START

    def attachments(self, **filters: Unpack[Filters]) -> Iterator[Attachment]:
        """Yield the attachments that match, read page by page."""
        values = {name: value for name in TEXT_FILTERS if (value := filters.get(name))}
        days = times_of_days(filters)
        end: list[Any] = []
        before = 0
        if days:
            [(first, last)] = self.database.run(sql.NUMBERS_OF_DAYS, days)
            if first is None:
                return
            before, end = first - 1, [*days, last]
        products = filters.get("products")
        if products is None or len(products) > MOST_STREAMS:
            statement = sql.select_page(*values, of_days=bool(days))
            rows = self._pages(statement, [*values.values(), *end], before)
        else:  # each list has an index of its own numbers
            statement = sql.select_page(*values, "products", of_days=bool(days))
            streams = (
                self._pages(statement, [*values.values(), json.dumps(codes), *end], before)
                for codes in products
            )
            rows = merge(*streams, key=itemgetter(0))
        for attachment in map(attachment_in, rows):
            if matches(attachment, filters):
                yield attachment

    def product_lists(self) -> list[tuple[str, ...]]:
        """Return each list of product codes that an attachment has, sorted."""
        return sorted(tuple(json.loads(text)) for (text,) in self.database.run(sql.PRODUCT_LISTS))

    def titles(self) -> list[tuple[str, str]]:
        """Return each monograph that attachments name with each title of its leaflets, sorted."""
        return sorted((monograph, title) for monograph, title in self.database.run(sql.TITLES))

    def _pages(self, statement: str, values: list[Any], after: Any) -> Iterator[Row]:
        """Yield all rows, page by page. after: the value that the first column must exceed; for
        each further page, that of the last row before."""
        while rows := self.database.run(statement, [*values, after]):
            yield from rows
            last = rows[-1][0]
            if not isinstance(last, type(after)) or last <= after:  # else it would never end
                raise damaged_store("An index of the store is not in order.")
            after = last

    def check_writable(self) -> None:
        """Open a transaction that could write, and end it."""
        with self.database.writing():
            pass

    def pdf(self, sha256: str) -> bytes:
        """Return the bytes of a PDF after checking their digest."""
        digest = digest_bytes(sha256)
        pdf = self._bytes(digest)
        if pdf is None:
            if self.database.run(sql.IS_ATTACHED, [digest]):
                raise damaged_store(f"The PDF {sha256} is missing.")
            raise missing_pdf(sha256)
        return check_pdf(pdf, sha256)

    def _bytes(self, digest: bytes) -> bytes | None:
        for body, tail in self.database.run(sql.PDF_PARTS, [digest]):
            return require_bytes(body) + require_bytes(tail)
        return None

    def entries(self, *, after: int = 0) -> Iterator[LogEntry]:
        """Yield the log, read page by page."""
        # a log that was tampered with may begin below 1
        pages = self._pages(sql.ENTRIES, [], after or -1)
        for number, act, content, digest, *row in pages:
            text = log_text(tuple(row)) if act == "attached" else content
            yield LogEntry(number, act, text, require_bytes(digest).hex())

    def verify(self, *, after: tuple[int, str] | None = None) -> Iterator[StoreFinding]:
        """Check every part of the store; damage in one does not stop the check of the others."""
        number, digest = after or (0, log.START)
        checks: list[Callable[[], Iterator[StoreFinding]]]
        checks = [partial(self._verify_bytes, number), partial(self._verify_log, number, digest)]
        if after is None:
            checks[:0] = [self._verify_structure, self._verify_references]
        for check in checks:
            try:
                yield from check()
            except StoreError as error:
                yield StoreFinding("damaged", error.says)

    def _verify_structure(self) -> Iterator[StoreFinding]:
        return (StoreFinding("damaged", sentence) for sentence in self.database.check())

    def _verify_references(self) -> Iterator[StoreFinding]:
        for (digest,) in self.database.run(sql.MISSING_PDFS):
            yield StoreFinding("missing", f"The PDF {require_bytes(digest).hex()} is missing.")
        for orphan in self.orphans():
            yield StoreFinding("orphan", f"The bytes {orphan.sha256} belong to no attachment.")

    def _verify_bytes(self, after: int) -> Iterator[StoreFinding]:
        all_pdfs = (digest for (digest,) in self._pages(sql.PDF_DIGESTS, [], b""))
        later = (digest for _, digest in self._pages(sql.PDF_DIGESTS_AFTER, [], after))
        for digest in dict.fromkeys(later) if after else all_pdfs:
            pdf = self._bytes(digest)
            if pdf is None:
                yield StoreFinding("missing", f"A part of the PDF {digest.hex()} is missing.")
            elif sha256(pdf).digest() != digest:
                yield StoreFinding("altered", f"The bytes of the PDF {digest.hex()} were altered.")

    def _verify_log(self, number: int, digest: str) -> Iterator[StoreFinding]:
        yield from log.verify_chain(self.entries(after=number), (number, digest))
        for first, last in self.database.run(sql.ATTACHMENTS_AFTER_LOG):
            if first is not None:  # entries were cut off, and their attachments were left
                yield StoreFinding("log", log.missing_entries(first, last))

    def orphans(self) -> Iterator[Orphan]:
        """Yield PDFs that no attachment names, and bodies that belong to no such PDF."""
        for statement in (sql.ORPHAN_PDFS, sql.ORPHAN_BODIES):
            yield from self._orphans(statement)

    def _orphans(self, statement: str) -> Iterator[Orphan]:
        for digest, size in self.database.run(statement):
            yield Orphan(require_bytes(digest).hex(), size)

    def collect(self, *, when: str, by: str) -> list[Orphan]:
        """Remove the orphans and log their digests, in one transaction."""
        with self.database.writing():
            orphans = self._remove("pdf", sql.ORPHAN_PDFS)
            orphans += self._remove("body", sql.ORPHAN_BODIES)
            if orphans:
                digests = [orphan.sha256 for orphan in orphans]
                self._append("collected", {"by": by, "removed": digests, "when": when})
        return orphans

    def hand_over(self, handover: LaterHandover) -> bool:
        """Add a handover to the log, in one transaction."""
        with self.database.writing():
            return add_handover(self, handover, self._append)

    def handovers(self, dispense: str | None = None) -> Iterator[LaterHandover]:
        """Return the handovers, read page by page."""
        part = "" if dispense is None else sorted_json({"for": dispense})[1:-1]
        rows = self._pages(sql.ENTRIES_OF_ACT, [HANDED_OVER, part, part], -1)
        entries = (
            LogEntry(number, act, says, require_bytes(digest).hex())
            for number, act, says, digest in rows
        )
        return handovers_in(entries, dispense)

    def note(self, number: int, *, when: str, by: str, reason: str) -> None:
        """Add a note on a wrong entry, in one transaction."""
        with self.database.writing():
            text = log.note_on(self.entries(), number, when=when, by=by, reason=reason)
            self._append(log.NOTED, text)

    def _append(self, act: str, content: dict[str, Any]) -> None:
        """Add an entry that is no attachment to the log."""
        number, previous = self._last_entry()
        text = sorted_json(content)
        digest = log.entry_digest(previous, number + 1, act, text)
        self.database.run_many(sql.INSERT_ENTRY, [(number + 1, act, text, bytes.fromhex(digest))])

    def _remove(self, table: str, statement: str) -> list[Orphan]:
        """Delete the orphans of a table that a statement selects, and return them."""
        orphans = list(self._orphans(statement))
        digests = [(bytes.fromhex(orphan.sha256),) for orphan in orphans]
        self.database.run_many(sql.delete(table), digests)
        return orphans

    def close(self) -> None:
        """Close the database."""
        self.database.close()
