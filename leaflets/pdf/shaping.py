"""Fonts of scripts whose letters join, reorder or stack: which glyphs show a text, and where.

HarfBuzz shapes. It comes with the extras of the scripts, and this module is imported only where a
text needs it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any, Final, NamedTuple

import uharfbuzz as harfbuzz

from ..base.languages import is_right_to_left

__all__ = ["Glyph", "GlyphPart", "ShapingFont"]

CACHED_WORDS: Final = 20_000  # of one font
FEATURES: Final = {"kern": False}  # the width of a word is the sum of its letters in any line
# characters that differ from another only in where a line may break
SAME_GLYPH: Final = str.maketrans("\u00a0\u202f\u2011\u2010\u00ad", "  ---")
JOINERS: Final = "\u200c\u200d"  # drawn by no glyph; they join or part the letters beside them
SPACES: Final = re.compile(r"([ \u00a0]+)")


class GlyphPart(NamedTuple):
    """A glyph of the font that is a part of another. x, y: its shift, in units of the font."""

    glyph: int
    x: int
    y: int


class Glyph(NamedTuple):
    """What one code of a PDF font shows.

    text: the characters that it stands for. parts: drawn over each other. advance: in units of
    the font.
    """

    text: str
    parts: tuple[GlyphPart, ...]
    advance: int


class ShapingFont:
    """A font in one weight.

    name: under which pieces of text carry it. units: of the font to the type size.
    """

    def __init__(self, name: str, content: bytes, weight: int | None = None) -> None:
        face = harfbuzz.Face(content)
        self.name, self.units, self.font = name, face.upem, harfbuzz.Font(face)
        if weight is not None:
            self.font.set_variations({"wght": weight})
        self._codes = frozenset(face.unicodes)
        self._glyphs: dict[tuple[str, bool], tuple[Glyph, ...]] = {}
        self._advances: dict[str, int] = {}

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters that the font has."""
        own = frozenset([*map(chr, self._codes), *JOINERS])
        return own | {chr(new) for new, old in SAME_GLYPH.items() if chr(old) in own}

    @cached_property
    def widths(self) -> dict[int, float]:
        """The advance of each character by itself, in thousandths of the type size."""
        return {
            code: self.font.get_glyph_h_advance(glyph) * 1000 / self.units
            for code in self._codes
            if (glyph := self.font.get_nominal_glyph(code)) is not None
        }

    def width(self, text: str, size: float) -> float:
        """Return the width of a text in points. size: of the type, in points."""
        units = self._advances.get(text)
        if units is None:
            if len(self._advances) >= CACHED_WORDS:
                self._advances.clear()
            units = self._advances[text] = sum(glyph.advance for glyph in self.glyphs(text))
        return units * size / float(self.units)

    def glyphs(self, text: str) -> tuple[Glyph, ...]:
        """Return what shows a text of one direction, from left to right.

        From right to left, every glyph stands for one character, so that readers of the PDF, which
        turn such letters around, keep each. From left to right, one stands for a whole syllable.
        """
        words, turned = [word for word in SPACES.split(text) if word], is_right_to_left(text)
        if turned:
            words.reverse()
        return tuple(glyph for word in words for glyph in self._word(word, turned))

    def _word(self, word: str, turned: bool) -> tuple[Glyph, ...]:
        glyphs = self._glyphs.get((word, turned))
        if glyphs is None:
            if len(self._glyphs) >= CACHED_WORDS:
                self._glyphs.clear()
            glyphs = self._glyphs[word, turned] = tuple(self._shape(word, turned))
        return glyphs

    def _shape(self, word: str, turned: bool) -> Iterator[Glyph]:
        levels = harfbuzz.BufferClusterLevel
        buffer = harfbuzz.Buffer()
        buffer.add_str(word.translate(SAME_GLYPH))
        buffer.cluster_level = levels.MONOTONE_CHARACTERS if turned else levels.MONOTONE_GRAPHEMES
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if turned else "ltr"
        harfbuzz.shape(self.font, buffer, FEATURES)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        ends = dict(pairwise([*starts, len(word)]))
        placed = zip(infos, positions, strict=True)
        for start, group in groupby(placed, key=lambda pair: pair[0].cluster):
            glyph = _glyph(word[start : ends[start]], list(group))
            if turned:
                yield from _by_character(glyph)
            else:
                yield glyph


def _glyph(text: str, placed: list[tuple[Any, Any]]) -> Glyph:
    parts, advance = [], 0
    for info, position in placed:
        x, y = advance + position.x_offset, position.y_offset
        parts.append(GlyphPart(info.codepoint, x, y))
        advance += position.x_advance
    return Glyph(text, tuple(parts), advance)


def _by_character(glyph: Glyph) -> Iterator[Glyph]:
    """Yield a glyph for each character; a ligature is drawn by the first, and fills all of them."""
    letters = sum(not unicodedata.combining(char) for char in glyph.text) or len(glyph.text)
    share = glyph.advance // letters
    first = glyph.advance - share * (letters - 1)
    for index, char in enumerate(reversed(glyph.text)):
        if unicodedata.combining(char) and letters != len(glyph.text):
            advance = 0
        else:
            advance, first = first, share
        yield Glyph(char, glyph.parts if not index else (), advance)
