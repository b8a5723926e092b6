"""Where it falls: from a leaflet and a layout to the bytes of a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from ..layout.families import Family
from ..layout.model import Layout
from ..leaflet.model import Leaflet
from ..pdf.canvas import TaggedCanvas
from ..pdf.embed import EmbeddedFile
from ..pdf.metadata import Metadata, metadata
from ..pdf.structure import structure
from ..pictures.model import Drawing
from .fonts import Fonts
from .furniture import PageFurniture
from .hyphens import divider
from .pages import lay_out
from .setting import Setting

__all__ = ["Typeset", "typeset"]


@dataclass(frozen=True, slots=True)
class Typeset:
    """A leaflet as a file. pdf: the bytes, the same for the same inputs. pages: how many.

    metadata: what the file says about itself.
    """

    pdf: bytes
    pages: int
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
) -> Typeset:
    """Set a leaflet in a layout. name: of the layout. version: of the program. embed: files inside.
    drawings: of the pictograms that the leaflet names.

    Raises DoesNotFit, MissingGlyph, FontFault, TooBig, or TypesetError for a missing package; Bug
    where a word would have been lost.
    """
    fonts = Fonts((layout.fonts.text, *layout.fonts.fallback), families)
    setting = Setting(layout, fonts, divider(leaflet, layout), drawings)
    furniture = PageFurniture(leaflet, setting)
    pages = lay_out(leaflet, setting, furniture)
    out = BytesIO()
    about = metadata(leaflet, name, version, embedded=bool(embed))
    canvas = TaggedCanvas(
        out,
        tree=structure(leaflet),
        metadata=about,
        size=(layout.page.width, layout.page.height),
        embed=embed,
    )
    for number, page in enumerate(pages, 1):
        for placed in page:
            frame = placed.frame
            placed.part.place(canvas, frame.x, frame.top, frame.width)
        furniture.draw(canvas, number, len(pages))
        canvas.showPage()
    canvas.save()
    return Typeset(out.getvalue(), len(pages), about)
