"""The record of a leaflet that was handed over: which leaflet, for which dispense, by whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import asdict

__all__ = [
    "HANDOVERS", "Attachment", "Handover", "LaterHandover", "LeafletIdentity", "Override",
    "all_fields", "canonical_json", "from_canonical_json", "from_plain", "join_code",
    "sorted_json", "split_code", "to_plain",
]  # fmt: skip

Handover = Literal["", "paper", "electronic", "declined"]
HANDOVERS: Final = ("paper", "electronic", "declined")


class LeafletIdentity(Struct, frozen=True, kw_only=True):
    """Identity of a leaflet, as written in its metadata.

    title: of the document, without anything about a patient. monograph: name in the library.
    edition, identifier: as printed. source: sha256 of the monograph's bytes, in hexadecimal.
    layout, language, profile: as requested when the leaflet was rendered; the language of a leaflet
    in two is written as `es,en`. status: "draft" or
    "approved". version: of the program, as in "leaflets 0.1.0".
    """

    title: str
    monograph: str
    edition: str
    source: str
    layout: str
    language: str
    status: str
    identifier: str
    version: str
    profile: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The values by which two leaflets differ; two printings of one leaflet share them."""
        return self.monograph, self.edition, self.layout, self.language, self.profile


class Override(Struct, frozen=True):
    """A rule that was set aside for a leaflet. code: of its finding. reason: in words."""

    code: str
    reason: str


class Attachment(Struct, frozen=True, kw_only=True):
    """One leaflet attached to one dispensing record.

    dispense: identifier of the record in the dispensing system. sha256: of the PDF, in hexadecimal;
    sha1: of the PDF, in base64 as FHIR requires it; size: in bytes. when: ISO date and time with
    zone. by: who attached it. prescription, patient, encounter: identifiers of the dispensing
    system, never names; encounter is the visit during which the medicine was dispensed. products:
    codes of what was dispensed, as SYSTEM|VALUE or a bare value. lots: the lot (batch) numbers on
    its packs. to: recipient, such as "carer". how: form of the handover. particulars: names of the
    patient fields that were printed, never their content. overrides: rules that were set aside.
    replaces: sha256 of an earlier PDF of the same dispense, or "".
    """

    dispense: str
    leaflet: LeafletIdentity
    sha256: str
    sha1: str
    size: int
    when: str
    by: str
    prescription: str = ""
    products: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()
    patient: str = ""
    encounter: str = ""
    to: str = ""
    how: Handover = ""
    particulars: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    replaces: str = ""


class LaterHandover(Struct, frozen=True, kw_only=True):
    """A leaflet that was attached before, and was handed over or declined now.

    dispense, sha256: of the attachment. when: ISO date and time with zone. by: who handed it over.
    """

    dispense: str
    sha256: str
    how: Handover
    when: str
    by: str


def join_code(system: str, value: str) -> str:
    """Return a product code as attachments have it: SYSTEM|VALUE, or the value alone."""
    return f"{system}|{value}" if system else value


def split_code(text: str) -> tuple[str, str]:
    """Return system and value of a code as attachments have it; the system may be ""."""
    system, bar, value = text.partition("|")
    return (system, value) if bar else ("", text)


def canonical_json(attachment: Attachment) -> str:
    """Return an attachment as one line of JSON that is always the same for the same values."""
    return sorted_json(to_plain(attachment))


def sorted_json(values: Mapping[str, Any]) -> str:
    """Return plain values as one line of ASCII JSON with sorted keys."""
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def to_plain(attachment: Attachment) -> dict[str, Any]:
    """Return an attachment as plain values, with the fields of its leaflet beside its own.

    Empty fields are left out, so that a field added by a later version does not change the JSON
    (and the log digest) of earlier attachments.
    """
    values = {**asdict(attachment), **asdict(attachment.leaflet)}
    del values["leaflet"]
    values["overrides"] = [[override.code, override.reason] for override in attachment.overrides]
    return {name: value for name, value in values.items() if value or value == 0}


def all_fields(attachment: Attachment) -> dict[str, Any]:
    """Return every field as plain values, also those that are empty, as `--json` prints them."""
    own = asdict(attachment)
    own["overrides"] = [asdict(override) for override in attachment.overrides]
    del own["leaflet"]
    return own | asdict(attachment.leaflet)


_IDENTITY_FIELDS: Final = LeafletIdentity.__struct_fields__


def from_canonical_json(line: str | bytes) -> Attachment:
    """Parse an attachment from JSON. Raises ValueError, TypeError or KeyError if it is invalid."""
    return from_plain(json.loads(line))


def from_plain(values: Mapping[str, Any]) -> Attachment:
    """Build an attachment from plain values. Raises ValueError, TypeError or KeyError."""
    fields = dict(values)
    leaflet = LeafletIdentity(**{name: fields.pop(name, "") for name in _IDENTITY_FIELDS})
    for name in ("products", "lots", "particulars"):
        fields[name] = tuple(fields.get(name, ()))
    fields["overrides"] = tuple(Override(*pair) for pair in fields.get("overrides", ()))
    return Attachment(leaflet=leaflet, **fields)
