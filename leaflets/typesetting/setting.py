"""What all parts of one leaflet share while it is being set: layout, fonts, spacing, lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..layout.model import Layout
from ..leaflet.model import Words
from ..pdf.canvas import Piece
from .fonts import Fonts
from .lines import Broken, Word, break_lines, measured, words

Colour = tuple[float, float, float]


class Setting:
    """squeeze: share of the layout's white space between blocks that is used, at most 1.

    whole_below: blocks that should stay whole do so up to this height in points.
    cap_height: of the text, as a share of the size; lines are centred on capitals.
    """

    def __init__(self, layout: Layout, fonts: Fonts) -> None:
        self.layout, self.fonts = layout, fonts
        self.squeeze = 1.0
        self.whole_below = 0.0
        self.cap_height = fonts.cap_height
        self._lines: dict[tuple[int, str, float, str | None], Sequence[Broken]] = {}
        self._kept: list[Words] = []  # so that the ids in the keys stay theirs

    def space(self, points: float) -> float:
        """White space between blocks, as squeezed."""
        return points * self.squeeze

    def colour(self, name: str) -> Colour:
        """A colour of the layout as red, green, blue from 0 to 1."""
        return self.layout.colours[name].rgb  # type: ignore[index]

    def lines(
        self, text: Words, role: str, width: float, colour: str | None = None
    ) -> Sequence[Broken]:
        """The words broken into lines no wider than `width` points, in the style of a role."""
        key = (id(text), role, round(width, 3), colour)
        found = self._lines.get(key)
        if found is None:
            self._kept.append(text)
            found = self._lines[key] = break_lines(self._words(text, role, width, colour), width)
        return found

    def widest_word(self, text: Words, role: str) -> float:
        """The width of the longest word, in points."""
        return max(
            [word.width for word in self._words(text, role, float("inf"), None)], default=0.0
        )

    def natural_width(self, text: Words, role: str) -> float:
        """The width of all the words in one line, in points."""
        found = self._words(text, role, float("inf"), None)
        return sum([word.width + word.space for word in found])

    def _words(self, text: Words, role: str, width: float, colour: str | None) -> list[Word]:
        found = words(self._pieces(text, role, colour), self._space)
        return list(measured(found, self._measure, width))

    def _pieces(self, text: Words, role: str, colour: str | None) -> Iterator[Piece]:
        style = self.layout.styles[role]  # type: ignore[index]
        shade = self.colour(colour or style.colour)
        for index, run in enumerate(text.runs):
            weight = "bold" if run.strong or run.emphasis else style.weight
            for font, stretch in self.fonts.split(run.text, weight, text.place):
                yield Piece(stretch, font, style.size, shade, index, 0.0)

    def _measure(self, piece: Piece) -> float:
        return self.fonts.width(piece.font, piece.text, piece.size)

    def _space(self, piece: Piece) -> float:
        return self.fonts.width(piece.font, " ", piece.size)
