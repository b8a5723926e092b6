"""Make attachments, and read the identity of a leaflet from its metadata or its PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import asdict

from ..base.errors import StoreError, UsageError
from .conflicts import UNCHANGED
from .model import HANDOVERS, Attachment, LeafletIdentity
from .parts import digests

if TYPE_CHECKING:
    from ..pdf.metadata import Metadata

__all__ = ["attachment_of", "check_approved", "identity_in", "identity_of", "identity_of_made"]

LINE: Final = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]+")
MAX_LENGTH: Final = 200  # characters of an identifier
MAX_TEXT_LENGTHS: Final = {"title": 1_000, "reason": 1_000}
DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def identity_of(metadata: Metadata, *, profile: str = "") -> LeafletIdentity:
    """Return the identity of a leaflet from the metadata of its typeset PDF."""
    return LeafletIdentity(
        title=metadata.title,
        monograph=metadata.monograph,
        edition=metadata.edition,
        source=metadata.source_sha256,
        layout=metadata.layout,
        language=metadata.languages,
        status=metadata.status,
        identifier=metadata.identifier,
        version=metadata.producer,
        profile=profile or metadata.profile,
    )


def identity_of_made(pdf: bytes, metadata: Metadata, sha256: str) -> LeafletIdentity:
    """Return the identity of a PDF that was just made, which is not read.

    metadata, sha256: with which it was made. Raises UsageError if the digest is another's.
    """
    if digests(pdf)[0] != sha256:
        raise UsageError(
            f"The PDF is not the one whose sha256 was given. {UNCHANGED}",
            "Give the sha256 of the bytes that were made with this metadata.",
        )
    return identity_of(metadata)


def identity_in(pdf: bytes, *, profile: str = "") -> LeafletIdentity:
    """Return the identity that is written in a PDF. Needs the extra `inspect`.

    Raises UsageError: I801 not a PDF, I802 no pikepdf, I803 not made by this program, I807 altered
    since it was made.
    """
    from ..pdf.inspect import inspect  # loads pikepdf

    report = inspect(pdf)
    if not report.ours:
        hint = "Give a leaflet that this program made."
        raise UsageError(f"The file is not one of our leaflets. {UNCHANGED}", hint, code="I803")
    if report.verdict == "altered":
        raise UsageError(
            f"The leaflet was altered since it was made. {UNCHANGED}",
            "Make it again, and attach that one.",
            code="I807",
        )
    return LeafletIdentity(
        title=report.title,
        monograph=report.monograph,
        edition=report.edition,
        source=report.source_sha256,
        layout=report.layout,
        language=report.language,
        status=report.status,
        identifier=report.identifier,
        version=report.producer,
        profile=profile or report.profile,
    )


def check_approved(leaflet: LeafletIdentity) -> None:
    """Raise StoreError R711 for the leaflet of a draft."""
    if leaflet.status != "approved":
        raise StoreError(
            f"The leaflet is a draft, and only approved ones are wanted. {UNCHANGED}",
            "Have its monograph reviewed and render it again, or allow drafts.",
            code="R711",
        )


def attachment_of(
    pdf: bytes, leaflet: LeafletIdentity, dispense: str, *, when: str, by: str, **fields: Any
) -> Attachment:
    """Make the attachment of a PDF to a dispensing record. fields: further fields of Attachment.

    Raises UsageError if the PDF or a field is invalid.
    """
    if not pdf.startswith(b"%PDF-"):
        raise UsageError(f"The leaflet is not a PDF. {UNCHANGED}", "Attach what `typeset` made.")
    sha256, sha1 = digests(pdf)
    attachment = Attachment(
        dispense=dispense,
        leaflet=leaflet,
        sha256=sha256,
        sha1=sha1,
        size=len(pdf),
        when=when,
        by=by,
        **fields,
    )
    check_fields(attachment)
    return attachment


def check_fields(attachment: Attachment) -> None:
    """Raise UsageError for a field that could not be searched for, or not shown in a list."""
    for name, value in _lines(attachment):
        max_length = MAX_TEXT_LENGTHS.get(name, MAX_LENGTH)
        if not LINE.fullmatch(value) or not value.strip() or len(value) > max_length:
            raise UsageError(
                f"'{name}' must be 1 to {max_length} characters in one line. {UNCHANGED}",
                f"Give a '{name}' that your system can find again.",
            )
    if not _has_zone(attachment.when):
        raise UsageError(
            f"'when' must be a date and time with its zone. {UNCHANGED}",
            "Write it as 2026-11-30T09:15:00+01:00.",
        )
    if attachment.how and attachment.how not in HANDOVERS:
        message = f"'how' must be one of {', '.join(HANDOVERS)}. {UNCHANGED}"
        raise UsageError(message, "Choose one.")
    if attachment.replaces and not DIGEST.fullmatch(attachment.replaces):
        raise UsageError(
            f"'replaces' must be the sha256 of a PDF, 64 hexadecimal digits. {UNCHANGED}",
            "See 'leaflets records list'.",
        )


def _lines(attachment: Attachment) -> Iterable[tuple[str, str]]:
    """Yield name and value of every field that must be one line; optional fields if not empty."""
    yield "dispense", attachment.dispense
    yield "by", attachment.by
    for name in ("prescription", "patient", "encounter", "to"):
        if value := getattr(attachment, name):
            yield name, value
    for product in attachment.products:
        yield "product", product
    for lot in attachment.lots:
        yield "lot", lot
    for field in attachment.particulars:
        yield "particulars", field
    for override in attachment.overrides:
        yield "code", override.code
        yield "reason", override.reason
    for name, value in asdict(attachment.leaflet).items():
        if value:
            yield name, value


def _has_zone(when: str) -> bool:
    try:
        return "T" in when and datetime.fromisoformat(when).tzinfo is not None
    except ValueError:
        return False
