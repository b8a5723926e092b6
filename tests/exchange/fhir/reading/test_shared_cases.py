"""The inputs of others that were once lost, changed or refused have their right outcome."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.base.errors import DispenseError
from leaflets.content.library import Library
from leaflets.exchange.fhir.reading import Dispense, PassedOver, read_dispense, read_dispenses
from leaflets.leaflet.directions import DirectionsWriter

CASES = Path(__file__).resolve().parents[5] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the inputs of others are not here")


def read(file: str) -> Dispense:
    path = CASES / file
    return read_dispense(path.read_bytes(), path.name, particulars=True)


def directions(file: str) -> str:
    return DirectionsWriter(Library(), "en").write(read(file).dosages)


@pytest.mark.parametrize(
    "name", ["not-performed-statusReason", "quantity0", "r5-notPerformedReason"]
)
def test_what_was_not_handed_over_is_refused(name: str) -> None:
    with pytest.raises(DispenseError) as error:
        read(f"integrator/01-not-performed/{name}.json")
    assert {fault.code for fault in error.value.faults} == {"D204"}


def test_parameters_are_read_with_their_medicine() -> None:
    found = read("integrator/02-parameters/02-parameters-gematik.json")
    assert found.product.codes == (("http://fhir.de/CodeSystem/ifa/pzn", "02950964"),)


def test_no_line_is_lost() -> None:
    path = CASES / "integrator/03-nested-bundle-lost/day.ndjson"
    items = list(read_dispenses(path.read_bytes(), path.name))
    assert [type(item) for item in items] == [Dispense, Dispense, Dispense, PassedOver]


def test_directions_stand_in_their_sequence() -> None:
    text = directions("integrator/04-sequence/multi-seq.json")
    assert text.startswith("First: 2 tablets")
    assert ". Then: " in text


def test_a_modifier_of_a_dosage_is_refused() -> None:
    with pytest.raises(DispenseError) as error:
        read("integrator/05-dosage-modifier/dose-modext.json")
    assert error.value.code == "D208"


def test_records_that_could_not_be_read_are_read() -> None:
    assert directions("reports/dispense-in-xml.xml") == "One tablet a day"
    assert directions("reports/medication-request.json") == "Take one tablet a day"
    text = directions("reports/dispense-coded-directions.ndjson")
    assert text.startswith(
        "First: Use 1 tablet twice a day. Then: then one tablet in the morning. "
    )
    assert "Only when you need it." in text
