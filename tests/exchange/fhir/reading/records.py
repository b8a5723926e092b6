"""Records of a medicine that is none, for the tests of reading."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leaflets.base.errors import SourceError
from leaflets.exchange.fhir.reading import Dispense, read_dispense


def record_with(**changed: Any) -> dict[str, Any]:
    """Return a valid record with some keys changed."""
    return {
        "resourceType": "MedicationDispense",
        "id": "d1",
        "status": "completed",
        "medicationCodeableConcept": {"text": "Testine"},
        **changed,
    }


def bundle_of(*resources: dict[str, Any]) -> dict[str, Any]:
    """Return a bundle in which each resource has an address."""
    entries = [
        {"fullUrl": f"urn:uuid:{number}", "resource": item} for number, item in enumerate(resources)
    ]
    return {"resourceType": "Bundle", "entry": entries}


def json_of(value: object) -> bytes:
    return json.dumps(value).encode()


def read(value: object, *, any_status: bool = False) -> Dispense:
    """Return the only record, with directions and the patient's name."""
    return read_dispense(json_of(value), "d.json", any_status=any_status, particulars=True)


def faults_of(value: object, *, any_status: bool = False) -> list[str]:
    """Return the codes of the faults for which the only record is refused."""
    with pytest.raises(SourceError) as error:
        read(value, any_status=any_status)
    return [fault.code for fault in error.value.faults]
