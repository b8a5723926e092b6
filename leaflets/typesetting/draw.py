"""Drawing a leaflet: laid out on pages, then drawn page by page."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from msgspec import Struct

from ..content.pictures.model import Drawing
from ..content.profile.minima import Minima
from ..layout.families import Family
from ..layout.model import Fit, Layout
from ..layout.scaling import NO_MINIMUM, Minimum
from ..leaflet.model import Leaflet
from ..pdf.canvas import TaggedCanvas
from ..pdf.embed import EmbeddedFile
from ..pdf.metadata import Metadata, leaflet_metadata
from ..pdf.structure import structure_tree
from .context import TypesettingContext
from .fields import fonts_of_values
from .fitting import laid
from .fonts import Fonts
from .hyphens import divider
from .minima import check_minima, floor
from .pages import Page
from .sheets import imposed
from .summary import SUMMARY, check_one_page, on_one_page

__all__ = ["DrawnLeaflet", "draw"]


class DrawnLeaflet(Struct, frozen=True):
    """A leaflet as a file, and what it was drawn with and on."""

    pdf: bytes
    pages: list[Page]
    metadata: Metadata
    context: TypesettingContext
    canvas: TaggedCanvas


def draw(
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
) -> DrawnLeaflet:
    """Draw a leaflet; see `typeset`."""
    fonts = Fonts((layout.fonts.text, *layout.fonts.fallback), families)
    divide = divider(leaflet, layout)

    def context_for(sized: Layout) -> TypesettingContext:
        return TypesettingContext(sized, fonts, divide, drawings)

    if leaflet.extent == SUMMARY:
        layout = on_one_page(layout)
    least = minimum or (floor(layout, minima) if minima else NO_MINIMUM)
    context, furniture, pages = laid(leaflet, layout, families, least, context_for)
    if leaflet.extent == SUMMARY:
        check_one_page(pages, context)
    if minima:
        check_minima(leaflet, context, len(pages), minima)
    size, out = (float(layout.page.width), context.height), BytesIO()
    about = leaflet_metadata(leaflet, name, version, embedded=bool(embed))
    canvas = TaggedCanvas(
        out,
        tree=structure_tree(leaflet),
        metadata=about,
        size=size,
        embed=embed,
        imposition=imposed(layout, context.height, len(pages)) if impose else None,
    )
    for font in fonts_of_values(leaflet, context):
        canvas.embedded_font(font).reserve_personal_codes()
    for number, page in enumerate(pages, 1):
        for placed in page:
            frame = placed.frame
            placed.part.draw_at(canvas, frame.x, frame.top, frame.width)
        furniture.draw(canvas, number, len(pages))
        canvas.showPage()
    fit = layout.fit
    if isinstance(fit, Fit) and fit.blank == "yes" and not impose:
        for _ in range(-len(pages) % fit.multiple):
            canvas.showPage()
    canvas.save()
    return DrawnLeaflet(out.getvalue(), pages, about, context, canvas)
