"""Scripts whose letters join, reorder, stack or run from right to left: words in, words out."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

import leaflets
from leaflets import MissingGlyph
from leaflets.leaflet.plain import words
from leaflets.pdf.inspect import inspect
from leaflets.pdf.reading import open_pdf, own_words, read_words
from leaflets.pdf.structure import structure_tree
from leaflets.pdf.text import TextPiece
from leaflets.typesetting import script_fonts
from leaflets.typesetting.direction import reorder
from leaflets.typesetting.fonts import Fonts
from leaflets.typesetting.lines import TextLine, Word
from leaflets.typesetting.scripts import (
    SCRIPT_BLOCKS,
    SPACELESS,
    han_script,
    is_spaceless,
    script_of,
    scripts_of,
)
from leaflets.typesetting.word_breaks import divide_words
from tests.patients import particulars
from tests.pdf.test_shelf import check
from tests.readback import text_of
from tests.scripts import SAMPLES, pdf_of, phrases, toy
from tests.shipped import families, shipped_layout

RIGHT_TO_LEFT = ("ar", "fa", "ur", "he")
CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x0c]")  # pdftotext writes them


def piece(text: str) -> TextPiece:
    return TextPiece(text, "toy", 1.0, (0.0, 0.0, 0.0), 0, float(len(text)))


def measure(_: TextPiece, text: str) -> float:
    return float(len(text))


def read_by_others(pdf: bytes, folder: Path) -> dict[str, str]:
    """What three readers take out of a PDF, without white space."""
    path = folder / "toy.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    texts = {
        "pdftotext": subprocess.run(command, capture_output=True, check=True).stdout.decode(),
        "pypdf": "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages),
        "pdfium": pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(),
    }
    return {name: "".join(CONTROLS.sub("", text).split()) for name, text in texts.items()}


def test_letters_without_spaces_between_words_are_those_of_such_scripts() -> None:
    letters = [
        chr(code) for first, last, _ in SCRIPT_BLOCKS[:-1] for code in range(first, last + 1)
    ]
    expected = [char for char in letters if script_of(char) in SPACELESS]
    assert [char for char in letters if is_spaceless(f"5 mg {char}")] == expected


@pytest.mark.parametrize("language", SAMPLES)
def test_words_in_are_words_out(language: str, tmp_path: Path) -> None:
    leaflet = toy(language)
    pdf = pdf_of(leaflet)
    with open_pdf(pdf) as opened:
        assert own_words(opened) == list(structure_tree(leaflet).words())
    check(pdf, leaflet, "ua1", "2a")
    assert inspect(pdf).verdict == "exact"
    sample = SAMPLES[language]
    found = read_by_others(pdf, tmp_path)
    texts = [sample.plain] if language in RIGHT_TO_LEFT else [sample.plain, "".join(sample.mixed)]
    for name, says in found.items():
        assert ["".join(text.split()) for text in texts if "".join(text.split()) not in says] == []
        # in a line of both directions, readers order the words each in their own way
        mixed = re.findall(r"[^\W\d_]+", "".join(sample.mixed))
        assert [word for word in mixed if word not in says] == [], name


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_every_phrase_from_right_to_left_is_set_and_read_back(language: str) -> None:
    leaflet = phrases(language)
    pdf = pdf_of(leaflet)
    with open_pdf(pdf) as opened:
        assert own_words(opened) == list(structure_tree(leaflet).words())
    assert len(leaflet.blocks) > 200
    assert "".join(text_of(pdf, leaflet)) == "".join(words(leaflet, identity=False))


def test_a_leaflet_from_right_to_left_begins_at_the_right() -> None:
    pages = pypdfium2.PdfDocument(pdf_of(toy("ar")))
    text = pages[0].get_textpage()
    margins = shipped_layout("standard").page.margins
    first = text.search("تناول").get_next()
    assert first
    left, _, right, _ = text.get_charbox(first[0])
    assert right == pytest.approx(pages[0].get_width() - margins.right, abs=3)
    assert left > pages[0].get_width() / 2


def test_a_telephone_number_and_a_unit_keep_their_order_from_right_to_left() -> None:
    line = TextLine((piece("قبل 01632 960 123 أو (25 °C) بعد"),), 30.0, joined=False)
    (placed,) = reorder([line], measure, turned=True)
    assert [(part.text, part.start, part.shown) for part in placed.pieces] == [
        ("قبل ", 0.0, None),
        ("01632 960 123", 4.0, None),
        (" أو (", 17.0, None),
        ("25 °C", 22.0, None),
        (") بعد", 27.0, None),
    ]


@pytest.mark.parametrize(
    ("text", "from_right"),
    [
        ("الإصدار 2، 26 نوفمبر", ["الإصدار ", "2", "، ", "26", " نوفمبر"]),
        ("دواء NAC، ATC B05 ثم", ["دواء ", "NAC", "، ", "ATC B05", " ثم"]),
        ("מנה 5 mg, 10 mg ביום", ["מנה ", "5 mg", ", ", "10 mg", " ביום"]),
        ("احفظ عند −20 °C أو -5 °C", ["احفظ عند ", "−20 °C", " أو ", "-5 °C"]),
        ("ל-1 עד 10 אנשים", ["ל-", "1", " עד ", "10", " אנשים"]),
        ("استخدم 5 mL 3 مرات", ["استخدم ", "5 mL", " ", "3", " مرات"]),
        ("خذ 500mg 2–3 مرات", ["خذ ", "500mg", " ", "2–3", " مرات"]),
        ("خذ 2 × 400 mg الآن", ["خذ ", "2 × 400 mg", " الآن"]),
        ("كريم 5% 2 مرة", ["كريم ", "5%", " ", "2", " مرة"]),
        ("قال: Take 2, 3 times a day. ثم", ["قال: ", "Take 2, 3 times a day", ". ثم"]),
        ("قال: Stop, then call 112. ثم", ["قال: ", "Stop, then call 112", ". ثم"]),
    ],
)
def test_what_runs_from_left_to_right_stands_where_it_is_read(
    text: str, from_right: list[str]
) -> None:
    line = TextLine((piece(text),), float(len(text)), joined=False)
    (placed,) = reorder([line], measure, turned=True)
    in_order = sorted(placed.pieces, key=lambda part: part.start or 0.0)
    assert [part.text for part in in_order] == from_right


def test_the_words_of_a_link_are_underlined_where_they_stand() -> None:
    pdf = pdf_of(toy("ar"))
    with pikepdf.open(BytesIO(pdf)) as opened:
        (area,) = opened.pages[0].Annots
        left, _, right, _ = map(float, area.Rect)
        steps = pikepdf.parse_content_stream(opened.pages[0])
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    at, _ = text.search("هاتف").get_next() or pytest.fail("the link is not there")
    boxes = [text.get_charbox(index) for index in range(at, at + len("هاتف"))]
    assert left - 1 < min(box[0] for box in boxes)
    assert max(box[2] for box in boxes) < right + 1
    lines = [
        sorted(float(step.operands[0]) for step in pair)
        for pair in pairwise(steps)
        if [str(step.operator) for step in pair] == ["m", "l"]
    ]
    underlines = [(start, end) for start, end in lines if left - 1 < start and end < right + 1]
    length = sum(end - start for start, end in underlines)
    assert length == pytest.approx(right - left, abs=10)  # three spaces are not underlined


def test_signs_alone_from_right_to_left_are_mirrored() -> None:
    line = TextLine((piece("دواء "), piece("(x) ["), piece("ثم")), 12.0, joined=False)
    (placed,) = reorder([line], measure, turned=True)
    assert [(part.text, part.shown) for part in placed.pieces] == [
        ("دواء ", None),
        ("(", ")"),
        ("x", None),
        (") [", "] ("),
        ("ثم", None),
    ]


def test_a_name_from_right_to_left_stands_in_its_place_in_an_english_line() -> None:
    line = TextLine((piece("For: محمد علي (Ali)"),), 19.0, joined=False)
    (placed,) = reorder([line], measure, turned=False)
    assert [(part.text, part.start) for part in placed.pieces] == [
        ("For: ", 0.0),
        ("محمد علي", 5.0),
        (" (Ali)", 13.0),
    ]


def test_characters_of_two_units_shift_no_other_letters() -> None:
    line = TextLine((piece("😀 محمد 𝐀 علي"),), 13.0, joined=False)
    (placed,) = reorder([line], measure, turned=True)
    assert "".join(part.text for part in placed.pieces) == "😀 محمد 𝐀 علي"


def test_thai_lines_end_between_words_and_never_inside_a_syllable() -> None:
    text = "รับประทานยาหลังอาหารพร้อมน้ำหนึ่งแก้ว"
    word = Word((piece(text),), float(len(text)), 1.0)
    parts = list(divide_words([word], measure, "th"))
    texts = [part.pieces[0].text for part in parts]
    assert "".join(texts) == text
    assert {"อาหาร", "น้ำ", "แก้ว"} <= set(texts)
    assert [part.joined for part in parts] == [True] * (len(parts) - 1) + [False]


@pytest.mark.parametrize(
    ("language", "text", "font"),
    [
        ("en", "王伟", "noto-sans-sc-regular"),
        ("zh-Hans-CN", "骨", "noto-sans-sc-regular"),
        ("zh-HK", "骨", "noto-sans-tc-regular"),
        ("ja", "骨", "noto-sans-jp-regular"),
        ("ko", "骨", "noto-sans-kr-regular"),
        ("en", "骨は", "noto-sans-jp-regular"),
    ],
)
def test_chinese_characters_have_the_forms_of_their_language(
    language: str, text: str, font: str
) -> None:
    fonts = Fonts(("atkinson-hyperlegible",), families(), language)
    assert list(fonts.split(text, "regular", None)) == [(font, text)]


@pytest.mark.parametrize(("language", "text"), [("zh", "每次服用2片药"), ("ja", "一回に2錠飲む")])
def test_a_number_keeps_to_what_it_counts_without_a_space(language: str, text: str) -> None:
    word = Word((piece(text),), float(len(text)), 1.0)
    parts = list(divide_words([word], measure, language))
    assert [part.pieces[0].text for part in parts if part.keep_with_next] == ["2"]


def test_codes_are_whole_and_what_is_too_wide_is_divided() -> None:
    text = "识别码为e27f-c6f0-01d2的版本"
    word = Word((piece(text),), float(len(text)), 1.0)
    texts = [part.pieces[0].text for part in divide_words([word], measure, "zh", 20.0)]
    assert "e27f-c6f0-01d2" in texts
    narrow = [part.pieces[0].text for part in divide_words([word], measure, "zh", 6.0)]
    assert "".join(narrow) == text
    assert max(map(len, narrow)) <= 6


def test_no_japanese_line_begins_with_a_sign_that_may_not() -> None:
    text = "ちょっと「チャート」、ー。です（はい）々。"
    word = Word((piece(text),), float(len(text)), 1.0)
    texts = [part.pieces[0].text for part in divide_words([word], measure, "ja")]
    assert "".join(texts) == text
    assert len(texts) > 5
    assert [part for part in texts if part[0] in "」）、。ーょっャ々"] == []
    assert [part for part in texts if part[-1] in "「（"] == []


def test_every_script_that_is_told_apart_has_a_family() -> None:
    scripts = {scripts_of(chr(first), "en")[0] for first, _, _ in SCRIPT_BLOCKS}
    languages = {han_script(language) for language in ("zh", "zh-TW", "ja", "ko", "en")}
    assert scripts | languages == set(script_fonts.script_families())


def test_a_missing_font_is_named_by_the_extra_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(script_fonts, "is_installed", lambda _: False)
    monkeypatch.setattr("leaflets.typesetting.fonts.is_installed", lambda _: False)
    with pytest.raises(MissingGlyph) as caught:
        pdf_of(toy("hi"))
    assert "leaflets[indic]" in caught.value.hint
    assert "Devanagari" in caught.value.says


def test_a_patients_name_in_another_script_is_printed_and_not_stamped() -> None:
    reading, name = leaflets.read("acetylcysteine"), "محمد الأمين"
    personal = particulars(patient=name)
    pdf = leaflets.typeset(leaflets.compose(reading, particulars=personal)).pdf
    with open_pdf(pdf) as opened:
        assert any(name in element.text for element in read_words(opened).added)
    with pytest.raises(MissingGlyph):
        leaflets.freeze(reading, fields=tuple(personal.values), route="oral").stamp(personal)


def test_other_letters_in_the_text_that_is_read_aloud_are_noticed() -> None:
    pdf = pdf_of(toy("he"))
    with pikepdf.open(BytesIO(pdf)) as opened:
        element = next(
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and "מים" in str(item.get("/ActualText", ""))
        )
        element.ActualText = pikepdf.String(str(element.ActualText).replace("מים", "יין"))
        output = BytesIO()
        opened.save(output)
    assert inspect(output.getvalue()).verdict == "altered"
