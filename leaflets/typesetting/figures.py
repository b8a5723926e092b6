"""Figures: pictures alone, with a caption, and beside the text that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final

from ..base.limits import NARROWEST_COLUMN_PT
from ..content.pictures.model import Drawing, LibraryPicture, Pictogram, QRCode, RasterPicture
from ..content.pictures.qr_code import qr_width
from ..leaflet.model import Figure, Illustration, PictogramRow
from ..pdf.canvas import TaggedCanvas
from ..pdf.painting import MIN_MODULE
from .context import TypesettingContext
from .flowables import LeafletFlowable, TextFlowable, exceeds
from .items import ColumnsOfItems

__all__ = [
    "FigureFlowable",
    "IllustrationFlowable",
    "SideBySideFlowable",
    "beside",
    "own_width",
    "pictogram_rows",
]

MAX_LOGO_SHARE: Final = 0.4  # of a column's width
PIXEL: Final = 0.75  # points; one of the 96 in an inch of CSS
MAX_HEIGHT_SHARE: Final = 0.4  # of a page, that an illustration may take
MIN_CAPTION: Final = 7.5  # the width of a caption, as a multiple of its type size
CAPTION_LINES: Final = 5  # about the most that a caption takes


class FigureFlowable(LeafletFlowable):
    """A picture, in the size that the layout gives its kind. size: width and height in points."""

    def __init__(self, context: TypesettingContext, figure: Figure, width: float) -> None:
        super().__init__(figure.path)
        self.context = context
        picture = figure.picture
        if isinstance(picture, Pictogram):
            picture = context.drawings[picture.name]
            side = min(context.layout.figures.pictogram, width)
            self.size = (side, side)
        elif isinstance(picture, QRCode):
            side = max(context.layout.figures.code, qr_width(picture.address) * MIN_MODULE)
            self.size = (side, side)
        else:
            assert isinstance(picture, Drawing | RasterPicture)
            self.size = _logo_size(picture, context.layout.figures.logo, width * MAX_LOGO_SHARE)
        self.picture: Drawing | RasterPicture | QRCode = picture

    def height_for(self, width: float) -> float:  # noqa: ARG002
        """See LeafletFlowable."""
        return self.size[1]

    def cut(self, width: float, height: float, *, relax: bool = False) -> None:  # noqa: ARG002
        """See LeafletFlowable. A picture is not split."""
        return

    def draw_at(
        self,
        canvas: TaggedCanvas,
        x: float,
        top: float,
        width: float,  # noqa: ARG002
        *,
        as_artifact: bool = False,
    ) -> None:
        """See LeafletFlowable."""
        ink = self.context.colour(self.context.layout.styles["body"].colour)
        path = None if as_artifact else self.path
        canvas.picture(path, self.picture, (x, top - self.size[1]), self.size, ink)


def _logo_size(
    picture: Drawing | RasterPicture, height: float, max_width: float
) -> tuple[float, float]:
    width = picture.width * height / picture.height
    scale = min(1.0, max_width / width)
    return width * scale, height * scale


def illustrated(figure: Figure, context: TypesettingContext) -> Drawing | RasterPicture:
    """Return the picture of an illustration."""
    picture = figure.picture
    if isinstance(picture, Pictogram):
        picture = context.drawings[picture.name]
    elif isinstance(picture, LibraryPicture):
        picture = context.pictures[picture.file]
    assert isinstance(picture, Drawing | RasterPicture)
    return picture


def own_width(figure: Figure, context: TypesettingContext) -> float:
    """Return the width in points that the picture of an illustration has where there is room."""
    return illustrated(figure, context).width * PIXEL


class IllustrationFlowable(LeafletFlowable):
    """A picture in its own size, at most as wide as its column, and its caption below it."""

    def __init__(self, context: TypesettingContext, block: Illustration) -> None:
        super().__init__(block.path)
        self.context, self.figure = context, block.figure
        caption = block.caption
        self.caption = (
            TextFlowable(context, caption.path, caption.words, caption.role) if caption else None
        )
        space = context.layout.styles["body"].after
        self.with_spacing(space, space)

    def _size(self, width: float) -> tuple[float, float]:
        """Return width and height of the picture, in points."""
        picture = illustrated(self.figure, self.context)
        max_height = self.context.height * MAX_HEIGHT_SHARE
        scale = min(PIXEL, width / picture.width, max_height / picture.height)
        return picture.width * scale, picture.height * scale

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return self._size(width)[1] + self._caption_height(width)

    def _caption_height(self, width: float) -> float:
        """Return the height of the caption, and of the white space above it."""
        if not self.caption:
            return 0.0
        return self.context.layout.figures.gap / 2 + self.caption.height_for(width)

    def cut(self, width: float, height: float, *, relax: bool = False) -> None:  # noqa: ARG002
        """See LeafletFlowable. A picture stays with its caption."""
        return

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        size = self._size(width)
        ink = self.context.colour(self.context.layout.styles["body"].colour)
        path = None if as_artifact else self.figure.path
        canvas.picture(path, illustrated(self.figure, self.context), (x, top - size[1]), size, ink)
        if self.caption:
            below = top - self.height_for(width) + self.caption.height_for(width)
            self.caption.draw_at(canvas, x, below, width, as_artifact=as_artifact)


class SideBySideFlowable(LeafletFlowable):
    """A figure with a body to the right of it or below it.

    figure: None in a part whose figure is on an earlier page. indent: of a body to the right of the
    figure; 0 for a body below it. margin: white space at the right end.
    """

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        figure: FigureFlowable | None,
        body: LeafletFlowable,
        indent: float,
        margin: float = 0.0,
    ) -> None:
        super().__init__(path)
        self.context, self.figure, self.body = context, figure, body
        self.indent, self.margin = indent, margin
        self.keep_together = True

    def _body_width(self, width: float) -> float:
        return width - self.indent - self.margin

    def _body_offset(self) -> float:
        """Return how far below the top of the figure the body begins."""
        if self.indent or not self.figure:
            return 0.0
        return self.figure.size[1] + self.context.layout.figures.gap / 2

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        figure_height = self.figure.size[1] if self.figure else 0.0
        body_height = self.body.height_for(self._body_width(width))
        return max(figure_height, self._body_offset() + body_height)

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable. The picture is never split."""
        if not relax and self.moves_to_next_page(self.height_for(width), height, self.context):
            return None
        if self.figure and exceeds(self.figure.size[1], height):
            return None
        halves = self.body.cut(self._body_width(width), height - self._body_offset(), relax=relax)
        if halves is None:
            return None
        first_part = self._with_body(self.figure, halves[0])
        remainder = self._with_body(None, halves[1])
        return (
            first_part.inherit_spacing(self, is_first=True),
            remainder.inherit_spacing(self, is_first=False),
        )

    def _with_body(
        self, figure: FigureFlowable | None, body: LeafletFlowable
    ) -> SideBySideFlowable:
        return SideBySideFlowable(self.context, self.path, figure, body, self.indent, self.margin)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable. A body lower than the figure is centred on it."""
        if self.figure:
            self.figure.draw_at(canvas, x, top, width, as_artifact=as_artifact)
        body_width, offset = self._body_width(width), self._body_offset()
        free_height = self.height_for(width) - offset - self.body.height_for(body_width)
        body_top = top - offset - free_height / 2
        self.body.draw_at(canvas, x + self.indent, body_top, body_width, as_artifact=as_artifact)


def beside(
    context: TypesettingContext,
    path: str,
    figure: Figure,
    body: LeafletFlowable,
    width: float,
    margin: float = 0.0,
) -> SideBySideFlowable:
    """Return a figure and its body in a column `width` points wide.

    The body is to the right of the figure, or below it if the column is narrow or if that takes
    less height. margin: white space at the right end.
    """
    flowable = FigureFlowable(context, figure, width)
    indent = flowable.size[0] + context.layout.figures.gap
    body_below = SideBySideFlowable(context, path, flowable, body, 0.0, margin)
    if width - indent - margin < NARROWEST_COLUMN_PT:
        return body_below
    body_right = SideBySideFlowable(context, path, flowable, body, indent, margin)
    return min(body_right, body_below, key=lambda part: part.height_for(width))


def pictogram_rows(
    block: PictogramRow, context: TypesettingContext, width: float
) -> Iterator[LeafletFlowable]:
    """Yield rows of pictograms with their captions, as many in a row as there is room for."""
    columns, gap = _columns(block, context, width), context.layout.figures.gap
    items: list[LeafletFlowable] = [
        _with_caption(context, figure, width / columns, gap if columns > 1 else 0.0)
        for figure in block.figures
    ]
    space_after_row = max(gap, context.layout.styles["body"].after)
    for start in range(0, len(items), columns):
        row = items[start : start + columns]
        part = ColumnsOfItems(block.path, row, columns) if columns > 1 else row[0]
        is_last = start + columns >= len(items)
        yield part.with_spacing(gap, space_after_row if is_last else gap)


def _columns(block: PictogramRow, context: TypesettingContext, width: float) -> int:
    """Return how many pictograms stand in a row.

    As many as leave each caption wide enough, then so few that the rows are equally full.
    """
    style, captions = context.layout.figures, [figure.description for figure in block.figures]
    line_width = max(context.natural_width(caption, "body") for caption in captions)
    word_width = max(context.widest_word(caption, "body") for caption in captions)
    min_width = MIN_CAPTION * context.layout.styles["body"].size
    caption_width = max(min_width, word_width, line_width / CAPTION_LINES)
    max_columns = max(1, int(width // (style.pictogram + 2 * style.gap + caption_width)))
    rows = ceil(len(captions) / max_columns)
    return ceil(len(captions) / rows)


def _with_caption(
    context: TypesettingContext, figure: Figure, width: float, margin: float
) -> LeafletFlowable:
    caption = TextFlowable(context, figure.path, figure.description, "body")
    return beside(context, figure.path, figure, caption, width, margin)
