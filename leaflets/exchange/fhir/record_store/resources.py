"""The FHIR R4 resources of an attachment, and the attachment that they tell of.

Elements as in hl7.org/fhir/R4/documentreference.html. What no element holds (layout, edition,
who overrode what) stands whole in one extension, which is also what is read back; the elements
must agree with it.
"""

from __future__ import annotations

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final, NamedTuple

from ....records.model import Attachment, canonical_json, from_canonical_json
from .errors import damaged

__all__ = [
    "LEAFLET", "Links", "attachment_in", "binary", "category", "content_digest", "dispense_key",
    "document", "escaped", "link", "reference", "slot", "token", "uuid_of",
]  # fmt: skip

Resource = dict[str, Any]

URI: Final = "urn:ietf:rfc:3986"  # the system of identifiers that are addresses themselves
# names of our own; who owns no domain may name things by a UUID (RFC 9562)
RECORD: Final = "urn:uuid:e107b93f-43b7-4321-86e0-6e1c89684c9e"  # the extension
KINDS: Final = "urn:uuid:7ee799cc-cfd2-497a-9a17-d72a51753940"  # codes: leaflet, and monographs
LEAFLET: Final = f"{KINDS}|leaflet"
LOINC: Final = ("http://loinc.org", "69730-0")  # "Instructions", of FHIR's preferred types
LITERAL: Final = re.compile(r"[A-Z][A-Za-z]{1,40}/[A-Za-z0-9.-]{1,64}|https?://[^|\s]+")


def uuid_of(*parts: str) -> str:
    """A UUID that says nothing but is always the same: version 8 of RFC 9562, from sha256."""
    digest = bytearray(sha256("\0".join(parts).encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def key(attachment: Attachment) -> str:
    """Names these bytes for this dispense: the document's masterIdentifier."""
    return uuid_of("document", attachment.dispense, attachment.sha256)


def slot(attachment: Attachment, earlier: Iterable[Attachment]) -> str:
    """Names the place that a leaflet takes after the earlier ones of its dispense.

    Two who attach at once, and both saw the same earlier ones, want the same place: one gets it.
    """
    leaflet = attachment.leaflet.key
    before = sum(each.leaflet.key == leaflet for each in earlier)
    return uuid_of("slot", attachment.dispense, attachment.replaces, str(before), *leaflet)


def dispense_key(dispense: str) -> str:
    """Names a dispense for searching, also where it is kept elsewhere."""
    return uuid_of("dispense", dispense)


def content_digest(sha256_hex: str) -> str:
    """Names the bytes themselves, in the standard way of RFC 6920."""
    text = urlsafe_b64encode(bytes.fromhex(sha256_hex)).decode().rstrip("=")
    return f"ni:///sha-256;{text}"


def token(name: str) -> str:
    """An identifier as FHIR searches for it."""
    return f"{URI}|{name}"


def category(monograph: str, edition: str | None = None) -> str:
    """The code of a monograph, or of one edition of it, as FHIR searches for it."""
    return f"{KINDS}|{escaped(_code(monograph, edition))}"


def escaped(value: str) -> str:
    """A value in a search, in which some signs have a meaning (R4, 3.1.1.3)."""
    return re.sub(r"([\\$,|])", r"\\\1", value)


def _code(monograph: str, edition: str | None) -> str:
    """FHIR's codes have no double spaces."""
    said = monograph if edition is None else f"{monograph} edition {edition}"
    return " ".join(said.split())


def reference(name: str, kind: str) -> Resource:
    """A reference from an identifier: Type/id or an address, else system|value or a bare value."""
    if LITERAL.fullmatch(name):
        return {"reference": name}
    system, bar, value = name.partition("|")
    identifier = {"system": system, "value": value} if bar and system and value else {"value": name}
    return {"type": kind, "identifier": identifier}


def binary(pdf: bytes, dispense: Resource) -> Resource:
    """The bytes. Who may see the dispense may see them."""
    made: Resource = {"resourceType": "Binary", "contentType": "application/pdf"}
    if "reference" in dispense:
        made["securityContext"] = {"reference": dispense["reference"]}
    made["data"] = b64encode(pdf).decode()
    return made


class Links(NamedTuple):
    """Where a document belongs. dispense, subject: references. place: its slot. replaced:
    DocumentReference/id, or "". bytes: the address of the Binary."""

    dispense: Resource
    subject: Resource | None
    place: str
    replaced: str
    bytes: str


def document(attachment: Attachment, links: Links) -> Resource:
    """The document that says which bytes were given for which dispense."""
    leaflet = attachment.leaflet
    related = [links.dispense]
    if attachment.prescription:
        related.append(reference(attachment.prescription, "MedicationRequest"))
    names = (links.place, content_digest(attachment.sha256), dispense_key(attachment.dispense))
    made: Resource = {
        "resourceType": "DocumentReference",
        "extension": [{"url": RECORD, "valueString": canonical_json(attachment)}],
        "masterIdentifier": {"system": URI, "value": key(attachment)},
        "identifier": [{"system": URI, "value": name} for name in names],
        "status": "current",
        "docStatus": "final" if leaflet.status == "approved" else "preliminary",
        "type": {"coding": [{"system": LOINC[0], "code": LOINC[1]}], "text": "Patient leaflet"},
        "category": [{"coding": [{"system": KINDS, "code": code}]} for code in _codes(attachment)],
        "subject": links.subject,
        "date": instant(attachment.when),
        "author": [_author(attachment.by)],
        "relatesTo": links.replaced
        and [{"code": "replaces", "target": {"reference": links.replaced}}],
        "description": leaflet.title,
        "content": [{"attachment": _attachment(attachment, links.bytes)}],
        "context": {"related": related},
    }
    return {name: value for name, value in made.items() if value}


def _codes(attachment: Attachment) -> tuple[str, str, str]:
    name, edition = attachment.leaflet.monograph, attachment.leaflet.edition
    return "leaflet", _code(name, None), _code(name, edition)


def _author(by: str) -> Resource:
    return {"reference": by} if LITERAL.fullmatch(by) else {"display": by}


def _attachment(attachment: Attachment, url: str) -> Resource:
    made = {
        "contentType": "application/pdf",
        "language": attachment.leaflet.language,
        "url": url,
        "size": attachment.size,
        "hash": attachment.sha1,
        "title": attachment.leaflet.title,
        "creation": instant(attachment.when),
    }
    return {name: value for name, value in made.items() if value}


def instant(when: str) -> str:
    """An ISO date and time as FHIR wants an instant: with seconds."""
    from datetime import datetime

    return datetime.fromisoformat(when).isoformat()


def link(dispense: Resource, document: str) -> Resource | None:
    """The dispense with a link to a document; None if it has it already."""
    listed = dispense.get("supportingInformation", [])
    if any(_leads_to(each, document) for each in listed):
        return None
    return {**dispense, "supportingInformation": [*listed, {"reference": document}]}


def _leads_to(each: Any, document: str) -> bool:
    found = each.get("reference") if isinstance(each, dict) else None
    return isinstance(found, str) and (found == document or found.endswith(f"/{document}"))


def attachment_in(document: Resource) -> Attachment:
    """The attachment that a document tells of. Raises StoreError R703 if it contradicts itself."""
    named = f"The document {document.get('id')}"
    try:
        [said] = [each["valueString"] for each in document["extension"] if each["url"] == RECORD]
        attachment = from_canonical_json(said)
        [content] = document["content"]
        told = content["attachment"]
        agrees = (
            document["masterIdentifier"]["value"] == key(attachment)
            and str(told["size"]) == str(attachment.size)
            and told["hash"] == attachment.sha1
            and instant(document["date"]) == instant(attachment.when)
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise damaged(f"{named} is not as it was written.") from None
    if not agrees:
        raise damaged(f"{named} contradicts itself: it was changed since it was written.")
    return attachment
