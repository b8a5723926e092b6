"""The SQL statements of relational stores, with ? for each value."""

from __future__ import annotations

from typing import Final

from .rows import COLUMNS

PAGE: Final = 500  # rows read at once, so that a reader never blocks a writer for long
QUOTED_COLUMNS: Final = [f'"{name}"' for name in COLUMNS]
ALL: Final = ", ".join(QUOTED_COLUMNS)

INSERT_ENTRY: Final = "INSERT INTO entry (number, act, says, digest) VALUES (?, ?, ?, ?)"
INSERT_BODY: Final = "INSERT INTO body (sha256, bytes) VALUES (?, ?)"
INSERT_PDF: Final = "INSERT INTO pdf (sha256, size, body, rest) VALUES (?, ?, ?, ?)"
LAST_ENTRY: Final = "SELECT number, digest FROM entry ORDER BY number DESC LIMIT 1"
PDF_PARTS: Final = (
    "SELECT body.bytes, pdf.rest FROM pdf JOIN body ON body.sha256 = pdf.body WHERE pdf.sha256 = ?"
)
ORPHAN_PDFS: Final = (
    "SELECT sha256, length(rest) FROM pdf WHERE NOT EXISTS "
    "(SELECT 1 FROM attachment WHERE attachment.sha256 = pdf.sha256) ORDER BY sha256"
)
ORPHAN_BODIES: Final = (
    "SELECT sha256, length(bytes) FROM body WHERE NOT EXISTS (SELECT 1 FROM pdf JOIN attachment "
    "ON attachment.sha256 = pdf.sha256 WHERE pdf.body = body.sha256) ORDER BY sha256"
)
MISSING_PDFS: Final = (
    "SELECT DISTINCT sha256 FROM attachment WHERE NOT EXISTS "
    "(SELECT 1 FROM pdf WHERE pdf.sha256 = attachment.sha256) ORDER BY sha256"
)
TITLES: Final = "SELECT DISTINCT monograph, title FROM attachment"
IS_ATTACHED: Final = "SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1"
PDF_DIGESTS: Final = f"SELECT sha256 FROM pdf WHERE sha256 > ? ORDER BY sha256 LIMIT {PAGE}"
PDF_DIGESTS_AFTER: Final = (
    f"SELECT number, sha256 FROM attachment WHERE number > ? ORDER BY number LIMIT {PAGE}"
)
ENTRIES: Final = (
    "SELECT entry.number, act, says, digest, "
    f"{', '.join(f'attachment.{name}' for name in QUOTED_COLUMNS)} "
    "FROM entry LEFT JOIN attachment ON attachment.number = entry.number "
    f"WHERE entry.number > ? ORDER BY entry.number LIMIT {PAGE}"
)
# first the term of the index of entries that are no attachments; a part of "" is in every text
ENTRIES_OF_ACT: Final = (
    "SELECT number, act, says, digest FROM entry WHERE act <> 'attached' AND act = ? "
    "AND (? = '' OR replace(says, ?, '') <> says) AND number > ? "
    f"ORDER BY number LIMIT {PAGE}"
)
PRODUCT_LISTS: Final = "SELECT DISTINCT products FROM attachment"
MOSTLY_EMPTY: Final = ("patient", "prescription")  # whose index leaves out empty texts
DURING: Final = '"when" >= ? AND "when" < ?'
NUMBERS_OF_DAYS: Final = f"SELECT min(number), max(number) FROM attachment WHERE {DURING}"
ATTACHMENTS_AFTER_LOG: Final = (
    "SELECT min(number), max(number) FROM attachment "
    "WHERE number > (SELECT coalesce(max(number), 0) FROM entry)"
)


def placeholders(count: int) -> str:
    """Return a ? for each of count values."""
    return ", ".join("?" * count)


INSERT_ATTACHMENT: Final = f"INSERT INTO attachment ({ALL}) VALUES ({placeholders(len(COLUMNS))})"


def select_dispenses(count: int) -> str:
    """Select all attachments of so many dispenses."""
    return f"SELECT {ALL} FROM attachment WHERE dispense IN ({placeholders(count)}) ORDER BY number"


def select_present(table: str, count: int) -> str:
    """Select those of so many digests that are in a table."""
    return f"SELECT sha256 FROM {table} WHERE sha256 IN ({placeholders(count)})"


def select_page(*columns: str, of_days: bool = False) -> str:
    """Select the next page of attachments by the values of some columns, after a number.

    of_days: from a time, before another time, and up to a number; their values stand between those
    of the columns and the number after which the page begins.
    """
    terms = [f"{name} = ?" for name in columns]
    terms += [f"{name} <> ''" for name in columns if name in MOSTLY_EMPTY]
    terms += [DURING, "number <= ?"] if of_days else []
    where = " AND ".join([*terms, "number > ?"])
    return f"SELECT {ALL} FROM attachment WHERE {where} ORDER BY number LIMIT {PAGE}"


def delete(table: str) -> str:
    """Delete the row with a digest."""
    return f"DELETE FROM {table} WHERE sha256 = ?"
