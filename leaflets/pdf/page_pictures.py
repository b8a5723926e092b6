"""Pictures of the pages of a PDF, as browsers show them. Needs the extra `serve`."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from math import sqrt
from threading import Lock
from typing import Final

import pypdfium2
from msgspec import Struct
from PIL.Image import Dither, Image, Quantize, Resampling

__all__ = ["PagePicture", "page_pictures"]

POINTS_PER_INCH: Final = 72
MOST_PIXELS: Final = 12_000_000  # of one picture; a page of A4 at 150 dpi has 2,200,000
COLOURS: Final = 64  # print in black, some tints and their smooth edges; a third of the bytes
SAMPLED: Final = 4  # one pixel in so many, across and down, shows which colours there are
PDFIUM: Final = Lock()  # which may be used by one thread at a time


class PagePicture(Struct, frozen=True):
    """A page as a picture. number: from 1. width, height: in pixels. png: the bytes."""

    number: int
    width: int
    height: int
    png: bytes


def page_pictures(pdf: bytes, numbers: Iterable[int], dpi: int = 150) -> tuple[PagePicture, ...]:
    """Draw the pages of a PDF that have these numbers, from 1; pages that are absent are left out.

    dpi: dots per inch; fewer for a page that would have more than 12 million pixels.
    """
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        present = [number for number in numbers if 1 <= number <= len(document)]
        images = [(number, _image(document[number - 1], dpi)) for number in present]
    return tuple(
        PagePicture(number, image.width, image.height, _png(image)) for number, image in images
    )


def _image(page: pypdfium2.PdfPage, dpi: int) -> Image:
    scale = dpi / POINTS_PER_INCH
    pixels = page.get_width() * page.get_height() * scale * scale
    bitmap = page.render(scale=scale * min(1.0, sqrt(MOST_PIXELS / pixels)))
    image: Image = bitmap.to_pil().copy()  # pdfium's memory goes with the document
    return image


def _png(image: Image) -> bytes:
    sample = image.resize(
        (max(1, image.width // SAMPLED), max(1, image.height // SAMPLED)), Resampling.NEAREST
    )
    colours = sample.quantize(COLOURS, Quantize.MAXCOVERAGE)
    out = BytesIO()
    few_colours = image.quantize(palette=colours, dither=Dither.NONE)
    few_colours.save(out, "PNG", compress_level=3)
    return out.getvalue()
