"""A store in tables, whatever database holds them: bytes, entries and attachments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from types import TracebackType
from typing import Self

from ..errors import StoreError
from . import log, sql
from .model import Attachment, canonical
from .pieces import Pieces, cut
from .rows import row_of
from .rules import already, check_bytes
from .sql import Database
from .store import GROUP, Attached, Entry, Finding, Orphan, Refused

__all__ = ["RelationalStore"]


class RelationalStore:
    """Attachments in a database; see Store for what each method promises."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.address = database.address

    def attach(self, attachment: Attachment, pdf: bytes) -> Attached:
        """One leaflet."""
        [done] = self.attach_many([(attachment, pdf)])
        if isinstance(done, Refused):
            raise done.why
        return done

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
        decided: list[Attached | Refused] = []
        for each in wanted:
            try:
                there = already(each, known[each.dispense])
            except StoreError as why:
                decided.append(Refused(each, why))
                continue
            decided.append(Attached(there or each, is_new=there is None))
            if there is None:
                known[each.dispense].append(each)
        return decided

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
        there = {bytes(digest) for (digest,) in rows}
        return [digest for digest in wanted if digest not in there]

    def _record(self, attachments: list[Attachment]) -> None:
        """The entries and attachments, after their bytes."""
        number, before = self._end()
        entries, rows = [], []
        for each in attachments:
            number += 1
            before = log.chained(before, number, "attached", canonical(each))
            entries.append((number, "attached", "", bytes.fromhex(before)))
            rows.append(row_of(number, each))
        self.database.run_many(sql.INSERT_ENTRY, entries)
        self.database.run_many(sql.INSERT_ATTACHMENT, rows)

    def _end(self) -> tuple[int, str]:
        """Number and digest of the last entry."""
        for number, digest in self.database.run(sql.LAST_ENTRY):
            return number, bytes(digest).hex()
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
        after = 0
        while rows := self.database.run(sql.attachments_where(*given), [*given.values(), after]):
            yield from map(sql.attachment_in, rows)
            after = rows[-1][0]

    def pdf(self, sha256: str) -> bytes:
        """The bytes, compared with their digest."""
        digest = sql.digest_of(sha256)
        found = self._bytes(digest)
        if found is None:
            if self.database.run(sql.NAMED, [digest]):
                raise sql.damaged(f"The PDF {sha256} is missing.")
            raise sql.not_there(sha256)
        return sql.sound(found, sha256)

    def _bytes(self, digest: bytes) -> bytes | None:
        for body, rest in self.database.run(sql.BYTES, [digest]):
            return bytes(body) + bytes(rest)
        return None

    def entries(self) -> Iterator[Entry]:
        """The log, page by page."""
        after = -1
        while rows := self.database.run(sql.ENTRIES, [after]):
            for number, act, says, digest, *attached in rows:
                told = sql.said(tuple(attached)) if act == "attached" else says
                yield Entry(number, act, told, bytes(digest).hex())
            after = rows[-1][0]

    def verify(self) -> Iterator[Finding]:
        """Everything, read again."""
        yield from (Finding("damaged", says) for says in self.database.check())
        for (digest,) in self.database.run(sql.NAMED_AND_GONE):
            yield Finding("missing", f"The PDF {bytes(digest).hex()} is missing.")
        yield from self._verify_bytes()
        yield from log.check(self.entries())
        for orphan in self.orphans():
            yield Finding("orphan", f"The bytes {orphan.sha256} belong to no attachment.")

    def _verify_bytes(self) -> Iterator[Finding]:
        """Every PDF, read again."""
        after = b""
        while rows := self.database.run(sql.DIGESTS, [after]):
            for digest in (bytes(digest) for (digest,) in rows):
                found = self._bytes(digest)
                if found is None:
                    yield Finding("missing", f"A part of the PDF {digest.hex()} is missing.")
                elif sha256(found).digest() != digest:
                    yield Finding("altered", f"The bytes of the PDF {digest.hex()} were altered.")
            after = bytes(rows[-1][0])

    def orphans(self) -> Iterator[Orphan]:
        """Bytes that nothing names."""
        for unnamed in (sql.UNNAMED_PDFS, sql.UNNAMED_BODIES):
            for digest, size in self.database.run(unnamed):
                yield Orphan(bytes(digest).hex(), size)

    def collect(self, *, when: str, by: str) -> list[Orphan]:
        """Remove them, and say so in the log."""
        with self.database.writing():
            removed = self._remove("pdf", sql.UNNAMED_PDFS) + self._remove(
                "body", sql.UNNAMED_BODIES
            )
            if removed:
                gone = [each.sha256 for each in removed]
                says = json.dumps({"by": by, "removed": gone, "when": when}, separators=(",", ":"))
                number, before = self._end()
                digest = log.chained(before, number + 1, "collected", says)
                row = (number + 1, "collected", says, bytes.fromhex(digest))
                self.database.run_many(sql.INSERT_ENTRY, [row])
        return removed

    def _remove(self, table: str, unnamed: str) -> list[Orphan]:
        rows = self.database.run(unnamed)
        self.database.run_many(sql.delete(table), [(digest,) for digest, _ in rows])
        return [Orphan(bytes(digest).hex(), size) for digest, size in rows]

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def checked(made: Attachment, pdf: bytes) -> Pieces:
    """The pieces of a PDF, when they are those that its attachment tells of."""
    pieces = cut(pdf)
    check_bytes(made, pieces.sha256.hex(), len(pdf))
    return pieces
