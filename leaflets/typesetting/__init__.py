"""Where it falls: from a leaflet and a layout to the bytes of a PDF.

What draws is loaded when something is drawn: a body that was kept is stamped without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from ..pdf.metadata import Metadata

if TYPE_CHECKING:
    from ..content.pictures.model import Drawing
    from ..content.profile.minima import Minima
    from ..layout.families import Family
    from ..layout.model import Layout
    from ..layout.scaling import Minimum
    from ..leaflet.model import Leaflet
    from ..pdf.embed import EmbeddedFile

__all__ = ["Typeset", "typeset"]


class Typeset(Struct, frozen=True):
    """A leaflet as a file. pdf: the bytes, the same for the same inputs. pages: with words.

    size: of body text, in points. metadata: what the file says about itself.
    """

    pdf: bytes
    pages: int
    size: float
    metadata: Metadata


def typeset(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    *,
    name: str,
    version: str,
    embed: tuple[EmbeddedFile, ...] = (),
    drawings: Mapping[str, Drawing] | None = None,
    minimum: Minimum | None = None,
    minima: Minima | None = None,
    impose: bool = False,
) -> Typeset:
    """Set a leaflet in a layout. name: of the layout. version: of the program. embed: files inside.
    drawings: of the pictograms that the leaflet names.

    minimum: what no type may fall below. minima: what the leaflet's profile asks. impose: two pages
    side by side on each side of a sheet, to be folded to a booklet.

    Raises DoesNotFit, TooSmall, NoSheet, MissingGlyph, FontFault, TooBig, ProfileError, or
    TypesetError for a missing package; Bug where a word would have been lost.
    """
    from .draw import draw

    made = draw(
        leaflet,
        layout,
        families,
        name=name,
        version=version,
        embed=embed,
        drawings=drawings,
        minimum=minimum,
        minima=minima,
        impose=impose,
    )
    size = float(made.context.layout.styles["body"].size)
    return Typeset(made.pdf, len(made.pages), size, made.metadata)
