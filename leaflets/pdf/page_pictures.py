"""Pictures of the pages of a PDF, as browsers show them. Needs the extra `serve`."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from math import sqrt
from threading import Lock
from typing import Final, cast

import pypdfium2
from msgspec import Struct
from PIL.Image import Dither, Image, Quantize, Resampling
from PIL.Image import new as new_image

__all__ = ["PagePicture", "page_pictures"]

POINTS_PER_INCH: Final = 72
MOST_PIXELS: Final = 12_000_000  # of one picture; a page of A4 at 150 dpi has 2,200,000
COLOURS: Final = 64  # print in black, some tints and their smooth edges; a third of the bytes
FLAT_COLOURS: Final = 32  # that cover the most, such as the tints of warnings: shown as they are
LEAST_DISTANCE: Final = 8  # between two colours, in steps of 255
SAMPLED: Final = 4  # one pixel in so many, across and down, shows which colours there are
Colour = tuple[int, int, int]
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
    out = BytesIO()
    few_colours = image.quantize(palette=_palette(sample), dither=Dither.NONE)
    few_colours.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _palette(sample: Image) -> Image:
    """Return a picture whose palette has the colours that a page is shown in.

    Those that cover the most come first, as they are; of colours that are nearly the same only the
    first is there, because Pillow tells them apart in steps of 4.
    """
    by_area = sorted(sample.getcolors(sample.width * sample.height) or (), reverse=True)
    flat = [cast(Colour, colour) for _, colour in by_area[:FLAT_COLOURS]]
    others = sample.quantize(COLOURS, Quantize.MAXCOVERAGE).getpalette() or []
    distinct: list[Colour] = []
    for colour in chain(flat, zip(others[::3], others[1::3], others[2::3], strict=True)):
        if all(_distance(colour, other) > LEAST_DISTANCE for other in distinct):
            distinct.append(colour)
    palette = new_image("P", (1, 1))
    palette.putpalette([*chain.from_iterable(distinct)])
    return palette


def _distance(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
