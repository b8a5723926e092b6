"""Sizes of type as they stand in a PDF: the font size of each text object times its matrix."""

from __future__ import annotations

from ctypes import c_float
from math import hypot

import pypdfium2
from pypdfium2 import raw


def sizes_of(pdf: bytes, words: str = "") -> set[float]:
    """The sizes in points of all type in a file, or of the pieces that hold certain words."""
    found: set[float] = set()
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text):
            if words in said(piece.raw, text.raw):
                matrix, size = piece.get_matrix(), c_float()
                assert raw.FPDFTextObj_GetFontSize(piece.raw, size)
                found.add(round(size.value * hypot(matrix.c, matrix.d), 2))
    return found


def said(piece: object, text: object) -> str:
    """The words of one text object."""
    length = raw.FPDFTextObj_GetText(piece, text, None, 0)
    out = (raw.FPDF_WCHAR * (length // 2 + 1))()
    raw.FPDFTextObj_GetText(piece, text, out, length)
    return bytes(out).decode("utf-16-le").rstrip("\0")
