"""What the flowables of one leaflet share while it is set: layout, fonts, spacing, lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..base import limits
from ..base.languages import (
    CLOSING_MARKS,
    is_right_to_left,
    one_letter_words,
    runs_right_to_left,
    space_after,
)
from ..content.pictures.model import Drawing, LibraryPictures
from ..layout.model import Layout
from ..layout.scalars import Length
from ..leaflet.model import Run, Words
from ..leaflet.pair_paths import begins_second_language, language_of
from ..pdf.text import Colour, TextPiece
from .fonts import Fonts
from .hyphens import HYPHENATED_ROLES, Hyphenator
from .lines import Hyphenate, TextLine, Word, break_lines, split_words
from .scripts import is_spaceless

__all__ = ["TypesettingContext"]

NO_ROOM: Final = 0.001  # points; a space after a wide mark, which parts words for readers alone


class TypesettingContext:
    """The layout, fonts and spacing in which one leaflet is set; breaks and caches its lines.

    height: of the page, in points; the height of a roll is set once its words are laid out.
    spacing_scale: the share of the layout's white space between blocks that is used, at most 1.
    keep_together_limit: the height in points up to which a block that keeps together moves to the
    next page, unless it would leave more than `largest_gap` points empty.
    drawings: of the pictograms, by name. pictures: of the library, by the names of their files.
    cap_height: of the text font, as a share of the type size; lines are centred on their capitals.
    hyphenator: where words of running text may be hyphenated; None if they may not. Those of the
    second language of a leaflet never are.
    spare: lines that the box of a patient's words keeps free; see `reserve`.
    divides_particulars: whether an attempt had to divide the fields of a patient over pages.
    lead_mark: what stands between a heading that runs in and the words after it.
    language: of the leaflet, BCP 47. is_turned: it is written from right to left.
    second_language: that of a leaflet with each block in two, else "". is_side_by_side: beside each
    other.
    page_numbers: the page of each heading in a table of contents, set once all pages are laid out.
    """

    def __init__(
        self,
        layout: Layout,
        fonts: Fonts,
        hyphenator: Hyphenator | None = None,
        drawings: Mapping[str, Drawing] | None = None,
        lead_mark: str = "",
        pictures: LibraryPictures | None = None,
        language: str = "en",
        spare: float | None = None,
    ) -> None:
        self.layout, self.fonts, self.hyphenator = layout, fonts, hyphenator
        self.drawings, self.pictures = drawings or {}, pictures or {}
        self.lead_mark, self.language = lead_mark, language
        self.is_turned = runs_right_to_left(language)
        self._bound = one_letter_words(language)
        self.divides_particulars = False
        self.second_language, self.is_side_by_side = "", False
        self.spare = layout.dispensing.spare if spare is None else spare
        self.page_numbers: Mapping[str, int] = {}
        height = layout.page.height
        self.height = height if isinstance(height, Length) else limits.PAGE_PT
        self.spacing_scale = 1.0
        self.keep_together_limit = self.largest_gap = 0.0
        self.cap_height = fonts.cap_height
        self._line_cache: dict[tuple[object, ...], Sequence[TextLine]] = {}
        self._width_cache: dict[tuple[object, ...], float] = {}
        self._colour_cache: dict[str, Colour] = {}
        self._cached_words: list[Words] = []  # a reference keeps the ids in the cache keys valid

    def colour(self, name: str) -> Colour:
        """Return a colour of the layout."""
        colour = self._colour_cache.get(name)
        if colour is None:
            colour = self.layout.colours[name].rgb  # type: ignore[index]
            self._colour_cache[name] = colour
        return colour

    @property
    def pairs_blocks(self) -> bool:
        """Whether the leaflet has each block in two languages."""
        return bool(self.second_language)

    def is_turned_at(self, path: str) -> bool:
        """Return whether the words of a block run from right to left."""
        language = language_of(path)
        return runs_right_to_left(language) if language else self.is_turned

    def runs_other_way(self, path: str) -> bool:
        """Return whether a block is in a second language that runs the other way than the first.

        Of what is in such a block, too, it is only the block itself.
        """
        return begins_second_language(path) and self.is_turned_at(path) is not self.is_turned

    def lines(
        self,
        text: Words,
        role: str,
        width: float,
        *,
        colour: str | None = None,
        lead: tuple[Words, str] | None = None,
        turned: bool | None = None,
    ) -> Sequence[TextLine]:
        """Return the words broken into lines of at most `width` points, in the style of a role.

        lead: words of a heading that runs in before them, and its role, which gives weight and
        colour. The runs of the lead are numbered before those of the text. turned: lines begin at
        the right; None: at the side where those of the leaflet do.
        """
        turned = self.is_turned if turned is None else turned
        key = (id(text), role, round(width, 3), colour, lead and id(lead[0]), turned)
        lines = self._line_cache.get(key)
        if lines is None:
            self._cached_words += [text, lead[0]] if lead else [text]
            pieces = list(self._pieces(text, role, colour))
            if lead:
                words = self._words_after_lead(lead, role, pieces, width)
            else:
                is_second = self.pairs_blocks and any(run.language for run in text.runs)
                words = self._words(pieces, width, None if is_second else self._hyphenate(role))
            lines = break_lines(words, width)
            if turned or any(is_right_to_left(piece.text) for piece in pieces):
                from .direction import reorder  # loads ICU, which few leaflets need

                runs = (*lead[0].runs, Run(""), *text.runs) if lead else text.runs
                foreign = self._foreign_runs(runs, turned=turned)
                lines = reorder(lines, self._measure, turned=turned, foreign_runs=foreign)
            self._line_cache[key] = lines
        return lines

    def _foreign_runs(self, runs: Sequence[Run], *, turned: bool) -> frozenset[int]:
        """Return the indices of the runs whose language runs the other way than the words around.

        Where a leaflet has one language, those of names in its words belong to them.
        """
        second = self.second_language
        if not second or runs_right_to_left(second) is turned:
            return frozenset()
        return frozenset(index for index, run in enumerate(runs) if run.language == second)

    def _words_after_lead(
        self, lead: tuple[Words, str], role: str, pieces: list[TextPiece], width: float
    ) -> list[Word]:
        """Return the words of a lead, its mark, and the words that follow it.

        Runs are numbered through: those of the lead, the mark, those of the text.
        """
        size = self.layout.styles[role].size  # type: ignore[index]
        mark_run = len(lead[0].runs)
        words_with_mark = Words((*lead[0].runs, Run(self.mark_after(lead[0]))), lead[0].place)
        lead_pieces = [
            piece._replace(size=size) for piece in self._pieces(words_with_mark, lead[1], None)
        ]
        text_pieces = [piece._replace(run=piece.run + mark_run + 1) for piece in pieces]
        lead_words = self._words(lead_pieces, width)
        is_wide = not space_after("".join(piece.text for piece in lead_pieces))
        space = NO_ROOM if is_wide else self._measure(lead_pieces[-1], " ")
        lead_words[-1] = lead_words[-1]._replace(space=space, keep_with_next=False)
        return lead_words + self._words(text_pieces, width, self._hyphenate(role))

    def mark_after(self, lead: Words) -> str:
        """Return what parts a heading from the words that run in after it."""
        return "" if str(lead).endswith(CLOSING_MARKS) else self.lead_mark

    def roles(self, text: Words | None = None) -> set[str]:
        """Return the roles in whose styles lines were set: all lines, or those of one text."""
        keys = (key for key in self._line_cache if text is None or key[0] == id(text))
        return {str(key[1]) for key in keys}

    def widest_word(self, text: Words, role: str) -> float:
        """Return the width of the widest word, in points."""
        return max((word.width for word in self._unbroken_words(text, role)), default=0.0)

    def natural_width(self, text: Words, role: str) -> float:
        """Return the width of all the words in one line, in points."""
        key = (text.runs, role)
        width = self._width_cache.get(key)
        if width is None:
            words = self._unbroken_words(text, role)
            width = self._width_cache[key] = sum(word.width + word.space for word in words)
        return width

    def trailing_space(self, piece: TextPiece) -> float:
        """Return the width in points of the space at the end of a piece, 0 if it has none."""
        return self._measure(piece, " ") if piece.text.endswith(" ") else 0.0

    def _unbroken_words(self, text: Words, role: str) -> list[Word]:
        return self._words(self._pieces(text, role, None), float("inf"))

    def _hyphenate(self, role: str) -> Hyphenate | None:
        """Return the function that hyphenates running text, which leaves bold words alone."""
        hyphenator = self.hyphenator if role in HYPHENATED_ROLES else None
        if hyphenator is None:
            return None
        regular = self.fonts.metrics(self.fonts.names[0], "regular").name
        return lambda piece: hyphenator(piece.text) if piece.font == regular else ()

    def _words(
        self, pieces: Iterable[TextPiece], width: float, hyphenate: Hyphenate | None = None
    ) -> list[Word]:
        pieces = list(pieces)
        if any(is_spaceless(piece.text) for piece in pieces):
            from .word_breaks import divide_words  # loads ICU, which few leaflets need

            words = split_words(pieces, self._measure, float("inf"))
            return list(divide_words(words, self._measure, self.language, width))
        return split_words(pieces, self._measure, width, hyphenate, self._bound)

    def _pieces(self, text: Words, role: str, colour: str | None) -> Iterator[TextPiece]:
        """Yield the runs of the words as pieces that one font can draw, not yet measured."""
        style = self.layout.styles[role]  # type: ignore[index]
        rgb = self.colour(colour or style.colour)
        for index, run in enumerate(text.runs):
            weight = "bold" if run.strong or run.emphasis else style.weight
            for font, stretch in self.fonts.split(run.text, weight, text.place, run.language):
                yield TextPiece(stretch, font, style.size, rgb, index, 0.0)

    def _measure(self, piece: TextPiece, text: str) -> float:
        return self.fonts.loaded[piece.font].width(text, piece.size)
