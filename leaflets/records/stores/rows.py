"""Attachments as rows of a table, and back."""

from __future__ import annotations

import json
from typing import Any, Final

from msgspec.structs import asdict

from ..model import Attachment, LeafletIdentity, Override

__all__ = ["COLUMNS", "from_row", "row_of"]

OF_LEAFLET: Final = (
    "title", "monograph", "edition", "source", "layout", "language", "profile", "status",
    "identifier", "version",
)  # fmt: skip
COLUMNS: Final = (
    "number", "dispense", "sha256", "sha1", "size", *OF_LEAFLET, "when", "by", "prescription",
    "products", "patient", "to", "how", "particulars", "overrides", "replaces",
)  # fmt: skip


def row_of(number: int, attachment: Attachment) -> tuple[Any, ...]:
    """The values of the columns."""
    leaflet = asdict(attachment.leaflet)
    return (
        number,
        attachment.dispense,
        bytes.fromhex(attachment.sha256),
        attachment.sha1,
        attachment.size,
        *[leaflet[name] for name in OF_LEAFLET],
        attachment.when,
        attachment.by,
        attachment.prescription,
        json.dumps(attachment.products),
        attachment.patient,
        attachment.to,
        attachment.how,
        json.dumps(attachment.particulars),
        json.dumps([(each.code, each.reason) for each in attachment.overrides]),
        bytes.fromhex(attachment.replaces),
    )


def from_row(row: tuple[Any, ...]) -> Attachment:
    """The attachment. Raises ValueError, TypeError, KeyError where the row was tampered with."""
    told = dict(zip(COLUMNS, row, strict=True))
    del told["number"]
    leaflet = LeafletIdentity(**{name: told.pop(name) for name in OF_LEAFLET})
    for name in ("sha256", "replaces"):
        told[name] = bytes.hex(told[name])
    for name in ("products", "particulars"):
        told[name] = tuple(json.loads(told[name]))
    told["overrides"] = tuple(Override(*each) for each in json.loads(told["overrides"]))
    return Attachment(leaflet=leaflet, **told)
