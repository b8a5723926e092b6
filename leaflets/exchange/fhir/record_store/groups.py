"""Which leaflets are written together, and which documents belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ....base import limits
from ....records.model import Attachment
from .resources import Resource, attachment_in

__all__ = ["by_dispense", "in_groups"]


def in_groups(
    pairs: Iterable[tuple[Attachment, bytes]], most: int
) -> Iterator[list[tuple[Attachment, bytes]]]:
    """Yield attachments in groups, in order: of different dispenses, and of bounded size.

    most: of them in a group.
    """
    members: list[tuple[Attachment, bytes]] = []
    size = 0
    for attachment, pdf in pairs:
        size += len(pdf)
        is_other = all(attachment.dispense != member.dispense for member, _ in members)
        if members and (not is_other or len(members) == most or size > limits.FHIR_GROUP_BYTES):
            yield members
            members, size = [], len(pdf)
        members.append((attachment, pdf))
    if members:
        yield members


def by_dispense(documents: Iterable[Resource]) -> dict[str, list[Resource]]:
    """Return documents by their dispense. Raises StoreError R703."""
    found: dict[str, list[Resource]] = {}
    for document in documents:
        found.setdefault(attachment_in(document).dispense, []).append(document)
    return found
