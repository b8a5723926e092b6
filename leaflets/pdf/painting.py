"""Pictures as PDF operators: drawings and QR codes as paths, PNG pictures as named images."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import groupby
from typing import Final

from ..content.pictures.model import INK, Drawing, Outline, QRCode, RasterPicture, Shape
from ..content.pictures.qr_code import QUIET_ZONE, qr_rows
from .images import EmbeddedImage, embedded_image
from .text import Colour, fill_colour
from .writer import number

__all__ = ["MIN_MODULE", "paint"]

MIN_MODULE: Final = 0.4 * 72 / 25.4  # points; below 0.4 mm, cheap printers smear modules together

Point = tuple[float, float]


def paint(
    picture: Drawing | RasterPicture | QRCode,
    corner: Point,
    size: tuple[float, float],
    ink: Colour,
    images: dict[str, EmbeddedImage],
) -> str:
    """Return the operators that draw a picture and leave the graphics state as it was.

    corner: its lower left, in points. size: width and height, in points. ink: colour of what is
    drawn in INK. images: the images of the file by name; a picture in pixels is added to them.
    """
    match picture:
        case Drawing():
            code = [*_shapes(picture, corner, size, ink)]
        case QRCode():
            code = [*_modules(picture, corner, size, ink)]
        case RasterPicture():
            name = f"I{sha256(picture.encoded).hexdigest()[:8]}"
            images[name] = embedded_image(picture.encoded)
            matrix = " ".join(map(number, (size[0], 0, 0, size[1], *corner)))
            code = [f"{matrix} cm /{name} Do"]
    return "\n".join(["q", *code, "Q"])


def _shapes(drawing: Drawing, corner: Point, size: Point, ink: Colour) -> Iterator[str]:
    """Coordinates are computed here and not by a matrix in the page, so two decimals suffice.

    Parts outside the drawing's box are clipped, so that they can cover no words.
    """
    wide, high = size[0] / drawing.width, size[1] / drawing.height

    def on_page(x: float, y: float) -> str:
        return f"{number(corner[0] + x * wide)} {number(corner[1] + size[1] - y * high)}"

    yield f"{' '.join(map(number, (*corner, *size)))} re W n"
    for shape in drawing.shapes:
        if shape.fill:
            yield fill_colour(_colour(shape.fill, ink))
        if shape.stroke:
            yield fill_colour(_colour(shape.stroke, ink)).upper()  # RG is rg for strokes
            yield f"{number(shape.stroke_width * (wide + high) / 2)} w"
        yield _path(shape.outline, on_page)
        yield _paint_operator(shape)


def _path(outline: Outline, on_page: Callable[[float, float], str]) -> str:
    code = []
    for kind, numbers in outline:
        points = [on_page(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        code.append(" ".join([*points, kind]))
    return "\n".join(code)


def _paint_operator(shape: Shape) -> str:
    if not shape.fill:
        return "S" if shape.stroke else "n"
    return ("B" if shape.stroke else "f") + ("*" if shape.even_odd else "")


def _colour(name: str, ink: Colour) -> Colour:
    if name == INK:
        return ink
    red, green, blue = (int(name[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _modules(code: QRCode, corner: Point, size: Point, ink: Colour) -> Iterator[str]:
    """All dark stretches are one path: filled one by one, hairlines would show between them."""
    rows = qr_rows(code.address)
    module = size[0] / (len(rows) + 2 * QUIET_ZONE)
    yield fill_colour(ink)
    for down, row in enumerate(rows, 1):
        y, across = corner[1] + size[1] - (QUIET_ZONE + down) * module, 0
        for dark, stretch in groupby(row):
            wide = len(list(stretch))
            if dark:
                x = corner[0] + (QUIET_ZONE + across) * module
                yield f"{' '.join(map(number, (x, y, wide * module, module)))} re"
            across += wide
    yield "f"
