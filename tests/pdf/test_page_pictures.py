"""Pictures of pages have few colours, and those of the boxes as they are printed."""

from __future__ import annotations

from io import BytesIO
from typing import Any, cast

import pypdfium2
from PIL import Image

import leaflets
from leaflets.pdf.page_pictures import page_pictures

from ..shipped import shipped_leaflet

DPI = 75
LARGE = 1 / 500  # of a page, that a tint covers at least


def colours_of(image: Any) -> dict[tuple[int, int, int], int]:
    """The number of pixels that have each colour."""
    found = image.convert("RGB").getcolors(image.width * image.height)
    return {colour: count for count, colour in found}


def test_the_tints_of_warnings_are_shown_as_they_are_printed() -> None:
    pdf = leaflets.typeset(shipped_leaflet("ibuprofen")).pdf
    with pypdfium2.PdfDocument(pdf) as document:
        printed = cast(Any, document[0].render(scale=DPI / 72).to_pil())
    tints = {
        colour for colour, count in colours_of(printed).items()
        if count > LARGE * printed.width * printed.height and min(colour) > 200
    }  # fmt: skip
    assert len(tints) > 3  # white, and several boxes
    (picture,) = page_pictures(pdf, [1], DPI)
    shown = colours_of(Image.open(BytesIO(picture.png)))
    assert len(shown) <= 96
    assert tints <= set(shown)
