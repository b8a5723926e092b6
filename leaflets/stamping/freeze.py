"""From a drawn leaflet to a frozen one: what was drawn where, and with which fonts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..base.errors import DoesNotFit
from ..content.pictures.model import Drawing
from ..content.profile.forbidden import ForbiddenWords
from ..content.profile.minima import Minima
from ..layout.families import Family
from ..layout.model import Layout
from ..layout.scaling import Minimum
from ..leaflet.model import Leaflet
from ..leaflet.particulars_wording import ParticularsWording
from ..pdf.canvas import TaggedCanvas
from ..pdf.seam import split
from ..typesetting.boxes import BoxFlowable
from ..typesetting.context import TypesettingContext
from ..typesetting.draw import DrawnLeaflet, draw
from ..typesetting.fields import ParticularsStack
from ..typesetting.flowables import LeafletFlowable, Stack, TextFlowable
from .frozen import Field, Frozen, FrozenFont, Plan

__all__ = ["freeze"]


def freeze(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    *,
    name: str,
    version: str,
    particulars_wording: ParticularsWording,
    forbidden_words: ForbiddenWords,
    drawings: Mapping[str, Drawing] | None = None,
    minimum: Minimum | None = None,
    minima: Minima | None = None,
) -> Frozen:
    """Set the body of a leaflet with any particulars, to put those of others behind it.

    particulars_wording: the words around them.
    forbidden_words: what they must not say.
    Raises what `typeset` does, and DoesNotFit where the particulars do not stand on one page in one
    piece.
    """
    drawn = draw(
        leaflet,
        layout,
        families,
        name=name,
        version=version,
        drawings=drawings,
        minimum=minimum,
        minima=minima,
    )
    return _frozen(drawn, particulars_wording, forbidden_words, leaflet.language)


def _frozen(
    drawn: DrawnLeaflet,
    particulars_wording: ParticularsWording,
    forbidden_words: ForbiddenWords,
    language: str,
) -> Frozen:
    """The frozen leaflet of one that was drawn with any particulars that fit its reserve.

    Raises DoesNotFit where the particulars do not stand on one page in one piece.
    """
    canvas, context = drawn.canvas, drawn.context
    stacks = [part for page in drawn.pages for part in _stacks([each.part for each in page])]
    seam = canvas.seam
    at = stacks[0].at if len(stacks) == 1 else None
    if at is None or seam is None or len(seam.streams) != 1:
        raise DoesNotFit(
            "In this layout, the particulars do not stand on one page in one piece.",
            "Render each leaflet in full, or use a layout with a larger page or smaller type.",
        )
    stack, (x, top, width) = stacks[0], at
    plan = Plan(
        pages=len(drawn.pages),
        language=language,
        metadata=drawn.metadata,
        particulars_wording=particulars_wording,
        forbidden_words=forbidden_words,
        fonts=tuple(_font(canvas, name, context) for name in context.fonts.both()),
        fields=tuple(
            _field(gap, part, canvas, particulars_wording) for gap, part in stack.with_gaps()
        ),
        x=x,
        top=top,
        width=width,
        height=stack.reserve,
        cap=context.cap_height,
        seam=seam,
    )
    return Frozen(split(drawn.pdf)[0], plan)


def _stacks(parts: list[LeafletFlowable]) -> Iterator[ParticularsStack]:
    """The particulars, wherever they stand."""
    for part in parts:
        if isinstance(part, ParticularsStack):
            yield part
        elif isinstance(part, Stack):
            yield from _stacks(part.parts)
        elif isinstance(part, BoxFlowable):
            yield from _stacks([part.body])


def _field(
    gap: float, part: Any, canvas: TaggedCanvas, particulars_wording: ParticularsWording
) -> Field:
    assert isinstance(part, TextFlowable)
    name, style, context = part.path.rpartition("/")[2], part.style, part.context
    regular, bold = context.fonts.both()
    runs = tuple(
        (run.text, bold if run.strong or style.weight == "bold" else regular)
        for run in particulars_wording.fields[name].runs
    )
    colour = context.colour(style.colour)
    ((_, mcid),) = canvas.marks(part.path)
    return Field(name, mcid, gap, style.size, style.leading, colour, runs)


def _font(canvas: TaggedCanvas, name: str, context: TypesettingContext) -> FrozenFont:
    face, widths = canvas.face(name), context.fonts.widths(name)
    codes = face.held()
    kept = {character: widths[character] for character in codes}
    return FrozenFont(name, tuple(face.resources), codes, kept)
