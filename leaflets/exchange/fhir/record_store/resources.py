"""The FHIR R4 resources of an attachment, and the attachment in a document.

Elements are those of hl7.org/fhir/R4/documentreference.html, within what two profiles of it allow:
US Core's DocumentReference (hl7.org/fhir/us/core) and IHE MHD's MinimalDocumentReference
(profiles.ihe.net/ITI/MHD), which has no docStatus and only one category. One extension holds the
complete attachment as JSON, since no element has a place for layout, edition and overrides. It is
what `attachment_in` reads; the elements must agree with it.
"""

from __future__ import annotations

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from ....base.languages import BETWEEN_LANGUAGES
from ....records.model import Attachment, canonical_json, from_canonical_json
from .errors import damaged

__all__ = [
    "LEAFLET", "NO_PARTIES", "DocumentLinks", "Parties", "Resource", "add_link", "attachment_in",
    "binary", "category_token", "content_id", "dispense_id", "document", "escape_search",
    "reference", "search_token", "slot_id", "stable_uuid",
]  # fmt: skip

Resource = dict[str, Any]

URI: Final = "urn:ietf:rfc:3986"  # the system of identifiers that are URIs
# our own names are UUIDs (RFC 9562), which need no domain
EXTENSION: Final = "urn:uuid:e107b93f-43b7-4321-86e0-6e1c89684c9e"  # the attachment as JSON
CODES: Final = "urn:uuid:7ee799cc-cfd2-497a-9a17-d72a51753940"  # leaflet, monographs, editions
LEAFLET: Final = f"{CODES}|leaflet"
# "instructions given to a patient", among them on the "use of medications"; of the scale Doc, which
# US Core requires of a type, since LOINC 2.63: loinc.org/69730-0
TYPE: Final = {"system": "http://loinc.org", "code": "69730-0", "display": "Instructions"}
# the only category of US Core: hl7.org/fhir/us/core/CodeSystem-us-core-documentreference-category
CATEGORY: Final = {
    "system": "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
    "code": "clinical-note",
    "display": "Clinical Note",
}
# the type of the content says all: profiles.ihe.net/fhir/ihe.formatcode.fhir/CodeSystem-formatcode
FORMAT: Final = {
    "system": "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode",
    "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient",
    "display": "mimeType Sufficient",
}
LEAFLET_TEXT: Final = "Patient leaflet"
STATUS_TEXTS: Final = (
    "Draft, not approved by a health professional",
    "Approved by a health professional",
)
URI_TEXT: Final = re.compile(r"\S+")  # of the type uri: no spaces
LITERAL: Final = re.compile(r"[A-Z][A-Za-z]{1,40}/[A-Za-z0-9.-]{1,64}|https?://[^|\s]+")


def stable_uuid(*parts: str) -> str:
    """Return a UUID that depends on the parts alone: version 8 of RFC 9562, from their sha256."""
    digest = bytearray(sha256("\0".join(parts).encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def document_id(attachment: Attachment) -> str:
    """Return the masterIdentifier of the document: it names this PDF for this dispense."""
    return stable_uuid("document", attachment.dispense, attachment.sha256)


def slot_id(attachment: Attachment, earlier: Iterable[Attachment]) -> str:
    """Return the identifier of the slot of a leaflet after the earlier ones of its dispense.

    Two clients that attach at once, after reading the same earlier attachments, compute the same
    slot; conditional creation gives it to one of them.
    """
    leaflet = attachment.leaflet.key
    before = sum(item.leaflet.key == leaflet for item in earlier)
    return stable_uuid("slot", attachment.dispense, attachment.replaces, str(before), *leaflet)


def dispense_id(dispense: str) -> str:
    """Return the identifier by which documents of a dispense are searched for."""
    return stable_uuid("dispense", dispense)


def content_id(sha256_hex: str) -> str:
    """Return the URI of bytes by their digest (RFC 6920). Raises ValueError if it is not one."""
    text = urlsafe_b64encode(bytes.fromhex(sha256_hex)).decode().rstrip("=")
    return f"ni:///sha-256;{text}"


def search_token(identifier: str) -> str:
    """Return an identifier of ours in the form of a FHIR search."""
    return f"{URI}|{identifier}"


def category_token(monograph: str, edition: str | None = None) -> str:
    """Return the code of a monograph, or of one edition, in the form of a FHIR search."""
    return f"{CODES}|{escape_search(_code(monograph, edition))}"


def escape_search(value: str) -> str:
    """Escape the characters that have a meaning in a search (R4, 3.1.1.3)."""
    return re.sub(r"([\\$,|])", r"\\\1", value)


def _code(monograph: str, edition: str | None) -> str:
    """Return a code without double spaces, which FHIR forbids."""
    text = monograph if edition is None else f"{monograph} edition {edition}"
    return " ".join(text.split())


def reference(identifier: str, kind: str) -> Resource:
    """Return a reference. identifier: Type/id or a URL, else system|value or a bare value."""
    if LITERAL.fullmatch(identifier):
        return {"reference": identifier}
    system, bar, value = identifier.partition("|")
    if bar and value and URI_TEXT.fullmatch(system):
        return {"type": kind, "identifier": {"system": system, "value": value}}
    return {"type": kind, "identifier": {"value": identifier}}


def binary(pdf: bytes, dispense: Resource) -> Resource:
    """Return the Binary of a PDF. dispense: reference; who may read it may read the PDF."""
    resource: Resource = {"resourceType": "Binary", "contentType": "application/pdf"}
    if "reference" in dispense:
        resource["securityContext"] = {"reference": dispense["reference"]}
    resource["data"] = b64encode(pdf).decode()
    return resource


class Parties(NamedTuple):
    """References to who answers for documents on a server, beside who attached them; or None."""

    author: Resource | None = None
    custodian: Resource | None = None


NO_PARTIES: Final = Parties()


class DocumentLinks(NamedTuple):
    """The links of a document. dispense, subject, encounter: references. slot: its identifier.
    replaced: DocumentReference/id, or "". binary: URL of the Binary."""

    dispense: Resource
    subject: Resource | None
    slot: str
    replaced: str
    binary: str
    encounter: Resource | None = None
    parties: Parties = NO_PARTIES


def document(attachment: Attachment, links: DocumentLinks) -> Resource:
    """Return the DocumentReference of an attachment."""
    references = [links.dispense]
    if attachment.prescription:
        references.append(reference(attachment.prescription, "MedicationRequest"))
    encounter = links.encounter
    if encounter is None and attachment.encounter:
        encounter = reference(attachment.encounter, "Encounter")
    context: Resource = {"encounter": [encounter]} if encounter else {}
    relates_to = [{"code": "replaces", "target": {"reference": links.replaced}}]
    resource: Resource = {
        "resourceType": "DocumentReference",
        "extension": [{"url": EXTENSION, "valueString": canonical_json(attachment)}],
        "masterIdentifier": {"use": "usual", "system": URI, "value": document_id(attachment)},
        "identifier": _identifiers(attachment, links.slot),
        "status": "current",
        "type": {"coding": [TYPE], "text": LEAFLET_TEXT},
        "category": [{"coding": [CATEGORY, *_codings(attachment)], "text": LEAFLET_TEXT}],
        "subject": links.subject,
        "date": to_instant(attachment.when),
        "author": [_author(attachment.by), *filter(None, [links.parties.author])],
        "custodian": links.parties.custodian,
        "relatesTo": relates_to if links.replaced else None,
        "description": attachment.leaflet.title,
        "content": [{"attachment": _content(attachment, links.binary), "format": FORMAT}],
        "context": {**context, "related": references},
    }
    return {name: value for name, value in resource.items() if value}


def _identifiers(attachment: Attachment, slot: str) -> list[Resource]:
    """Return the identifiers; that of the slot is official, which MHD allows only for a UUID."""
    others = (content_id(attachment.sha256), dispense_id(attachment.dispense))
    return [
        {"use": "official", "system": URI, "value": slot},
        *({"system": URI, "value": identifier} for identifier in others),
    ]


def _codings(attachment: Attachment) -> list[Resource]:
    """Return our own codes: leaflet, monograph, edition, and whether it is a draft."""
    leaflet = attachment.leaflet
    monograph = _code(leaflet.monograph, None)
    edition = _code(leaflet.monograph, leaflet.edition)
    status = f"{leaflet.status} leaflet"
    displays = {
        "leaflet": LEAFLET_TEXT,
        monograph: f"{LEAFLET_TEXT} on {monograph}",
        edition: f"{LEAFLET_TEXT} on {edition}",
        status: STATUS_TEXTS[leaflet.status == "approved"],
    }
    return [{"system": CODES, "code": code, "display": text} for code, text in displays.items()]


def _author(by: str) -> Resource:
    """Return a reference to who attached it: Type/id, a URL or system|value, else a name.

    The system of a value must be a URI, so that a name with a bar in it stays a name.
    """
    named = reference(by, "Practitioner")
    is_identifier = ":" in named.get("identifier", {}).get("system", "")
    return named if is_identifier or "reference" in named else {"display": by}


def _content(attachment: Attachment, url: str) -> Resource:
    content = {
        "contentType": "application/pdf",
        "language": attachment.leaflet.language.partition(BETWEEN_LANGUAGES)[0],
        "url": url,
        "size": attachment.size,
        "hash": attachment.sha1,
        "title": attachment.leaflet.title,
        "creation": to_instant(attachment.when),
    }
    return {name: value for name, value in content.items() if value}


def to_instant(when: str) -> str:
    """Return an ISO date and time as a FHIR instant, which has seconds. Raises ValueError."""
    return datetime.fromisoformat(when).isoformat()


def add_link(dispense: Resource, document: str) -> Resource | None:
    """Return the dispense with a link to a document; None if it has the link already."""
    links = dispense.get("supportingInformation", [])
    if any(_leads_to(link, document) for link in links):
        return None
    return {**dispense, "supportingInformation": [*links, {"reference": document}]}


def _leads_to(link: Any, document: str) -> bool:
    target = link.get("reference") if isinstance(link, dict) else None
    return isinstance(target, str) and (target == document or target.endswith(f"/{document}"))


def attachment_in(document: Resource) -> Attachment:
    """Return the attachment in a document. Raises StoreError R703 if its elements contradict it."""
    name = f"The document {document.get('id')}"
    try:
        [line] = [item["valueString"] for item in document["extension"] if item["url"] == EXTENSION]
        attachment = from_canonical_json(line)
        [content] = document["content"]
        fields = content["attachment"]
        agrees = (
            document["masterIdentifier"]["value"] == document_id(attachment)
            and str(fields["size"]) == str(attachment.size)
            and fields["hash"] == attachment.sha1
            and to_instant(document["date"]) == to_instant(attachment.when)
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise damaged(f"{name} is not as it was written.") from None
    if not agrees:
        raise damaged(f"{name} contradicts itself: it was changed since it was written.")
    return attachment
