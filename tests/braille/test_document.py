"""Words in, words out: what is felt are the words of the text in order."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from msgspec.structs import replace

import leaflets
from leaflets.braille import liblouis
from leaflets.content.braille_tables import load_braille_table
from leaflets.content.library import Library
from leaflets.leaflet.model import Leaflet, Paragraph, Words

from ..shipped import MONOGRAPHS, shipped_leaflet
from ..speech.test_document import to_hear
from ..typesetting import toys
from .reader import back_translated, cells, needs_liblouis, pages

pytestmark = needs_liblouis

# what English braille does not tell apart, kinds of quotation marks; and what liblouis does not
# read back, capitals among figures, whose letters from A to J have the cells of figures
SAME = str.maketrans("“”‘’", "\"\"''")
FIGURES_OF_LETTERS = tuple(zip("ABCDEFGHIJ", "1234567890", strict=True))
ARABIC_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
SHADDA = "\N{ARABIC SHADDA}"
TABLES = ("ar", "de", "en", "es", "fr", "pl", "pt", "ru", "tr", "uk", "vi")
FIGURES = str.maketrans("abcdefghij", "1234567890")


def comparable(words: list[str]) -> list[str]:
    """Words as English braille tells them apart."""
    small = (word.translate(SAME).casefold() for word in words)
    return [word.translate(FIGURES) if re.search(r"\d", word) else word for word in small]


def test_every_english_leaflet_is_read_back_word_by_word() -> None:
    table = str(load_braille_table(Library(), "en").file)
    for name in sorted({name for name, language in MONOGRAPHS if language == "en"}):
        composed = shipped_leaflet(name)
        found = back_translated(cells(leaflets.brf(composed)), table)
        assert comparable(found) == comparable(to_hear(composed)), name


def as_letters(word: str) -> str:
    """The letters of a word, and its figures as the letters that have their dots."""
    letters = word.upper().translate({ord(digit): letter for letter, digit in FIGURES_OF_LETTERS})
    return re.sub("[^A-Z]", "", letters)


def test_every_arabic_leaflet_is_read_back_word_by_word() -> None:
    """Latin words are compared cell by cell: liblouis reads all cells as Arabic letters."""
    table, seen = str(load_braille_table(Library(), "ar").file), 0
    for name in sorted(name for name, language in MONOGRAPHS if language == "ar"):
        composed = shipped_leaflet(name, "ar")
        written = cells(leaflets.brf(composed))
        for cell, found, word in zip(
            written, back_translated(written, table), to_hear(composed), strict=True
        ):
            if re.search("[A-Za-z]", word):
                assert re.sub("[^A-Z]", "", cell) == as_letters(word)
            else:  # braille has the sign of a double letter before it, print behind it
                assert found.translate(ARABIC_FIGURES).replace(SHADDA, "") == word.translate(
                    SAME
                ).replace(SHADDA, "")
            seen += 1
    assert seen > 500


@pytest.mark.parametrize("language", sorted(TABLES))
@pytest.mark.parametrize("between", ["", ".", ",", "-", "/", " ", "°", "%"])
def test_a_letter_behind_a_figure_is_no_figure(language: str, between: str) -> None:
    for letter, digit in FIGURES_OF_LETTERS:
        texts = [f"10{between}{letter.lower()}", f"10{between}{digit}"]
        with suppress(leaflets.TypesetError):  # no cells for what stands between them
            one, other = (cells(leaflets.brf(with_words(text, language)))[:2] for text in texts)
            assert one != other, texts


def test_a_degree_has_its_cell_in_spanish() -> None:
    assert cells(leaflets.brf(with_words("a 25 °C", "es")))[:3] == ["A", "#BE", "0.C"]


@pytest.mark.parametrize("language", ["ar", "es", "fr", "pl", "pt"])
def test_every_translation_has_as_many_words_as_its_text(language: str) -> None:
    written = 0
    for name in sorted(name for name, other in MONOGRAPHS if other == language):
        composed = shipped_leaflet(name, language)
        if language == "es" and "_" in "".join(to_hear(composed)):
            continue  # its braille has no such sign, and it is refused
        brf = leaflets.brf(composed)
        assert all(len(page) == 25 and max(map(len, page)) <= 40 for page in pages(brf))
        assert len(cells(brf)) == len(to_hear(composed)), name
        written += 1
    assert written


def test_warnings_stand_in_a_frame_with_their_heading() -> None:
    brf = leaflets.brf(shipped_leaflet("acetylcysteine"))
    lines = [line for page in pages(brf) for line in page]
    heading = next(n for n, line in enumerate(lines) if "EM]G5CY HELP N[" in line)
    assert lines[heading - 1] == "7" * 40
    assert "G" * 40 in lines[heading:]


def with_words(text: str, language: str | None = None) -> Leaflet:
    """A toy leaflet with one paragraph."""
    toy = toys.leaflet(toys.paragraph("toy/1", text))
    block = next(block for block in toy.blocks if isinstance(block, Paragraph))
    runs = tuple(replace(run, language=language) for run in block.words.runs)
    return replace(toy, blocks=(replace(block, words=Words(runs)),))


def test_a_character_without_cells_is_refused_with_its_name() -> None:
    with pytest.raises(leaflets.TypesetError, match=r"T530.*'☃' \(U\+2603\)"):
        leaflets.brf(with_words("Keep the ☃ cold."))


def test_words_in_another_language_are_written_in_its_braille() -> None:
    assert cells(leaflets.brf(with_words("the same")))[0] == "!"
    assert cells(leaflets.brf(with_words("the same", "pl")))[0] == "THE"


def test_a_language_without_a_table_is_refused() -> None:
    with pytest.raises(leaflets.NotFoundError, match="N413"):
        leaflets.brf(with_words("iska", "so"))


def test_without_liblouis_the_next_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(liblouis, "NAMES", ())
    liblouis.liblouis.cache_clear()
    try:
        with pytest.raises(leaflets.UsageError, match="U210") as caught:
            leaflets.brf(with_words("Take it."))
        assert "liblouis-data" in caught.value.hint
    finally:
        liblouis.liblouis.cache_clear()
