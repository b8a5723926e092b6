"""Requests from FHIR: each MedicationDispense is one, with what it says of the patient."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.errors import Fault, Place, RequestsError, SourceError
from ..exchange.fhir.reading import Dispense, read_dispenses
from .model import Row

__all__ = ["dispensed"]


def dispensed(source: bytes, file: str, line: int) -> Iterator[Row | Fault]:
    """The dispenses in a resource, a bundle or lines. line: where it stands; 0: in a whole file.

    In a whole file a row is told by its number. Raises RequestsError where that is none of FHIR.
    """
    try:
        for number, each in enumerate(read_dispenses(source, file, particulars=True), 1):
            if isinstance(each, SourceError):
                yield from (placed(fault, line) for fault in each.faults)
            else:
                yield Row(line or number, cells(each), each.product)
    except SourceError as error:
        raise RequestsError([placed(fault, line) for fault in error.faults]) from None


def placed(fault: Fault, line: int) -> Fault:
    """A fault of a line, which does not know which line it is."""
    place = fault.place
    return fault._replace(place=Place(place.file, line, 0)) if line else fault


def cells(dispense: Dispense) -> dict[str, object]:
    """What a row would say of it. The identifier is the value alone, without its system."""
    told = {
        "identifier": dispense.identifier.rpartition("|")[2].rpartition("/")[2],
        "patient": dispense.patient_name,
        "product": dispense.product.names[0] if dispense.product.names else "",
        "directions": " ".join(dispense.directions),
        "quantity": dispense.quantity,
        "dispensed": dispense.handed_over[:10],
        "reference": dispense.identifier.rpartition("|")[2],
    }
    return {name: value for name, value in told.items() if value.strip()}
