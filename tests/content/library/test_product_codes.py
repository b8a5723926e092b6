"""A pharmacy's own table says which product a code means."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.base.errors import NotFoundError, VocabularyError
from leaflets.content.library import Library
from leaflets.content.library.code_lists import read_codes
from leaflets.content.library.medicines import MedicineIndex, load_medicine_index
from leaflets.content.library.product_codes import CodedProduct, read_product_codes

NDC, PZN = "http://hl7.org/fhir/sid/ndc", "http://fhir.de/CodeSystem/ifa/pzn"
FOUND = Library().codes()
CODES = read_codes(FOUND.source, FOUND.file)
TABLE = """\
system,code,monograph,strength,name
NDC,0123-4567-08,acetylcysteine,200 mg,
PZN,01234567,acetylcysteine,600 mg,Examplomuc 600 akut
"""


@pytest.fixture
def medicines(tmp_path: Path) -> MedicineIndex:
    (tmp_path / "codes.csv").write_text(TABLE, "utf-8")
    return load_medicine_index(Library(tmp_path))


def test_a_code_means_its_product_however_it_is_written(medicines: MedicineIndex) -> None:
    for code in ("0123-4567-08", "00123456708", "00123-4567-08", "0123-4567-8"):
        assert medicines.find([(NDC, code)], ["NAC 200 mg"]) == "acetylcysteine"
    for code in ("01234567", "1234567"):
        assert medicines.find([(PZN, code)], ["examplomuc 600 Akut"]) == "acetylcysteine"
    assert medicines.find([(PZN, "1234567")], []) == "acetylcysteine"


def test_ten_digits_of_an_ndc_can_mean_three_products(medicines: MedicineIndex) -> None:
    with pytest.raises(NotFoundError, match="N420"):
        medicines.find([(NDC, "0123456708")], [])


@pytest.mark.parametrize(
    ("name", "code"),
    [("NAC 400 mg", "N422"), ("Warfarin", "N422"), ("Examplomuc 200 mg", "N424")],
)
def test_a_name_that_says_otherwise_is_refused(
    medicines: MedicineIndex, name: str, code: str
) -> None:
    with pytest.raises(NotFoundError) as caught:
        medicines.find([(NDC, "0123-4567-08")], [name])
    assert caught.value.code == code


def test_all_faults_of_a_table_have_their_lines() -> None:
    rows = "PZN,1,nac\nPZN,01,other\nPZN,,nac\nPZN,2,nac,x\n\nPZN,3,Not a name\n"
    with pytest.raises(VocabularyError) as caught:
        read_product_codes(b"system,code,monograph\n" + rows.encode(), "codes.csv", CODES)
    assert [fault.place.line for fault in caught.value.faults] == [3, 4, 5, 7]


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"system,code\n",
        b"system,code,monograph,price\n",
        b"\xff",
        b'system,code,monograph\n"x',
    ],
)
def test_a_table_that_is_none_is_refused(source: bytes) -> None:
    with pytest.raises(VocabularyError, match="V205"):
        read_product_codes(source, "codes.csv", CODES)


def test_a_spreadsheet_may_put_a_mark_and_blanks() -> None:
    source = "\ufeffCode, System ,Monograph\r\n7, PZN ,nac \r\n".encode()
    (product,) = read_product_codes(source, "codes.csv", CODES).values()
    assert product == CodedProduct("nac")
