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


def test_ten_digits_of_an_ndc_mean_the_only_known_product(medicines: MedicineIndex) -> None:
    assert medicines.find([(NDC, "0123456708")], []) == "acetylcysteine"
    assert medicines.find([(NDC, " 0123456708 ")], ["NAC 200 mg"]) == "acetylcysteine"
    with pytest.raises(NotFoundError, match="N422"):
        medicines.find([(NDC, "0123456708")], ["NAC 400 mg"])


def test_ten_digits_of_an_unknown_ndc_are_refused_with_what_they_can_be(
    medicines: MedicineIndex,
) -> None:
    with pytest.raises(NotFoundError) as caught:
        medicines.find([(NDC, "0069153041")], [])
    assert caught.value.code == "N420"
    assert "0069-1530-41 or 00691-530-41 or 00691-5304-1" in caught.value.hint


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("NDC,01234-567-08,warfarin,,", ""),
        ("NDC,01234-567-08,acetylcysteine,600 mg,", ""),
        ("NDC,01234-567-08,acetylcysteine,200 mg,", "acetylcysteine"),
        ("NDC,0123456708,warfarin,,", "warfarin"),
    ],
    ids=["another medicine", "another strength", "the same product", "exactly these digits"],
)
def test_ten_digits_of_an_ndc_that_can_be_two_known_products_are_refused(
    tmp_path: Path, rows: str, found: str
) -> None:
    (tmp_path / "codes.csv").write_text(f"{TABLE}{rows}\n", "utf-8")
    medicines = load_medicine_index(Library(tmp_path))
    if found:
        assert medicines.find([(NDC, "0123456708")], []) == found
        return
    with pytest.raises(NotFoundError) as caught:
        medicines.find([(NDC, "0123456708")], [])
    assert caught.value.code == "N425"
    assert "0123-4567-08 or 01234-567-08" in caught.value.says


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
