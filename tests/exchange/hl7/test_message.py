"""The MDM message as another library parses it; of the patient it has a reference alone."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import hl7
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import LeafletsError, StoreError, UsageError
from leaflets.exchange.hl7.identifiers import is_reference
from leaflets.exchange.hl7.message import Dialect, build_message, control_id, document_number

from ...records.samples import PDF, attachment, identity, personal

COMPLETE = attachment(
    "https://example.org/dispense|7",
    prescription="RX|1",
    patient="urn:oid:2.16.840.1|9",
    by="J. Döe",
    leaflet=identity(status="approved", language="pl"),
)


def read(source: Any = COMPLETE, pdf: bytes = PDF, dialect: Dialect | None = None) -> Any:
    """Return the message as python-hl7 parses it."""
    text = build_message(source, pdf, dialect or Dialect()).decode("utf-8")
    assert text.endswith("\r")
    assert "\n" not in text
    return hl7.parse(text)


def field(read: Any, place: str) -> str:
    """Return the unescaped value of a field or component, such as TXA.12."""
    return str(read.extract_field(*_place(place)))


def _place(place: str) -> list[Any]:
    segment, number, *rest = place.split(".")
    return [segment, 1, int(number), 1, *(int(part) for part in rest)]


def test_the_segments_hold_the_fields_of_the_attachment() -> None:
    parsed = read()
    assert [str(segment[0]) for segment in parsed] == ["MSH", "EVN", "PID", "PV1", "TXA", "OBX"]
    assert str(parsed["MSH"][0][9]) == "MDM^T02^MDM_T02"
    assert str(parsed["MSH"][0][18]) == "UNICODE UTF-8"
    assert str(parsed["MSH"][0][19]) == "pl"
    assert str(parsed["MSH"][0][7]) == str(parsed["EVN"][0][2]) == "20261122100000+0100"
    assert str(parsed["PID"][0][3]) == "9^^^&2.16.840.1&ISO^MR"
    assert str(parsed["PV1"][0][2]) == "N"
    txa = parsed["TXA"][0]
    assert str(txa[12]) == document_number(COMPLETE.dispense, COMPLETE.sha256)
    assert (str(txa[14]), str(txa[15])) == ("1^RX", "7^^https://example.org/dispense^URI")
    assert str(txa[16]) == f"acetylcysteine-{COMPLETE.sha256[:12]}.pdf"
    assert (str(txa[17]), str(txa[19])) == ("AU", "AV")
    assert field(parsed, "TXA.9.2") == "J. Döe"
    assert str(parsed["OBX"][0][2]) == "ED"
    assert b64decode(field(parsed, "OBX.5.5")) == PDF


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("application^pdf", "LEAFLETS^application^pdf^Base64^"),
        ("AP^", "LEAFLETS^AP^^Base64^"),
        ("^AP^", "LEAFLETS^AP^^Base64^"),
        ("PDF^", "LEAFLETS^PDF^^Base64^"),
        ("AP^PDF", "LEAFLETS^AP^PDF^Base64^"),
    ],
)
def test_the_content_type_follows_the_dialect(content: str, expected: str) -> None:
    parsed = read(dialect=Dialect(content=content, sender="LEAFLETS^MAIN", receiver="EHR^WARD"))
    assert str(parsed["OBX"][0][5]).startswith(expected)
    assert [str(parsed["MSH"][0][number]) for number in range(3, 7)] == [
        "LEAFLETS", "MAIN", "EHR", "WARD",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "dialect",
    [
        Dialect(content="pdf"), Dialect(content="a|b^c"), Dialect(content="a^b^c"),
        Dialect(sender="A^B^C"), Dialect(processing="X"), Dialect(patient_type="M|R"),
        Dialect(receiver="A|B"), Dialect(receiver="A\rPID|1"), Dialect(sender="\u0085" * 99),
    ],
)  # fmt: skip
def test_an_invalid_dialect_is_refused(dialect: Dialect) -> None:
    with pytest.raises(UsageError) as error:
        build_message(COMPLETE, PDF, dialect)
    assert error.value.code == "R730"


def test_a_replacement_is_sent_as_t10_with_the_number_of_the_old_document() -> None:
    new = attachment(COMPLETE.dispense, personal(1), patient="9", replaces=COMPLETE.sha256)
    parsed = read(new, personal(1))
    assert str(parsed["MSH"][0][9]) == "MDM^T10^MDM_T02"
    assert str(parsed["TXA"][0][13]) == str(read()["TXA"][0][12]), "the number of the old one"
    assert str(parsed["TXA"][0][12]) != str(parsed["TXA"][0][13])


def test_the_assigning_authority_is_a_name_an_oid_or_a_uri() -> None:
    identifiers = {
        name: str(read(attachment(patient=name))["PID"][0][3])
        for name in ("9", "MRN|9", "urn:oid:1.2|9", "https://example.org/id|9")
    }
    assert list(identifiers.values()) == [
        "9^^^^MR", "9^^^MRN^MR", "9^^^&1.2&ISO^MR", "9^^^&https://example.org/id&URI^MR",
    ]  # fmt: skip


def test_type_and_authority_of_identifiers_and_the_processing_id_follow_the_dialect() -> None:
    dialect = Dialect(patient_type="PI", authority="1.2.3", processing="T")
    parsed = read(attachment(patient="9"), dialect=dialect)
    assert str(parsed["PID"][0][3]) == "9^^^&1.2.3&ISO^PI"
    assert str(parsed["MSH"][0][11]) == "T"
    assert str(read()["MSH"][0][11]) == "P"
    own = read(attachment(patient="WARD|9"), dialect=dialect)
    assert str(own["PID"][0][3]) == "9^^^WARD^PI"


@pytest.mark.parametrize(
    "patient",
    [
        "Patient/123", "Patient/123/_history/2", "https://example.org/fhir/Patient/123",
        "urn:uuid:5f0c3bd1-6c0c-4b0f-9a1b-5ab1c5c1c1c1", "#patient",
    ],
)  # fmt: skip
def test_a_reference_that_is_no_record_number_is_refused_unless_its_number_is_given(
    patient: str,
) -> None:
    with pytest.raises(StoreError) as error:
        build_message(attachment(patient=patient), PDF, Dialect())
    assert error.value.code == "R735"
    assert patient not in str(error.value)
    dialect = Dialect(identifiers={patient: "HOSPITAL|77"})
    assert str(read(attachment(patient=patient), dialect=dialect)["PID"][0][3]) == (
        "77^^^HOSPITAL^MR"
    )


@pytest.mark.parametrize(
    ("encounter", "number"),
    [
        ("ADT|V7", "V7^^^ADT^VN"), ("V7", "V7^^^^VN"), ("Encounter/8", "V8^^^ADT^VN"),
        ("Encounter/9", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_visit_number_is_that_of_the_encounter_if_it_has_one(
    encounter: str, number: str
) -> None:
    dialect = Dialect(identifiers={"Encounter/8": "ADT|V8"})
    [segment] = read(attachment(patient="9", encounter=encounter), dialect=dialect)["PV1"]
    fields = [str(field) for field in segment]
    assert fields[1:3] == ["1", "N"]
    assert fields[19:] == ([number] if number else [])


def test_the_same_attachment_gives_the_same_message_and_control_id() -> None:
    again = attachment(
        COMPLETE.dispense, patient=COMPLETE.patient, when="2027-01-01T00:00:00Z", by="A. Other"
    )
    assert control_id(again) == control_id(COMPLETE)
    assert len(control_id(COMPLETE)) <= 20
    assert build_message(COMPLETE, PDF, Dialect()) == build_message(COMPLETE, PDF, Dialect())
    others = (attachment("D-2"), attachment(COMPLETE.dispense, personal(2)))
    assert len({control_id(part) for part in (COMPLETE, *others)}) == 3


def test_an_attachment_without_a_patient_is_refused() -> None:
    with pytest.raises(LeafletsError) as error:
        build_message(attachment(), PDF, Dialect())
    assert (error.value.code, error.value.exit_code) == ("R731", 7)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30
) | st.sampled_from([r"|^~\&", r"\F\\X0D\ ", "a|b", "Ü ß 漢字", r"PID\r"])


@given(dispense=TEXTS, patient=TEXTS, by=TEXTS, prescription=TEXTS)
def test_no_text_can_end_its_field(dispense: str, patient: str, by: str, prescription: str) -> None:
    texts = {"patient": patient, "by": by, "prescription": prescription}
    if not all(text.strip() for text in (dispense, *texts.values())) or is_reference(patient):
        return
    parsed = read(attachment(dispense, **texts))
    assert [str(segment[0]) for segment in parsed] == ["MSH", "EVN", "PID", "PV1", "TXA", "OBX"]
    assert b64decode(field(parsed, "OBX.5.5")) == PDF
    system, bar, value = patient.partition("|")
    expected = value if bar and system and value else patient
    assert field(parsed, "PID.3.1") == expected
