"""A product is compared with the medicine of the leaflet: refused, doubtful, or the same."""

from __future__ import annotations

import pytest

from leaflets.content.library import Library
from leaflets.content.library.medicines import MedicineIndexes
from leaflets.content.library.products import MedicineCheck
from leaflets.content.library.strengths import is_known_strength
from leaflets.content.library.titles import Titles

IBUPROFEN = Titles(
    "ibuprofen", "Ibuprofen 200 mg film-coated tablets", "ibuprofen", ("Nurofen",),
    routes=("oral",), strengths=("200 mg", "400 mg"),
    forms=("film-coated tablet", "oral suspension"),
)  # fmt: skip


def codes(product: str, medicine: Titles = IBUPROFEN, *, is_found: bool = False) -> list[str]:
    """The codes of what does not fit."""
    check = MedicineCheck(MedicineIndexes(Library()), medicine, "en")
    found = check.mismatches(product, is_found=is_found)
    assert all(mismatch.is_refusal == (mismatch.code in ("A292", "A293")) for mismatch in found)
    assert all(product not in mismatch.says + mismatch.hint for mismatch in found)
    return [mismatch.code for mismatch in found]


@pytest.mark.parametrize(
    "product",
    [
        "Ibuprofen 200 mg film-coated tablets",
        "ibuprofen",
        "IBUPROFEN 400MG TABLETS",
        "Ibuprofen 0.2 g tablets, 24 tablets",
        "Nurofen 200 mg",
        "Ibuprofen 200 mg comprimidos recubiertos con película EFG",
        "Ibuprofen 200 mg/5 mL oral suspension",
        "Ibuprofen 20 tablets",
    ],
)
def test_the_medicine_of_the_leaflet_passes(product: str) -> None:
    assert codes(product) == []


@pytest.mark.parametrize("product", ["Acetylcysteine 600 mg tablets", "NAC", "acetilcisteína"])
def test_another_medicine_of_the_library_is_refused(product: str) -> None:
    own = Titles("mine", "Acetate", "acetate", (), routes=("oral",))
    assert codes(product, own)[0] in ("A292", "A293")
    assert codes("Acetylcysteine 600 mg tablets") == ["A292"]


@pytest.mark.parametrize(
    "product",
    [
        "Examplamine 5 mg tablets",
        "Paracetamol 500 mg and ibuprofen 200 mg tablets",
        "Ibuprofen 200 mg and paracetamol 500 mg tablets",
        "Ibuprofen 5% gel",
        "Ibuprofen 200 mg Examplepharm tablets",
        "Ibuprofen 200 mg tabletten",
        "2 tablets",
        "x",
        "ibuprofen " * 40,
    ],
)
def test_what_may_be_another_medicine_is_refused(product: str) -> None:
    assert codes(product) == ["A293"]


@pytest.mark.parametrize(
    ("product", "doubts"),
    [
        ("Ibuprofen 600 mg tablets", ["A294"]),
        ("Ibuprofen 600", ["A294"]),
        ("Ibuprofen 200 micrograms", ["A294"]),
        ("Ibuprofen 2,00 g", ["A294"]),
        ("Ibuprofen 200 mg capsules", ["A295"]),
        ("Ibuprofen 200 mg effervescent tablets", ["A295"]),
        ("Ibuprofen 800 mg sachets", ["A294", "A295"]),
    ],
)
def test_a_strength_or_form_that_is_not_listed_is_doubtful(product: str, doubts: list[str]) -> None:
    assert codes(product) == doubts


def test_a_product_that_was_found_by_its_codes_has_its_strength_compared() -> None:
    assert codes("Brufen 200 mg tablets", is_found=True) == []
    assert codes("Brufen 800 mg tablets", is_found=True) == ["A294"]


def test_a_monograph_outside_the_library_stands_in_for_that_of_its_name() -> None:
    own = Titles("acetylcysteine", "Mucolit", "acetylcysteine", (), routes=("oral",))
    assert codes("Mucolit 600 mg tablets", own) == []


def test_a_name_in_another_language_of_the_monograph_is_its_name() -> None:
    library = Library()
    (spanish,) = (t for t in library.titles("es") if t.name == "acetylcysteine")
    check = MedicineCheck(MedicineIndexes(library), spanish, "es")
    assert check.mismatches("N-acetylcysteine 400 mg") == ()
    assert check.mismatches("N-acetilcisteína 400 mg comprimidos efervescentes") == ()


@pytest.mark.parametrize(
    ("product", "strengths", "known"),
    [
        ("X 1,000 mg", ["1 g"], True),
        ("X 1.000 mg", ["1 g"], True),
        ("X 1 000 mg", ["1 g"], True),
        ("X 0,5 mg", ["500 micrograms"], True),
        ("X 500 µg", ["0.5 mg"], True),
        ("X 5 mg/5 mL", ["5 mg"], True),
        ("X 5 mg", ["5 mg/5 mL"], False),
        ("X 8 mg/500 mg", ["8 mg/500 mg", "30 mg/500 mg"], True),
        ("X 15 mg/500 mg", ["8 mg/500 mg", "30 mg/500 mg"], False),
        ("X 8/500", ["8 mg/500 mg"], True),
        ("X 8/500 mg", ["8 mg/500 mg"], True),
        ("X 500 mg/125 mg", ["500 mg"], False),
        ("X 500/125 mg", ["125 mg"], False),
        ("X 500 mg + 125 mg", ["500 mg", "125 mg"], False),
        ("X 500mg 30mg", ["500 mg"], False),
        ("X 500/125", ["500 mg"], False),
        ("X 250/125", ["125 mg", "250 mg"], False),
        ("X 1 g/200 mg", ["1 g"], False),
        ("X 0.5 g (500 mg)", ["500 mg"], True),
        ("X 10 mg/g cream, 30 g", ["10 mg/g"], True),
        ("X 250 mg/5 mL suspension, 100 mL", ["250 mg/5 mL"], True),
        ("X 5%", ["5 %"], True),
        ("X 5%", ["10 %"], False),
        ("X 100 units/mL", ["100 IU/ml"], True),
        ("X 10 mg", [], True),
        ("X 10 mg", ["as on the pack"], True),
        ("Vitamin B12 tablets", ["50 micrograms"], True),
        ("X 1.5 mg", ["15 mg"], False),
    ],
)
def test_strengths_are_compared_by_their_amounts(
    product: str, strengths: list[str], known: bool
) -> None:
    assert is_known_strength(product, strengths) == known
