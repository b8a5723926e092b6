"""Characters become codes, glyphs and characters again."""

from __future__ import annotations

import struct
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import Bug, MissingGlyph
from leaflets.pdf.embedded_fonts import EmbeddedFont
from leaflets.pdf.engine import pdfmetrics
from leaflets.pdf.reading import open_pdf, own_words

from .toy import GREEK, REGULAR, draw, leaflet, paragraph, register

register()
FIRA = pdfmetrics.getFont(GREEK).face.charToGlyph
SHOWN = [chr(code) for code in FIRA if chr(code).isprintable()]


def test_ascii_keeps_its_codes() -> None:
    assert EmbeddedFont(REGULAR, "F1").strings("Take 1 (one)\\", "p", None) == [
        ("F1", "Take 1 \\(one\\)\\\\")
    ]


@pytest.mark.parametrize("character", ["漢", "\u0600", "\t", "\n", "\x00", "\x85", "\ufeff"])
def test_a_missing_glyph_is_never_passed_over(character: str) -> None:
    missing = next(
        c for c in character if ord(c) not in pdfmetrics.getFont(REGULAR).face.charToGlyph
    )
    with pytest.raises(MissingGlyph) as raised:
        EmbeddedFont(REGULAR, "F1").strings(f"a{character}", "the block p", None)
    assert f"U+{ord(missing):04X}" in raised.value.says
    assert "p" in raised.value.says


def test_a_font_that_cannot_be_embedded_is_a_bug() -> None:
    with pytest.raises(Bug) as raised:
        EmbeddedFont("Helvetica", "F1")
    assert raised.value.code == "X711"


def test_codes_are_bytes_that_strings_keep() -> None:
    face = EmbeddedFont(GREEK, "F1")
    for _, string in face.strings("".join(SHOWN), "p", None):
        assert string.isascii() or string.encode("latin-1")
        assert not set(string) & set("\0\r\n\t")


def big() -> bytes:
    """A file with more characters than one subset can hold."""
    text = " ".join("".join(SHOWN[at : at + 9]) for at in range(0, len(SHOWN), 9))
    return draw(leaflet((leaflet().blocks[0], paragraph("p", text))))


@pytest.fixture(scope="module")
def many() -> bytes:
    return big()


def test_many_characters_need_many_subsets(many: bytes) -> None:
    with pikepdf.open(BytesIO(many)) as pdf:
        fonts = dict(pdf.pages[0].resources.Font)
        names = [str(font.BaseFont) for font in fonts.values()]
    assert len(names) == len(set(names))
    assert len([name for name in fonts if len(name) > 3]) >= len(SHOWN) // 255


def test_widths_are_those_of_the_font(many: bytes) -> None:
    with pikepdf.open(BytesIO(many)) as pdf:
        for font in dict(pdf.pages[0].resources.Font).values():
            program = font.FontDescriptor.FontFile2.read_bytes()
            count = struct.unpack(">H", program[4:6])[0]
            tags = {program[12 + 16 * n : 16 + 16 * n] for n in range(count)}
            assert {b"glyf", b"loca", b"hmtx", b"head", b"hhea", b"maxp"} <= tags
            assert len(font.Widths) == font.LastChar - font.FirstChar + 1


@given(st.text(st.sampled_from(SHOWN), min_size=1, max_size=60))
def test_words_come_back(text: str) -> None:
    made = leaflet((leaflet().blocks[0], paragraph("p", f"x{text}")))
    with open_pdf(draw(made)) as pdf:
        assert own_words(pdf)[1].text == " ".join(f"x{text}".split())
