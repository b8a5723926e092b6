"""The message MDM of an attachment: a document with its content, in HL7 v2.5.1.

T02 for a new document, T10 for one that replaces another (HL7 v2.5.1, chapter 9). Nothing of the
clock goes in: the same attachment makes the same message, so that a receiver knows it again.
"""

from __future__ import annotations

import re
from base64 import b32encode, b64encode
from hashlib import sha256
from typing import Final

from ...base.errors import StoreError, UsageError
from ...base.record import record
from ...records.model import Attachment

__all__ = ["Dialect", "control_id", "document_number", "file_name", "message"]

ENCODING: Final = r"^~\&"
# each delimiter and what stands for it (HL7 v2.5.1, 2.7); a line break is one more
ESCAPES: Final = str.maketrans(
    {
        "\\": "\\E\\",
        "|": "\\F\\",
        "^": "\\S\\",
        "&": "\\T\\",
        "~": "\\R\\",
        "\r": "\\X0D\\",
        "\n": "\\X0A\\",
    }
)
VERSION: Final = "2.5.1"
CHARACTERS: Final = "UNICODE UTF-8"  # table 0211
LOINC: Final = "69730-0^Instructions^LN"
ENCAPSULATED: Final = re.compile(r"\^?([A-Za-z-]{1,20})\^([A-Za-z-]{0,20})\^?")
APPLICATION: Final = re.compile(r"[^|^~\\&\x00-\x1f]{1,60}(\^[^|^~\\&\x00-\x1f]{1,60})?")
CONTROL_CHARACTERS: Final = 20  # of a control id
NAME_UNKNOWN: Final = "^^^^^^U"  # a message that must be sent without a name (table 0200)


@record
class Dialect:
    """What receivers differ in. content: type and subtype of the document, as application^pdf.

    sender, receiver: application^facility. kind: of the document (table 0270, each site its own).
    """

    content: str = "application^pdf"
    sender: str = "LEAFLETS"
    receiver: str = ""
    kind: str = "LEAFLET"


def message(attachment: Attachment, pdf: bytes, dialect: Dialect) -> bytes:
    """The message in UTF-8, its segments ended by carriage returns.

    Raises UsageError R730 for a dialect that cannot be, StoreError R731 for an attachment without a
    patient, which no receiver could file.
    """
    check(dialect)
    if not attachment.patient:
        says = "The attachment names no patient, and HL7 files a document with a patient."
        raise StoreError(says, "Attach it with a reference to the patient.", code="R731")
    event = "T10" if attachment.replaces else "T02"
    time = timestamp(attachment.when)
    segments = [
        header(attachment, dialect, event, time),
        ["EVN", event, time],
        ["PID", "1", "", identifier(attachment.patient), "", NAME_UNKNOWN],
        ["PV1", "1", "N"],
        document(attachment, dialect, time),
        content(pdf, dialect),
    ]
    return "".join("|".join(fields).rstrip("|") + "\r" for fields in segments).encode()


def check(dialect: Dialect) -> None:
    """Refuse what would break the message, or what no receiver could mean."""
    for name, value in (("sender", dialect.sender), ("receiver", dialect.receiver)):
        if value and not APPLICATION.fullmatch(value):
            says = f"The {name} is not an application^facility."
            raise UsageError(says, "Write it as PHARMACY^MAIN.", code="R730")
    if not ENCAPSULATED.fullmatch(dialect.content):
        says = "The form of the content is not a type^subtype."
        raise UsageError(says, "Write it as application^pdf, AP^ or PDF^.", code="R730")


def header(attachment: Attachment, dialect: Dialect, event: str, time: str) -> list[str]:
    """MSH: its second field is the delimiters themselves, the last two characters and language."""
    sender, receiver = both(dialect.sender), both(dialect.receiver)
    kind = f"MDM^{event}^MDM_T02"  # T10 has the structure of T02
    known = ["MSH", ENCODING, *sender, *receiver, time, "", kind, control_id(attachment), "P"]
    return [*known, VERSION, "", "", "", "", "", CHARACTERS, escaped(attachment.leaflet.language)]


def both(application: str) -> tuple[str, str]:
    """Application and facility."""
    name, _, facility = application.partition("^")
    return name, facility


def document(attachment: Attachment, dialect: Dialect, time: str) -> list[str]:
    """TXA: what the document is, which it replaces, and whether it may be shown."""
    fields = [""] * 20
    fields[0], fields[1], fields[2], fields[3] = "TXA", "1", escaped(dialect.kind), "AP"
    fields[4] = fields[6] = time
    fields[9] = person(attachment.by)
    fields[12] = document_number(attachment.dispense, attachment.sha256)
    if attachment.replaces:
        fields[13] = document_number(attachment.dispense, attachment.replaces)
    fields[14] = entity(attachment.prescription)
    fields[15] = entity(attachment.dispense)
    fields[16] = file_name(attachment)
    fields[17] = "AU" if attachment.leaflet.status == "approved" else "DO"
    fields[19] = "AV"
    return fields


def content(pdf: bytes, dialect: Dialect) -> list[str]:
    """OBX: the bytes, as encapsulated data."""
    found = ENCAPSULATED.fullmatch(dialect.content)
    assert found, "the dialect was checked"
    source, _ = both(dialect.sender)
    held = "^".join((source, found[1], found[2], "Base64", b64encode(pdf).decode()))
    fields = [""] * 12
    fields[:6] = ["OBX", "1", "ED", LOINC, "", held]
    fields[11] = "F"
    return fields


def escaped(text: str) -> str:
    """A text in which nothing can end a field."""
    return text.translate(ESCAPES)


def identifier(name: str) -> str:
    """A patient's identifier (CX) from a reference: system|value, or any other text as it is."""
    system, bar, value = name.partition("|")
    if not (bar and system and value):
        return escaped(name)
    return f"{escaped(value)}^^^{'&'.join(authority(system)).rstrip('&')}"


def authority(system: str) -> tuple[str, str, str]:
    """Who gave an identifier (HD): a name of the site's own, or an OID or address (table 0301)."""
    oid = system.removeprefix("urn:oid:")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)+", oid):
        return "", oid, "ISO"
    return ("", escaped(system), "URI") if ":" in system else (escaped(system), "", "")


def entity(name: str) -> str:
    """An identifier of an order or a dispense (EI)."""
    system, bar, value = name.partition("|")
    if not (bar and system and value):
        return escaped(name)
    return "^".join((escaped(value), *authority(system))).rstrip("^")


def person(by: str) -> str:
    """Who attached it (XCN): an identifier, or the whole name where family names stand."""
    return escaped(by) if re.fullmatch(r"[A-Z][A-Za-z]+/\S+", by) else f"^{escaped(by)}"


def timestamp(when: str) -> str:
    """An ISO date and time as HL7 writes it: 20261124100000+0100."""
    from datetime import datetime

    return datetime.fromisoformat(when).strftime("%Y%m%d%H%M%S%z")


def document_number(dispense: str, digest: str) -> str:
    """The number of a document, the same whenever it is sent; says nothing about anybody."""
    return sha256(f"{dispense}\0{digest}".encode()).hexdigest()[:30]


def control_id(attachment: Attachment) -> str:
    """The id of the message, the same whenever it is sent, so that it is not filed twice."""
    words = f"{attachment.dispense}\0{attachment.sha256}\0{attachment.replaces}"
    return b32encode(sha256(words.encode()).digest()).decode()[:CONTROL_CHARACTERS]


def file_name(attachment: Attachment) -> str:
    """A name for the file that says which medicine, and nothing about the patient."""
    name = re.sub(r"[^a-z0-9]+", "-", attachment.leaflet.monograph.lower()).strip("-")
    return f"{name or 'leaflet'}-{attachment.sha256[:12]}.pdf"
