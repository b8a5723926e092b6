"""The dispense on the server that a leaflet is attached to: the right one, and in which version."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from ....base.errors import StoreError
from ....records.model import Attachment
from .address import Address
from .client import Client
from .errors import damaged
from .resources import Resource, escaped, reference

__all__ = ["Dispense", "Dispenses", "version_of"]

KIND: Final = "MedicationDispense"
LITERAL: Final = re.compile(rf"{KIND}/[A-Za-z0-9.-]{{1,64}}")
NOT_DISPENSED: Final = ("cancelled", "entered-in-error", "stopped", "declined")
SAFE: Final = "Nothing was attached."


class Dispense(NamedTuple):
    """A dispense. reference: to it. subject: a reference to its patient, without a name. resource,
    version: as read, to be written back; None and "" where it is kept elsewhere."""

    reference: Resource
    subject: Resource | None
    resource: Resource | None
    version: str


class Dispenses:
    """The dispenses on one server."""

    def __init__(self, client: Client, address: Address) -> None:
        self._client, self._address = client, address

    def of(self, attachment: Attachment) -> Dispense:
        """The dispense of an attachment.

        Raises StoreError: R724 if it is not there, R728 if it was stopped, R729 if it is of another
        patient.
        """
        patient = reference(attachment.patient, "Patient") if attachment.patient else None
        if not self._address.linked:
            return Dispense(reference(attachment.dispense, KIND), patient, None, "")
        found = self._found(attachment.dispense)
        if found.get("status") in NOT_DISPENSED and not self._address.any_status:
            says = f"The dispense is '{found['status']}' on the server. {SAFE}"
            hint = "Add ?any-status to the address if a leaflet is wanted all the same."
            raise StoreError(says, hint, code="R728")
        there = _nameless(found.get("subject"))
        if patient and there and _differ(patient, there):
            says = f"On the server the dispense is of another patient. {SAFE}"
            raise StoreError(says, "Look whom the leaflet is for.", code="R729")
        named = {"reference": f"{KIND}/{found['id']}"}
        return Dispense(named, there or patient, found, version_of(found))

    def _found(self, name: str) -> Resource:
        if LITERAL.fullmatch(name):
            answer = self._client.read(name)
            found = [answer.value] if answer is not None else []
        else:
            system, bar, value = name.partition("|")
            wanted = f"{escaped(system)}|{escaped(value)}" if bar else escaped(name)
            found = list(self._client.search(KIND, identifier=wanted))
        if len(found) != 1 or not isinstance(found[0], dict) or "id" not in found[0]:
            many = "several dispenses" if found else "no dispense"
            says = f"The server has {many} of that identifier. {SAFE}"
            hint = "Give MedicationDispense/id, or system|value as the record has it."
            raise StoreError(says, hint, code="R724")
        return found[0]


def version_of(resource: Resource) -> str:
    """The version for If-Match. Raises StoreError R703 if the server does not say it."""
    meta = resource.get("meta")
    version = meta.get("versionId") if isinstance(meta, dict) else None
    if not isinstance(version, str) or not re.fullmatch(r"[A-Za-z0-9.-]{1,64}", version):
        raise damaged("The FHIR server does not say which version of a resource it gives.")
    return f'W/"{version}"'


def _nameless(subject: Any) -> Resource | None:
    """A reference without its display, which is the patient's name."""
    if not isinstance(subject, dict):
        return None
    kept = {name: subject[name] for name in ("reference", "type", "identifier") if name in subject}
    return kept or None


def _differ(ours: Resource, theirs: Resource) -> bool:
    """Whether two references surely lead to different patients; other forms cannot be compared."""
    if "reference" in ours and "reference" in theirs:
        return _tail(ours["reference"]) != _tail(theirs["reference"])
    if "identifier" in ours and isinstance(theirs.get("identifier"), dict):
        wanted, there = ours["identifier"], theirs["identifier"]
        same_system = wanted.get("system", there.get("system")) == there.get("system")
        return bool(same_system and wanted["value"] != there.get("value"))
    return False


def _tail(address: Any) -> list[str]:
    """Type and id of an address."""
    return str(address).partition("/_history")[0].rsplit("/", 2)[-2:]
