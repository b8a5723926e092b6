"""Boxes over two pages: what is said of one effect is not torn; a lead stays with its list."""

from __future__ import annotations

import io

import pypdf
import pytest

import leaflets
from leaflets.leaflet.model import Block, Box, Heading, Item, ItemList, Leaflet, Paragraph
from leaflets.typesetting.draw import draw
from tests.patients import particulars
from tests.readback import pages_of
from tests.shipped import families, shipped_layout
from tests.typesetting import toys


def pages(leaflet: Leaflet) -> list[str]:
    drawn = draw(leaflet, shipped_layout("standard"), families(), name="toy", version="0")
    return [" ".join(page) for page in pages_of(drawn.typeset.pdf)]


def bullets(path: str, *said: str) -> ItemList:
    return ItemList(
        path,
        tuple(
            Item(f"{path}/{n}", "•", (toys.paragraph(f"{path}/{n}/1", one),))
            for n, one in enumerate(said)
        ),
    )


def effect(number: int, long: int) -> tuple[Block, ...]:
    return (
        Paragraph(f"e{number}", toys.text(f"EFFECT{number}"), "label"),
        Paragraph(f"a{number}", toys.text(f"ACT{number}."), "action"),
        bullets(f"s{number}", *(f"sign{number}" + " word" * long for _ in range(3))),
        toys.paragraph(f"m{number}", f"MANY{number} " + "people " * 40),
    )


def test_what_is_said_of_one_effect_stands_on_one_page() -> None:
    for filler in range(0, 24, 3):
        effects = [block for number in range(10, 18) for block in effect(number, filler)]
        instruction = toys.paragraph("tell", "TELL")
        heading = Heading("b/h", 2, toys.text("Warning: toy"))
        box = Box("b", "emergency", heading, (*effects, instruction), toys.text("Warning: again"))
        found = pages(
            toys.leaflet(*(toys.paragraph(f"f{n}", "filler") for n in range(filler)), box)
        )
        assert len(found) > 1
        for page in found:
            for number in range(10, 18):
                counts = [page.count(f"{word}{number}") for word in ("EFFECT", "ACT", "MANY")]
                assert counts in ([0, 0, 0], [1, 1, 1])
                assert page.count(f"sign{number}") == 3 * counts[0]
                assert page.count("people") % 40 == 0
            assert "TELL" not in page or "EFFECT17" in page


def test_an_effect_taller_than_a_page_is_torn_after_all() -> None:
    heading = Heading("b/h", 2, toys.text("Warning: toy"))
    box = Box("b", "emergency", heading, effect(10, 900), toys.text("Warning: again"))
    assert len(pages(toys.leaflet(box))) > 1


def test_a_line_that_leads_a_list_stays_with_it() -> None:
    for filler in range(24, 46):
        parts = [toys.paragraph(f"f{n}", "filler") for n in range(filler)]
        intro = toys.paragraph("i", "INTRO:")
        for page in pages(toys.leaflet(*parts, intro, bullets("l", "FIRST " + "word " * 20, "b"))):
            assert ("INTRO:" in page) == ("FIRST" in page)


@pytest.mark.parametrize(
    ("language", "foot", "sign"),
    [
        ("en", "This box goes on. Please read on.", "From your pharmacy, for you (continued)"),
        (
            "es",
            "Este recuadro continúa. Siga leyendo.",
            "De su farmacia, para usted (continuación)",
        ),
    ],
)
def test_directions_that_cross_a_page_say_so_on_both_pages(
    language: str, foot: str, sign: str
) -> None:
    long = " ".join(f"Word{n}" for n in range(120))
    reading = leaflets.read("acetylcysteine", language=language)
    leaflet = leaflets.compose(reading, particulars=particulars(language, directions=long))
    made = leaflets.typeset(leaflet, "large-print")
    first, second = (
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.pdf)).pages[:2]
    )
    assert "Word0" in first + second
    assert "Word119" not in first
    assert sign not in first
    assert foot in " ".join(first.split())
    assert sign in " ".join(second.split())
