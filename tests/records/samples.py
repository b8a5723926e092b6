"""Leaflets and attachments for the tests of records; made up, and small."""

from __future__ import annotations

from typing import Any

from leaflets.pdf.tail import PERSONAL_COMMENT
from leaflets.records import Attachment, LeafletIdentity, attachment_of

PDF = b"%PDF-1.7 " + b"words " * 3000 + b"\n%%EOF\n"
WHEN = "2026-11-22T10:00:00+01:00"


def personal(number: int) -> bytes:
    """A leaflet for one patient: the body of all, and a rest of its own."""
    return PDF + PERSONAL_COMMENT + f"{number} ".encode() * 500 + b"\n%%EOF\n"


def identity(monograph: str = "acetylcysteine", edition: str = "1", **more: str) -> LeafletIdentity:
    """Which leaflet it is."""
    known = {
        "title": "Acetylcysteine",
        "source": "ab" * 32,
        "layout": "standard",
        "language": "en",
        "status": "draft",
        "identifier": "0123456789ab",
        "version": "leaflets 0.1.0",
    }
    return LeafletIdentity(monograph=monograph, edition=edition, **(known | more))


def attachment(
    dispense: str = "D-1",
    pdf: bytes = PDF,
    leaflet: LeafletIdentity | None = None,
    when: str = WHEN,
    by: str = "J. Doe",
    **more: Any,
) -> Attachment:
    """An attachment of these bytes."""
    return attachment_of(pdf, leaflet or identity(), dispense, when=when, by=by, **more)
