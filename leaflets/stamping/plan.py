"""The plan of a frozen leaflet: everything but its body that stamping a patient's words needs.

Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..content.library.products import MedicineCheck
from ..content.profile.forbidden import ForbiddenWords
from ..layout.families import Weight
from ..leaflet.particulars_wording import ParticularsWording
from ..pdf.metadata import Metadata
from ..pdf.tail import TailWriter
from ..pdf.text import Colour, GlyphCodes
from ..typesetting import Letters, Lines

__all__ = ["FrozenFont", "Room", "StampField", "StampPlan"]


class FrozenFont(Struct, frozen=True):
    """A font of the body, with the letters that a patient's words may have.

    widths: in thousandths of the size, by code point.
    """

    name: str
    codes: GlyphCodes
    widths: Mapping[int, float]


class StampField(Struct, frozen=True):
    """Where and how one field of the particulars is set.

    mcid: of its marked content. gap: white space above it. runs: (text, weight); the text of the
    run with the value contains BLANK.
    """

    name: str
    mcid: int
    gap: float
    size: float
    leading: float
    colour: Colour
    runs: tuple[tuple[str, Weight], ...]


class Room(Struct, frozen=True):
    """How the room for long words is found; see `typesetting.reserve`.

    width: of the words, in points. own: lines that the layout keeps free. spare: those that this
    body keeps free. directions_leading: their height. sizes: the type size and the leading of each
    field, in the largest type.
    """

    width: float
    own: int
    spare: float
    directions_leading: float
    sizes: Mapping[str, tuple[float, float]]


class StampPlan(Struct, frozen=True, kw_only=True):
    """How particulars are set behind a body.

    fonts: in which words of a weight are set, the first one that has a letter. letters: for which
    they have room besides the usual ones, those of the labels included.
    x, top, width: left edge, upper edge and width of the particulars. height: reserved for them.
    cap: height of capitals as a share of the type size. particulars_wording: the words around them.
    forbidden_words: what they must not say. medicine: compares them with that of the leaflet.
    room: how the room for longer words is found. lines: that each field must need, where they
    decide on the places of all words; None where the body has room for more.
    """

    pages: int
    language: str
    metadata: Metadata
    particulars_wording: ParticularsWording
    forbidden_words: ForbiddenWords
    medicine: MedicineCheck
    fonts: Mapping[Weight, tuple[FrozenFont, ...]]
    letters: Letters
    fields: tuple[StampField, ...]
    x: float
    top: float
    width: float
    height: float
    cap: float
    tail_writer: TailWriter
    room: Room
    lines: Lines | None
