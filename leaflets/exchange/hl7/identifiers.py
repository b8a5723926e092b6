"""Identifiers as HL7 data types: patients and visits as CX, orders and dispenses as EI."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from ...base.errors import StoreError, UsageError

__all__ = [
    "assigning_authority", "entity_identifier", "escape", "is_reference", "patient_identifier",
    "read_identifiers", "visit_number",
]  # fmt: skip

# the escape sequence of each delimiter and line break (HL7 v2.5.1, 2.7)
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
# what FHIR gives as a reference: Patient/9, the address of a resource, a UUID, #contained
REFERENCE: Final = re.compile(r"[A-Z][A-Za-z]+/\S+|[A-Za-z][A-Za-z0-9+.-]*://\S+|urn:\S+|#\S*")
OID: Final = re.compile(r"[0-9]+(\.[0-9]+)+")
VISIT_NUMBER: Final = "VN"  # table 0203
COLUMNS: Final = ["reference", "identifier"]


def escape(text: str) -> str:
    """Escape all delimiters and line breaks, so that the text cannot end its field."""
    return text.translate(ESCAPES)


def split_identifier(text: str) -> tuple[str, str]:
    """Return system and value of SYSTEM|VALUE; other text is a value without a system."""
    system, bar, value = text.partition("|")
    return (system, value) if bar and system and value else ("", text)


def is_reference(text: str) -> bool:
    """Return whether a text points to a resource of FHIR, and so identifies nobody elsewhere."""
    return not split_identifier(text)[0] and bool(REFERENCE.fullmatch(text))


def patient_identifier(identifier: str, authority: str, type_code: str) -> str:
    """Return the identifier of a patient as CX, as in 9^^^HOSPITAL^MR.

    authority: of an identifier without a system, or "". type_code: of table 0203. Raises StoreError
    R735 for a reference, under which a receiver could file the document with somebody else.
    """
    if is_reference(identifier):
        raise StoreError(
            "The attachment has a reference to the patient, which is no medical record number.",
            "Give the number for that reference with --identifiers.",
            code="R735",
        )
    return extended_identifier(identifier, authority, type_code)


def visit_number(identifier: str, authority: str) -> str:
    """Return the identifier of a visit as CX; "" for a reference, which is no number of a visit."""
    if not identifier or is_reference(identifier):
        return ""
    return extended_identifier(identifier, authority, VISIT_NUMBER)


def extended_identifier(identifier: str, authority: str, type_code: str) -> str:
    """Return an identifier as CX. authority: where the identifier names no system."""
    system, value = split_identifier(identifier)
    namespace = "&".join(assigning_authority(system or authority)).rstrip("&")
    return f"{escape(value)}^^^{namespace}^{type_code}"


def assigning_authority(system: str) -> tuple[str, str, str]:
    """Return an identifier system as HD: a local name, or an OID or URI (table 0301)."""
    oid = system.removeprefix("urn:oid:")
    if OID.fullmatch(oid):
        return "", oid, "ISO"
    return ("", escape(system), "URI") if ":" in system else (escape(system), "", "")


def entity_identifier(identifier: str) -> str:
    """Return the identifier of an order or a dispense as EI."""
    system, value = split_identifier(identifier)
    return "^".join((escape(value), *assigning_authority(system))).rstrip("^")


def read_identifiers(source: bytes, file: str) -> dict[str, str]:
    """Return the identifier for each reference to a patient or a visit, from a table.

    source: CSV in UTF-8 with the heading reference,identifier. No message repeats what it holds.
    Raises UsageError R737.
    """
    try:
        text = io.StringIO(source.decode("utf-8-sig"), newline="")
        rows = [(line, row) for line, row in enumerate(csv.reader(text, strict=True), 1) if row]
    except (UnicodeDecodeError, csv.Error):
        raise _refusal(f"{file} is not a table in UTF-8.") from None
    if not rows or [cell.strip().casefold() for cell in rows[0][1]] != COLUMNS:
        raise _refusal(f"{file} does not begin with the heading of its columns.")
    identifiers: dict[str, str] = {}
    for line, row in rows[1:]:
        reference, identifier = (cell.strip() for cell in (*row, "", "")[:2])
        if len(row) != len(COLUMNS) or not reference or not identifier:
            raise _refusal(f"{file}:{line} is not a reference and an identifier.")
        if is_reference(identifier):
            raise _refusal(f"{file}:{line} gives another reference instead of an identifier.")
        if identifiers.setdefault(reference, identifier) != identifier:
            raise _refusal(f"{file}:{line} gives the reference a second identifier.")
    return identifiers


def _refusal(message: str) -> UsageError:
    hint = "Write reference,identifier above lines such as Patient/9,HOSPITAL|123."
    return UsageError(message, hint, code="R737")
