"""Build the MDM message of an attachment: a document with its content, in HL7 v2.5.1.

The event is T02 for a new document and T10 for one that replaces another (HL7 v2.5.1, chapter 9).
The message contains no time of sending: the same attachment always gives the same bytes, so that a
receiver recognises a message that it already has.
"""

from __future__ import annotations

import re
from base64 import b32encode, b64encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final

from msgspec import Struct

from ...base.errors import StoreError, UsageError
from ...base.languages import BETWEEN_LANGUAGES
from ...records.model import Attachment
from .identifiers import entity_identifier, escape, patient_identifier, visit_number

__all__ = [
    "Dialect", "build_message", "check_dialect", "control_id", "document_number", "file_name",
]  # fmt: skip

ENCODING: Final = r"^~\&"
VERSION: Final = "2.5.1"
CHARACTER_SET: Final = "UNICODE UTF-8"  # table 0211
LOINC: Final = "69730-0^Instructions^LN"
CONTENT_TYPE: Final = re.compile(r"\^?([A-Za-z-]{1,20})\^([A-Za-z-]{0,20})\^?")
APPLICATION: Final = re.compile(r"[^|^~\\&\x00-\x1f]{1,60}(\^[^|^~\\&\x00-\x1f]{1,60})?")
PROCESSING: Final = ("P", "T", "D")  # table 0103: production, training, debugging
TYPE_CODE: Final = re.compile(r"[A-Z0-9]{1,5}")  # of an identifier, as in table 0203
CONTROL_ID_LENGTH: Final = 20  # characters
UNKNOWN_NAME: Final = "^^^^^^U"  # name type U, unspecified (table 0200): PID-5 is required


class Dialect(Struct, frozen=True, kw_only=True):
    """The points in which receivers differ.

    content: type and subtype of the document, as application^pdf. sender, receiver:
    application^facility. document_type: TXA-2 (table 0270, extended by each site). processing: "P"
    for production, "T" for training, "D" for debugging (MSH-11). patient_type: what the identifiers
    of patients are (table 0203). authority: who assigned those without a system of their own.
    identifiers: the identifier of each patient and visit of whom attachments have a reference.
    """

    content: str = "application^pdf"
    sender: str = "LEAFLETS"
    receiver: str = ""
    document_type: str = "LEAFLET"
    processing: str = "P"
    patient_type: str = "MR"
    authority: str = ""
    identifiers: Mapping[str, str] = {}


def build_message(attachment: Attachment, pdf: bytes, dialect: Dialect) -> bytes:
    """Return the message in UTF-8, each segment ended by a carriage return.

    Raises UsageError R730 for an invalid dialect; StoreError R731 or R735 for an attachment without
    a patient, or with a mere reference to one, which no receiver could file.
    """
    check_dialect(dialect)
    event = "T10" if attachment.replaces else "T02"
    time = timestamp(attachment.when)
    segments = [
        message_header(attachment, dialect, event, time),
        ["EVN", event, time],
        ["PID", "1", "", patient_field(attachment, dialect), "", UNKNOWN_NAME],
        ["PV1", "1", "N", *[""] * 16, visit_field(attachment, dialect)],
        document_segment(attachment, dialect, time),
        content_segment(pdf, dialect),
    ]
    return "".join("|".join(fields).rstrip("|") + "\r" for fields in segments).encode()


def patient_field(attachment: Attachment, dialect: Dialect) -> str:
    """Return PID-3. Raises StoreError R731, R735."""
    if not attachment.patient:
        message = "The attachment names no patient, and HL7 files a document with a patient."
        raise StoreError(message, "Attach it with an identifier of the patient.", code="R731")
    identifier = dialect.identifiers.get(attachment.patient, attachment.patient)
    return patient_identifier(identifier, dialect.authority, dialect.patient_type)


def visit_field(attachment: Attachment, dialect: Dialect) -> str:
    """Return PV1-19; "" if no number of a visit is known."""
    identifier = dialect.identifiers.get(attachment.encounter, attachment.encounter)
    return visit_number(identifier, dialect.authority)


def check_dialect(dialect: Dialect) -> None:
    """Raise UsageError R730 for values that would break the message or that mean nothing."""
    for name, value in (("sender", dialect.sender), ("receiver", dialect.receiver)):
        if value and not APPLICATION.fullmatch(value):
            message = f"The {name} is not an application^facility."
            raise UsageError(message, "Write it as PHARMACY^MAIN.", code="R730")
    if not CONTENT_TYPE.fullmatch(dialect.content):
        message = "The form of the content is not a type^subtype."
        raise UsageError(message, "Write it as application^pdf, AP^ or PDF^.", code="R730")
    if dialect.processing not in PROCESSING:
        message = "The processing id is none that HL7 knows."
        raise UsageError(message, "Write P, T or D.", code="R730")
    if not TYPE_CODE.fullmatch(dialect.patient_type):
        message = "The type of the patients' identifiers is not a code of HL7."
        raise UsageError(message, "Write it as MR, PI or another code of table 0203.", code="R730")


def message_header(attachment: Attachment, dialect: Dialect, event: str, time: str) -> list[str]:
    """Return the fields of MSH. Its second field holds the delimiters themselves."""
    sender, receiver = split_application(dialect.sender), split_application(dialect.receiver)
    message_type = f"MDM^{event}^MDM_T02"  # T10 has the structure of T02
    control = control_id(attachment)
    language, *_ = attachment.leaflet.language.split(BETWEEN_LANGUAGES)  # the principal one
    return [
        *(
            "MSH",
            ENCODING,
            *sender,
            *receiver,
            time,
            "",
            message_type,
            control,
            dialect.processing,
            VERSION,
        ),
        *("", "", "", "", "", CHARACTER_SET, escape(language)),
    ]


def split_application(application: str) -> tuple[str, str]:
    """Split application^facility into the two names."""
    name, _, facility = application.partition("^")
    return name, facility


def document_segment(attachment: Attachment, dialect: Dialect, time: str) -> list[str]:
    """Return the fields of TXA: type, author, numbers and status of the document."""
    fields = [""] * 20
    fields[0], fields[1], fields[2], fields[3] = "TXA", "1", escape(dialect.document_type), "AP"
    fields[4] = fields[6] = time
    fields[9] = author(attachment.by)
    fields[12] = document_number(attachment.dispense, attachment.sha256)
    if attachment.replaces:
        fields[13] = document_number(attachment.dispense, attachment.replaces)
    fields[14] = entity_identifier(attachment.prescription)
    fields[15] = entity_identifier(attachment.dispense)
    fields[16] = file_name(attachment)
    fields[17] = "AU" if attachment.leaflet.status == "approved" else "DO"
    fields[19] = "AV"
    return fields


def content_segment(pdf: bytes, dialect: Dialect) -> list[str]:
    """Return the fields of OBX: the PDF as encapsulated data (ED) in base64."""
    content_type = CONTENT_TYPE.fullmatch(dialect.content)
    assert content_type, "check_dialect runs first"
    source, _ = split_application(dialect.sender)
    encapsulated_pdf = "^".join(
        (source, content_type[1], content_type[2], "Base64", b64encode(pdf).decode())
    )
    return ["OBX", "1", "ED", LOINC, "", encapsulated_pdf, "", "", "", "", "", "F"]


def author(by: str) -> str:
    """Return who attached the leaflet as XCN: a FHIR reference as the id, other text as name."""
    return escape(by) if re.fullmatch(r"[A-Z][A-Za-z]+/\S+", by) else f"^{escape(by)}"


def timestamp(when: str) -> str:
    """Return an ISO date and time in the form of HL7: 20261124100000+0100."""
    return datetime.fromisoformat(when).strftime("%Y%m%d%H%M%S%z")


def document_number(dispense: str, digest: str) -> str:
    """Return the unique number of a document. It is stable, and reveals nothing about anyone."""
    return sha256(f"{dispense}\0{digest}".encode()).hexdigest()[:30]


def control_id(attachment: Attachment) -> str:
    """Return the id of the message. It is stable, so that a message sent twice is filed once."""
    words = f"{attachment.dispense}\0{attachment.sha256}\0{attachment.replaces}"
    return b32encode(sha256(words.encode()).digest()).decode()[:CONTROL_ID_LENGTH]


def file_name(attachment: Attachment) -> str:
    """Return a file name that names the medicine, and says nothing about the patient."""
    name = re.sub(r"[^a-z0-9]+", "-", attachment.leaflet.monograph.lower()).strip("-")
    return f"{name or 'leaflet'}-{attachment.sha256[:12]}.pdf"
