"""The widths of a loaded font."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["FontMetrics"]

CACHED_WORDS: Final = 20_000  # of one font; a long batch has new names in every leaflet


class FontMetrics:
    """The widths of a loaded font.

    name: under which ReportLab knows it. widths: advance of each character that the font has, by
    code point, in thousandths of the type size.
    """

    __slots__ = ("_word_widths", "characters", "name", "widths")

    def __init__(self, name: str, font: Any) -> None:
        self.name = name
        widths, default = font.face.charWidths, font.face.defaultWidth
        self.widths: dict[int, float] = {
            code: widths.get(code, default) for code in font.face.charToGlyph
        }
        self.characters = frozenset(map(chr, self.widths))
        self._word_widths: dict[str, float] = {}

    def width(self, text: str, size: float) -> float:
        """Return the width of a text in points. size: of the type, in points."""
        width = self._word_widths.get(text)
        if width is None:
            if len(self._word_widths) >= CACHED_WORDS:
                self._word_widths.clear()
            width = sum(map(self.widths.__getitem__, map(ord, text)))
            self._word_widths[text] = width
        return width * size / 1000
