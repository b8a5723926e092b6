"""Text as PDF operators, as few as possible: what did not change is not said again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..base.errors import Place
from .writer import number

if TYPE_CHECKING:
    from .strings import Codes

Colour = tuple[float, float, float]


class Piece(NamedTuple):
    """Words in one font, size and colour. run: index into the block's runs. width: as measured."""

    text: str
    font: str
    size: float
    colour: Colour
    run: int
    width: float


class Line(NamedTuple):
    """One line from its base line's left end. joined: its last word goes on in the next line."""

    x: float
    y: float
    pieces: tuple[Piece, ...]
    joined: bool = False


class TextCode:
    """Writes one text object. face: gives the codes of a font's name."""

    def __init__(self, face: Callable[[str], Codes], path: str, place: Place | None) -> None:
        self._face, self._path, self._place = face, path, place
        self._code: list[str] = []
        self._at = (0, 0)
        self._font: tuple[str, float] | None = None
        self._colour: Colour | None = None

    def move(self, x: float, y: float) -> None:
        """Begin a line. Positions are rounded to hundredths before differences are taken."""
        at = round(x * 100), round(y * 100)
        right, up = at[0] - self._at[0], at[1] - self._at[1]
        self._code.append(f"{number(right / 100)} {number(up / 100)} Td")
        self._at = at

    def show(self, text: str, piece: Piece) -> None:
        """Show text in the font, size and colour of a piece."""
        if piece.colour != self._colour:
            self._colour = piece.colour
            self._code.append(fill(piece.colour))
        for resource, string in self._face(piece.font).strings(text, self._path, self._place):
            if self._font != (resource, piece.size):
                self._font = resource, piece.size
                self._code.append(f"/{resource} {number(piece.size)} Tf")
            self._code.append(f"({string})Tj")

    def open(self, tag: str, mcid: int) -> None:
        """What follows belongs to a structure element."""
        self._code.append(f"/{tag}<</MCID {mcid}>>BDC")

    def close(self) -> None:
        """What follows belongs to another one."""
        self._code.append("EMC")

    def code(self) -> str:
        """The text object, leaving the graphics state as it was."""
        return "q BT\n" + "\n".join(self._code) + "\nET Q"


@lru_cache(maxsize=64)
def fill(colour: Colour) -> str:
    """The operator that sets the colour of text."""
    red, green, blue = (f"{part:.4f}".rstrip("0").rstrip(".") for part in colour)
    return f"{red} g" if red == green == blue else f"{red} {green} {blue} rg"
