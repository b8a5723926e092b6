"""Decide whether an attachment is new, a repetition, or a conflict; the same in every store."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.errors import StoreError, UsageError
from .model import Attachment
from .parts import PdfParts, split_pdf
from .store import Attached, Refused, Store

__all__ = ["check_bytes", "check_existing", "check_parts", "decide_all", "find_existing"]

UNCHANGED = "Nothing was attached."


def find_existing(candidate: Attachment, attachments: Iterable[Attachment]) -> Attachment | None:
    """Return the attachment of the same PDF to the same dispense, or None if candidate is new.

    attachments: all of the dispense, oldest first. Raises StoreError R701 if the dispense has the
    same leaflet with other bytes; R709 if the PDF that candidate replaces is absent or was replaced
    already.
    """
    earlier = list(attachments)
    for attachment in earlier:
        if attachment.sha256 == candidate.sha256:
            return attachment
    successors = {attachment.replaces: attachment for attachment in earlier if attachment.replaces}
    if candidate.replaces:
        _check_replaced(candidate, earlier, successors)
    for attachment in earlier:
        is_current = attachment.sha256 not in successors
        is_replaced_now = attachment.sha256 == candidate.replaces
        if is_current and not is_replaced_now and attachment.leaflet.key == candidate.leaflet.key:
            raise _conflict(attachment)
    return None


def _check_replaced(
    candidate: Attachment, earlier: list[Attachment], successors: dict[str, Attachment]
) -> None:
    """Raise StoreError R709 unless candidate replaces the last PDF of a chain of replacements."""
    if candidate.replaces not in {attachment.sha256 for attachment in earlier}:
        raise StoreError(
            f"The dispense has no PDF with the sha256 {candidate.replaces}. {UNCHANGED}",
            "Name one that 'leaflets records list' shows.",
            code="R709",
        )
    if candidate.replaces in successors:
        successor = successors[candidate.replaces].sha256
        raise StoreError(
            f"The PDF that it should replace was already replaced by {successor}. {UNCHANGED}",
            "Replace that one.",
            code="R709",
        )


def _conflict(existing: Attachment) -> StoreError:
    monograph, edition = existing.leaflet.monograph, existing.leaflet.edition
    return StoreError(
        f"The dispense has another PDF of the leaflet {monograph}, edition {edition}, in the same "
        f"layout, language and profile, attached at {existing.when}. {UNCHANGED}",
        f"If the new one takes its place, say that it replaces {existing.sha256}.",
        code="R701",
    )


def decide_all(
    candidates: Iterable[Attachment], by_dispense: dict[str, list[Attachment]]
) -> list[Attached | Refused]:
    """Decide for each candidate whether it is new, attached already, or a conflict.

    by_dispense: all attachments of each dispense, oldest first; new candidates are appended to it.
    """
    decisions: list[Attached | Refused] = []
    for candidate in candidates:
        attachments = by_dispense[candidate.dispense]
        try:
            existing = find_existing(candidate, attachments)
        except StoreError as error:
            decisions.append(Refused(candidate, error))
            continue
        decisions.append(Attached(existing or candidate, is_new=existing is None))
        if existing is None:
            attachments.append(candidate)
    return decisions


def check_existing(result: Attached | Refused, store: Store) -> Attached | Refused:
    """Refuse a repeated attachment whose bytes in the store are missing or altered."""
    if isinstance(result, Attached) and not result.is_new:
        try:
            store.pdf(result.attachment.sha256)
        except StoreError as error:
            return Refused(result.attachment, error)
    return result


def check_bytes(attachment: Attachment, sha256: str, size: int) -> None:
    """Raise UsageError unless the attachment names this digest and size."""
    if (sha256, size) != (attachment.sha256, attachment.size):
        raise UsageError(
            f"The attachment describes other bytes than those of the leaflet. {UNCHANGED}",
            "Make it with attachment_of.",
        )


def check_parts(attachment: Attachment, pdf: bytes) -> PdfParts:
    """Split a PDF, and raise UsageError unless the attachment describes it."""
    parts = split_pdf(pdf)
    check_bytes(attachment, parts.sha256.hex(), len(pdf))
    return parts
