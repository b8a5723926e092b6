"""Pictures as PDF operators: shapes and codes as paths, pixels as a named image."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import groupby

from ..content.pictures.model import INK, Code, Drawing, Outline, Pixels, Shape
from .codes import QUIET, matrix
from .images import Image, unpacked
from .textcode import Colour, fill
from .writer import number

__all__ = ["paint"]

Point = tuple[float, float]


def paint(
    picture: Drawing | Pixels | Code,
    corner: Point,
    size: tuple[float, float],
    ink: Colour,
    images: dict[str, Image],
) -> str:
    """The operators that draw a picture, leaving the graphics state as it was.

    corner: its lower left, in points. size: width and height. ink: what is drawn in INK. images:
    takes the pixels, under the name by which they are drawn.
    """
    match picture:
        case Drawing():
            code = [*_shapes(picture, corner, size, ink)]
        case Code():
            code = [*_modules(picture, corner, size, ink)]
        case Pixels():
            name = f"I{sha256(picture.png).hexdigest()[:8]}"
            images[name] = unpacked(picture.png)
            placed = " ".join(map(number, (size[0], 0, 0, size[1], *corner)))
            code = [f"{placed} cm /{name} Do"]
    return "\n".join(["q", *code, "Q"])


def _shapes(drawing: Drawing, corner: Point, size: Point, ink: Colour) -> Iterator[str]:
    """Coordinates are placed here and not by the page's matrix, so that two decimals suffice.

    What stands outside the drawing's box is cut off, so that it can cover no words.
    """
    wide, high = size[0] / drawing.width, size[1] / drawing.height

    def placed(x: float, y: float) -> str:
        return f"{number(corner[0] + x * wide)} {number(corner[1] + size[1] - y * high)}"

    yield f"{' '.join(map(number, (*corner, *size)))} re W n"
    for shape in drawing.shapes:
        if shape.fill:
            yield fill(_colour(shape.fill, ink))
        if shape.stroke:
            yield fill(_colour(shape.stroke, ink)).upper()  # the operator for strokes
            yield f"{number(shape.stroke_width * (wide + high) / 2)} w"
        yield _traced(shape.outline, placed)
        yield _painted(shape)


def _traced(outline: Outline, placed: Callable[[float, float], str]) -> str:
    code = []
    for kind, numbers in outline:
        points = [placed(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        code.append(" ".join([*points, kind]))
    return "\n".join(code)


def _painted(shape: Shape) -> str:
    if not shape.fill:
        return "S" if shape.stroke else "n"
    return ("B" if shape.stroke else "f") + ("*" if shape.even_odd else "")


def _colour(name: str, ink: Colour) -> Colour:
    if name == INK:
        return ink
    red, green, blue = (int(name[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _modules(code: Code, corner: Point, size: Point, ink: Colour) -> Iterator[str]:
    """All dark stretches as one path: painted one by one, hairlines would show between them."""
    rows = matrix(code.address)
    module = size[0] / (len(rows) + 2 * QUIET)
    yield fill(ink)
    for down, row in enumerate(rows, 1):
        y, across = corner[1] + size[1] - (QUIET + down) * module, 0
        for dark, run in groupby(row):
            wide = len(list(run))
            if dark:
                x = corner[0] + (QUIET + across) * module
                yield f"{' '.join(map(number, (x, y, wide * module, module)))} re"
            across += wide
    yield "f"
