"""Hyphens: where words may be divided, and that a divided word is still one word."""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import leaflets
from leaflets import Leaflet, TypesetError
from leaflets.layout.model import Layout
from leaflets.leaflet.model import Run, Words
from leaflets.leaflet.plain import words
from leaflets.pdf.inspect import inspect
from leaflets.pdf.text import TextPiece
from leaflets.typesetting import hyphens, lines
from leaflets.typesetting.context import TypesettingContext
from leaflets.typesetting.fonts import Fonts
from leaflets.typesetting.hyphens import hyphenator_for
from tests.pdf.test_shelf import check
from tests.readback import composition_of, text_of
from tests.shipped import FIRST_MEDICINE, families, shipped_layout, shipped_leaflet
from tests.typesetting import toys

from .test_lines import BLACK, measure

NARROW = """
extends: standard
says: A narrow sheet.
page: {width: 80 mm, margins: {left: 8 mm, right: 8 mm}}
hyphenate: yes
long: {pages: 200}
"""
SOFT = "\u00ad"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pharmacy's own folder with a layout that divides words."""
    own = tmp_path_factory.mktemp("own")
    (own / "layouts").mkdir()
    (own / "layouts/narrow.yaml").write_text(NARROW, "utf-8")
    return own


def dividing() -> Layout:
    return replace(shipped_layout("standard"), hyphenate="yes")


def parts(word: str, made: Leaflet | None = None) -> str:
    """The word with a hyphen wherever it may be divided."""
    divide = hyphenator_for(made or shipped_leaflet("acetylcysteine", "es"), dividing())
    assert divide
    cuts = [0, *divide(word), len(word)]
    return "-".join(word[start:end] for start, end in itertools.pairwise(cuts))


def test_long_words_are_divided_and_keep_their_signs() -> None:
    assert parts("medicamentos") == "medi-ca-men-tos"
    assert parts("«medicamentos»,") == "«medi-ca-men-tos»,"
    assert parts("medication", shipped_leaflet("acetylcysteine")) == "med-ic-a-tion"


@pytest.mark.parametrize(
    "word",
    [
        "acetilcisteína", "(acetilcisteína)", "n-acetilcisteína", "Paracetamoles", "https://example.org/",
        "dosis", "1234567890", "12345678mg", "contraindicación/alergia", "...", "INTRAVENOSA",
    ],
)  # fmt: skip
def test_names_numbers_addresses_and_short_words_stay_whole(word: str) -> None:
    assert parts(word) == word


def test_a_language_without_a_dictionary_has_no_hyphens() -> None:
    made = shipped_leaflet("acetylcysteine")
    foreign = replace(made, language="tr")
    assert hyphenator_for(foreign, dividing()) is None
    assert hyphenator_for(made, shipped_layout("standard")) is None


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyphen", None)
    hyphens._dictionary.cache_clear()
    with pytest.raises(TypesetError, match=r"T506 .*leaflets\[hyphenation\]"):
        hyphenator_for(shipped_leaflet("acetylcysteine"), dividing())
    hyphens._dictionary.cache_clear()


def every_third(piece: TextPiece) -> list[int]:
    return list(range(3, len(piece.text) - 2, 3)) if piece.text.isalpha() else []


@given(st.text(st.sampled_from("abc1 ("), max_size=150), st.integers(3, 30))
def test_divided_words_lose_nothing_and_fit(text: str, columns: int) -> None:
    width = columns * 10.0
    cut = lines.split_words(
        [TextPiece(text, "toy", 10, BLACK, 0, 0.0)], measure, width, every_third
    )
    broken = lines.break_lines(cut, width)
    assert all(line.width <= width + 0.001 for line in broken)
    said = ["".join(piece.text for piece in line.pieces) for line in broken]
    assert all(SOFT not in line[:-1] for line in said)
    joined = "".join(
        line + ("" if each.joined else " ") for line, each in zip(said, broken, strict=True)
    )
    assert joined.replace(SOFT, "").split() == text.split()


def test_a_hyphen_is_taken_only_where_it_pays() -> None:
    def set_in(width: float) -> list[str]:
        text = "so considerably more"
        cut = lines.split_words(
            [TextPiece(text, "toy", 10, BLACK, 0, 0.0)], measure, width, every_third
        )
        return [
            "".join(piece.text for piece in line.pieces) for line in lines.break_lines(cut, width)
        ]

    assert set_in(1000) == ["so considerably more"]
    assert set_in(170) == ["so considerably", "more"]
    assert set_in(120) == [f"so consid{SOFT}", "erably more"]


@pytest.mark.parametrize(("name", "language"), FIRST_MEDICINE)
def test_a_divided_leaflet_says_the_same_words(name: str, language: str, folder: Path) -> None:
    made = shipped_leaflet(name, language)
    pdf = leaflets.typeset(made, "narrow", folder=folder).pdf
    check(pdf, made, "ua1", "2a")
    assert inspect(pdf).verdict == "exact"
    # without spaces, as a long address may go on in the next line
    set_leaflet = composition_of(pdf, made)
    assert "".join(text_of(pdf, made)) == "".join(words(set_leaflet, identity=False))


def test_hyphens_are_seen(folder: Path) -> None:
    made = shipped_leaflet("acetylcysteine", "es")
    pdf = leaflets.typeset(made, "narrow", folder=folder).pdf
    said = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert len(re.findall(r"\w{3}[\u00ad\x02\ufffe]", said)) >= 5, repr(said[:500])


def test_words_in_bold_type_stay_whole() -> None:
    layout = dividing()
    context = TypesettingContext(
        layout, Fonts([layout.fonts.text], families()), lambda word: [len(word) // 2]
    )
    words = Words((Run("medicamentos "), Run("advertencias", strong=True)))
    lines = [[piece.text for piece in line.pieces] for line in context.lines(words, "body", 60.0)]
    assert lines[0][0].endswith(SOFT)
    assert "advertencias" in "".join(text for line in lines for text in line)
    assert sum(SOFT in text for line in lines for text in line) == 1


@settings(max_examples=15, deadline=None)
@given(toys.leaflets(4))
def test_any_divided_leaflet(folder: Path, made: Leaflet) -> None:
    check(leaflets.typeset(made, "narrow", folder=folder).pdf, made, "ua1", "2a")
