"""Two languages of different directions in one leaflet: each stands and is read in its own."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import count
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import leaflets
from leaflets import Leaflet, in_two_languages
from leaflets.content.library import Library
from leaflets.leaflet.contents import with_page_numbers
from leaflets.leaflet.model import Box, Heading, Item, ItemList, Question, Row, Table
from leaflets.leaflet.pictograms import drawings
from leaflets.leaflet.plain import words
from leaflets.pdf.inspect import inspect
from leaflets.pdf.reading import open_pdf, own_words, read_words
from leaflets.pdf.structure import structure_tree
from leaflets.pdf.text import TextPiece
from leaflets.typesetting.direction import reorder
from leaflets.typesetting.draw import draw
from leaflets.typesetting.lines import TextLine
from leaflets.typesetting.long_leaflet import heading_pages
from tests.leaflet.test_sample import specimen
from tests.patients import ADA, particulars
from tests.pdf.test_shelf import check
from tests.readback import composition_of, text_of
from tests.scripts import toy
from tests.shipped import LAYOUTS, families, shipped_layout, shipped_leaflet
from tests.typesetting import toys
from tests.typesetting.toys import leaflet, paragraph, text

ORDERS = [("ar", "en"), ("en", "ar")]
# beside English first, what differs is the side; so a layout of each kind will do
EVERY_LAYOUT = [
    *((("ar", "en"), layout) for layout in LAYOUTS),
    (("en", "ar"), "standard"),
    (("en", "ar"), "compact"),
]
WAYS = [("ar", "standard"), ("en", "standard"), ("ar", "receipt"), ("en", "receipt")]


@cache
def pair(first: str, second: str) -> Leaflet:
    return in_two_languages(
        shipped_leaflet("acetylcysteine", first), shipped_leaflet("acetylcysteine", second)
    )


@pytest.mark.parametrize(("languages", "layout"), EVERY_LAYOUT)
def test_words_in_are_words_out_in_every_layout(languages: tuple[str, str], layout: str) -> None:
    made = pair(*languages)
    pdf = leaflets.typeset(made, layout).pdf
    composed = composition_of(pdf, made)
    assert "".join(text_of(pdf, made)) == "".join(words(composed, identity=False))
    assert inspect(pdf).verdict == "exact"


@pytest.mark.parametrize("language", ["fa", "he", "ur"])
@pytest.mark.parametrize("is_first", [True, False])
def test_words_in_are_words_out_beside_english(language: str, is_first: bool) -> None:
    own, mixed = toy(language), ("Tablets (500 mg), ", "call 01632 960 123", " by 12:30.")
    english = toys.leaflet(
        toys.paragraph("toy/plain", "Take it after food."),
        toys.paragraph("toy/long", "Take it after food. " * 9),
        paragraph("toy/mixed", "".join(mixed)),
    )
    made = in_two_languages(*((own, english) if is_first else (english, own)))
    pdf = draw(made, shipped_layout("standard"), families(), name="standard", version="0")
    with open_pdf(pdf.typeset.pdf) as opened:
        assert own_words(opened) == list(structure_tree(made).words())
    check(pdf.typeset.pdf, made, "ua1", "2a")


class Place(NamedTuple):
    """Where words stand on the first page: their edges, in points."""

    left: float
    right: float
    top: float


class Page:
    """The first page of a leaflet."""

    def __init__(self, made: Leaflet, layout: str = "standard") -> None:
        typeset = draw(made, shipped_layout(layout), families(), name=layout, version="0").typeset
        self.pdf, page = typeset.pdf, pypdfium2.PdfDocument(typeset.pdf)[0]
        self._text, self.width = page.get_textpage(), page.get_width()

    def place(self, says: str) -> Place:
        """Where a word stands for the first time."""
        return self.places(says)[0]

    def places(self, says: str) -> list[Place]:
        """Where a word stands."""
        found, searcher = [], self._text.search(says, match_case=True)
        while at := searcher.get_next():
            boxes = [self._text.get_charbox(index) for index in range(at[0], sum(at))]
            left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
            found.append(Place(left, right, max(box[3] for box in boxes)))
        assert found, says
        return found


ENGLISH = {
    "plain": "Take", "item": "Itching", "step": "Stir", "box": "Beware", "inside": "Call",
    "question": "Why", "answer": "Because", "head": "When", "amount": "Dose", "row": "Noon",
    "cell": "Nothing",
}  # fmt: skip
ARABIC = {
    "plain": "تناوله", "item": "حكة", "step": "حرك", "box": "تحذير", "inside": "اتصل",
    "question": "لماذا", "answer": "لأنه", "head": "متى", "amount": "جرعة", "row": "ظهرا",
    "cell": "صفر",
}  # fmt: skip


def toy_of(says: dict[str, str]) -> Leaflet:
    """A leaflet with one block of each kind."""

    def cells(path: str, *names: str) -> Row:
        return Row(path, tuple((paragraph(f"{path}/{name}", says[name]),) for name in names))

    def items(name: str, label: str) -> ItemList:
        return ItemList(name, (Item(f"{name}/1", label, (paragraph(f"{name}/1/1", says[name]),)),))

    return leaflet(
        paragraph("plain", says["plain"]),
        items("item", "•"),
        items("step", "7."),
        Box(
            "b", "urgent", Heading("b/h", 2, text(says["box"])), (paragraph("b/1", says["inside"]),)
        ),
        Question(
            "q", Heading("q/h", 2, text(says["question"])), (paragraph("q/1", says["answer"]),)
        ),
        Table("t", (cells("t/h", "head", "amount"),), (cells("t/1", "row", "cell"),)),
    )


@cache
def page(first: str, layout: str) -> Page:
    """The toy in both languages."""
    english, arabic = toy_of(ENGLISH), replace(toy_of(ARABIC), language="ar")
    made = in_two_languages(*((arabic, english) if first == "ar" else (english, arabic)))
    return Page(made, layout)


@pytest.mark.parametrize("first", ["ar", "en"])
@pytest.mark.parametrize("name", ["plain", "item", "step", "box", "inside", "question", "answer"])
def test_side_by_side_english_is_at_the_left_whichever_comes_first(first: str, name: str) -> None:
    made = page(first, "standard")
    english, arabic = made.place(ENGLISH[name]), made.place(ARABIC[name])
    assert english.right < made.width / 2 < arabic.left
    assert english.top == pytest.approx(arabic.top, abs=8)


@pytest.mark.parametrize(("first", "layout"), WAYS)
def test_each_language_begins_at_its_own_side(first: str, layout: str) -> None:
    made, margins = page(first, layout), shipped_layout(layout).page.margins
    assert made.place(ENGLISH["plain"]).left == pytest.approx(margins.left, abs=3)
    assert made.place(ARABIC["plain"]).right == pytest.approx(made.width - margins.right, abs=3)


@pytest.mark.parametrize(("first", "layout"), WAYS)
def test_a_label_stands_where_its_item_begins(first: str, layout: str) -> None:
    made = page(first, layout)
    arabic, english = made.place(ARABIC["step"]), made.place(ENGLISH["step"])
    labels = made.places("7")
    assert len(labels) == 2
    assert min(each.left for each in labels) < english.left - 5
    assert max(each.right for each in labels) > arabic.right + 5


@pytest.mark.parametrize("first", ["ar", "en"])
def test_a_table_has_the_columns_and_the_edges_of_the_first_language(first: str) -> None:
    made = page(first, "standard")
    for says in (ENGLISH, ARABIC):
        names, amounts = made.place(says["row"]), made.place(says["cell"])
        assert names.left > amounts.right if first == "ar" else names.right < amounts.left
    for name in ("head", "amount", "row", "cell"):
        both = made.place(ENGLISH[name]), made.place(ARABIC[name])
        edges = [each.right if first == "ar" else each.left for each in both]
        assert edges[0] == pytest.approx(edges[1], abs=3), name


def test_pages_turn_as_the_first_language_does() -> None:
    with pikepdf.open(BytesIO(page("ar", "standard").pdf)) as file:
        assert file.Root.ViewerPreferences.Direction == "/R2L"
    with pikepdf.open(BytesIO(page("en", "standard").pdf)) as file:
        assert "/Direction" not in file.Root.ViewerPreferences


@given(
    made=toys.leaflets(4), is_first=st.booleans(), layout=st.sampled_from(["standard", "compact"])
)
@settings(max_examples=20, deadline=None)
def test_any_leaflet_is_set_in_both_directions(made: Leaflet, is_first: bool, layout: str) -> None:
    other = replace(made, language="he")
    both = in_two_languages(*((other, made) if is_first else (made, other)))
    drawn = draw(both, shipped_layout(layout), families(), name=layout, version="0")
    with open_pdf(drawn.typeset.pdf) as opened:
        assert own_words(opened) == list(structure_tree(both).words())


@pytest.mark.parametrize(("first", "layout"), WAYS)
def test_every_kind_of_block_is_set_in_both_directions(first: str, layout: str) -> None:
    own = replace(specimen(), language=first)
    both = in_two_languages(own, replace(own, language="en" if first == "ar" else "ar"))
    layout_and_fonts = shipped_layout(layout), families()
    pictures = drawings(Library(), both)
    drawn = draw(both, *layout_and_fonts, name=layout, version="0", drawings=pictures)
    numbered = with_page_numbers(both, heading_pages(drawn.pages, first=1))
    with open_pdf(drawn.typeset.pdf) as opened:
        assert own_words(opened) == list(structure_tree(numbered).words())


def piece(text: str, run: int) -> TextPiece:
    return TextPiece(text, "toy", 1.0, (0.0, 0.0, 0.0), run, float(len(text)))


def measure(_: TextPiece, text: str) -> float:
    return float(len(text))


def placed(*lines: tuple[str, ...], foreign: int, turned: bool) -> list[list[str]]:
    """The texts of lines whose pieces are runs, each from where it begins."""
    made, run = [], 0
    for texts in lines:
        made.append(TextLine(tuple(map(piece, texts, count(run))), 9.0, joined=False))
        run += len(texts) - 1  # the last run goes on in the next line
    found = reorder(made, measure, turned=turned, foreign_runs={foreign})
    return [[part.text for part in sorted(line.pieces, key=begins)] for line in found]


def begins(part: TextPiece) -> float:
    assert part.start is not None
    return part.start


def test_words_in_a_second_language_keep_their_full_stop() -> None:
    says = "دواء · ", "Take 2. Stop!"
    assert placed(says, foreign=1, turned=True) == [["دواء · ", "Take 2. Stop!"]]
    assert placed(says, foreign=9, turned=True) == [["دواء · ", "Take 2. Stop", "!"]]
    turned = "Use · ", "قف 2. خذ!"
    assert placed(turned, foreign=1, turned=False) == [["Use · ", ". خذ!", "2", "قف "]]
    assert placed(turned, foreign=9, turned=False) == [["Use · ", ". خذ", "2", "قف ", "!"]]


def test_words_in_a_second_language_go_on_in_the_next_line() -> None:
    lines = ("دواء ", "Take 2."), ("Stop!",)
    assert placed(*lines, foreign=1, turned=True) == [["دواء ", "Take 2."], ["Stop!"]]
    assert placed(*lines, foreign=9, turned=True)[1] == ["Stop", "!"]


@pytest.mark.parametrize("languages", ORDERS)
def test_what_a_pharmacy_adds_is_read_in_its_language(languages: tuple[str, str]) -> None:
    reader = [
        leaflets.compose(
            leaflets.read("acetylcysteine", language=language),
            particulars=particulars(language, **{"day-times": "1-0-2-0"}),
        )
        for language in languages
    ]
    made = in_two_languages(*reader)
    with open_pdf(leaflets.typeset(made).pdf) as file:
        said = [(each.language, each.text) for each in read_words(file).added]
    english = [text for language, text in said if language == "en"]
    assert any(text.endswith(ADA["directions"]) for text in english)
    assert ("ar", "التاريخ: 24 نوفمبر 2026") in said
    assert ("en", "Date: 24 November 2026") in said
