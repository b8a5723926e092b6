"""Affine transforms of SVG: read from a `transform` attribute, and laid on outlines.

fontTools has the arithmetic too, but it reads no transform other than `matrix`, takes 7 ms to
import and adds 30 MB to the program.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from ...source.schema import InvalidText
from .model import Outline

__all__ = ["IDENTITY", "Matrix", "numbers", "transform"]

_STEP: Final = re.compile(r"[\s,]*([A-Za-z]+)\s*\(([^()]*)\)")
_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?\Z")


class Matrix(NamedTuple):
    """x becomes a·x + c·y + e, y becomes b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def after(self, other: Matrix) -> Matrix:
        """The transform that does the other first, then this."""
        return Matrix(
            self.a * other.a + self.c * other.b,
            self.b * other.a + self.d * other.b,
            self.a * other.c + self.c * other.d,
            self.b * other.c + self.d * other.d,
            *self.point(other.e, other.f),
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point, transformed."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def outline(self, outline: Outline) -> Outline:
        """An outline, transformed."""
        return tuple((kind, self._points(values)) for kind, values in outline)

    def _points(self, values: tuple[float, ...]) -> tuple[float, ...]:
        points = zip(values[::2], values[1::2], strict=True)
        return tuple(value for point in points for value in self.point(*point))

    @property
    def growth(self) -> float:
        """By what lengths grow, in the mean of all directions."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


IDENTITY: Final = Matrix(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def numbers(text: str) -> list[float]:
    """Numbers between white space and commas. InvalidText (213): something else is among them."""
    found = re.split(r"[\s,]+", text.strip())
    if not all(_NUMBER.match(one) and abs(float(one)) < 1e6 for one in found):
        raise InvalidText(213, f"'{text[:40]}' is not a row of numbers.", "Write plain numbers.")
    return [float(one) for one in found]


def transform(text: str) -> Matrix:
    """The transform that an attribute describes. InvalidText (213): it cannot be read."""
    matrix, at = IDENTITY, 0
    while text[at:].strip(" \t\r\n,"):
        found = _STEP.match(text, at)
        make = _MAKE.get(found[1]) if found else None
        values = numbers(found[2]) if found else []
        if not found or not make or len(values) not in make[0]:
            says = f"The transform '{text[at : at + 40]}' cannot be read."
            raise InvalidText(213, says, "Save the picture again from a drawing program.")
        matrix, at = matrix.after(make[1](*values)), found.end()
    return matrix


def _move(x: float, y: float = 0.0) -> Matrix:
    return Matrix(1.0, 0.0, 0.0, 1.0, x, y)


def _scale(x: float, y: float | None = None) -> Matrix:
    return Matrix(x, 0.0, 0.0, x if y is None else y, 0.0, 0.0)


def _turn(degrees: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return _move(x, y).after(Matrix(cos, sin, -sin, cos, 0.0, 0.0)).after(_move(-x, -y))


def _lean(degrees: float) -> float:
    return math.tan(math.radians(degrees))


_MAKE: Final[dict[str, tuple[tuple[int, ...], Callable[..., Matrix]]]] = {
    "matrix": ((6,), Matrix),
    "translate": ((1, 2), _move),
    "scale": ((1, 2), _scale),
    "rotate": ((1, 3), _turn),
    "skewX": ((1,), lambda degrees: Matrix(1.0, 0.0, _lean(degrees), 1.0, 0.0, 0.0)),
    "skewY": ((1,), lambda degrees: Matrix(1.0, _lean(degrees), 0.0, 1.0, 0.0, 0.0)),
}
