"""What is recorded when a leaflet is handed over: which leaflet, for which dispense, by whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import asdict

__all__ = [
    "HANDOVERS",
    "Attachment",
    "Handover",
    "LeafletIdentity",
    "Override",
    "canonical_json",
    "from_canonical",
    "from_plain",
    "json_of",
    "plain",
]

Handover = Literal["", "paper", "electronic", "declined"]
HANDOVERS: Final = ("paper", "electronic", "declined")


class LeafletIdentity(Struct, frozen=True, kw_only=True):
    """Which leaflet it is, as the program that made it says.

    title: of the document, without anything about a patient. monograph: its name in the library.
    edition: as printed. source: sha256 of the monograph's bytes, in hexadecimal. layout, language,
    profile: as asked for, or as the leaflet says itself. status: "draft" or "approved". identifier:
    as printed. version: of the program, as in "leaflets 0.1.0".
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
        """What makes it another leaflet, and not another printing of the same one."""
        return self.monograph, self.edition, self.layout, self.language, self.profile


class Override(Struct, frozen=True):
    """A finding that did not stop the leaflet. code: of the finding. reason: why, in words."""

    code: str
    reason: str


class Attachment(Struct, frozen=True, kw_only=True):
    """One leaflet attached to one dispensing record.

    dispense: the record, as the dispensing system names it. sha256: of the PDF, in hexadecimal;
    sha1: the same bytes as FHIR wants them, in base64; size: in bytes. when: ISO date and time with
    its zone; by: who attached it. prescription, products, patient: identifiers of the dispensing
    system, never names. to, how: to whom it was handed, and as what. particulars: the names of the
    fields about the patient that were printed, never what they held. overrides: findings that did
    not stop it. replaces: sha256 of an earlier PDF of the same dispense, or "".
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
    patient: str = ""
    to: str = ""
    how: Handover = ""
    particulars: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    replaces: str = ""


def canonical_json(attachment: Attachment) -> str:
    """An attachment as JSON in one line, always the same for the same values."""
    return json_of(plain(attachment))


def json_of(values: Mapping[str, Any]) -> str:
    """Plain values as JSON in one line, always the same for the same values."""
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def plain(attachment: Attachment) -> dict[str, Any]:
    """An attachment as plain values, those of its leaflet in place; what is empty is left out.

    So that a field which a later version adds changes nothing for those that lack it.
    """
    told = {**asdict(attachment), **asdict(attachment.leaflet)}
    del told["leaflet"]
    told["overrides"] = [[each.code, each.reason] for each in attachment.overrides]
    return {name: value for name, value in told.items() if value or value == 0}


_OF_LEAFLET: Final = LeafletIdentity.__struct_fields__


def from_canonical(line: str | bytes) -> Attachment:
    """An attachment from its JSON. Raises ValueError, TypeError, KeyError for any other text."""
    return from_plain(json.loads(line))


def from_plain(values: Mapping[str, Any]) -> Attachment:
    """An attachment from its plain values. Raises ValueError, TypeError, KeyError for others."""
    told = dict(values)
    leaflet = LeafletIdentity(**{name: told.pop(name, "") for name in _OF_LEAFLET})
    for name in ("products", "particulars"):
        told[name] = tuple(told.get(name, ()))
    told["overrides"] = tuple(Override(*each) for each in told.get("overrides", ()))
    return Attachment(leaflet=leaflet, **told)
