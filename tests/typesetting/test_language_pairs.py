"""A leaflet in two languages on paper: all words of both, side by side or in turn."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pikepdf
import pytest
from msgspec.structs import replace

import leaflets
from leaflets import Leaflet, in_two_languages
from leaflets.layout.scalars import Length
from leaflets.leaflet.model import (
    Box,
    Heading,
    Item,
    ItemList,
    Question,
    Run,
    Term,
    Terms,
    Words,
)
from leaflets.leaflet.plain import words
from leaflets.pdf.reading import read_words
from leaflets.typesetting.context import TypesettingContext
from leaflets.typesetting.draw import draw, lay_out_leaflet
from leaflets.typesetting.fitting import PagedLeaflet
from leaflets.typesetting.flowables import LeafletFlowable
from leaflets.typesetting.fonts import Fonts
from leaflets.typesetting.language_pairs import LanguagePair, has_two_columns, pairs_of
from leaflets.typesetting.placed import parts_of
from leaflets.typesetting.stack import Stack
from tests.readback import composition_of, text_of
from tests.shipped import LAYOUTS, families, shipped_layout, shipped_leaflet
from tests.typesetting.toys import leaflet, paragraph, text

SIDE_BY_SIDE = ["letter", "standard"]
IN_TURN = sorted({*LAYOUTS} - {*SIDE_BY_SIDE})


@cache
def pair(first: str = "es", second: str = "en", name: str = "acetylcysteine") -> Leaflet:
    return in_two_languages(shipped_leaflet(name, first), shipped_leaflet(name, second))


@cache
def pdf_of(layout: str, first: str = "es", second: str = "en") -> bytes:
    return leaflets.typeset(pair(first, second), layout).pdf


def test_which_layouts_have_both_side_by_side() -> None:
    found = [name for name in LAYOUTS if has_two_columns(shipped_layout(name))]
    assert found == SIDE_BY_SIDE


@pytest.mark.parametrize("layout", IN_TURN)
def test_in_turn_the_words_of_the_pdf_are_those_of_the_text_in_order(layout: str) -> None:
    pdf = pdf_of(layout)
    found = "".join(text_of(pdf, pair()))
    assert found == "".join(words(composition_of(pdf, pair()), identity=False))


@pytest.mark.parametrize("languages", [("es", "en"), ("fr", "pl"), ("pt", "vi")])
@pytest.mark.parametrize("layout", SIDE_BY_SIDE)
def test_side_by_side_all_words_of_the_text_are_there(
    layout: str, languages: tuple[str, str]
) -> None:
    made, pdf = pair(*languages), pdf_of(layout, *languages)
    assert sorted("".join(text_of(pdf, made))) == sorted("".join(words(made, identity=False)))


@pytest.mark.parametrize("layout", ["standard", "receipt"])
def test_the_tree_has_the_words_in_order_each_in_its_language(layout: str) -> None:
    with pikepdf.open(BytesIO(pdf_of(layout))) as file:
        own = read_words(file).own
        assert str(file.Root.Lang) == "es"
    compositions = ["".join(words(each, identity=False)) for each in pair().compositions]
    spoken = [each for each in own if each.role not in ("Link", "Span")]
    assert "".join("".join(each.text.split()) for each in spoken) in compositions
    headings = [(each.language, each.text) for each in own if each.role == "H2"]
    assert headings[:4] == [
        ("es", "Lo más importante"),
        ("en", "The most important things"),
        ("es", "Advertencia: pida ayuda urgente ahora"),
        ("en", "Warning: get emergency help now"),
    ]


def test_the_same_leaflet_gives_the_same_bytes() -> None:
    assert leaflets.typeset(pair(), "standard").pdf == pdf_of("standard")


def outline(pdf: bytes) -> list[tuple[str, int]]:
    """The titles at the top of the outline, with the number of those below each."""
    with pikepdf.open(BytesIO(pdf)) as file, file.open_outline() as found:
        return [(item.title, len(item.children)) for item in found.root]


def test_all_sections_are_bookmarks_below_the_title_in_the_first_language() -> None:
    ((title, below),) = outline(pdf_of("standard"))
    assert title == "Acetilcisteína 400 mg"
    assert below > 15


def paged(made: Leaflet, layout: str = "standard") -> PagedLeaflet:
    return lay_out_leaflet(made, shipped_layout(layout), families(), None, None, None)


def both(*blocks: str) -> Leaflet:
    """A leaflet of paragraphs in two languages, the same in each."""
    first = leaflet(*(paragraph(f"p/{n}", words) for n, words in enumerate(blocks)))
    return in_two_languages(first, replace(first, language="es"))


def test_a_paragraph_and_its_translation_begin_at_the_same_height() -> None:
    parts = [part for part in parts_of(paged(both("Take it.")).pages) if part.path == "p/0"]
    (part,) = parts
    assert isinstance(part, LanguagePair)
    assert [each.path for each in part.parts] == ["p/0", "p/0@es"]


def test_a_narrow_column_has_them_in_turn() -> None:
    layout = shipped_layout("standard")
    page = replace(layout.page, width=Length(layout.page.width * 0.8))
    narrow = replace(layout, page=page)
    assert not has_two_columns(narrow)
    made = lay_out_leaflet(both("Take it."), narrow, families(), None, None, None)
    paths = [part.path for part in parts_of(made.pages)]
    assert paths[-2:] == ["p/0", "p/0@es"]


def test_long_paragraphs_go_on_side_by_side_on_the_next_page() -> None:
    made = both("word " * 900, "end " * 20)
    pages = paged(made).pages
    assert len(pages) > 1
    first_of_page_two = pages[1][0].stack.parts[0]
    assert isinstance(first_of_page_two, LanguagePair)
    assert first_of_page_two.path == "p/0"
    pdf = draw(made, shipped_layout("standard"), families(), name="standard", version="0").typeset
    assert "".join(text_of(pdf.pdf, made)).count("word") == 1800


class Block(LeafletFlowable):
    """A block of a height that is not split."""

    def __init__(self, path: str, height: float) -> None:
        super().__init__(path)
        self.height = height

    def height_for(self, width: float) -> float:  # noqa: ARG002
        return self.height

    def cut(self, width: float, height: float, *, relax: bool = False) -> None:  # noqa: ARG002
        return None


def context() -> TypesettingContext:
    layout = shipped_layout("standard")
    made = TypesettingContext(layout, Fonts([layout.fonts.text], families()))
    made.second_language, made.is_side_by_side = "es", True
    return made


def language_pair(first: list[float], second: list[float]) -> LanguagePair:
    stacks = (
        Stack(context(), path, [Block(f"{path}/{n}", each) for n, each in enumerate(heights)])
        for path, heights in (("a", first), ("a@es", second))
    )
    return LanguagePair(context(), *stacks)


def test_a_pair_is_as_high_as_the_longer_language() -> None:
    assert language_pair([10.0], [30.0]).height_for(400.0) == 30.0


def test_a_pair_is_split_where_both_languages_can_be() -> None:
    halves = language_pair([20.0, 20.0], [30.0, 30.0]).cut(400.0, 35.0)
    assert halves is not None
    assert [[len(part.parts) for part in half.parts] for half in halves] == [[1, 1], [1, 1]]
    whole_first = language_pair([20.0], [30.0, 30.0]).cut(400.0, 35.0)
    assert whole_first is not None
    assert [[len(part.parts) for part in half.parts] for half in whole_first] == [[1, 1], [0, 1]]
    assert language_pair([20.0, 20.0], [60.0]).cut(400.0, 35.0) is None


def test_words_of_the_second_language_are_not_divided_as_those_of_the_first() -> None:
    made = context()
    made.hyphenator = lambda _: [4]
    first = Words((Run("in the methylenedioxy"),))
    second = Words((Run("in the methylenedioxy", language="es"),))
    found = [
        "".join(piece.text for line in made.lines(each, "body", 105.0) for piece in line.pieces)
        for each in (first, second)
    ]
    assert ["\u00ad" in words for words in found] == [True, False]


def test_partners_are_found_by_their_paths() -> None:
    names = ["a", "a@es", "b", "c/1", "c/1@es", "c/1/x"]
    found = pairs_of([paragraph(name, name) for name in names])
    assert [[block.path for block in each] for each in found] == [
        ["a", "a@es"],
        ["b"],
        ["c/1", "c/1@es"],
        ["c/1/x"],
    ]


def kinds() -> Leaflet:
    """A leaflet of lists, terms, questions and boxes."""
    items = tuple(Item(f"l/{n}", "•", (paragraph(f"l/{n}/1", "Red"),)) for n in range(6))
    terms = Terms("t", (Term("t/1", paragraph("t/1/name", "Rash"), (paragraph("t/1/1", "Red"),)),))
    question = Question("q", Heading("q/heading", 2, text("Why?")), (paragraph("q/1", "So."),))
    label = replace(paragraph("b/1", "By mouth"), role="label")
    box = Box(
        "b", "urgent", Heading("b/heading", 2, text("Call")), (label, paragraph("b/2", "Now."))
    )
    return leaflet(ItemList("l", items), terms, question, box)


@pytest.mark.parametrize("layout", ["standard", "receipt", "compact"])
def test_every_kind_of_block_is_set_in_both_languages(layout: str) -> None:
    made = in_two_languages(kinds(), replace(kinds(), language="es"))
    pdf = draw(made, shipped_layout(layout), families(), name=layout, version="0").typeset.pdf
    assert sorted("".join(text_of(pdf, made))) == sorted("".join(words(made, identity=False)))


def test_a_layout_that_fits_type_to_pages_takes_twice_as_many() -> None:
    compact = shipped_layout("compact")
    assert compact.for_two_languages().fit.pages == 2 * compact.fit.pages  # type: ignore[union-attr]
    assert leaflets.typeset(pair(), "compact").pages == 4


def test_a_long_leaflet_lists_its_headings_in_both_languages() -> None:
    layout = shipped_layout("standard")
    early = replace(layout, long=replace(layout.long, pages=1))
    drawn = draw(pair(), early, families(), name="standard", version="0")
    with pikepdf.open(BytesIO(drawn.typeset.pdf)) as file:
        lines = [each for each in read_words(file).own if each.role == "Reference"]
    assert lines[0].text.startswith("Qué es y para qué sirve")
    assert lines[1].text.startswith("What it is and what it is for")
