"""Type as it stands in a PDF: its sizes, and whether words stand on other words."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float
from itertools import combinations
from math import hypot
from typing import Any

import pypdfium2
from pypdfium2 import raw

Rectangle = tuple[float, float, float, float]


def pieces_of(pdf: bytes) -> Iterator[tuple[str, float]]:
    """Each piece of text, and its size in points: that of the font times that of the matrix."""
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text):
            matrix, size = piece.get_matrix(), c_float()
            assert raw.FPDFTextObj_GetFontSize(piece.raw, size)
            yield _said(piece.raw, text.raw), round(size.value * hypot(matrix.c, matrix.d), 2)


def _said(piece: Any, text: Any) -> str:
    length = raw.FPDFTextObj_GetText(piece, text, None, 0)
    out = (raw.FPDF_WCHAR * (length // 2 + 1))()
    raw.FPDFTextObj_GetText(piece, text, out, length)
    return bytes(out).decode("utf-16-le").rstrip("\0")


def sizes_of(pdf: bytes, words: str = "") -> set[float]:
    """The sizes of all type in a file, or of the pieces that hold certain words."""
    return {size for said, size in pieces_of(pdf) if words in said and said.strip()}


def overlapping(pdf: bytes) -> list[tuple[Rectangle, Rectangle]]:
    """Pieces of text that stand on each other: the middle thirds of their boxes touch."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        pieces = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        boxes = [_middle(piece.get_bounds()) for piece in pieces]
        found += [(one, other) for one, other in combinations(boxes, 2) if _touch(one, other)]
    return found


def _middle(box: Rectangle) -> Rectangle:
    left, bottom, right, top = box
    third = (top - bottom) / 3
    return left, bottom + third, right, top - third


def _touch(one: Rectangle, other: Rectangle) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.5 and high > 0.2
