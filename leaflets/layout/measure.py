"""What a layout measures: sizes, heights, distances, and how well words stand out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from .contrast import GOAL
from .families import Family
from .legible import grounds, ratio
from .model import Fit, Layout
from .scalars import POINTS, Length

PAPERS: Final = {  # millimetres, wide and high
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
}
SAME_PAPER: Final = 0.5  # millimetres
LONG_LINE: Final = 90  # characters, beyond which an eye loses the next line
SHORT_LINE: Final = 40  # below which it turns back too often; unless the paper leaves no choice:
SHORT_IN_COLUMNS: Final = 30
SHORT_ON_ROLL: Final = 15  # a roll of 58 mm in 12 point


class Measured(NamedTuple):
    """Type of one role: size and leading in points, height of a small x in millimetres."""

    role: str
    size: float
    x_height: float
    leading: float

    @property
    def spacing(self) -> float:
        """From line to line, as a share of the size."""
        return self.leading / self.size


def paper(layout: Layout) -> str:
    """The sheet by its name, or by its measures."""
    wide = layout.page.width / POINTS["mm"]
    if not isinstance(layout.page.height, Length):
        return f"{wide:.0f} mm roll"
    high = layout.page.height / POINTS["mm"]
    for name, (width, height) in PAPERS.items():
        if abs(width - wide) < SAME_PAPER and abs(height - high) < SAME_PAPER:
            return name
        if abs(width - high) < SAME_PAPER and abs(height - wide) < SAME_PAPER:
            return f"{name}, lying"
    return f"{wide:.0f} × {high:.0f} mm"


def types(layout: Layout, families: Mapping[str, Family]) -> Iterator[Measured]:
    """The type of each role."""
    share = families[layout.fonts.text].x_height
    for role, style in layout.styles.items():
        yield Measured(role, style.size, style.size * share / POINTS["mm"], style.leading)


def contrasts(layout: Layout) -> dict[str, dict[str, float]]:
    """For each role, its contrast on everything on which it may stand."""
    found: dict[str, dict[str, float]] = {}
    for each in grounds(layout):
        found.setdefault(each.role, {})[each.on] = ratio(layout, each.ink, each.ground)
    return found


def advice(layout: Layout, lines: Mapping[str, float]) -> Iterator[str]:
    """What is allowed, and could be better. lines: characters in a line, by role."""
    weak = [each.what for each in grounds(layout) if ratio(layout, each.ink, each.ground) < GOAL]
    if weak:
        yield f"Below {GOAL:g} to 1, which reads well: {', '.join(weak)}."
    least, fewer = _short(layout), "the columns fewer, " if layout.page.columns > 1 else ""
    for role, characters in lines.items():
        if characters > LONG_LINE:
            says = "long: make the margins wider, or the type larger"
        elif characters < least:
            says = f"short: make the margins narrower, {fewer}or the type smaller"
        else:
            continue
        yield f"A line of {role} holds {characters:.0f} characters, which is {says}."


def _short(layout: Layout) -> int:
    """How many characters a line should hold at least, on that paper."""
    if not isinstance(layout.page.height, Length):
        return SHORT_ON_ROLL
    return SHORT_IN_COLUMNS if layout.page.columns > 1 else SHORT_LINE


def text_size(layout: Layout) -> str:
    """The size of running text, or its bounds."""
    if isinstance(layout.fit, Fit):
        return f"{layout.fit.least:g} to {layout.fit.most:g} pt"
    return f"{layout.styles['body'].size:g} pt"
