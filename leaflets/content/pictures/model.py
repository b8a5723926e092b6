"""Pictures as values: shapes in a plane of their own, pixels, the name of a pictogram, a code.

Nothing here has a size on paper. A drawing's units mean nothing but proportions.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

__all__ = [
    "INK",
    "Code",
    "Drawing",
    "Outline",
    "Pictogram",
    "Picture",
    "Pixels",
    "Segment",
    "Shape",
]

INK: Final = "ink"  # the colour of the words around, whatever the layout says that is

Segment = tuple[Literal["m", "l", "c", "h"], tuple[float, ...]]
"""m: begin at x, y. l: a line to x, y. c: a curve by two control points to x, y. h: close."""

Outline = tuple[Segment, ...]


class Shape(Struct, frozen=True):
    """An outline, filled or stroked or both, in units of its drawing; y grows downwards.

    fill, stroke: "#RRGGBB", INK, or "" for none. even_odd: a part inside a part is a hole.
    """

    outline: Outline
    fill: str = INK
    even_odd: bool = False
    stroke: str = ""
    stroke_width: float = 1.0


class Drawing(Struct, frozen=True):
    """Shapes, the first at the bottom, in a box from 0, 0 to width, height."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


class NotPixels(Exception):
    """What is wrong with a file that is no sound PNG. hint: the next step."""

    def __init__(self, says: str, hint: str) -> None:
        self.says, self.hint = says, hint
        super().__init__(says)


class Pixels(Struct, frozen=True):
    """A PNG file that was checked. width, height: in pixels."""

    width: int
    height: int
    png: bytes


class Pictogram(Struct, frozen=True):
    """One of the program's pictograms, by its name in data/pictograms.yaml."""

    name: str


class Code(Struct, frozen=True):
    """A QR code that leads to an address."""

    address: str


Picture = Drawing | Pixels | Pictogram | Code
