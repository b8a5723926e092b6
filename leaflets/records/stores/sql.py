"""What relational stores say to databases, and how they take what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol

from ..errors import damaged, not_there
from ..model import Attachment, canonical_json
from .rows import COLUMNS, from_row

Row = tuple[Any, ...]

PAGE: Final = 500  # rows that are read at once, so that no reader stops a writer
QUOTED: Final = [f'"{name}"' for name in COLUMNS]
ALL: Final = ", ".join(QUOTED)
INSERT_ATTACHMENT: Final = (
    f"INSERT INTO attachment ({ALL}) VALUES ({', '.join('?' * len(COLUMNS))})"
)
INSERT_ENTRY: Final = "INSERT INTO entry (number, act, says, digest) VALUES (?, ?, ?, ?)"
INSERT_BODY: Final = "INSERT INTO body (sha256, bytes) VALUES (?, ?)"
INSERT_PDF: Final = "INSERT INTO pdf (sha256, size, body, rest) VALUES (?, ?, ?, ?)"
LAST_ENTRY: Final = "SELECT number, digest FROM entry ORDER BY number DESC LIMIT 1"
BYTES: Final = (
    "SELECT body.bytes, pdf.rest FROM pdf JOIN body ON body.sha256 = pdf.body WHERE pdf.sha256 = ?"
)
UNNAMED_PDFS: Final = (
    "SELECT sha256, length(rest) FROM pdf WHERE NOT EXISTS "
    "(SELECT 1 FROM attachment WHERE attachment.sha256 = pdf.sha256) ORDER BY sha256"
)
UNNAMED_BODIES: Final = (
    "SELECT sha256, length(bytes) FROM body WHERE NOT EXISTS (SELECT 1 FROM pdf JOIN attachment "
    "ON attachment.sha256 = pdf.sha256 WHERE pdf.body = body.sha256) ORDER BY sha256"
)
NAMED_AND_GONE: Final = (
    "SELECT DISTINCT sha256 FROM attachment WHERE NOT EXISTS "
    "(SELECT 1 FROM pdf WHERE pdf.sha256 = attachment.sha256) ORDER BY sha256"
)

NAMED: Final = "SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1"
DIGESTS: Final = f"SELECT sha256 FROM pdf WHERE sha256 > ? ORDER BY sha256 LIMIT {PAGE}"
ENTRIES: Final = (
    f"SELECT entry.number, act, says, digest, {', '.join(f'attachment.{name}' for name in QUOTED)} "
    "FROM entry LEFT JOIN attachment ON attachment.number = entry.number "
    f"WHERE entry.number > ? ORDER BY entry.number LIMIT {PAGE}"
)
BEYOND_THE_LOG: Final = (
    "SELECT min(number), max(number) FROM attachment "
    "WHERE number > (SELECT coalesce(max(number), 0) FROM entry)"
)


def of_dispenses(many: int) -> str:
    """All attachments of so many dispenses."""
    return f"SELECT {ALL} FROM attachment WHERE dispense IN ({marks(many)}) ORDER BY number"


def there(table: str, many: int) -> str:
    """Which of so many digests the table has."""
    return f"SELECT sha256 FROM {table} WHERE sha256 IN ({marks(many)})"


def delete(table: str) -> str:
    """One row less."""
    return f"DELETE FROM {table} WHERE sha256 = ?"


def attachments_where(*columns: str) -> str:
    """The next page of attachments in which the columns have certain values."""
    where = " AND ".join(f"{name} = ?" for name in columns)
    after = f"{where} AND number > ?" if where else "number > ?"
    return f"SELECT {ALL} FROM attachment WHERE {after} ORDER BY number LIMIT {PAGE}"


def marks(many: int) -> str:
    """A ? for each value."""
    return ", ".join("?" * many)


class Database(Protocol):
    """What a relational store asks of a database. SQL has ? for each value."""

    address: str

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and give all its rows."""

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement for each row of values."""

    def writing(self) -> AbstractContextManager[None]:
        """A transaction in which nobody else writes; durable when it ends, undone if it fails."""

    def check(self) -> Iterator[str]:
        """What the database finds wrong with itself."""

    def close(self) -> None:
        """Let go."""


def attachment_in(row: Row) -> Attachment:
    """The attachment in a row, or StoreError where the row was tampered with."""
    try:
        return from_row(row)
    except (ValueError, TypeError, KeyError):
        raise damaged(f"Attachment {row[0]} cannot be read.") from None


def said(attached: Row) -> str:
    """What an entry says of the attachment in a row; nothing fits where that is gone."""
    try:
        return canonical_json(from_row(attached))
    except (ValueError, TypeError, KeyError):
        return ""


def of_bytes(value: Any) -> bytes:
    """A value that must be bytes, or StoreError where something else stands in its place."""
    if not isinstance(value, bytes):
        raise damaged("A value in the store is of another kind than was written.")
    return value


def digest_of(text: str) -> bytes:
    """A digest as bytes; what is none names no PDF."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise not_there(text) from None
