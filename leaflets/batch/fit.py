"""Finds out, without drawing it, whether a leaflet has the letters and the room for its words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ..base.errors import DoesNotFit, MissingGlyph
from ..content.library import Library
from ..layout.reading import load_layout_and_fonts
from ..stamping.measure import fits_reserve
from ..typesetting.fonts import Fonts
from .bodies import body_of, lay_out_in_full
from .model import Request, Setup
from .timeouts import TIME_LIMIT

__all__ = ["check_fit"]


def check_fit(setup: Setup, request: Request) -> bool:
    """Raise what making the leaflet of a request would raise.

    This goes the way on which the leaflet is made, as far as the places of its words are known: its
    body, its words in the body, its words in other fonts, and only then all words anew. Return
    whether the last was necessary, which takes long.
    """
    with TIME_LIMIT:
        body_key = request.body_key
        frozen = body_of(setup, body_key).frozen
        if request.particulars is None or not body_key.fields:
            return False
        if frozen is not None:
            try:
                frozen.code(request.particulars)
                return False
            except (DoesNotFit, MissingGlyph):
                fonts = _fonts(setup.folder, request.key.layout)
                if fits_reserve(request.particulars, frozen.plan, fonts):
                    return False
        lay_out_in_full(setup, request)
        return True


@lru_cache(maxsize=16)
def _fonts(folder: Path | None, layout: str) -> Fonts:
    styles, families = load_layout_and_fonts(Library(folder), layout)
    return Fonts((styles.fonts.text, *styles.fonts.fallback), families)
