"""Finding a medicine by a name in any language, or by the code on its pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.content.library import Library
from leaflets.service.counter.medicines import Medicines

OURS = Path(__file__).parents[3] / "data" / "monographs" / "ibuprofen" / "en.yaml"
GTIN = "04012345678901"


@pytest.fixture(scope="module")
def shipped() -> Medicines:
    return Medicines(Library())


def library_with(folder: Path, *names: str) -> Library:
    """A library whose monographs of these names all have the same GTIN."""
    for name in names:
        own = folder / "monographs" / name
        own.mkdir(parents=True)
        code = f"  codes:\n    - {{system: GTIN, value: '{GTIN}'}}\n"
        (own / "en.yaml").write_text(OURS.read_text().replace("  codes:\n", code, 1))
    return Library(folder)


def test_names_that_begin_so_come_first(shipped: Medicines) -> None:
    found = shipped.find("met", "en")
    names = [match.name for match in found.matches]
    assert names[:2] == ["metformin", "methotrexate"]
    assert found.exact == ""


def test_accents_and_case_do_not_matter_and_titles_are_in_the_language_of_the_page(
    shipped: Medicines,
) -> None:
    found = shipped.find("ACETILCISTEINA", "es")
    assert found.exact == "acetylcysteine"
    assert found.matches[0].title.startswith("Acetilcisteína")


def test_a_synonym_is_the_medicine(shipped: Medicines) -> None:
    assert shipped.find("NAC", "en").exact == "acetylcysteine"


def test_a_code_leads_to_the_medicine_and_keeps_its_lot(tmp_path: Path) -> None:
    found = Medicines(library_with(tmp_path, "examplamine")).find(f"(01){GTIN}(10)A123", "en")
    assert found.exact == "examplamine"
    assert found.scan is not None
    assert (found.scan.product, found.scan.lot) == (f"GTIN|{GTIN}", "A123")


def test_a_code_of_two_medicines_chooses_neither(tmp_path: Path) -> None:
    found = Medicines(library_with(tmp_path, "examplamine", "otheramine")).find(GTIN, "en")
    assert (found.exact, found.count) == ("", 0)
    assert found.refusal is not None
    assert found.refusal.code == "N421"


def test_an_unknown_code_finds_nothing(shipped: Medicines) -> None:
    found = shipped.find("04099999999990", "en")
    assert (found.exact, found.count) == ("", 0)
