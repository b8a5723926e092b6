"""Directions that were typed in another language than the leaflet's are noticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from leaflets.check.phrases import sentences
from leaflets.content.directions.vocabulary import load_vocabulary
from leaflets.content.directions.wording import load_directions
from leaflets.content.library import Library
from leaflets.content.typed_words import load_typed_words, other_language
from leaflets.leaflet.directions import DirectionsWriter

from .test_lexicons import program_words

# short directions in each language, as pharmacists type them
TYPED = {
    file.stem: file.read_text("utf-8").splitlines()
    for file in sorted((Path(__file__).parent / "typed").glob("*.txt"))
}
LANGUAGES = Library().wordings()


def test_there_are_words_and_directions_for_every_language_of_leaflets() -> None:
    assert set(load_typed_words().known) == set(TYPED) == set(LANGUAGES)
    assert all(len(set(texts)) >= 8 for texts in TYPED.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_noticed_in_leaflets_of_every_other(language: str) -> None:
    for text in TYPED[language]:
        leaflets = {leaflet: other_language(text, leaflet) for leaflet in LANGUAGES}
        assert leaflets == dict.fromkeys(LANGUAGES, language) | {language: None}, text
        assert other_language(text, f"{language}-XX") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_directions_by_number_are_in_their_own_language(language: str) -> None:
    writer = DirectionsWriter(Library(), language)
    codes = load_vocabulary(Library()).codes
    note = str(load_directions(Library(), language, codes).note.draft)
    for number in writer.standard.directions:
        text = writer.write_standard(number).removesuffix(note)
        leaflets = {leaflet: other_language(text, leaflet) for leaflet in LANGUAGES}
        assert leaflets == dict.fromkeys(LANGUAGES, language) | {language: None}, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_speaks_the_language_of_its_leaflet(language: str) -> None:
    for text in program_words(language):
        for sentence in sentences(text):
            assert other_language(sentence, language) is None, sentence


@pytest.mark.parametrize(
    "text",
    [
        "", "1-0-1", "500 mg", "5 mL", "2 x 250 mg", "ABC tablet 2x", "Ibuprofen 400",
        "Paracetamol Forte", "Lantus SoloStar 100 U/mL", "Ventolin", "Vitamin D3", "A",
        "Co-trimoxazole 960 mg", "8:00, 20:00", "Abilify Maintena", "Nurofen Plus 200 mg",
        "Metformina Pensa 500", "Dr. Muster",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_medicines_and_numbers_are_in_no_language(language: str, text: str) -> None:
    assert other_language(text, language) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "TOME 1 COMPRIMIDO POR DIA DESPUES DE COMER"),
        ("pt", "Tome 1 comprimido apos as refeicoes, de manha"),
        ("fr", "Prenez 1 comprime apres le repas"),
        ("vi", "Uong 1 vien moi ngay sau bua an"),
        ("tr", "Gunde 1 tablet alin"),
    ],
)
def test_who_types_without_accents_types_the_language_all_the_same(
    language: str, text: str
) -> None:
    assert other_language(text, language) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("he", "זה Take One Day הוא שם של תרופה מוכרת"),
        ("ru", "Мазь Day And Night наносить на больное место"),
        ("zh", "请按说明使用本品 Use Daily 牌产品"),
    ],
)
def test_a_name_in_other_letters_is_no_language(language: str, text: str) -> None:
    assert other_language(text, language) is None


def test_nothing_is_said_of_a_language_whose_words_are_unknown() -> None:
    assert "cy" not in load_typed_words().known
    assert other_language(TYPED["en"][0], "cy") is None


def test_the_words_are_read_only_where_directions_are_typed() -> None:
    code = (
        "import sys, leaflets; leaflets.compose(leaflets.read('acetylcysteine'));"
        "assert not any('typed' in name for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
