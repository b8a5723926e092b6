"""Where it falls: from a leaflet and a layout to the bytes of a PDF.

What draws is loaded when something is drawn: a body that was kept is stamped without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..pdf.metadata import Metadata
from ..record import record

if TYPE_CHECKING:
    from ..layout.families import Family
    from ..layout.model import Layout
    from ..layout.scaling import Minimum
    from ..leaflet.model import Leaflet
    from ..leaflet.sayings import Sayings
    from ..pdf.embed import EmbeddedFile
    from ..pictures.model import Drawing
    from ..profile.forbidden import Forbids
    from ..profile.minima import Minima
    from .frozen import Frozen

__all__ = ["Typeset", "freeze", "typeset"]


@record
class Typeset:
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
    from .drawn import draw

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
    size = float(made.setting.layout.styles["body"].size)
    return Typeset(made.pdf, len(made.pages), size, made.metadata)


def freeze(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    *,
    name: str,
    version: str,
    sayings: Sayings,
    forbids: Forbids,
    drawings: Mapping[str, Drawing] | None = None,
    minimum: Minimum | None = None,
    minima: Minima | None = None,
) -> Frozen:
    """Set the body of a leaflet with any particulars, to put those of others behind it.

    sayings: how particulars are said in its language. forbids: what they must not say.
    Raises what `typeset` does, and DoesNotFit where the particulars do not stand on one page in one
    piece.
    """
    from .drawn import draw
    from .freezing import freeze as freeze_

    made = draw(
        leaflet,
        layout,
        families,
        name=name,
        version=version,
        drawings=drawings,
        minimum=minimum,
        minima=minima,
    )
    return freeze_(made, sayings, forbids, leaflet.language)
