"""What all parts of one leaflet share while it is being set: layout, fonts, spacing, lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..base import limits
from ..content.pictures.model import Drawing
from ..layout.model import Layout
from ..layout.scalars import Length
from ..leaflet.model import Words
from ..pdf.text import TextPiece
from .fonts import Fonts
from .hyphens import DIVIDED, Points
from .lines import Divide, TextLine, Word, break_lines, words

Colour = tuple[float, float, float]


class TypesettingContext:
    """height: of the page in points; of a roll, found when its words are laid out.

    spacing_scale: share of the layout's white space between blocks that is used, at most 1.

    keep_together_limit: height in points up to which a block that should stay whole does, unless it
    leaves a gap higher than largest_gap (points) behind.
    drawings: of the pictograms, by name.
    cap_height: of the text, as a share of the size; lines are centred on capitals.
    divide: where words of running text may be divided, if they may.
    """

    def __init__(
        self,
        layout: Layout,
        fonts: Fonts,
        divide: Points | None = None,
        drawings: Mapping[str, Drawing] | None = None,
    ) -> None:
        self.layout, self.fonts, self.divide = layout, fonts, divide
        self.drawings = drawings or {}
        height = layout.page.height
        self.height = height if isinstance(height, Length) else limits.PAGE_PT
        self.spacing_scale = 1.0
        self.keep_together_limit = self.largest_gap = 0.0
        self.cap_height = fonts.cap_height
        self._lines: dict[tuple[object, ...], Sequence[TextLine]] = {}
        self._natural: dict[tuple[object, ...], float] = {}
        self._colours: dict[str, Colour] = {}
        self._kept: list[Words] = []  # so that the ids in the keys stay theirs

    def colour(self, name: str) -> Colour:
        """A colour of the layout as red, green, blue from 0 to 1."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = self.layout.colours[name].rgb  # type: ignore[index]
        return found

    def lines(
        self,
        text: Words,
        role: str,
        width: float,
        *,
        colour: str | None = None,
        lead: tuple[Words, str] | None = None,
    ) -> Sequence[TextLine]:
        """The words broken into lines no wider than `width` points, in the style of a role.

        lead: words that run in before them, and their role, which gives weight and colour. Their
        runs count first.
        """
        key = (id(text), role, round(width, 3), colour, lead and id(lead[0]))
        found = self._lines.get(key)
        if found is None:
            self._kept += [text, *lead[:1]] if lead else [text]
            pieces = list(self._pieces(text, role, colour))
            if lead:
                said = self._led(lead, role, pieces, width)
            else:
                said = self._words(pieces, width, self._divide(role))
            found = self._lines[key] = break_lines(said, width)
        return found

    def _led(
        self, lead: tuple[Words, str], role: str, pieces: list[TextPiece], width: float
    ) -> list[Word]:
        """Words that run in, a wider space, and the words that follow them."""
        size = self.layout.styles[role].size  # type: ignore[index]
        before = [piece._replace(size=size) for piece in self._pieces(*lead, None)]
        count = len(lead[0].runs)
        after = [piece._replace(run=piece.run + count) for piece in pieces]
        first = self._words(before, width)
        first[-1] = first[-1]._replace(space=2 * self._measure(before[-1], " "), glued=False)
        return first + self._words(after, width, self._divide(role))

    def roles(self, text: Words | None = None) -> set[str]:
        """The roles in whose style lines were set: all lines, or those of a text."""
        keys = (key for key in self._lines if text is None or key[0] == id(text))
        return {str(key[1]) for key in keys}

    def widest_word(self, text: Words, role: str) -> float:
        """The width of the longest word, in points."""
        return max([word.width for word in self._measured(text, role)], default=0.0)

    def natural_width(self, text: Words, role: str) -> float:
        """The width of all the words in one line, in points."""
        key = (text.runs, role)
        found = self._natural.get(key)
        if found is None:
            said = self._measured(text, role)
            found = self._natural[key] = sum([word.width + word.space for word in said])
        return found

    def trailing_space(self, piece: TextPiece) -> float:
        """The width of the space that ends a piece, in points."""
        return self._measure(piece, " ") if piece.text.endswith(" ") else 0.0

    def _measured(self, text: Words, role: str) -> list[Word]:
        return self._words(self._pieces(text, role, None), float("inf"))

    def _divide(self, role: str) -> Divide | None:
        """Where a word of running text may be divided; one in bold type stays whole."""
        points = self.divide if role in DIVIDED else None
        if points is None:
            return None
        regular = self.fonts.metrics(self.fonts.names[0], "regular").name
        return lambda piece: points(piece.text) if piece.font == regular else ()

    def _words(
        self, pieces: Iterable[TextPiece], width: float, divide: Divide | None = None
    ) -> list[Word]:
        return words(pieces, self._measure, width, divide)

    def _pieces(self, text: Words, role: str, colour: str | None) -> Iterator[TextPiece]:
        style = self.layout.styles[role]  # type: ignore[index]
        shade = self.colour(colour or style.colour)
        for index, run in enumerate(text.runs):
            weight = "bold" if run.strong or run.emphasis else style.weight
            for font, stretch in self.fonts.split(run.text, weight, text.place):
                yield TextPiece(stretch, font, style.size, shade, index, 0.0)

    def _measure(self, piece: TextPiece, text: str) -> float:
        return self.fonts.named[piece.font].width(text, piece.size)
