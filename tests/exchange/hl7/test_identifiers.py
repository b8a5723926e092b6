"""The table of identifiers that stand for references."""

from __future__ import annotations

import pytest

from leaflets.base.errors import UsageError
from leaflets.exchange.hl7.identifiers import read_identifiers


def test_the_table_gives_each_reference_its_identifier() -> None:
    source = "\ufeffReference,identifier\r\nPatient/9,HOSPITAL|123\r\n\r\nEncounter/7, ADT|V7\r\n"
    assert read_identifiers(source.encode(), "t.csv") == {
        "Patient/9": "HOSPITAL|123",
        "Encounter/7": "ADT|V7",
    }


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"", "t.csv "),
        (b"Patient/9,123\n", "t.csv "),
        (b"reference,identifier\nPatient/9\n", "t.csv:2 "),
        (b"reference,identifier\nPatient/9,\n", "t.csv:2 "),
        (b"reference,identifier\nPatient/9,1,2\n", "t.csv:2 "),
        (b"reference,identifier\nPatient/9,Patient/8\n", "t.csv:2 "),
        (b"reference,identifier\nPatient/9,123\nPatient/9,124\n", "t.csv:3 "),
        (b"reference,identifier\nPatient/9,\xff\n", "t.csv "),
        (b'reference,identifier\n"Patient/9,123\n', "t.csv "),
    ],
)
def test_another_table_is_refused_without_repeating_it(source: bytes, place: str) -> None:
    with pytest.raises(UsageError) as error:
        read_identifiers(source, "t.csv")
    assert error.value.code == "R737"
    assert error.value.says.startswith(place)
    assert "12" not in error.value.says
