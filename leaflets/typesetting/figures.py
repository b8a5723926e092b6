"""Pictures on the page: alone, with their captions, and beside what they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from ..base.limits import NARROWEST_COLUMN_PT
from ..content.pictures.model import Code, Drawing, Pictogram, Pixels
from ..leaflet.model import Figure, Pictograms
from ..pdf.canvas import TaggedCanvas
from ..pdf.codes import LEAST_MODULE, modules
from .flowables import Part, TextPart
from .items import Abreast
from .setting import Setting

_WIDEST = 0.4  # of a column: what a logo may fill
_CAPTION = 7.5  # a caption beside others is set no narrower than so many times its size,
_CAPTION_LINES = 5  # and so wide that it fills about so many lines at most


class FigurePart(Part):
    """A picture, as wide and high as the layout says for its kind."""

    def __init__(self, setting: Setting, figure: Figure, width: float) -> None:
        super().__init__(figure.path)
        self.setting = setting
        picture = figure.picture
        if isinstance(picture, Pictogram):
            picture = setting.drawings[picture.name]
            side = min(setting.layout.figures.pictogram, width)
            self.size = (side, side)
        elif isinstance(picture, Code):
            least = modules(picture.address) * LEAST_MODULE
            side = max(setting.layout.figures.code, least)
            self.size = (side, side)
        else:
            self.size = _logo(picture, setting.layout.figures.logo, width * _WIDEST)
        self.picture: Drawing | Pixels | Code = picture

    def tall(self, width: float) -> float:  # noqa: ARG002
        """See Part."""
        return self.size[1]

    def cut(self, width: float, height: float, *, relax: bool = False) -> None:  # noqa: ARG002
        """See Part. A picture is not cut."""
        return

    def place(
        self,
        canvas: TaggedCanvas,
        x: float,
        top: float,
        width: float,  # noqa: ARG002
        *,
        ghost: bool = False,
    ) -> None:
        """See Part."""
        ink = self.setting.colour(self.setting.layout.styles["body"].colour)
        path = None if ghost else self.path
        canvas.picture(path, self.picture, (x, top - self.size[1]), self.size, ink)


def _logo(picture: Drawing | Pixels, high: float, widest: float) -> tuple[float, float]:
    wide = picture.width * high / picture.height
    share = min(1.0, widest / wide)
    return wide * share, high * share


class BesidePart(Part):
    """A picture and, to the right of it or below it, what belongs to it.

    figure None: the picture stands on an earlier page. indent: of words to the right of it; 0 where
    they stand below it. end: white space at the right end.
    """

    def __init__(
        self,
        setting: Setting,
        path: str,
        figure: FigurePart | None,
        body: Part,
        indent: float,
        end: float = 0.0,
    ) -> None:
        super().__init__(path)
        self.setting, self.figure, self.body = setting, figure, body
        self.indent, self.end = indent, end
        self.whole = True

    def _inner(self, width: float) -> float:
        return width - self.indent - self.end

    def _above(self) -> float:
        """What stands above words that stand below the picture."""
        if self.indent or not self.figure:
            return 0.0
        return self.figure.size[1] + self.setting.layout.figures.gap / 2

    def tall(self, width: float) -> float:
        """See Part."""
        figure = self.figure.size[1] if self.figure else 0.0
        return max(figure, self._above() + self.body.tall(self._inner(width)))

    def cut(self, width: float, height: float, *, relax: bool = False) -> tuple[Part, Part] | None:
        """See Part. It is cut only when it must be, and the picture never."""
        if not relax and self.stays_whole(self.tall(width), height, self.setting):
            return None
        if self.figure and self.figure.size[1] > height:
            return None
        halves = self.body.cut(self._inner(width), height - self._above(), relax=relax)
        if halves is None:
            return None
        first = self._of(self.figure, halves[0])._like(self, first=True)
        return first, self._of(None, halves[1])._like(self, first=False)

    def _of(self, figure: FigurePart | None, body: Part) -> BesidePart:
        return BesidePart(self.setting, self.path, figure, body, self.indent, self.end)

    def place(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, ghost: bool = False
    ) -> None:
        """See Part. Words that are lower than the picture stand in the middle of its height."""
        if self.figure:
            self.figure.place(canvas, x, top, width, ghost=ghost)
        inner = self._inner(width)
        spare = self.tall(width) - self._above() - self.body.tall(inner)
        self.body.place(
            canvas, x + self.indent, top - self._above() - spare / 2, inner, ghost=ghost
        )


def beside(
    setting: Setting, path: str, figure: Figure, body: Part, width: float, end: float = 0.0
) -> BesidePart:
    """A figure in a column `width` points wide, and what belongs to it: right of it, or below
    it where the column is narrow or that takes less height."""
    part = FigurePart(setting, figure, width)
    indent = part.size[0] + setting.layout.figures.gap
    below = BesidePart(setting, path, part, body, 0.0, end)
    if width - indent - end < NARROWEST_COLUMN_PT:
        return below
    right = BesidePart(setting, path, part, body, indent, end)
    return below if below.tall(width) < right.tall(width) else right


def pictograms(block: Pictograms, setting: Setting, width: float) -> Iterator[Part]:
    """Rows of pictograms, each with its caption, as many in a row as there is room for."""
    columns, gap = _columns(block, setting, width), setting.layout.figures.gap
    made: list[Part] = [
        _captioned(setting, figure, width / columns, gap if columns > 1 else 0.0)
        for figure in block.figures
    ]
    rows = [made[start : start + columns] for start in range(0, len(made), columns)]
    yield from _spaced(setting, [_row(block.path, row, columns) for row in rows])


def _columns(block: Pictograms, setting: Setting, width: float) -> int:
    """So many that no caption is torn or grows high; then so few that rows are even."""
    figures, count = setting.layout.figures, len(block.figures)
    longest = max([setting.natural_width(each.says, "body") for each in block.figures])
    word = max([setting.widest_word(each.says, "body") for each in block.figures])
    caption = max(_CAPTION * setting.layout.styles["body"].size, word, longest / _CAPTION_LINES)
    most = max(1, int(width // (figures.pictogram + 2 * figures.gap + caption)))
    return ceil(count / ceil(count / most))


def _captioned(setting: Setting, figure: Figure, width: float, end: float) -> Part:
    text = TextPart(setting, figure.path, figure.says, "body")
    return beside(setting, figure.path, figure, text, width, end)


def _row(path: str, row: Sequence[Part], columns: int) -> Part:
    return Abreast(path, row, columns) if columns > 1 else row[0]


def _spaced(setting: Setting, rows: Sequence[Part]) -> Sequence[Part]:
    gap, after = setting.layout.figures.gap, setting.layout.styles["body"].after
    for number, row in enumerate(rows, 1):
        last = number == len(rows)
        row.spaced(gap, max(gap, after) if last else gap)
    return rows
