"""FHIR's XML gives what its JSON gives, and nothing that a file asks for is fetched or expanded."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import SourceError, XmlError
from leaflets.exchange.fhir.reading import Dispense, read_dispense, read_dispenses
from leaflets.exchange.fhir.reading.xml_form import parse_fhir_xml

from .records import bundle_of, json_of, read, record_with

CODED = {
    "sequence": 1,
    "asNeededBoolean": True,
    "timing": {
        "repeat": {
            "frequency": 2,
            "period": 1,
            "periodUnit": "d",
            "timeOfDay": ["08:00:00", "20:00"],
        }
    },
    "doseAndRate": [{"doseQuantity": {"value": 1.5, "unit": "tablet"}}],
}
RECORD = record_with(
    identifier=[{"use": "old", "value": "1"}, {"system": "https://example.org", "value": "2"}],
    subject={"reference": "urn:uuid:0"},
    quantity={"value": 20, "unit": "tablet"},
    whenHandedOver="2026-11-24",
    contained=[{"resourceType": "MedicationRequest", "id": "rx", "identifier": [{"value": "3"}]}],
    authorizingPrescription=[{"reference": "#rx"}],
    dosageInstruction=[CODED],
)
PATIENT = {"resourceType": "Patient", "id": "p", "name": [{"given": ["Kim", "Lee"], "family": "S"}]}


def xml_of(value: dict[str, Any]) -> str:
    """Write a resource in FHIR's XML."""
    kind = value["resourceType"]
    return f'<{kind} xmlns="http://hl7.org/fhir">{_children(value)}</{kind}>'


def _children(value: dict[str, Any]) -> str:
    return "".join(
        _element(name, item)
        for name, member in value.items()
        if name != "resourceType"
        for item in (member if isinstance(member, list) else [member])
    )


def _element(name: str, item: Any) -> str:
    if isinstance(item, dict):
        inside = xml_of(item) if "resourceType" in item else _children(item)
        return f"<{name}>{inside}</{name}>"
    text = str(item).lower() if isinstance(item, bool) else str(item)
    return f"<{name} value={quoteattr(text)}/>"


def without_places(dispense: Dispense) -> str:
    """Return all values of a dispense as text; those of XML have lines, those of JSON none."""
    dosages = [
        (item.sequence, item.written, item.as_needed, item.coded and item.coded.repeat,
         item.coded and item.coded.dose and (item.coded.dose.least, item.coded.dose.unit))
        for item in dispense.dosages
    ]  # fmt: skip
    fields = [getattr(dispense, name) for name in dispense.__struct_fields__ if name != "dosages"]
    return repr((fields, dosages))


@pytest.mark.parametrize(
    "value", [RECORD, bundle_of(PATIENT, RECORD), bundle_of(bundle_of(RECORD))]
)
def test_a_record_in_xml_is_the_record_in_json(value: dict[str, Any]) -> None:
    source = xml_of(value).encode()
    found = read_dispense(source, "d.xml", particulars=True)
    assert without_places(found) == without_places(read(value))
    assert found.dosages[0].coded is not None
    assert found.dosages[0].coded.dose is not None
    assert found.dosages[0].coded.dose.least == Decimal("1.5")


def test_the_name_of_the_file_does_not_matter_but_its_first_character() -> None:
    source = b"\xef\xbb\xbf \n" + xml_of(RECORD).encode()
    assert read_dispense(source, "d.json").quantity == "20 tablet"


def test_a_fault_names_the_line_and_the_path() -> None:
    source = xml_of(record_with(status="gone")).replace("<status", "\n\n<status").encode()
    with pytest.raises(SourceError) as error:
        read_dispense(source, "d.xml")
    assert str(error.value).startswith("d.xml:1:MedicationDispense.status: D203 ")


def test_what_must_be_one_and_is_two_is_a_fault() -> None:
    source = xml_of(RECORD).replace("<status", '<status value="stopped"/><status').encode()
    with pytest.raises(SourceError) as error:
        read_dispense(source, "d.xml")
    assert {fault.code for fault in error.value.faults} == {"D202", "D203"}


def test_an_extension_in_place_of_a_value_is_no_value() -> None:
    source = xml_of(RECORD).replace(
        '<value value="1.5"/>',
        '<value><extension url="u"><valueCode value="a"/></extension></value>',
    )
    with pytest.raises(SourceError) as error:
        read_dispense(source.encode(), "d.xml", particulars=True)
    assert {fault.code for fault in error.value.faults} == {"D209"}


def test_the_narrative_is_not_read() -> None:
    text = (
        '<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">Hi</div></text>'
    )
    source = xml_of(RECORD).replace("<status", f"{text}<status", 1)
    assert read_dispense(source.encode(), "d.xml").status == "completed"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY x "' + "ha" * 100 + '"><!ENTITY y "&x;&x;&x;&x;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "https://example.org/x"> %x;]>',
        "<!DOCTYPE a>",
    ],
)
def test_a_document_type_is_refused_before_anything_is_expanded(doctype: str) -> None:
    source = doctype + xml_of(RECORD).replace("Testine", "&y;&x;")
    with pytest.raises(XmlError) as error:
        read_dispense(source.encode(), "d.xml")
    assert error.value.code == "K204"
    with pytest.raises(SourceError):
        read_dispense(source.encode("utf-16"), "d.xml")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_refused(encoding: str) -> None:
    source = f'<?xml version="1.0" encoding="{encoding}"?>' + xml_of(record_with(id="é"))
    with pytest.raises(SourceError):
        read_dispense(source.encode(encoding), "d.xml")


@given(
    st.binary(max_size=80).map(lambda junk: b"<" + junk) | st.text("<>/ab='\"&;!? ").map(str.encode)
)
def test_no_text_breaks_the_reader(source: bytes) -> None:
    with contextlib.suppress(XmlError):
        parse_fhir_xml(source, "d.xml")


def test_a_bundle_in_xml_gives_each_record(tmp_path: Path) -> None:
    value = bundle_of(
        record_with(id="1"), record_with(id="2", status="stopped"), record_with(id="3")
    )
    items = list(read_dispenses(xml_of(value).encode(), str(tmp_path / "day.xml")))
    names = [item.identifier if isinstance(item, Dispense) else "refused" for item in items]
    assert names == ["MedicationDispense/1", "refused", "MedicationDispense/3"]
    assert json_of(value)  # the same value in JSON is valid
