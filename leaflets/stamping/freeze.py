"""Freezes a leaflet: draws it once, and records where its particulars stand and in which fonts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from ..base.errors import DoesNotFit
from ..base.languages import runs_right_to_left
from ..content.library.products import MedicineCheck
from ..content.particulars import FIELDS
from ..content.pictures.model import Drawing
from ..content.profile.forbidden import ForbiddenWords
from ..content.profile.minima import Minima
from ..layout.families import Family, Weight
from ..layout.model import Layout
from ..layout.scaling import NO_MINIMUM, Minimum, in_largest_size
from ..leaflet.dispensing import GRID
from ..leaflet.model import Leaflet
from ..leaflet.particulars_wording import BLANK, ParticularsWording
from ..leaflet.walk import walk
from ..pdf.alphabets import PERSONAL_CHARACTERS
from ..pdf.canvas import TaggedCanvas
from ..pdf.tail import body_and_tail
from ..pdf.text import GlyphCodes
from ..typesetting import Letters, Lines
from ..typesetting.boxes import BoxFlowable
from ..typesetting.context import TypesettingContext
from ..typesetting.draw import DrawnLeaflet, draw
from ..typesetting.fields import ParticularsStack
from ..typesetting.flowables import LeafletFlowable, TextFlowable
from ..typesetting.letters import fonts_of_letters, leaflet_letters
from ..typesetting.minima import fitting_minimum
from ..typesetting.reserve import has_one_size, personal_width
from ..typesetting.stack import Stack
from .frozen import Frozen
from .plan import FrozenFont, Room, StampField, StampPlan

__all__ = ["freeze"]

SHARED_FONTS: Final = 32  # fonts as bodies have them: most bodies in a layout have the same


def freeze(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    *,
    name: str,
    version: str,
    particulars_wording: ParticularsWording,
    forbidden_words: ForbiddenWords,
    medicine: MedicineCheck,
    drawings: Mapping[str, Drawing] | None = None,
    minimum: Minimum | None = None,
    minima: Minima | None = None,
    spare: float | None = None,
    letters: Letters = frozenset(),
    lines: Lines | None = None,
) -> Frozen:
    """Set a leaflet with any particulars, and freeze its body.

    particulars_wording: the words around particulars. forbidden_words: what particulars must not
    say. medicine: compares them with that of the leaflet. spare: lines that are kept free for
    long words; None: those of the layout. letters: for which the fonts have room besides the usual
    ones; see `Frozen.letters_for`. lines: that the fields of the leaflet need, if it is only for
    words that need as many; then none are kept free. Raises what `typeset` raises, and DoesNotFit
    if the particulars are divided over pages.
    """
    _refuse_unstampable(leaflet, layout, lines)
    drawn_leaflet = draw(
        leaflet,
        layout,
        families,
        name=name,
        version=version,
        drawings=drawings,
        minimum=minimum,
        minima=minima,
        spare=spare,
        letters=letters,
    )
    smallest = minimum or (fitting_minimum(minima) if minima else NO_MINIMUM)
    own = layout.dispensing.spare
    room = _room(in_largest_size(layout, families, smallest), own if spare is None else spare)
    letters |= leaflet_letters(leaflet, drawn_leaflet.context)
    return Frozen(
        body_and_tail(drawn_leaflet.typeset.pdf)[0],
        _plan(
            drawn_leaflet, particulars_wording, forbidden_words, medicine, leaflet.language,
            letters, room, lines,
        ),
    )  # fmt: skip


def _refuse_unstampable(leaflet: Leaflet, layout: Layout, lines: Lines | None) -> None:
    """Raise DoesNotFit for what no body is made of; see `freeze`."""
    if any(block.path.startswith(GRID) for block in walk(leaflet.blocks)):
        raise DoesNotFit(
            "A grid of day times is not stamped.",
            "Render each leaflet in full, with compose and typeset.",
        )
    if runs_right_to_left(leaflet.language):
        raise DoesNotFit(
            "A leaflet that is written from right to left is not stamped.",
            "Render each leaflet in full, with compose and typeset.",
        )
    if lines is not None and not has_one_size(layout):
        raise DoesNotFit(
            "In this layout, more than the lines of the particulars decides where words fall.",
            "Render each leaflet in full, with compose and typeset.",
        )


def _room(layout: Layout, spare: float) -> Room:
    """Return how the room for long words is found. layout: in its largest type."""
    styles = layout.styles
    particular, directions = styles["particular"], styles["directions"]
    sizes = dict.fromkeys(FIELDS, (float(particular.size), float(particular.leading)))
    sizes["directions"] = float(directions.size), float(directions.leading)
    return Room(
        personal_width(layout), layout.dispensing.spare, spare, float(directions.leading), sizes
    )


def _plan(
    drawn_leaflet: DrawnLeaflet,
    particulars_wording: ParticularsWording,
    forbidden_words: ForbiddenWords,
    medicine: MedicineCheck,
    language: str,
    letters: Letters,
    room: Room,
    lines: Lines | None,
) -> StampPlan:
    """Return the plan for stamping. Raises DoesNotFit if the particulars are divided over pages."""
    canvas, context = drawn_leaflet.canvas, drawn_leaflet.context
    stacks = [
        part for page in drawn_leaflet.pages for part in _stacks(placed.stack for placed in page)
    ]
    tail_writer = canvas.tail_writer
    position = stacks[0].position if len(stacks) == 1 else None
    if position is None or tail_writer is None or len(tail_writer.streams) != 1:
        raise DoesNotFit(
            "In this layout, the particulars do not stand on one page in one piece.",
            "Render each leaflet in full, or use a layout with a larger page or smaller type.",
        )
    stack, (x, top, width) = stacks[0], position
    fonts = _fonts(canvas, context, letters)
    return StampPlan(
        pages=len(drawn_leaflet.pages),
        language=language,
        metadata=drawn_leaflet.typeset.metadata,
        particulars_wording=particulars_wording,
        forbidden_words=forbidden_words,
        medicine=medicine,
        fonts=fonts,
        letters=letters,
        fields=tuple(
            _field(gap, part, canvas, particulars_wording, fonts) for gap, part in stack.with_gaps()
        ),
        x=x,
        top=top,
        width=width,
        height=stack.reserve,
        cap=context.cap_height,
        tail_writer=tail_writer,
        room=room,
        lines=lines,
    )


def _stacks(parts: Iterable[LeafletFlowable]) -> Iterator[ParticularsStack]:
    """Yield the particulars, also from inside stacks and boxes."""
    for part in parts:
        if isinstance(part, ParticularsStack):
            yield part
        elif isinstance(part, Stack):
            yield from _stacks(part.parts)
        elif isinstance(part, BoxFlowable):
            yield from _stacks([part.body])


def _field(
    gap: float,
    part: Any,
    canvas: TaggedCanvas,
    particulars_wording: ParticularsWording,
    fonts: Mapping[Weight, tuple[FrozenFont, ...]],
) -> StampField:
    assert isinstance(part, TextFlowable)
    name, style, context = part.path.rpartition("/")[2], part.style, part.context
    runs: tuple[tuple[str, Weight], ...] = tuple(
        (run.text, "bold" if run.strong or run.emphasis else style.weight)
        for run in particulars_wording.fields[name].runs
    )
    for text, weight in runs:
        codes = set().union(*(font.codes for font in fonts[weight]))
        if not codes >= set(map(ord, text)) - {ord(BLANK)}:
            raise DoesNotFit(
                "The words around the particulars need letters that are not stamped.",
                "Render each leaflet in full, with compose and typeset.",
            )
    colour = context.colour(style.colour)
    ((_, mcid),) = canvas.marks(part.path)
    return StampField(name, mcid, gap, style.size, style.leading, colour, runs)


def _fonts(
    canvas: TaggedCanvas, context: TypesettingContext, letters: Letters
) -> dict[Weight, tuple[FrozenFont, ...]]:
    """Return the fonts of each weight: that of the text, and those that draw the letters."""
    result: dict[Weight, tuple[FrozenFont, ...]] = {}
    for weight, characters in fonts_of_letters(context.fonts, letters).items():
        first = context.fonts.metrics(context.fonts.names[0], weight).name
        names = [first, *(name for name in characters if name != first)]
        usual = {first: PERSONAL_CHARACTERS}
        result[weight] = tuple(
            _font(canvas, context, name, (*usual.get(name, ()), *characters.get(name, ())))
            for name in names
        )
    return result


def _font(
    canvas: TaggedCanvas, context: TypesettingContext, name: str, characters: Iterable[int]
) -> FrozenFont:
    font, all_widths = canvas.embedded_font(name), context.fonts.widths(name)
    codes = font.reserved_codes(characters)
    widths = map(all_widths.__getitem__, codes)
    return _frozen_font(
        name, tuple(font.resources), tuple(codes), tuple(codes.values()), tuple(widths)
    )


@lru_cache(SHARED_FONTS)
def _frozen_font(
    name: str,
    resources: tuple[str, ...],
    characters: tuple[int, ...],
    codes: tuple[str, ...],
    widths: tuple[float, ...],
) -> FrozenFont:
    """Return a font of a body. Equal ones are one: its tables would take 60 kB of each body."""
    glyph_codes = GlyphCodes(name, list(resources))
    glyph_codes.update(zip(characters, codes, strict=True))
    return FrozenFont(name, glyph_codes, dict(zip(characters, widths, strict=True)))
