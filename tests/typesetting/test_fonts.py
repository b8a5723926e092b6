"""Fonts: the tested files and no others, every character accounted for."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest
from msgspec import structs

import leaflets
from leaflets import FontFault, MissingGlyph, pipeline
from leaflets.base.errors import Place
from leaflets.content.particulars import Particulars
from leaflets.layout.families import Family
from leaflets.pdf.embedded_fonts import registered_font
from leaflets.typesetting import fonts
from leaflets.typesetting.fonts import Fonts, font_file
from tests.own_fonts import RARE, own_folder, toy_font
from tests.readback import text_of
from tests.shipped import ROOT, families

from . import toys

NAMES = ("atkinson-hyperlegible", "fira-sans", "inter")


def broken(family: Family, folder: Path, content: bytes, **changes: object) -> Family:
    """A family whose regular file has this content."""
    package = folder / "toyfonts"
    package.mkdir(exist_ok=True)
    (package / "toy.ttf").write_bytes(content)
    face = structs.replace(family.faces["regular"], file="toy.ttf", **changes)  # type: ignore[arg-type]
    return structs.replace(family, package="toyfonts", faces={**family.faces, "regular": face})


@pytest.mark.parametrize("damage", ["other bytes", "truncated", "a text file", "missing package"])
def test_a_font_that_is_not_the_tested_one_is_refused(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    good = families()["fira-sans"]
    whole = font_file(good, "regular").read_bytes()
    contents = {
        "other bytes": whole[:-1] + bytes([whole[-1] ^ 1]),
        "truncated": whole[: len(whole) // 2],
        "a text file": b"not a font",
        "missing package": b"",
    }
    family = broken(good, tmp_path, contents[damage])
    if damage == "missing package":
        family = structs.replace(family, package="no_such_fonts")
    with pytest.raises(FontFault) as caught:
        Fonts([damage], {damage: family}).metrics(damage, "regular")
    assert "toy.ttf" in caught.value.says or "no_such_fonts" in caught.value.says
    other = Fonts([NAMES[0]], families())
    assert other.metrics(NAMES[0], "regular").width("abc", 10) > 0


def test_a_file_with_the_right_checksum_that_is_no_font_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import hashlib

    monkeypatch.syspath_prepend(str(tmp_path))
    sha256 = hashlib.sha256(b"not a font").hexdigest()
    family = broken(families()["fira-sans"], tmp_path, b"not a font", sha256=sha256)
    with pytest.raises(FontFault) as caught:
        Fonts(["toy2"], {"toy2": family}).metrics("toy2", "regular")
    assert "not a TrueType font" in caught.value.says


def test_the_message_names_the_character_the_fonts_and_the_place() -> None:
    with pytest.raises(MissingGlyph) as caught:
        list(Fonts(NAMES, families()).split("aა", "regular", Place("toy.yaml", 3, 7)))
    assert str(caught.value).startswith("toy.yaml:3:7: T502")
    assert "U+10D0" in str(caught.value)
    assert "fira-sans" in str(caught.value)


def test_all_missing_characters_are_named_by_script_in_one_message() -> None:
    leaflet = toys.leaflet(toys.paragraph("1", "aა ➢"), toys.paragraph("2", "bბ ❑"))
    with pytest.raises(MissingGlyph) as caught:
        pipeline.typeset(leaflet)
    named = "has the Georgian letters ა (U+10D0) ბ (U+10D1); the signs ➢ (U+27A2) ❑ (U+2751)."
    assert named in str(caught.value)


def test_raised_and_lowered_letters_have_glyphs_and_stay_characters() -> None:
    text = "10⁶ mgᵃ, 1ˢᵗ, H₂O, vₘₐₓ, 5 m⁻²"
    leaflet = toys.leaflet(toys.paragraph("1", text))
    pdf = pipeline.typeset(leaflet).pdf
    assert text in " ".join(text_of(pdf, leaflet))


def test_a_second_font_lends_only_what_the_first_lacks() -> None:
    found = list(Fonts(NAMES, families()).split("5 α ≥ 3→", "regular", None))
    assert [font for font, _ in found] == [
        "atkinson-hyperlegible-regular",
        "fira-sans-regular",
        "atkinson-hyperlegible-regular",
        "fira-sans-regular",
    ]
    assert "".join(text for _, text in found) == "5 α ≥ 3→"


@pytest.mark.parametrize("language", ["de", "fr", "pl", "pt", "ro", "so", "tr", "vi"])
def test_no_word_of_a_language_is_set_in_two_fonts(language: str) -> None:
    wording = (ROOT / "data/wording" / f"{language}.yaml").read_text(encoding="utf-8")
    letters = "".join(sorted(set(filter(str.isalpha, wording))))
    for leaflet in (Fonts(NAMES, families(), language), Fonts(NAMES, families(), "en")):
        for weight in ("regular", "bold"):
            assert len(list(leaflet.split(letters, weight, None, language))) == 1


def test_scripts_that_need_shaping_and_have_no_font_are_refused() -> None:
    for word in ("ܣܡܐ", "ఔషధం", "ဆေး"):
        with pytest.raises(MissingGlyph):
            list(Fonts(NAMES, families()).split(word, "regular", None))


def test_i_l_one_and_o_zero_differ() -> None:
    Fonts(NAMES, families()).metrics(NAMES[0], "regular")
    glyphs = registered_font("atkinson-hyperlegible-regular").face.charToGlyph
    assert len({glyphs[ord(char)] for char in "Il1|O0o"}) == 7


def test_no_break_characters_have_the_width_of_what_they_look_like() -> None:
    regular = Fonts(NAMES, families()).metrics(NAMES[0], "regular")
    for char, like in fonts.SAME_GLYPH.items():
        assert regular.widths[char] == regular.widths[like]


def test_no_font_is_looked_for_on_the_system() -> None:
    from reportlab import rl_config

    assert rl_config.TTFSearchPath == []
    assert "reportlab.lib.fontfinder" not in sys.modules


def test_a_font_of_the_same_name_in_the_same_process_is_not_taken_for_ours() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    other = TTFont("someone-elses", str(font_file(families()[NAMES[0]], "regular")))
    pdfmetrics.registerFont(other)
    Fonts(NAMES, families()).metrics(NAMES[0], "regular")
    ours = registered_font(f"{NAMES[0]}-regular")
    assert ours is not None
    assert ours is not other
    assert pdfmetrics.getFont("someone-elses") is not ours


def test_a_font_of_ones_own_whose_letter_has_no_outline_is_named(tmp_path: Path) -> None:
    rare = struct.pack(">LL", ord(RARE), ord(RARE))
    at = toy_font().index(rare) + len(rare)
    torn = toy_font()[:at] + struct.pack(">L", 60_000) + toy_font()[at + 4 :]
    folder = own_folder(tmp_path / "our", Toy_Regular=torn)
    reading = leaflets.read("acetylcysteine", folder=folder)
    patient = Particulars.from_mapping({"patient": RARE}, language="en")
    leaflet = leaflets.compose(reading, particulars=patient)
    with pytest.raises(FontFault):
        leaflets.typeset(leaflet, folder=folder)
