"""Pictures as values: drawings, pictures in pixels, pictograms by name, QR codes by address.

None has a size on paper; the units of a drawing give its proportions alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

__all__ = [
    "INK",
    "Drawing",
    "InvalidPicture",
    "LibraryPicture",
    "LibraryPictures",
    "Outline",
    "Pictogram",
    "Picture",
    "QRCode",
    "RasterPicture",
    "Segment",
    "Shape",
]

INK: Final = "ink"  # stands for the colour of the text, which the layout decides

Segment = tuple[Literal["m", "l", "c", "h"], tuple[float, ...]]
"""m: begin at x, y. l: a line to x, y. c: a curve by two control points to x, y. h: close."""

Outline = tuple[Segment, ...]


class Shape(Struct, frozen=True):
    """An outline that is filled or stroked or both, in units of its drawing; y grows downwards.

    fill, stroke: "#RRGGBB", INK, or "" for none. even_odd: fill by the even-odd rule, by which an
    outline inside another is a hole; otherwise by the nonzero rule.
    """

    outline: Outline
    fill: str = INK
    even_odd: bool = False
    stroke: str = ""
    stroke_width: float = 1.0


class Drawing(Struct, frozen=True):
    """Shapes in a box from 0, 0 to width, height; later ones cover earlier ones."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


class InvalidPicture(Exception):
    """A file is not a PNG or JPEG that can be drawn. says: why. hint: what to do."""

    def __init__(self, says: str, hint: str) -> None:
        self.says, self.hint = says, hint
        super().__init__(says)


class RasterPicture(Struct, frozen=True):
    """A PNG or JPEG file that was checked. width, height: in pixels. encoded: its bytes."""

    width: int
    height: int
    encoded: bytes


class Pictogram(Struct, frozen=True):
    """A pictogram of the program. name: its key in data/pictograms.yaml."""

    name: str


class LibraryPicture(Struct, frozen=True):
    """A picture of the library. file: its name, by which `Leaflet.pictures` holds it."""

    file: str


LibraryPictures = Mapping[str, Drawing | RasterPicture]
"""Pictures by the names of their files."""


class QRCode(Struct, frozen=True):
    """A QR code. address: the web address that it leads to."""

    address: str


Picture = Drawing | RasterPicture | Pictogram | LibraryPicture | QRCode
