"""Pictures on the page: alone, with their captions, and beside what they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from ..base.limits import NARROWEST_COLUMN_PT
from ..content.pictures.model import Drawing, Pictogram, PngPicture, QRCode
from ..leaflet.model import Figure, PictogramRow
from ..pdf.canvas import TaggedCanvas
from ..pdf.painting import MIN_MODULE, qr_width
from .context import TypesettingContext
from .flowables import LeafletFlowable, TextFlowable
from .items import ColumnsOfItems

_WIDEST = 0.4  # of a column: what a logo may fill
_CAPTION = 7.5  # a caption beside others is set no narrower than so many times its size,
_CAPTION_LINES = 5  # and so wide that it fills about so many lines at most


class FigureFlowable(LeafletFlowable):
    """A picture, as wide and high as the layout says for its kind."""

    def __init__(self, context: TypesettingContext, figure: Figure, width: float) -> None:
        super().__init__(figure.path)
        self.context = context
        picture = figure.picture
        if isinstance(picture, Pictogram):
            picture = context.drawings[picture.name]
            side = min(context.layout.figures.pictogram, width)
            self.size = (side, side)
        elif isinstance(picture, QRCode):
            least = qr_width(picture.address) * MIN_MODULE
            side = max(context.layout.figures.code, least)
            self.size = (side, side)
        else:
            self.size = _logo(picture, context.layout.figures.logo, width * _WIDEST)
        self.picture: Drawing | PngPicture | QRCode = picture

    def height_for(self, width: float) -> float:  # noqa: ARG002
        """See LeafletFlowable."""
        return self.size[1]

    def cut(self, width: float, height: float, *, relax: bool = False) -> None:  # noqa: ARG002
        """See LeafletFlowable. A picture is not cut."""
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


def _logo(picture: Drawing | PngPicture, high: float, widest: float) -> tuple[float, float]:
    wide = picture.width * high / picture.height
    share = min(1.0, widest / wide)
    return wide * share, high * share


class SideBySideFlowable(LeafletFlowable):
    """A picture and, to the right of it or below it, what belongs to it.

    figure None: the picture stands on an earlier page. indent: of words to the right of it; 0 where
    they stand below it. end: white space at the right end.
    """

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        figure: FigureFlowable | None,
        body: LeafletFlowable,
        indent: float,
        end: float = 0.0,
    ) -> None:
        super().__init__(path)
        self.context, self.figure, self.body = context, figure, body
        self.indent, self.end = indent, end
        self.whole = True

    def _inner(self, width: float) -> float:
        return width - self.indent - self.end

    def _above(self) -> float:
        """What stands above words that stand below the picture."""
        if self.indent or not self.figure:
            return 0.0
        return self.figure.size[1] + self.context.layout.figures.gap / 2

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        figure = self.figure.size[1] if self.figure else 0.0
        return max(figure, self._above() + self.body.height_for(self._inner(width)))

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable. It is cut only when it must be, and the picture never."""
        if not relax and self.moves_whole(self.height_for(width), height, self.context):
            return None
        if self.figure and self.figure.size[1] > height:
            return None
        halves = self.body.cut(self._inner(width), height - self._above(), relax=relax)
        if halves is None:
            return None
        first = self._of(self.figure, halves[0])._spaced_like(self, first=True)
        return first, self._of(None, halves[1])._spaced_like(self, first=False)

    def _of(self, figure: FigureFlowable | None, body: LeafletFlowable) -> SideBySideFlowable:
        return SideBySideFlowable(self.context, self.path, figure, body, self.indent, self.end)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable. Words lower than the picture are centred on its height."""
        if self.figure:
            self.figure.draw_at(canvas, x, top, width, as_artifact=as_artifact)
        inner = self._inner(width)
        spare = self.height_for(width) - self._above() - self.body.height_for(inner)
        self.body.draw_at(
            canvas, x + self.indent, top - self._above() - spare / 2, inner, as_artifact=as_artifact
        )


def beside(
    context: TypesettingContext,
    path: str,
    figure: Figure,
    body: LeafletFlowable,
    width: float,
    end: float = 0.0,
) -> SideBySideFlowable:
    """A figure in a column `width` points wide, and what belongs to it: right of it, or below
    it where the column is narrow or that takes less height."""
    part = FigureFlowable(context, figure, width)
    indent = part.size[0] + context.layout.figures.gap
    below = SideBySideFlowable(context, path, part, body, 0.0, end)
    if width - indent - end < NARROWEST_COLUMN_PT:
        return below
    right = SideBySideFlowable(context, path, part, body, indent, end)
    return below if below.height_for(width) < right.height_for(width) else right


def pictograms(
    block: PictogramRow, context: TypesettingContext, width: float
) -> Iterator[LeafletFlowable]:
    """Rows of pictograms, each with its caption, as many in a row as there is room for."""
    columns, gap = _columns(block, context, width), context.layout.figures.gap
    made: list[LeafletFlowable] = [
        _captioned(context, figure, width / columns, gap if columns > 1 else 0.0)
        for figure in block.figures
    ]
    rows = [made[start : start + columns] for start in range(0, len(made), columns)]
    yield from _spaced(context, [_row(block.path, row, columns) for row in rows])


def _columns(block: PictogramRow, context: TypesettingContext, width: float) -> int:
    """So many that no caption is torn or grows high; then so few that rows are even."""
    figures, count = context.layout.figures, len(block.figures)
    longest = max([context.natural_width(each.description, "body") for each in block.figures])
    word = max([context.widest_word(each.description, "body") for each in block.figures])
    caption = max(_CAPTION * context.layout.styles["body"].size, word, longest / _CAPTION_LINES)
    most = max(1, int(width // (figures.pictogram + 2 * figures.gap + caption)))
    return ceil(count / ceil(count / most))


def _captioned(
    context: TypesettingContext, figure: Figure, width: float, end: float
) -> LeafletFlowable:
    text = TextFlowable(context, figure.path, figure.description, "body")
    return beside(context, figure.path, figure, text, width, end)


def _row(path: str, row: Sequence[LeafletFlowable], columns: int) -> LeafletFlowable:
    return ColumnsOfItems(path, row, columns) if columns > 1 else row[0]


def _spaced(
    context: TypesettingContext, rows: Sequence[LeafletFlowable]
) -> Sequence[LeafletFlowable]:
    gap, after = context.layout.figures.gap, context.layout.styles["body"].after
    for number, row in enumerate(rows, 1):
        last = number == len(rows)
        row.with_spacing(gap, max(gap, after) if last else gap)
    return rows
