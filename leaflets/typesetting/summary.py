"""The one page of a summary, in any layout: a longer summary is refused."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from msgspec.structs import replace

from ..base.errors import DoesNotFit
from ..layout.model import Fit, Layout
from .context import TypesettingContext
from .pages import Page

__all__ = ["SUMMARY", "check_one_page", "on_one_page"]

SUMMARY: Final = "summary"  # the extent of a leaflet


def on_one_page(layout: Layout) -> Layout:
    """Return the layout, with its type fitted to one page if the layout fits type to pages."""
    if not isinstance(layout.fit, Fit):
        return layout
    return replace(layout, fit=replace(layout.fit, pages=1, multiple=1))


def check_one_page(pages: Sequence[Page], context: TypesettingContext) -> None:
    """Raise DoesNotFit, which says how much too long the summary is, unless it has one page."""
    if len(pages) == 1:
        return
    excess = sum(placed.height for page in pages[1:] for placed in page)
    lines = ceil(excess / context.layout.styles["body"].leading)
    path = pages[1][0].stack.parts[0].path
    raise DoesNotFit(
        f"The summary does not fit on one page: about {lines} {'line' if lines == 1 else 'lines'}, "
        f"from the block '{path}' on, are too many.",
        "Use a layout that holds more on a page, or shorten do-not-take, how-to-take or the "
        "serious side effects in the monograph.",
        code="T523",
    )
