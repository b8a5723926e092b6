"""Sheets of paper that a printer takes, on which two pages stand side by side."""

from __future__ import annotations

from typing import Final

from ..base.errors import NoSheet
from ..layout.measure import PAPERS
from ..layout.model import Layout
from ..layout.scalars import POINTS
from ..pdf.imposition import Imposition, fold_booklet

SHEETS: Final = ("A4", "Letter")  # what the printers of pharmacies take
TOLERANCE: Final = 1.5 * POINTS["mm"]  # two A5 pages are 1 mm narrower than an A4 sheet


def imposed(layout: Layout, height: float, pages: int) -> Imposition:
    """The pages of a layout, two on each side of a sheet. Raises NoSheet."""
    width = float(layout.page.width)
    for name in SHEETS:
        short, long = (side * POINTS["mm"] for side in PAPERS[name])
        if abs(2 * width - long) < TOLERANCE and abs(height - short) < TOLERANCE:
            return fold_booklet(pages, (width, height), (long, short))
    measures = f"{2 * width / POINTS['mm']:.0f} × {height / POINTS['mm']:.0f} mm"
    raise NoSheet(
        f"Two pages of this layout side by side are {measures}, which is no sheet of "
        f"{' or '.join(SHEETS)} paper.",
        "Use a layout with A5 pages, such as booklet.",
    )
