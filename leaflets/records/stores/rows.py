"""Convert between attachments and rows of a table."""

from __future__ import annotations

import json
from typing import Any, Final

from ..errors import damaged_store, missing_pdf
from ..model import Attachment, LeafletIdentity, Override, canonical_json

__all__ = [
    "COLUMNS", "Row", "attachment_in", "digest_bytes", "from_row", "log_text", "require_bytes",
    "to_row",
]  # fmt: skip

Row = tuple[Any, ...]

IDENTITY_COLUMNS: Final = (
    "title", "monograph", "edition", "source", "layout", "language", "profile", "status",
    "identifier", "version",
)  # fmt: skip
COLUMNS: Final = (
    "number", "dispense", "sha256", "sha1", "size", *IDENTITY_COLUMNS, "when", "by",
    "prescription", "products", "lots", "patient", "encounter", "to", "how", "particulars",
    "overrides", "replaces",
)  # fmt: skip


def to_row(number: int, attachment: Attachment) -> Row:
    """Return the values of COLUMNS. number: of the attachment's entry in the log."""
    leaflet = attachment.leaflet
    return (
        number,
        attachment.dispense,
        bytes.fromhex(attachment.sha256),
        attachment.sha1,
        attachment.size,
        *(getattr(leaflet, name) for name in IDENTITY_COLUMNS),
        attachment.when,
        attachment.by,
        attachment.prescription,
        json.dumps(attachment.products),
        json.dumps(attachment.lots),
        attachment.patient,
        attachment.encounter,
        attachment.to,
        attachment.how,
        json.dumps(attachment.particulars),
        json.dumps([(override.code, override.reason) for override in attachment.overrides]),
        bytes.fromhex(attachment.replaces),
    )


def from_row(row: Row) -> Attachment:
    """Return the attachment in a row. Raises ValueError, TypeError or KeyError if the row was
    tampered with."""
    fields = dict(zip(COLUMNS, row, strict=True))
    del fields["number"]
    leaflet = LeafletIdentity(**{name: fields.pop(name) for name in IDENTITY_COLUMNS})
    for name in ("sha256", "replaces"):
        fields[name] = bytes.hex(fields[name])
    for name in ("products", "lots", "particulars"):
        fields[name] = tuple(json.loads(fields[name]))
    fields["overrides"] = tuple(Override(*pair) for pair in json.loads(fields["overrides"]))
    return Attachment(leaflet=leaflet, **fields)


def attachment_in(row: Row) -> Attachment:
    """Return the attachment in a row. Raises StoreError R703 if the row was tampered with."""
    try:
        return from_row(row)
    except (ValueError, TypeError, KeyError):
        raise damaged_store(f"Attachment {row[0]} cannot be read.") from None


def log_text(row: Row) -> str:
    """Return what the log says of the attachment in a row; "" if the row is absent or damaged.

    The empty text never fits the digest of the entry, so that `verify` reports the entry.
    """
    try:
        return canonical_json(from_row(row))
    except (ValueError, TypeError, KeyError):
        return ""


def require_bytes(value: Any) -> bytes:
    """Return a value of a binary column. Raises StoreError R703 if it is of another type."""
    if not isinstance(value, bytes):
        raise damaged_store("A value in the store is of another kind than was written.")
    return value


def digest_bytes(text: str) -> bytes:
    """Return a hexadecimal digest as bytes. Raises NotFoundError R708 if it is not hexadecimal."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise missing_pdf(text) from None
