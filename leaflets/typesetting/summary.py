"""A summary has one page in any layout: it fits, or is refused, and is never made smaller."""

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
    """The layout, which fits its type to one page if it fits it to some."""
    if not isinstance(layout.fit, Fit):
        return layout
    return replace(layout, fit=replace(layout.fit, pages=1, multiple=1))


def check_one_page(pages: Sequence[Page], context: TypesettingContext) -> None:
    """DoesNotFit, saying by how much, unless there is one page."""
    if len(pages) == 1:
        return
    over = sum(placed.used for page in pages[1:] for placed in page)
    lines = ceil(over / context.layout.styles["body"].leading)
    first = pages[1][0].part.parts[0].path
    raise DoesNotFit(
        f"The summary does not fit on one page: about {lines} {'line' if lines == 1 else 'lines'}, "
        f"from the block '{first}' on, are too many.",
        "Use a layout that holds more on a page, or shorten do-not-take, how-to-take or the "
        "serious side effects in the monograph.",
        code="T523",
    )
