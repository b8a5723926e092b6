"""Drawing: a leaflet is laid out on pages, and these are drawn one by one as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from io import BytesIO
from typing import Final

from msgspec import Struct

from ..base import limits
from ..base.errors import DoesNotFit, MissingGlyph, NoSheet, TooBig
from ..content.pictures.model import Drawing
from ..content.profile.minima import Minima
from ..layout.families import Family
from ..layout.measure import PAPERS
from ..layout.model import Fit, Layout
from ..layout.scalars import POINTS
from ..layout.scaling import NO_MINIMUM, Minimum, in_largest_size
from ..leaflet.model import Leaflet
from ..pdf.canvas import TaggedCanvas
from ..pdf.embed import embedded_files
from ..pdf.imposition import Imposition, fold_booklet
from ..pdf.metadata import leaflet_metadata
from ..pdf.structure import structure_tree
from . import Letters, Typeset
from .context import TypesettingContext
from .first_page import lay_out_with_first_page
from .fitting import PagedLeaflet, fit_to_pages
from .fonts import Fonts
from .furniture import PageNumber
from .hyphens import hyphenator_for
from .language_pairs import has_two_columns
from .letters import reserve_letters
from .long_leaflet import heading_pages, lay_out_long, with_numbers
from .minima import check_minima, fitting_minimum
from .missing import with_all_characters
from .placed import Page
from .reserve import spare_lines
from .summary import SUMMARY, lay_out_summary

__all__ = ["DrawnLeaflet", "draw", "draw_pages", "lay_out_leaflet"]

SHEETS: Final = ("A4", "Letter")  # paper that the printers of pharmacies take
SHEET_TOLERANCE: Final = 1.5 * POINTS["mm"]  # two A5 pages are 1 mm narrower than an A4 sheet


class DrawnLeaflet(Struct, frozen=True):
    """A typeset leaflet, with the pages, the context and the canvas that it was drawn from."""

    typeset: Typeset
    pages: list[Page]
    context: TypesettingContext
    canvas: TaggedCanvas


def draw(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    *,
    name: str,
    version: str,
    source: bytes | None = None,
    drawings: Mapping[str, Drawing] | None = None,
    minimum: Minimum | None = None,
    minima: Minima | None = None,
    impose: bool = False,
    spare: float | None = None,
    letters: Letters = frozenset(),
) -> DrawnLeaflet:
    """Set a leaflet in a layout, and draw it.

    name: of the layout. version: of the program. source: the monograph's bytes; they and the words
    then travel inside the PDF. drawings: of the leaflet's pictograms, by name. minimum: the
    smallest type that the leaflet may have. minima: those of its profile. impose: two pages on each
    side of a sheet, to be folded to a booklet. spare: lines that the box of a patient's words keeps
    free, instead of those that its words need; then no attempt may divide them over pages. letters:
    that the fonts hold besides those of its words.

    Raises DoesNotFit, TooSmall, NoSheet, MissingGlyph, FontFault, TooBig, ProfileError, or
    TypesetError for a missing package; Bug if a word would be lost.
    """
    paged = lay_out_leaflet(leaflet, layout, families, drawings, minimum, minima, spare)
    paged = with_numbers(paged, heading_pages(paged.pages, first=1))
    context, pages, leaflet = paged.context, paged.pages, paged.leaflet
    metadata = leaflet_metadata(leaflet, name, version, embedded=source is not None)
    tree = structure_tree(leaflet)
    output = BytesIO()
    canvas = TaggedCanvas(
        output,
        tree=tree,
        metadata=metadata,
        size=(float(layout.page.width), context.height),
        embed=() if source is None else embedded_files(leaflet, tree, source),
        imposition=_imposition(context, len(pages)) if impose else None,
        is_mirrored=context.is_turned,
    )
    reserve_letters(canvas, leaflet, context, letters)
    draw_pages(canvas, paged)
    if not impose:
        _add_blank_pages(canvas, layout, len(pages))
    canvas.save()
    size = float(context.layout.styles["body"].size)
    typeset = Typeset(output.getvalue(), len(pages), size, metadata)
    return DrawnLeaflet(typeset, pages, context, canvas)


def lay_out_leaflet(
    leaflet: Leaflet,
    layout: Layout,
    families: Mapping[str, Family],
    drawings: Mapping[str, Drawing] | None,
    minimum: Minimum | None,
    minima: Minima | None,
    spare: float | None = None,
) -> PagedLeaflet:
    """Decide which composition of a leaflet is set, and where every word of it falls.

    Where the lines that long words of a patient need in the largest type do not fit, only those of
    the layout are kept free. Arguments and errors are those of `draw`.
    """
    profile_minimum = fitting_minimum(minima) if minima else NO_MINIMUM
    attempts = _Attempts(leaflet, layout, families, drawings, (minimum, profile_minimum))
    own = layout.dispensing.spare
    try:
        if spare is None:
            largest = in_largest_size(layout, families, minimum or profile_minimum)
            needed = spare_lines(leaflet, attempts.context(own, largest))
            paged = _lay_out_or_else(attempts.lay_out, needed, own)
        else:
            paged = attempts.lay_out(spare)
            if any(context.divides_particulars for context in attempts.contexts):
                raise DoesNotFit(
                    "Where the particulars are divided over pages depends on their words.",
                    "Render each leaflet in full, or use a layout with a larger page.",
                )
    except MissingGlyph as fault:
        raise with_all_characters(fault, leaflet, attempts.fonts) from None
    if minima:
        check_minima(paged.leaflet, paged.context, len(paged.pages), minima)
    return paged


class _Attempts:
    """The attempts to lay out a leaflet in several sizes and compositions.

    minimums: the smallest type of the caller, or None, and that of the profile. contexts: of all
    attempts.
    """

    def __init__(
        self,
        leaflet: Leaflet,
        layout: Layout,
        families: Mapping[str, Family],
        drawings: Mapping[str, Drawing] | None,
        minimums: tuple[Minimum | None, Minimum],
    ) -> None:
        layout = layout.for_two_languages() if leaflet.second_language else layout
        self.leaflet, self.layout, self.families = leaflet, layout, families
        self.drawings, self.minimums = drawings, minimums
        names = (layout.fonts.text, *layout.fonts.fallback)
        self.fonts = Fonts(names, families, leaflet.language)
        self.hyphenator = hyphenator_for(leaflet, layout)
        self.contexts: list[TypesettingContext] = []

    def context(self, spare: float, layout: Layout) -> TypesettingContext:
        """Return the context of one attempt. spare: lines kept free for a patient's words."""
        leaflet = self.leaflet
        context = TypesettingContext(
            layout, self.fonts, self.hyphenator, self.drawings, leaflet.furniture.lead_mark,
            leaflet.pictures, leaflet.language, spare,
        )  # fmt: skip
        context.second_language = leaflet.second_language
        context.is_side_by_side = context.pairs_blocks and has_two_columns(layout)
        self.contexts.append(context)
        return context

    def lay_out(self, spare: float) -> PagedLeaflet:
        """Lay out the leaflet in the composition and the size that suit it best."""
        leaflet, layout = self.leaflet, self.layout
        context_for = partial(self.context, spare)

        def lay_out(
            composition: Leaflet, layout: Layout = layout, max_pages: int = limits.PAGES
        ) -> PagedLeaflet:
            return fit_to_pages(
                composition, layout, self.families, *self.minimums, context_for, max_pages
            )

        if leaflet.extent == SUMMARY:
            return lay_out_summary(leaflet, layout, lay_out)
        return lay_out_with_first_page(
            leaflet, lambda full: lay_out_long(lay_out(full), layout, lay_out)
        )


def _lay_out_or_else(
    lay_out: Callable[[float], PagedLeaflet], first: float, other: float
) -> PagedLeaflet:
    """Lay out with so many lines to spare, or with the other number if that does not fit."""
    if first != other:
        with suppress(DoesNotFit, TooBig):
            return lay_out(first)
    return lay_out(other)


def draw_pages(canvas: TaggedCanvas, paged: PagedLeaflet, first: int = 1, last: int = 0) -> None:
    """Draw all pages of a leaflet.

    first: the number that its first page has in the file. last: that of the file's last page; 0 if
    the file ends with this leaflet.
    """
    headers = paged.furniture.titles.of_pages(paged.pages)
    for index, (page, header) in enumerate(zip(paged.pages, headers, strict=True)):
        for stack, frame, _ in page:
            stack.draw_at(canvas, frame.x, frame.top, frame.width)
        number = PageNumber(first + index, last or first + len(paged.pages) - 1)
        paged.furniture.draw(canvas, index + 1, number, header)
        canvas.showPage()


def _add_blank_pages(canvas: TaggedCanvas, layout: Layout, pages: int) -> None:
    """Fill the last sheet with blank pages, if the layout asks for that."""
    if isinstance(layout.fit, Fit) and layout.fit.blank == "yes":
        for _ in range(-pages % layout.fit.multiple):
            canvas.showPage()


def _imposition(context: TypesettingContext, pages: int) -> Imposition:
    """Return how pages stand on sheets, two on each side. Raises NoSheet."""
    width, height = float(context.layout.page.width), context.height
    for name in SHEETS:
        sheet_height, sheet_width = (side * POINTS["mm"] for side in PAPERS[name])  # landscape
        fits_width = abs(2 * width - sheet_width) < SHEET_TOLERANCE
        if fits_width and abs(height - sheet_height) < SHEET_TOLERANCE:
            sheet, is_mirrored = (sheet_width, sheet_height), context.is_turned
            return fold_booklet(pages, (width, height), sheet, is_mirrored=is_mirrored)
    measures = f"{2 * width / POINTS['mm']:.0f} × {height / POINTS['mm']:.0f} mm"
    raise NoSheet(
        f"Two pages of this layout side by side are {measures}, which is not a sheet of "
        f"{' or '.join(SHEETS)} paper.",
        "Use a layout with A5 pages, such as booklet.",
    )
