"""When an attachment is new, there already, or a conflict: the same for all stores."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.errors import StoreError, UsageError
from .model import Attachment
from .parts import Pieces, cut
from .store import Attached, Refused

__all__ = ["already", "check_bytes", "checked", "decide"]

SAFE = "Nothing was attached."


def already(wanted: Attachment, known: Iterable[Attachment]) -> Attachment | None:
    """The same attachment among those of the dispense, or None where the wanted one is new.

    known: all attachments of the dispense, oldest first. Raises StoreError R701 where the same
    leaflet is there with other bytes, R709 where what it replaces is not there or was replaced.
    """
    earlier = list(known)
    for each in earlier:
        if each.sha256 == wanted.sha256:
            return each
    replaced = {each.replaces: each for each in earlier if each.replaces}
    if wanted.replaces:
        refuse_wrong_link(wanted, earlier, replaced)
    for each in earlier:
        current = each.sha256 not in replaced and each.sha256 != wanted.replaces
        if current and each.leaflet.key == wanted.leaflet.key:
            raise conflict(each)
    return None


def refuse_wrong_link(
    wanted: Attachment, earlier: list[Attachment], replaced: dict[str, Attachment]
) -> None:
    """What is replaced must be there, and may be replaced once: the links make a chain."""
    if wanted.replaces not in {each.sha256 for each in earlier}:
        raise StoreError(
            f"The dispense has no PDF with the sha256 {wanted.replaces}. {SAFE}",
            "Name one that 'leaflets records list' shows.",
            code="R709",
        )
    if wanted.replaces in replaced:
        raise StoreError(
            f"What it should replace was replaced by {replaced[wanted.replaces].sha256}. {SAFE}",
            "Replace that one.",
            code="R709",
        )


def conflict(there: Attachment) -> StoreError:
    """Other bytes under the name of the same leaflet."""
    monograph, edition = there.leaflet.monograph, there.leaflet.edition
    return StoreError(
        f"The dispense has another PDF of the leaflet {monograph}, edition {edition}, in the same "
        f"layout, language and profile, attached at {there.when}. {SAFE}",
        f"If the new one takes its place, say that it replaces {there.sha256}.",
        code="R701",
    )


def decide(
    wanted: Iterable[Attachment], known: dict[str, list[Attachment]]
) -> list[Attached | Refused]:
    """For each of many whether it is new, there already, or a conflict.

    known: by dispense, all attachments of each, oldest first; the new ones are added to it.
    """
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


def check_bytes(attachment: Attachment, sha256: str, size: int) -> None:
    """The record must tell of these bytes and no others. Raises UsageError."""
    if (sha256, size) != (attachment.sha256, attachment.size):
        raise UsageError(
            f"The attachment tells of other bytes than those of the leaflet. {SAFE}",
            "Make it with attachment_of.",
        )


def checked(attachment: Attachment, pdf: bytes) -> Pieces:
    """The pieces of a PDF, when they are those that its attachment tells of."""
    pieces = cut(pdf)
    check_bytes(attachment, pieces.sha256.hex(), len(pdf))
    return pieces
