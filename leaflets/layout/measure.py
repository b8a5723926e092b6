"""Measurements of a layout for `leaflets layout check`: sheet, type, contrast, and advice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from .contrast import GOOD_TEXT_CONTRAST, text_backgrounds
from .families import Family
from .model import Fit, Layout
from .scalars import POINTS, Length

PAPERS: Final = {  # width and height in millimetres
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
}
PAPER_TOLERANCE: Final = 0.5  # millimetres
# characters in a line
LONGEST_LINE: Final = 90  # beyond it the eye loses the next line
SHORTEST_LINE: Final = 40  # below it the eye turns back too often; shorter where paper is narrow:
SHORTEST_LINE_IN_COLUMNS: Final = 30
SHORTEST_LINE_ON_ROLL: Final = 15  # a roll of 58 mm in 12 point


class TypeMeasures(NamedTuple):
    """The type of a role: size and leading in points, height of a small x in millimetres."""

    role: str
    size: float
    x_height: float
    leading: float

    @property
    def spacing(self) -> float:
        """The distance from line to line, as a share of the size."""
        return self.leading / self.size


def paper_name(layout: Layout) -> str:
    """Return the name of the sheet, such as `A4` or `A4, lying`, or its size in millimetres."""
    width = layout.page.width / POINTS["mm"]
    if not isinstance(layout.page.height, Length):
        return f"{width:.0f} mm roll"
    height = layout.page.height / POINTS["mm"]
    for name, paper in PAPERS.items():
        if _is_paper((width, height), paper):
            return name
        if _is_paper((height, width), paper):
            return f"{name}, lying"
    return f"{width:.0f} × {height:.0f} mm"


def _is_paper(size: tuple[float, float], paper: tuple[float, float]) -> bool:
    return all(abs(a - b) < PAPER_TOLERANCE for a, b in zip(size, paper, strict=True))


def type_measures(layout: Layout, families: Mapping[str, Family]) -> Iterator[TypeMeasures]:
    """Yield the measures of the type of each role."""
    share = families[layout.fonts.text].x_height
    for role, style in layout.styles.items():
        yield TypeMeasures(role, style.size, style.size * share / POINTS["mm"], style.leading)


def contrasts(layout: Layout) -> dict[str, dict[str, float]]:
    """Return, for each role, its contrast with each background on which it may stand."""
    table: dict[str, dict[str, float]] = {}
    for text in text_backgrounds(layout):
        table.setdefault(text.role, {})[text.background] = text.contrast(layout)
    return table


def advice(layout: Layout, lines: Mapping[str, float]) -> Iterator[str]:
    """Yield what is allowed but could be better. lines: characters in a line, by role."""
    weak = [
        text.description
        for text in text_backgrounds(layout)
        if text.contrast(layout) < GOOD_TEXT_CONTRAST
    ]
    if weak:
        yield f"Below {GOOD_TEXT_CONTRAST:g} to 1, which reads well: {', '.join(weak)}."
    shortest = _shortest_line(layout)
    fewer = "the columns fewer, " if layout.page.columns > 1 else ""
    for role, characters in lines.items():
        if characters > LONGEST_LINE:
            remedy = "long: make the margins wider, or the type larger"
        elif characters < shortest:
            remedy = f"short: make the margins narrower, {fewer}or the type smaller"
        else:
            continue
        yield f"A line of {role} holds {characters:.0f} characters, which is {remedy}."


def _shortest_line(layout: Layout) -> int:
    """Return how many characters a line should hold at least on the layout's paper."""
    if not isinstance(layout.page.height, Length):
        return SHORTEST_LINE_ON_ROLL
    return SHORTEST_LINE_IN_COLUMNS if layout.page.columns > 1 else SHORTEST_LINE


def text_size(layout: Layout) -> str:
    """Return the size of running text, or its range, such as `12 pt` or `10 to 12 pt`."""
    if isinstance(layout.fit, Fit):
        return f"{layout.fit.least:g} to {layout.fit.most:g} pt"
    return f"{layout.styles['body'].size:g} pt"
