"""Which leaflet it is: from what was just made, or from what a PDF says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import asdict

from ..base.errors import UsageError
from .model import HANDOVERS, Attachment, LeafletIdentity
from .parts import digests

if TYPE_CHECKING:
    from ..pdf.metadata import Metadata

__all__ = ["attachment_of", "identity_in", "identity_of"]

LINE: Final = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]+")
LONGEST: Final = 200  # characters; identifiers are short
LONGEST_WORDS: Final = {"title": 1_000, "reason": 1_000}
DIGEST: Final = re.compile(r"[0-9a-f]{64}")
SAFE: Final = "Nothing was attached."


def identity_of(metadata: Metadata, *, profile: str = "") -> LeafletIdentity:
    """Which leaflet was just made, from the metadata that it was made with."""
    return LeafletIdentity(
        title=metadata.title,
        monograph=metadata.monograph,
        edition=metadata.edition,
        source=metadata.source_sha256,
        layout=metadata.layout,
        language=metadata.language,
        status=metadata.status,
        identifier=metadata.identifier,
        version=metadata.producer,
        profile=profile or metadata.profile,
    )


def identity_in(pdf: bytes, *, profile: str = "") -> LeafletIdentity:
    """Which leaflet a PDF says that it is. Needs the extra `inspect`.

    Raises UsageError: I801 no PDF, I802 no pikepdf, I803 not one of ours, I807 altered since.
    """
    from ..pdf.inspect import inspect

    found = inspect(pdf)
    if not found.ours:
        hint = "Give a leaflet that this program made."
        raise UsageError(f"The file is not one of our leaflets. {SAFE}", hint, code="I803")
    if found.verdict == "altered":
        raise UsageError(
            f"The leaflet was altered since it was made. {SAFE}",
            "Make it again, and attach that one.",
            code="I807",
        )
    return LeafletIdentity(
        title=found.title,
        monograph=found.monograph,
        edition=found.edition,
        source=found.source_sha256,
        layout=found.layout,
        language=found.language,
        status=found.status,
        identifier=found.identifier,
        version=found.producer,
        profile=profile or found.profile,
    )


def attachment_of(
    pdf: bytes, leaflet: LeafletIdentity, dispense: str, *, when: str, by: str, **more: Any
) -> Attachment:
    """The attachment of these bytes to a dispensing record. more: the other fields of Attachment.

    Raises UsageError for what is no PDF, or could not be found again.
    """
    if not pdf.startswith(b"%PDF-"):
        raise UsageError(f"The leaflet is not a PDF. {SAFE}", "Attach what `typeset` made.")
    sha256, sha1 = digests(pdf)
    made = Attachment(
        dispense=dispense,
        leaflet=leaflet,
        sha256=sha256,
        sha1=sha1,
        size=len(pdf),
        when=when,
        by=by,
        **more,
    )
    refuse_nonsense(made)
    return made


def refuse_nonsense(attachment: Attachment) -> None:
    """What could not be found again, or read in a list, is not stored."""
    for name, value in _lines(attachment):
        most = LONGEST_WORDS.get(name, LONGEST)
        if not LINE.fullmatch(value) or not value.strip() or len(value) > most:
            raise UsageError(
                f"'{name}' must be 1 to {most} characters in one line. {SAFE}",
                f"Give a {name} that your system can find again.",
            )
    if not _has_zone(attachment.when):
        raise UsageError(
            f"'when' must be a date and time with its zone. {SAFE}",
            "Write it as 2026-11-30T09:15:00+01:00.",
        )
    if attachment.how and attachment.how not in HANDOVERS:
        raise UsageError(f"'how' must be one of {', '.join(HANDOVERS)}. {SAFE}", "Choose one.")
    if attachment.replaces and not DIGEST.fullmatch(attachment.replaces):
        raise UsageError(
            f"'replaces' must be the sha256 of a PDF, 64 hexadecimal digits. {SAFE}",
            "See 'leaflets records list'.",
        )


def _lines(attachment: Attachment) -> Iterable[tuple[str, str]]:
    """Every text that must be one line, with its name; those that may be empty only when not."""
    yield "dispense", attachment.dispense
    yield "by", attachment.by
    for name in ("prescription", "patient", "to"):
        if value := getattr(attachment, name):
            yield name, value
    for value in attachment.products:
        yield "product", value
    for value in attachment.particulars:
        yield "particulars", value
    for each in attachment.overrides:
        yield "code", each.code
        yield "reason", each.reason
    for name, value in asdict(attachment.leaflet).items():
        if value:
            yield name, value


def _has_zone(when: str) -> bool:
    from datetime import datetime

    try:
        return "T" in when and datetime.fromisoformat(when).tzinfo is not None
    except ValueError:
        return False
