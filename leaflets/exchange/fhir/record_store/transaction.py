"""One transaction: the bytes, the document, the link from the dispense, the end of the old one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ....records.model import Attachment
from .resources import Links, Resource, binary, document, link, slot, token, uuid_of
from .server_dispense import Dispense, version_of

__all__ = ["BYTES", "DOCUMENT", "transaction"]

BYTES, DOCUMENT = 0, 1  # of the entries


def transaction(
    attachment: Attachment,
    pdf: bytes,
    dispense: Dispense,
    earlier: Iterable[Attachment],
    replaced: Resource | None,
) -> Resource:
    """The Bundle. earlier: what the dispense has already. replaced: the document that it replaces.

    The document is created only if its place is free. Dispense and old document are written only if
    they are still as they were read.
    """
    place = slot(attachment, earlier)
    # addresses inside the bundle; no other text in it may hold them, for servers replace them all
    at_bytes, at_document = (uuid_of(part, place) for part in ("bytes", "entry"))
    old = f"DocumentReference/{replaced['id']}" if replaced else ""
    links = Links(dispense.reference, dispense.subject, place, old, at_bytes)
    made = document(attachment, links)
    unless = {"ifNoneExist": f"identifier={token(place)}"}
    entries = [
        _entry(at_bytes, binary(pdf, dispense.reference), "POST", "Binary"),
        _entry(at_document, made, "POST", "DocumentReference", **unless),
    ]
    if dispense.resource is not None:
        linked = link(dispense.resource, at_document)
        entries += _update(linked, dispense.version) if linked else []
    if replaced is not None:
        entries += _update({**replaced, "status": "superseded"}, version_of(replaced))
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def _update(resource: Resource, version: str) -> list[Resource]:
    path = f"{resource['resourceType']}/{resource['id']}"
    return [{"resource": resource, "request": {"method": "PUT", "url": path, "ifMatch": version}}]


def _entry(address: str, resource: Resource, method: str, url: str, **more: Any) -> Resource:
    request = {"method": method, "url": url, **more}
    return {"fullUrl": address, "resource": resource, "request": request}
