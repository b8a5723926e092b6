"""What the eye gets: every heading of a warning box stands out from its ground, in colour and grey.

A leaflet whose red headings are drawn on red passes every test of its text. This one looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image

import leaflets
from leaflets.base.errors import LayoutError
from leaflets.content.library import Library
from leaflets.layout.families import read_families
from leaflets.layout.reading import load_layout
from leaflets.layout.scalars import Colour
from leaflets.leaflet.model import Box
from leaflets.leaflet.walk import walk
from leaflets.source.yaml import Text
from leaflets.typesetting.draw import draw
from tests.shipped import LAYOUTS, shipped_leaflet, shipped_typeset

SCALE = 4  # pixels a point: strokes of 9 pt type are several pixels wide
Pixel = tuple[int, int, int]


def luminance(colour: Pixel) -> float:
    """Relative luminance, WCAG 2.2."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(first: Pixel, second: Pixel) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def contrast(picture: Image.Image) -> float:
    """Of the strongest ink in the picture of one letter against its ground."""
    colours = Counter(picture.get_flattened_data())
    ground = colours.most_common(1)[0][0]
    inked = [colour for colour, count in colours.items() if count >= 3]
    return max(ratio(colour, ground) for colour in inked)


@lru_cache(1)
def pictures_of(pdf: bytes) -> tuple[Image.Image, ...]:
    """A picture of each page, for every heading, in colour and in grey."""
    return tuple(
        page.render(scale=SCALE).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)
    )


def letters(pdf: bytes, words: str) -> Iterator[Image.Image]:
    """A picture of every letter of the words, where they first stand."""
    for page, image in zip(pypdfium2.PdfDocument(pdf), pictures_of(pdf), strict=True):
        text = page.get_textpage()
        found = text.search(words.split(" (")[0], match_case=True).get_next()
        if not found:
            continue
        for index in range(found[0], found[0] + found[1]):
            left, bottom, right, top = text.get_charbox(index, loose=True)
            if text.get_text_range(index, 1).strip():
                height = page.get_height()
                edges = (left, height - top, right, height - bottom)
                yield image.crop(tuple(round(edge * SCALE) for edge in edges))
        return


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_letter_of_a_warning_heading_can_be_seen_in_colour_and_in_grey(layout: str) -> None:
    pdf = shipped_typeset("acetylcysteine", "en", layout).pdf
    for grey in (False, True):
        assert faintest(pdf, shipped_leaflet("acetylcysteine"), grey=grey) >= 7


def faintest(pdf: bytes, leaflet: leaflets.Leaflet, *, grey: bool) -> float:
    """The least contrast of any letter in the heading of a warning box."""
    headings = [
        str(block.heading.words)
        for block in walk(leaflet.blocks)
        if isinstance(block, Box) and block.kind in ("emergency", "urgent") and block.heading
    ]
    assert headings
    least = 21.0
    for heading in headings:
        seen = list(letters(pdf, heading))
        assert len(seen) >= len(heading.split(" (")[0].replace(" ", "")) * 0.95, heading
        for picture in seen:
            image = picture.convert("L").convert("RGB") if grey else picture
            least = min(least, contrast(image))
    return least


RED_ON_RED = "extends: standard\nsays: Red on red.\nboxes: {emergency: {tint: alert}}\n"


def test_a_layout_that_is_red_on_red_is_refused(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/red.yaml").write_text(RED_ON_RED)
    with pytest.raises(LayoutError):
        leaflets.typeset(shipped_leaflet("acetylcysteine"), "red", folder=tmp_path)


@pytest.mark.parametrize("grey", [False, True], ids=["colour", "grey"])
@pytest.mark.parametrize("tint", ["#9B0014", "#B81E2E"], ids=["the same", "a little lighter"])
def test_the_gate_sees_red_on_red_from_the_real_pipeline(grey: bool, tint: str) -> None:
    """Past the reader of layouts, which refuses it, as a fault in the program would be."""
    library = Library(None)
    families = read_families(library.fonts().source, library.fonts().file)
    layout = load_layout(library, "standard")
    style = layout.boxes["emergency"]
    assert layout.colours[style.colour] == "#9B0014"
    broken = replace(layout, colours={**layout.colours, style.tint: Colour(Text(tint))})
    leaflet = shipped_leaflet("acetylcysteine")
    drawn = draw(leaflet, broken, families, name="red", version="0")
    assert faintest(drawn.typeset.pdf, leaflet, grey=grey) < 2


def test_the_gate_sees_red_on_red() -> None:
    picture = Image.new("RGB", (20, 20), (155, 0, 20))
    picture.paste((170, 10, 30), (5, 5, 15, 15))
    assert contrast(picture) < 2
