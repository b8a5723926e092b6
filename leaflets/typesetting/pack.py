"""A pack: the leaflets on all medicines of one patient in one file, behind a cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from ..layout.model import Layout
from ..leaflet.pack_paths import path_in_pack
from ..pdf.canvas import TaggedCanvas
from ..pdf.metadata import leaflet_metadata
from ..pdf.structure import pack_structure
from . import Typeset
from .draw import draw_pages, lay_out_leaflet
from .letters import reserve_letters
from .long_leaflet import heading_pages, with_numbers

if TYPE_CHECKING:
    from ..content.pictures.model import Drawing
    from ..content.profile.minima import Minima
    from ..layout.families import Family
    from ..leaflet.model import Leaflet
    from .fitting import PagedLeaflet

__all__ = ["typeset_pack"]


def typeset_pack(
    cover: Leaflet,
    leaflets: Sequence[Leaflet],
    layout: Layout,
    families: Mapping[str, Family],
    *,
    name: str,
    version: str,
    drawings: Mapping[str, Drawing],
    minima: Minima | None = None,
) -> Typeset:
    """Set leaflets in one file, each beginning on a right-hand page, behind their cover.

    cover: its table of contents gets the page on which each leaflet begins. name: of the layout.
    version: of the program. drawings: of the pictograms that the leaflets name. minima: what their
    profile asks. Pages are counted through the whole file, blank ones too; on a roll there are no
    blank ones. Raises what `typeset` raises.
    """

    def lay_out(leaflet: Leaflet) -> PagedLeaflet:
        return lay_out_leaflet(leaflet, layout, families, drawings, None, minima)

    is_roll = isinstance(layout.page.height, str)
    parts = [lay_out(leaflet) for leaflet in (cover, *leaflets)]
    firsts = first_pages([len(part.pages) for part in parts], right_hand=not is_roll)
    titles = {path_in_pack(n, "title"): first for n, first in enumerate(firsts)}
    numbered = [with_numbers(parts[0], titles)]
    for part, first in zip(parts[1:], firsts[1:], strict=True):
        numbered.append(with_numbers(part, heading_pages(part.pages, first)))
    return _draw(numbered, firsts, name, version)


def first_pages(lengths: Sequence[int], *, right_hand: bool) -> list[int]:
    """Return on which page each part begins. right_hand: only on pages with an odd number."""
    firsts, page = [], 1
    for length in lengths:
        page += right_hand and page % 2 == 0
        firsts.append(page)
        page += length
    return firsts


def _draw(
    parts: Sequence[PagedLeaflet],
    firsts: Sequence[int],
    name: str,
    version: str,
) -> Typeset:
    """Draw a cover and its leaflets. firsts: the page on which each begins."""
    leaflets = [part.leaflet for part in parts]
    out, about = BytesIO(), leaflet_metadata(leaflets[0], name, version)
    width = float(parts[0].context.layout.page.width)
    canvas = TaggedCanvas(
        out,
        tree=pack_structure(leaflets),
        metadata=about,
        size=(width, parts[0].context.height),
    )
    for leaflet, part in zip(leaflets, parts, strict=True):
        reserve_letters(canvas, leaflet, part.context)
    last, page = firsts[-1] + len(parts[-1].pages) - 1, 1
    for number, (part, first) in enumerate(zip(parts, firsts, strict=True)):
        while page < first:
            canvas.showPage()
            page += 1
        size, is_mirrored = (width, part.context.height), part.context.is_turned
        canvas.begin_leaflet(number, size, is_mirrored=is_mirrored)
        draw_pages(canvas, part, first, last)
        page += len(part.pages)
    canvas.save()
    body_size = float(parts[0].context.layout.styles["body"].size)
    return Typeset(out.getvalue(), last, body_size, about)
