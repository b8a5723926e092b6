"""The canvas shows every word once, in its place, or writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from leaflets.base.errors import Bug, MissingGlyph, Place
from leaflets.leaflet.model import Leaflet, Paragraph, Words
from leaflets.pdf.canvas import TaggedCanvas
from leaflets.pdf.elements import Element
from leaflets.pdf.metadata import leaflet_metadata
from leaflets.pdf.reading import open_pdf, own_words
from leaflets.pdf.structure import structure_tree
from leaflets.pdf.text import PlacedLine, TextPiece

from .tagging import faults
from .toy import BLACK, REGULAR, Run, Toy, draw, leaflet, paragraph, register, words

TITLE = leaflet().blocks[0]


def one(*runs: str | Run) -> Leaflet:
    """A leaflet with one paragraph, "p"."""
    return leaflet((TITLE, paragraph("p", *runs)))


def canvas(made: Leaflet) -> TaggedCanvas:
    """A canvas on which only the title and the disclaimer are drawn."""
    register()
    tree = structure_tree(made)
    about = leaflet_metadata(made, "toy", "0")
    drawn = TaggedCanvas(BytesIO(), tree=tree, metadata=about, size=(595, 842))
    for path in ("title", "disclaimer"):
        drawn.show(path, [line(tree.leaves[path].text)])
    return drawn


def line(text: str, run: int = 0, *, joined: bool = False) -> PlacedLine:
    """A line with one piece."""
    return PlacedLine(50, 500, (TextPiece(text, REGULAR, 10, BLACK, run, 50),), joined)


def said(pdf: bytes) -> list[str]:
    """What the file says, element by element."""
    with open_pdf(pdf) as file:
        return [words.text for words in own_words(file)]


def finished(drawn: TaggedCanvas) -> bytes:
    """The canvas's file."""
    drawn.save()
    return drawn._filename.getvalue()


def test_what_is_read_back_is_what_the_tree_says() -> None:
    with open_pdf(draw()) as file:
        assert own_words(file) == list(structure_tree(leaflet()).words())


def test_the_space_between_two_lines_is_text() -> None:
    drawn = canvas(one("two words"))
    drawn.show("p", [line("two"), line("words")])
    assert "two words" in said(finished(drawn))


def test_no_space_inside_a_broken_word() -> None:
    drawn = canvas(one("twowords"))
    drawn.show("p", [line("two", joined=True), line("words")])
    assert "twowords" in said(finished(drawn))


def test_a_split_paragraph_is_one_element_on_two_pages() -> None:
    drawn = canvas(one("two words"))
    drawn.show("p", [line("two")])
    drawn.showPage()
    drawn.show("p", [line("words")])
    pdf = finished(drawn)
    assert "two words" in said(pdf)
    assert not faults(pdf)
    with pikepdf.open(BytesIO(pdf)) as file:
        kids = file.Root.StructTreeRoot.K.K[1].K
        assert kids[0] == 2
        assert kids[1].Pg.objgen == file.pages[1].obj.objgen


def test_painting_outside_any_mark_is_an_artifact() -> None:
    drawn = canvas(one("x"))
    drawn.saveState()
    drawn.translate(3, 4)
    drawn.rect(1, 1, 2, 2, fill=1)
    path = drawn.beginPath()
    path.moveTo(0, 0)
    path.lineTo(9, 9)
    drawn.drawPath(path)
    drawn.restoreState()
    drawn.show("p", [line("x")])
    drawn.line(1, 1, 2, 2)
    assert not faults(finished(drawn))


def test_positions_follow_the_canvas() -> None:
    made = one(Run("x", link="https://example.org/"))
    drawn = canvas(made)
    drawn.saveState()
    drawn.translate(100, -200)
    drawn.show("p", [line("x")])
    drawn.restoreState()
    with pikepdf.open(BytesIO(finished(drawn))) as file:
        rect = [float(edge) for edge in file.pages[0].Annots[0].Rect]
    assert rect == [150, 297.5, 200, 308.5]


def test_a_link_on_two_lines_has_two_areas_in_one_element() -> None:
    drawn = canvas(one("see ", Run("two words", link="https://example.org/")))
    first = PlacedLine(50, 500, (line("see ").pieces[0], line("two", 1).pieces[0]))
    drawn.show("p", [first, line("words", 1)])
    pdf = finished(drawn)
    assert not faults(pdf)
    with pikepdf.open(BytesIO(pdf)) as file:
        first_area, second_area = file.pages[0].Annots
        assert first_area.StructParent != second_area.StructParent
        assert str(first_area.Contents) == "two words"
        assert first_area.F == 4
    assert "two words" in said(pdf)


def test_headings_are_bookmarks() -> None:
    with pikepdf.open(BytesIO(draw())) as file, file.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Toyamine"
        assert [entry.title for entry in title.children] == [
            "Warning: get help now",
            "How to use ρ",
        ]
        assert [entry.title for entry in title.children[1].children] == ["May I?"]


# -- what stops the render ------------------------------------------------------------------------


def refused(drawing: Callable[[TaggedCanvas], Any], made: Leaflet | None = None) -> Bug:
    """The Bug that a drawing raises, at the latest when saved."""
    drawn = canvas(made or one("two words"))
    with pytest.raises(Bug) as raised:  # noqa: PT012
        drawing(drawn)
        drawn.save()
    assert drawn._filename.getvalue() == b""
    assert "two" not in raised.value.says  # never the text: it may be a patient's
    return raised.value


def test_a_leaf_not_shown() -> None:
    bug = refused(lambda _: None)
    assert bug.code == "X721"
    assert "block p " in bug.says


@pytest.mark.parametrize("path", list(structure_tree(leaflet()).leaves))
def test_any_leaf_not_shown(path: str) -> None:
    with pytest.raises(Bug, match=f"block {path} was not drawn") as raised:
        draw(skip=path)
    assert raised.value.code == "X721"


@pytest.mark.parametrize(
    "lines",
    [
        [line("two")],
        [line("words two")],
        [line("two words words")],
        [line("two"), line("words"), line("two words")],
        [line("twowords")],
        [line("two words.")],
    ],
)
def test_words_lost_doubled_or_changed(lines: list[PlacedLine]) -> None:
    bug = refused(lambda drawn: drawn.show("p", lines))
    assert bug.code == "X722"
    assert "block p " in bug.says


def test_a_block_shown_twice() -> None:
    def twice(drawn: TaggedCanvas) -> None:
        for _ in range(2):
            drawn.show("p", [line("two words")])

    assert refused(twice).code == "X722"


def test_words_in_a_wrong_run() -> None:
    made = one("see ", Run("here", link="https://example.org/"))
    swapped = PlacedLine(50, 500, (line("see he", 0).pieces[0], line("re", 1).pieces[0]))
    assert refused(lambda drawn: drawn.show("p", [swapped]), made).code == "X723"


def test_a_run_that_does_not_exist() -> None:
    assert refused(lambda drawn: drawn.show("p", [line("two words", 7)])).code == "X713"


def test_an_unknown_block() -> None:
    assert refused(lambda drawn: drawn.show("q", [line("x")])).code == "X712"


def test_furniture_outside_an_artifact() -> None:
    assert refused(lambda drawn: drawn.show(None, [line("x")])).code == "X710"


def test_a_block_inside_an_artifact() -> None:
    def inside(drawn: TaggedCanvas) -> None:
        with drawn.artifact("Layout"):
            drawn.show("p", [line("two words")])

    assert refused(inside).code == "X710"


def test_artifacts_do_not_nest() -> None:
    def nested(drawn: TaggedCanvas) -> None:
        with drawn.artifact("Layout"), drawn.artifact("Layout"):
            pass

    assert refused(nested).code == "X710"


def test_a_page_does_not_end_in_an_artifact() -> None:
    def ends(drawn: TaggedCanvas) -> None:
        with drawn.artifact("Layout"):
            drawn.showPage()

    assert refused(ends).code == "X710"


@pytest.mark.parametrize(
    "drawing",
    [
        lambda drawn: drawn.drawString(1, 1, "x"),
        lambda drawn: drawn.drawCentredString(1, 1, "x"),
        lambda drawn: drawn.beginText(1, 1),
        lambda drawn: drawn.addLiteral("BT (x) Tj ET"),
        lambda drawn: drawn.addLiteral("q BT/F1 9 Tf(x)Tj ET Q"),
        lambda drawn: drawn.addLiteral("/Im1 Do"),
        lambda drawn: drawn.addLiteral("BI /W 1 /H 1 /CS /G /BPC 8 ID x EI"),
        lambda drawn: drawn.drawImage("x.png", 1, 1),
        lambda drawn: drawn.drawInlineImage("x.png", 1, 1),
        lambda drawn: drawn.doForm("x"),
        lambda drawn: drawn.beginForm("x"),
        lambda drawn: drawn.linearGradient(0, 0, 1, 1, ("red", "blue")),
        lambda drawn: drawn.setFillColorRGB(0, 0, 0, alpha=0.5),
        lambda drawn: drawn.setStrokeColorRGB(0, 0, 0, alpha=0.5),
    ],
)
def test_what_would_escape_the_marks(drawing: Callable[[TaggedCanvas], Any]) -> None:
    assert refused(drawing).code == "X710"


def test_a_missing_glyph_names_character_font_and_place() -> None:
    place = Place("m.yaml", 3, 9)
    made = leaflet((TITLE, Paragraph("p", Words((Run("a漢"),), place))))
    drawn = canvas(made)
    with pytest.raises(MissingGlyph) as raised:
        drawn.show("p", [line("a漢")])
    assert str(raised.value).startswith("m.yaml:3:9: T502 ")
    assert "U+6F22" in raised.value.says
    assert REGULAR in raised.value.says


def test_an_unsplit_element_keeps_order_with_its_links() -> None:
    """The toy's own splitting, page by page, gives each element once and in order."""

    class Narrow(Toy):
        def leaf(self, leaf: Element) -> None:
            self.y = min(self.y, 91)  # every block begins on the last line of a page
            super().leaf(leaf)

    pdf = draw(toy=Narrow)
    assert not faults(pdf)
    with open_pdf(pdf) as file:
        assert own_words(file) == list(structure_tree(leaflet()).words())


def test_words_are_shown_in_their_colour() -> None:
    drawn = canvas(one("x"))
    piece = TextPiece("x", REGULAR, 10, (0.5, 0, 0.25), 0, 5)
    drawn.show("p", [PlacedLine(1, 1, (piece,))])
    with pikepdf.open(BytesIO(finished(drawn))) as file:
        assert b"0.5 0 0.25 rg" in file.pages[0].Contents.read_bytes()


def test_words_of_furniture_are_not_in_the_tree() -> None:
    drawn = canvas(one("x"))
    drawn.show("p", [line("x")])
    with drawn.artifact("Pagination", "Header"):
        drawn.show(None, [line("running")])
    pdf = finished(drawn)
    assert "running" not in " ".join(said(pdf))
    assert not faults(pdf)
    assert words("x") == Words((Run("x"),))
