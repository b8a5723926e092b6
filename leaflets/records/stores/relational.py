"""A store in tables, whatever database holds them: bytes, entries and attachments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from typing import Any

from ...base.errors import StoreError
from .. import log
from ..conflicts import checked, decide
from ..errors import damaged, not_there, sound
from ..model import Attachment, canonical_json, json_of
from ..parts import Pieces
from ..store import GROUP, Attached, LogEntry, Orphan, Refused, Store, StoreFinding
from . import sql
from .rows import row_of
from .sql import Database, Row

__all__ = ["RelationalStore"]


class RelationalStore(Store):
    """Attachments in a database; see Store for what each method promises."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.address = database.address

    def attach_many(
        self, pairs: Iterable[tuple[Attachment, bytes]], *, group: int = GROUP
    ) -> Iterator[Attached | Refused]:
        """Many, in groups that become durable together."""
        waiting = iter(pairs)
        while some := [(made, checked(made, pdf)) for made, pdf in islice(waiting, group)]:
            with self.database.writing():
                decided = self._decide([made for made, _ in some])
                fresh = [
                    (made, pieces)
                    for (made, pieces), done in zip(some, decided, strict=True)
                    if isinstance(done, Attached) and done.is_new
                ]
                self._keep([pieces for _, pieces in fresh])
                self._record([made for made, _ in fresh])
            yield from map(self._confirmed, decided)

    def _confirmed(self, done: Attached | Refused) -> Attached | Refused:
        """What was there before must still be sound."""
        if isinstance(done, Attached) and not done.is_new:
            try:
                self.pdf(done.attachment.sha256)
            except StoreError as why:
                return Refused(done.attachment, why)
        return done

    def _decide(self, wanted: list[Attachment]) -> list[Attached | Refused]:
        """For each whether it is new, there already, or a conflict."""
        known: dict[str, list[Attachment]] = {each.dispense: [] for each in wanted}
        for row in self.database.run(sql.of_dispenses(len(known)), list(known)):
            found = sql.attachment_in(row)
            known[found.dispense].append(found)
        return decide(wanted, known)

    def _keep(self, pieces: list[Pieces]) -> None:
        """The bytes that are not there yet."""
        bodies = {each.body_sha256: each.body for each in pieces}
        absent = self._absent("body", bodies)
        self.database.run_many(sql.INSERT_BODY, [(digest, bodies[digest]) for digest in absent])
        files = {each.sha256: each for each in pieces}
        rows = [
            (digest, len(each.body) + len(each.rest), each.body_sha256, each.rest)
            for digest in self._absent("pdf", files)
            for each in (files[digest],)
        ]
        self.database.run_many(sql.INSERT_PDF, rows)

    def _absent(self, table: str, digests: Iterable[bytes]) -> list[bytes]:
        wanted = list(digests)
        if not wanted:
            return []
        rows = self.database.run(sql.there(table, len(wanted)), wanted)
        there = {digest for (digest,) in rows}
        return [digest for digest in wanted if digest not in there]

    def _record(self, attachments: list[Attachment]) -> None:
        """The entries and attachments, after their bytes."""
        number, before = self._end()
        entries, rows = [], []
        for each in attachments:
            number += 1
            before = log.chained(before, number, "attached", canonical_json(each))
            entries.append((number, "attached", "", bytes.fromhex(before)))
            rows.append(row_of(number, each))
        self.database.run_many(sql.INSERT_ENTRY, entries)
        self.database.run_many(sql.INSERT_ATTACHMENT, rows)

    def _end(self) -> tuple[int, str]:
        """Number and digest of the last entry."""
        for number, digest in self.database.run(sql.LAST_ENTRY):
            return number, sql.of_bytes(digest).hex()
        return 0, log.START

    def attachments(
        self,
        *,
        dispense: str | None = None,
        monograph: str | None = None,
        edition: str | None = None,
    ) -> Iterator[Attachment]:
        """Those that fit, page by page."""
        wanted = {"dispense": dispense, "monograph": monograph, "edition": edition}
        given = {name: value for name, value in wanted.items() if value is not None}
        rows = self._pages(sql.attachments_where(*given), list(given.values()), 0)
        return map(sql.attachment_in, rows)

    def _pages(self, statement: str, values: list[Any], after: Any) -> Iterator[Row]:
        """All rows, read page by page; each page begins after the first column of the last row."""
        while rows := self.database.run(statement, [*values, after]):
            yield from rows
            last = rows[-1][0]
            if type(last) is not type(after) or last <= after:
                raise damaged("An index of the store is not in order.")
            after = last

    def pdf(self, sha256: str) -> bytes:
        """The bytes, compared with their digest."""
        digest = sql.digest_of(sha256)
        found = self._bytes(digest)
        if found is None:
            if self.database.run(sql.NAMED, [digest]):
                raise damaged(f"The PDF {sha256} is missing.")
            raise not_there(sha256)
        return sound(found, sha256)

    def _bytes(self, digest: bytes) -> bytes | None:
        for body, rest in self.database.run(sql.BYTES, [digest]):
            return sql.of_bytes(body) + sql.of_bytes(rest)
        return None

    def entries(self) -> Iterator[LogEntry]:
        """The log, page by page."""
        for number, act, says, digest, *attached in self._pages(sql.ENTRIES, [], -1):
            told = sql.said(tuple(attached)) if act == "attached" else says
            yield LogEntry(number, act, told, sql.of_bytes(digest).hex())

    def verify(self) -> Iterator[StoreFinding]:
        """Everything, read again; damage in one part hides nothing in another."""
        for part in (self._verify_file, self._verify_named, self._verify_bytes, self._verify_log):
            try:
                yield from part()
            except StoreError as why:
                yield StoreFinding("damaged", why.says)

    def _verify_file(self) -> Iterator[StoreFinding]:
        return (StoreFinding("damaged", says) for says in self.database.check())

    def _verify_named(self) -> Iterator[StoreFinding]:
        for (digest,) in self.database.run(sql.NAMED_AND_GONE):
            yield StoreFinding("missing", f"The PDF {sql.of_bytes(digest).hex()} is missing.")
        for orphan in self.orphans():
            yield StoreFinding("orphan", f"The bytes {orphan.sha256} belong to no attachment.")

    def _verify_bytes(self) -> Iterator[StoreFinding]:
        for (digest,) in self._pages(sql.DIGESTS, [], b""):
            found = self._bytes(digest)
            if found is None:
                yield StoreFinding("missing", f"A part of the PDF {digest.hex()} is missing.")
            elif sha256(found).digest() != digest:
                yield StoreFinding("altered", f"The bytes of the PDF {digest.hex()} were altered.")

    def _verify_log(self) -> Iterator[StoreFinding]:
        yield from log.check(self.entries())
        for first, last in self.database.run(sql.BEYOND_THE_LOG):
            if first is not None:  # the end of the log was cut off, and what it told of was left
                yield StoreFinding("log", log.gone(first, last))

    def orphans(self) -> Iterator[Orphan]:
        """Bytes that nothing names."""
        for unnamed in (sql.UNNAMED_PDFS, sql.UNNAMED_BODIES):
            for digest, size in self.database.run(unnamed):
                yield Orphan(sql.of_bytes(digest).hex(), size)

    def collect(self, *, when: str, by: str) -> list[Orphan]:
        """Remove them, and say so in the log."""
        with self.database.writing():
            removed = self._remove("pdf", sql.UNNAMED_PDFS)
            removed += self._remove("body", sql.UNNAMED_BODIES)
            if removed:
                gone = [each.sha256 for each in removed]
                says = json_of({"by": by, "removed": gone, "when": when})
                number, before = self._end()
                digest = log.chained(before, number + 1, "collected", says)
                row = (number + 1, "collected", says, bytes.fromhex(digest))
                self.database.run_many(sql.INSERT_ENTRY, [row])
        return removed

    def _remove(self, table: str, unnamed: str) -> list[Orphan]:
        rows = self.database.run(unnamed)
        self.database.run_many(sql.delete(table), [(digest,) for digest, _ in rows])
        return [Orphan(sql.of_bytes(digest).hex(), size) for digest, size in rows]

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
