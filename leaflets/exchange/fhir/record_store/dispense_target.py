"""Find the dispense to which a leaflet is attached, and check its status and patient."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from ....base.errors import StoreError
from ....records.conflicts import UNCHANGED
from ....records.model import Attachment
from ..reading.kinds import NOT_DISPENSED
from .address import ServerAddress
from .client import FhirClient
from .errors import damaged
from .resources import Resource, escape_search, reference

__all__ = ["DispenseTarget", "find_target", "version_of"]

KIND: Final = "MedicationDispense"
LITERAL: Final = re.compile(rf"{KIND}/[A-Za-z0-9.-]{{1,64}}")


class DispenseTarget(NamedTuple):
    """The dispense to attach to. reference: to it. subject, encounter: references of the dispense,
    without a name, or None. resource, version: as read from the server, to be written back with a
    link; None and "" if the server does not have dispenses."""

    reference: Resource
    subject: Resource | None
    resource: Resource | None = None
    version: str = ""
    encounter: Resource | None = None


def find_target(
    client: FhirClient, address: ServerAddress, attachment: Attachment
) -> DispenseTarget:
    """Return the dispense of an attachment.

    Raises StoreError: R724 if it is not on the server, R728 if it was stopped, R729 if it is of
    another patient.
    """
    patient = reference(attachment.patient, "Patient") if attachment.patient else None
    if not address.linked:
        return DispenseTarget(reference(attachment.dispense, KIND), patient)
    resource = _read_dispense(client, attachment.dispense)
    if resource.get("status") in NOT_DISPENSED and not address.any_status:
        message = f"The dispense is '{resource['status']}' on the server. {UNCHANGED}"
        hint = "Add ?any-status to the address if a leaflet is wanted all the same."
        raise StoreError(message, hint, code="R728")
    subject = _without_name(resource.get("subject"))
    if patient and subject and _are_different(patient, subject):
        message = f"On the server the dispense is of another patient. {UNCHANGED}"
        raise StoreError(message, "Check whom the leaflet is for.", code="R729")
    literal = {"reference": f"{KIND}/{resource['id']}"}
    version, encounter = version_of(resource), _encounter(resource)
    return DispenseTarget(literal, subject or patient, resource, version, encounter)


def _read_dispense(client: FhirClient, identifier: str) -> Resource:
    """Return the only dispense with an identifier or reference. Raises StoreError R724."""
    if LITERAL.fullmatch(identifier):
        response = client.read(identifier)
        matches = [response.value] if response is not None else []
    else:
        system, bar, value = identifier.partition("|")
        token = f"{escape_search(system)}|{escape_search(value)}" if bar else escape_search(system)
        matches = list(client.search(KIND, identifier=token))
    if len(matches) != 1 or not isinstance(matches[0], dict) or "id" not in matches[0]:
        count = "several dispenses" if matches else "no dispense"
        message = f"The server has {count} of that identifier. {UNCHANGED}"
        hint = "Give MedicationDispense/id, or system|value as the record has it."
        raise StoreError(message, hint, code="R724")
    return matches[0]


def version_of(resource: Resource) -> str:
    """Return the version of a resource for If-Match. Raises StoreError R703 if it has none."""
    meta = resource.get("meta")
    version = meta.get("versionId") if isinstance(meta, dict) else None
    if not isinstance(version, str) or not re.fullmatch(r"[A-Za-z0-9.-]{1,64}", version):
        raise damaged("The FHIR server does not say which version of a resource it gives.")
    return f'W/"{version}"'


def _encounter(dispense: Resource) -> Resource | None:
    """Return the reference to the encounter of a dispense; its context may be an EpisodeOfCare."""
    context = _without_name(dispense.get("context"))
    if context is None:
        return None
    kind = context.get("type") or _type_and_id(context.get("reference", ""))[0]
    return context if kind == "Encounter" else None


def _without_name(subject: Any) -> Resource | None:
    """Return a reference without its display, which may be the name of a patient."""
    if not isinstance(subject, dict):
        return None
    keys = ("reference", "type", "identifier")
    return {key: subject[key] for key in keys if key in subject} or None


def _are_different(ours: Resource, theirs: Resource) -> bool:
    """Return whether two references certainly lead to different patients.

    References of different forms cannot be compared.
    """
    if "reference" in ours and "reference" in theirs:
        return _type_and_id(ours["reference"]) != _type_and_id(theirs["reference"])
    if "identifier" in ours and isinstance(theirs.get("identifier"), dict):
        our_identifier, their_identifier = ours["identifier"], theirs["identifier"]
        their_system = their_identifier.get("system")
        same_system = our_identifier.get("system", their_system) == their_system
        return bool(same_system and our_identifier["value"] != their_identifier.get("value"))
    return False


def _type_and_id(address: Any) -> list[str]:
    return str(address).partition("/_history")[0].rsplit("/", 2)[-2:]
