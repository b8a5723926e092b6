"""A product is found by code, then by name; what is not certain is told, not guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import NotFoundError
from leaflets.content.library import Library, Titles
from leaflets.content.library.code_lists import read_codes
from leaflets.content.library.medicines import MedicineIndex, load_medicine_index
from leaflets.content.monograph.sections import read_sections

ATC, SNOMED = "http://www.whocc.no/atc", "http://snomed.info/sct"
FOUND = Library().codes()
CODES = read_codes(FOUND.source, FOUND.file)


def titles(name: str, *also: str, codes: str = "", routes: str = "oral") -> Titles:
    """codes: as "ATC A01; GTIN 1"."""
    pairs = tuple(tuple(code.split()) for code in codes.split(";") if code)
    return Titles(name, name, name, also, pairs, tuple(routes.split()))  # type: ignore[arg-type]


SHELF = MedicineIndex(
    [
        titles("amoxicillin", codes="ATC J01CA04; SNOMED 323509004"),
        titles("co-amoxiclav", "Amoxicillin with clavulanic acid", codes="ATC J01CR02"),
        titles("ibuprofen", "Nurofen", codes="ATC M01AE01; GTIN 05012345678900"),
        titles("lisinopril", codes="ATC C09AA03"),
        titles("capecitabine", "Xeloda"),
        titles("timolol", "Timoptic", routes="eye"),
        titles("vitamin-b6", "Vitamin B6"),
        titles("insulin", routes="subcutaneous"),
    ],
    CODES,
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ((ATC, "J01CA04"), "amoxicillin"),
        (("urn:oid:2.16.840.1.113883.6.73", "j01ca04"), "amoxicillin"),
        (("atc", "J01CR02"), "co-amoxiclav"),
        ((SNOMED, "323509004"), "amoxicillin"),
        (("https://www.gs1.org/gtin", "5012345678900"), "ibuprofen"),
    ],
)
def test_a_product_is_found_by_its_code(code: tuple[str, str], name: str) -> None:
    assert SHELF.find([("http://other.org", "1"), code], []) == name


@pytest.mark.parametrize(
    ("product", "name"),
    [
        ("Amoxicillin", "amoxicillin"),
        ("Amoxicillin 250mg capsules", "amoxicillin"),
        ("AMOXICILLIN 125 mg/5 ml oral suspension sugar free", "amoxicillin"),
        ("Amoxicillin with clavulanic acid 500 mg/125 mg tablets", "co-amoxiclav"),
        ("Nurofen 200mg", "ibuprofen"),
        ("Capecitabine 500mg oral tablet (Xeloda)", "capecitabine"),
        ("Timoptic 0.5 % eye drops, solution", "timolol"),
        ("Vitamin B6 50 mg tablets", "vitamin-b6"),
        ("Insulin 100 units/ml solution for injection 5 vials", "insulin"),
        ("Lisinopril 5mg tablets (Example Healthcare Ltd) 28 tablet 2 x 14 tablets", "lisinopril"),
        ("Insulina", ""),
    ],
)
def test_a_product_is_found_by_its_name(product: str, name: str) -> None:
    assert SHELF.named(product) == ({name} if name else set())


@pytest.mark.parametrize(
    "product",
    [
        "Ibuprofen 5% gel",  # not swallowed
        "Timoptic 5mg/ml solution",  # of what kind?
        "Hydrochlorothiazide 25 mg / Lisinopril 20 mg",
        "Lisinopril 20 mg / Hydrochlorothiazide 12.5 mg tablets",
        "Vitamin B12 tablets",
        "Insulin aspart 100 units/ml",
        "Ibuprofen lysine 342 mg",
        "Ibuprofen 200mg tablets (with codeine)",
        "Ibuprofen prolonged-release tablets",
        "ibu" * 200,
        "",
        "500 mg",
    ],
)
def test_an_uncertain_name_finds_nothing(product: str) -> None:
    assert SHELF.named(product) == set()


def refused(codes: list[tuple[str, str]], names: list[str]) -> NotFoundError:
    with pytest.raises(NotFoundError) as caught:
        SHELF.find(codes, names)
    return caught.value


def test_the_error_names_what_is_near() -> None:
    assert refused([], ["Lisinopril 20 mg / Hydrochlorothiazide 12.5 mg"]).hint == (
        "Near: lisinopril. Name the monograph yourself, or add the product's name or code to one."
    )
    assert "Near: amoxicillin" in refused([], ["Amoxycillin"]).hint
    # a form or a single letter in common makes nothing near
    assert refused([], ["Zzz 10 mg B N tablets"]).hint.startswith("Write one")
    assert str(refused([(ATC, "X")], [])) == (
        "N420 No monograph has the code atc X. Add the code to a monograph's identity."
    )
    assert refused([], []).says == "The product has neither a code nor a name."


def test_code_and_name_must_agree() -> None:
    assert SHELF.find([(ATC, "J01CA04")], ["Amoxicillin 250mg capsules"]) == "amoxicillin"
    assert refused([(ATC, "J01CR02")], ["Amoxicillin 250mg capsules"]).code == "N422"
    assert refused([(ATC, "J01CR02"), (ATC, "J01CA04")], []).code == "N421"
    # of two codes the name tells which
    assert SHELF.find([(ATC, "J01CR02"), (ATC, "J01CA04")], ["amoxicillin"]) == "amoxicillin"


def test_a_name_that_is_printed_is_known_as_one_of_the_medicine() -> None:
    code = [(ATC, "J01CA04")]
    assert refused(code, ["Warfarin 5 mg tablets"]).code == "N424"
    assert refused(code, ["Amoxicillin 250 mg", "Ibuprofen"]).code == "N422"
    assert refused([], ["Warfarin 5 mg", "Amoxicillin"]).code == "N424"
    # a name that is not printed may have words around that of the medicine
    display = "Product containing amoxicillin (as trihydrate) 250 mg"
    assert SHELF.find(code, ["Amoxicillin 250 mg", display]) == "amoxicillin"
    assert refused(code, [display, "Amoxicillin 250 mg"]).code == "N424"
    assert refused(code, ["Amoxicillin 250 mg", "Warfarin"]).code == "N424"


def test_a_name_may_be_in_another_language_of_the_medicine() -> None:
    ours = load_medicine_index(Library())
    spanish = ["Acetilcisteína 200 mg comprimidos"]
    assert ours.find([(ATC, "R05CB01")], spanish) == "acetylcysteine"


@given(st.text(max_size=40))
def test_any_name_is_found_or_refused_with_a_printable_error(name: str) -> None:
    if not SHELF.named(name):
        assert str(refused([(name, name)], [name])).isprintable()


def test_the_shipped_monograph_is_found() -> None:
    ours = load_medicine_index(Library())
    assert ours.find([(ATC, "V03AB23")], []) == "acetylcysteine"
    assert ours.find([], ["Acetylcysteine 200mg effervescent tablets"]) == "acetylcysteine"


def test_the_routes_of_forms_are_in_the_agreed_list() -> None:
    agreed = Library().sections()
    known = read_sections(agreed.source, agreed.file).routes
    assert {route for form in CODES.forms for route in form.routes} <= set(known)
