"""Build the transaction of an attachment: PDF, document, link from the dispense, superseded one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ....records.model import Attachment
from .dispense_target import DispenseTarget, version_of
from .resources import (
    DocumentLinks,
    Resource,
    add_link,
    binary,
    document,
    search_token,
    slot_id,
    stable_uuid,
)

__all__ = ["BINARY_ENTRY", "DOCUMENT_ENTRY", "transaction"]

BINARY_ENTRY: Final = 0  # indexes of the entries
DOCUMENT_ENTRY: Final = 1


def transaction(
    attachment: Attachment,
    pdf: bytes,
    target: DispenseTarget,
    earlier: Iterable[Attachment],
    replaced: Resource | None,
) -> Resource:
    """Return the Bundle. earlier: attachments of the dispense. replaced: the document that this one
    replaces, or None.

    The document is created only if its slot is free. Dispense and replaced document are written
    only if they still have the version that was read.
    """
    slot = slot_id(attachment, earlier)
    # servers replace these addresses in every text of the bundle, so nothing else may contain them
    binary_url, document_url = (stable_uuid(part, slot) for part in ("bytes", "entry"))
    replaced_path = f"DocumentReference/{replaced['id']}" if replaced else ""
    links = DocumentLinks(target.reference, target.subject, slot, replaced_path, binary_url)
    condition = {"ifNoneExist": f"identifier={search_token(slot)}"}
    entries = [
        _create(binary_url, binary(pdf, target.reference)),
        _create(document_url, document(attachment, links), **condition),
    ]
    if target.resource is not None:
        updated_dispense = add_link(target.resource, document_url)
        entries += [_update(updated_dispense, target.version)] if updated_dispense else []
    if replaced is not None:
        entries.append(_update({**replaced, "status": "superseded"}, version_of(replaced)))
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def _create(full_url: str, resource: Resource, **condition: Any) -> Resource:
    request = {"method": "POST", "url": resource["resourceType"], **condition}
    return {"fullUrl": full_url, "resource": resource, "request": request}


def _update(resource: Resource, version: str) -> Resource:
    path = f"{resource['resourceType']}/{resource['id']}"
    return {"resource": resource, "request": {"method": "PUT", "url": path, "ifMatch": version}}
