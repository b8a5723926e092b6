"""Affine transforms of SVG: read from a `transform` attribute, and applied to outlines.

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

__all__ = ["IDENTITY", "Matrix", "read_numbers", "read_transform"]

_STEP: Final = re.compile(r"[\s,]*([A-Za-z]+)\s*\(([^()]*)\)")
_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?\Z")


class Matrix(NamedTuple):
    """An affine transform: x becomes a·x + c·y + e, y becomes b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def after(self, first: Matrix) -> Matrix:
        """Return the transform that applies `first`, and then this one."""
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            *self.point(first.e, first.f),
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Transform a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def outline(self, outline: Outline) -> Outline:
        """Transform an outline."""
        return tuple((kind, self._points(values)) for kind, values in outline)

    def _points(self, values: tuple[float, ...]) -> tuple[float, ...]:
        points = zip(values[::2], values[1::2], strict=True)
        return tuple(value for point in points for value in self.point(*point))

    @property
    def scale(self) -> float:
        """The factor by which lengths grow, as the geometric mean of all directions."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


IDENTITY: Final = Matrix(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_numbers(text: str) -> list[float]:
    """Read numbers separated by white space and commas. Raises InvalidText (213)."""
    parts = re.split(r"[\s,]+", text.strip())
    if not all(_NUMBER.match(part) and abs(float(part)) < 1e6 for part in parts):
        raise InvalidText(213, f"'{text[:40]}' is not a row of numbers.", "Write plain numbers.")
    return [float(part) for part in parts]


def read_transform(text: str) -> Matrix:
    """Read a `transform` attribute. Raises InvalidText (213)."""
    matrix, at = IDENTITY, 0
    while text[at:].strip(" \t\r\n,"):
        match = _STEP.match(text, at)
        counts, function = _FUNCTIONS.get(match[1], _UNKNOWN) if match else _UNKNOWN
        values = read_numbers(match[2]) if match else []
        if not match or len(values) not in counts:
            message = f"The transform '{text[at : at + 40]}' cannot be read."
            raise InvalidText(213, message, "Save the picture again from a drawing program.")
        matrix, at = matrix.after(function(*values)), match.end()
    return matrix


def _translate(x: float, y: float = 0.0) -> Matrix:
    return Matrix(1.0, 0.0, 0.0, 1.0, x, y)


def _scale(x: float, y: float | None = None) -> Matrix:
    return Matrix(x, 0.0, 0.0, x if y is None else y, 0.0, 0.0)


def _rotate(degrees: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return _translate(x, y).after(Matrix(cos, sin, -sin, cos, 0.0, 0.0)).after(_translate(-x, -y))


def _skew_x(degrees: float) -> Matrix:
    return Matrix(1.0, 0.0, math.tan(math.radians(degrees)), 1.0, 0.0, 0.0)


def _skew_y(degrees: float) -> Matrix:
    return Matrix(1.0, math.tan(math.radians(degrees)), 0.0, 1.0, 0.0, 0.0)


# by name: how many numbers the function may take, and the function
_FUNCTIONS: Final[dict[str, tuple[tuple[int, ...], Callable[..., Matrix]]]] = {
    "matrix": ((6,), Matrix),
    "translate": ((1, 2), _translate),
    "scale": ((1, 2), _scale),
    "rotate": ((1, 3), _rotate),
    "skewX": ((1,), _skew_x),
    "skewY": ((1,), _skew_y),
}
_UNKNOWN: Final[tuple[tuple[int, ...], Callable[..., Matrix]]] = ((), Matrix)
