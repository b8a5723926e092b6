"""Build the transaction of attachments: for each its PDF, document, link from the dispense, and the
superseded document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from ....records.model import Attachment
from .dispense_target import DispenseTarget, version_of
from .resources import (
    NO_PARTIES,
    DocumentLinks,
    Parties,
    Resource,
    add_link,
    binary,
    document,
    search_token,
    slot_id,
    stable_uuid,
)

__all__ = ["BINARY_ENTRY", "DOCUMENT_ENTRY", "Draft", "transaction"]

BINARY_ENTRY: Final = 0  # indexes of the entries of one attachment
DOCUMENT_ENTRY: Final = 1


class Draft:
    """An attachment that is not on the server yet, and what was read there for it.

    earlier: attachments of the dispense. replaced: the document that this one replaces, or None.
    parties: who answers for the document.
    """

    def __init__(
        self,
        attachment: Attachment,
        pdf: bytes,
        target: DispenseTarget,
        earlier: Iterable[Attachment] = (),
        replaced: Resource | None = None,
        parties: Parties = NO_PARTIES,
    ) -> None:
        self.attachment, self.pdf, self.target = attachment, pdf, target
        self.replaced, self._parties = replaced, parties
        self.slot = slot_id(attachment, earlier)

    @property
    def condition(self) -> str:
        """The search that finds the document if its slot is taken."""
        return f"identifier={search_token(self.slot)}"

    def binary(self) -> Resource:
        """Return the Binary of the PDF."""
        return binary(self.pdf, self.target.reference)

    def document(self, binary_url: str) -> Resource:
        """Return the DocumentReference. binary_url: where the bytes are."""
        target = self.target
        links = DocumentLinks(
            target.reference,
            target.subject,
            self.slot,
            f"DocumentReference/{self.replaced['id']}" if self.replaced else "",
            binary_url,
            target.encounter,
            self._parties,
        )
        return document(self.attachment, links)

    @cached_property
    def entries(self) -> list[Resource]:
        """The entries of a transaction.

        The document is created only if its slot is free. Dispense and replaced document are written
        only if they still have the version that was read.
        """
        # servers replace these addresses in every text of the bundle, so nothing else may contain
        # them
        binary_url, document_url = (stable_uuid(part, self.slot) for part in ("bytes", "entry"))
        entries = [
            _create(binary_url, self.binary()),
            _create(document_url, self.document(binary_url), ifNoneExist=self.condition),
        ]
        if self.target.resource is not None:
            updated_dispense = add_link(self.target.resource, document_url)
            entries += [_update(updated_dispense, self.target.version)] if updated_dispense else []
        if self.replaced is not None:
            superseded = {**self.replaced, "status": "superseded"}
            entries.append(_update(superseded, version_of(self.replaced)))
        return entries


def transaction(drafts: Iterable[Draft]) -> Resource:
    """Return the Bundle that writes all of them, or none."""
    entries = [entry for draft in drafts for entry in draft.entries]
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def _create(full_url: str, resource: Resource, **condition: Any) -> Resource:
    request = {"method": "POST", "url": resource["resourceType"], **condition}
    return {"fullUrl": full_url, "resource": resource, "request": request}


def _update(resource: Resource, version: str) -> Resource:
    path = f"{resource['resourceType']}/{resource['id']}"
    return {"resource": resource, "request": {"method": "PUT", "url": path, "ifMatch": version}}
