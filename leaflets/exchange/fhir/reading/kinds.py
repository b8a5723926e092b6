"""The kinds of records that are read, and which of them must not become a leaflet.

A MedicationDispense says what was handed over, a MedicationRequest what was prescribed, and a
MedicationStatement what is taken. Their states are defined at hl7.org/fhir/R4/valueset-
medicationdispense-status.html, -medicationrequest-status.html, -medicationrequest-intent.html and
-medication-statement-status.html, and in R5 at codesystem-medication-statement-adherence.html.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from .element import FhirElement

__all__ = ["KINDS", "NOT_DISPENSED", "read_status", "refuse_unfit"]

# in a bundle that holds several kinds, only those of the first one are read
KINDS: Final = ("MedicationDispense", "MedicationRequest", "MedicationStatement")
NOT_DISPENSED: Final = ("cancelled", "entered-in-error", "stopped", "declined")
STATUSES: Final = {
    "MedicationDispense": (
        "preparation", "in-progress", "cancelled", "on-hold", "completed", "entered-in-error",
        "stopped", "declined", "unknown",
    ),
    "MedicationRequest": (
        "active", "on-hold", "ended", "stopped", "completed", "cancelled", "entered-in-error",
        "draft", "unknown",
    ),
    "MedicationStatement": (
        "active", "completed", "entered-in-error", "intended", "stopped", "on-hold", "unknown",
        "not-taken", "recorded", "draft",
    ),
}  # fmt: skip
UNFIT: Final = {
    "MedicationDispense": NOT_DISPENSED,
    "MedicationRequest": (
        "on-hold", "ended", "stopped", "cancelled", "entered-in-error", "draft",
    ),
    "MedicationStatement": (
        "completed", "entered-in-error", "stopped", "on-hold", "not-taken", "draft",
    ),
}  # fmt: skip
# elements that say why a dispense was not performed, in R4, R5 and STU3
NOT_PERFORMED: Final = (
    "statusReasonCodeableConcept", "statusReasonReference", "notPerformedReason",
    "notDoneCodeableConcept", "notDoneReference",
)  # fmt: skip
# of the type of a dispense in England: not dispensed, owing, cancelled, expired, to be dispensed,
# with dispenser (LineItemStatus in packages/tool/site/client/src/fhir/reference-data/valueSets.ts
# of github.com/NHSDigital/electronic-prescription-service-api); 0001 and 0003 were handed over
NHS_TYPE: Final = "https://fhir.nhs.uk/CodeSystem/medicationdispense-type"
NHS_NOT_DISPENSED: Final = ("0002", "0004", "0005", "0006", "0007", "0008")
ORDERS: Final = ("order", "original-order", "reflex-order", "filler-order", "instance-order")
TAKING: Final = ("taking", "taking-as-directed", "unknown")
STU3_NOT_TAKEN: Final = "n"
ANYWAY: Final = "Use --any-status if a leaflet is wanted all the same."
BY_HAND: Final = "Let a person read it."


def read_status(resource: FhirElement) -> str:
    """Return the status of a record; note the fault D203 if FHIR knows no such status."""
    status, known = resource.text("status"), STATUSES[resource.text("resourceType")]
    if status in known:
        return status
    message = "The status is missing." if not status else "The status is none that FHIR knows."
    resource.refuse("D203", "status", message, f"FHIR knows: {', '.join(known)}.")
    return ""


def refuse_unfit(resource: FhirElement, *, any_status: bool) -> None:
    """Note the faults of a record that must not become a leaflet.

    D204: it was stopped, not performed and the like, unless any_status. D208: a modifier extension,
    which FHIR forbids to pass over. D210: it is not an order, or an order not to give the medicine.
    """
    refuse_modifier_extensions(resource)
    kind = resource.text("resourceType")
    if resource.flag("doNotPerform"):
        message = "The record asks that the medicine is not taken."
        resource.refuse("D210", "doNotPerform", message, BY_HAND)
    intent = resource.text("intent")
    if kind == "MedicationRequest" and intent not in ORDERS:
        message = "The record is a proposal, a plan or an option, and no order."
        resource.refuse("D210", "intent", message, "Wait for the order.")
    if any_status:
        return
    status = resource.text("status")
    if status in UNFIT[kind]:
        message = f"The status is '{status}': nobody should be given a leaflet for it."
        resource.refuse("D204", "status", message, ANYWAY)
    if kind == "MedicationDispense":
        _refuse_not_performed(resource)
    elif kind == "MedicationStatement":
        _refuse_not_taken(resource)


def refuse_modifier_extensions(resource: FhirElement) -> None:
    """Note the fault D208 for each modifier extension in a resource, but not in those contained.

    Rules of its own (`implicitRules`) may change its meaning as well, so they have the same fault.
    """
    if resource.text("implicitRules"):
        message = "The record follows rules that are not known here."
        resource.refuse("D208", "implicitRules", message, BY_HAND)
    for path in resource.paths_of("modifierExtension", beside=("contained",)):
        message = "The record carries a modifier extension, which may turn its meaning around."
        resource.refuse("D208", path, message, BY_HAND)


def _refuse_not_performed(resource: FhirElement) -> None:
    for key in NOT_PERFORMED:
        if key in resource:
            message = "The record gives a reason why the medicine was not handed over."
            resource.refuse("D204", key, message, ANYWAY)
    types = resource.child("type").children("coding")
    codes = [coding.text("code") for coding in types if coding.text("system") == NHS_TYPE]
    if any(code in NHS_NOT_DISPENSED for code in codes):
        message = "The type of the record says that the medicine was not handed over."
        resource.refuse("D204", "type", message, ANYWAY)
    amount = resource.child("quantity").number("value")
    if amount and not Decimal(amount):
        message = "The amount that was handed over is 0."
        resource.refuse("D204", "quantity", message, ANYWAY)


def _refuse_not_taken(resource: FhirElement) -> None:
    codings = resource.child("adherence").child("code").children("coding")
    adherence = [code for code in (coding.text("code") for coding in codings) if code]
    if resource.text("taken") == STU3_NOT_TAKEN or any(code not in TAKING for code in adherence):
        key = "adherence" if adherence else "taken"
        message = "The record says that the medicine is not taken, or not as directed."
        resource.refuse("D204", key, message, ANYWAY)
