"""Finds out, before it is made, whether a leaflet has the letters and the room for its words."""

from __future__ import annotations

from typing import NamedTuple

from ..stamping.measure import fits_reserve
from .bodies import field_measures, lay_out_in_full, stamped
from .model import Request, Setup
from .timeouts import TIME_LIMIT

__all__ = ["Fit", "check_fit"]


class Fit(NamedTuple):
    """How the words of a leaflet fit.

    request: with what draws its particulars, where a body has room for them. is_laid_out: whether
    all words had to be laid out anew, which takes long.
    """

    request: Request
    is_laid_out: bool = False


def check_fit(setup: Setup, request: Request) -> Fit:
    """Raise what making the leaflet of a request would raise.

    This goes the way on which the leaflet is made, as far as the places of its words are known: its
    body, its words in the body, its words in other fonts, and only then all words anew.
    """
    with TIME_LIMIT:
        body, request = stamped(setup, request)
        particulars = request.particulars
        if request.code or particulars is None or not particulars.values:
            return Fit(request)
        if body.frozen is not None:
            key = request.key
            fonts = field_measures(setup.folder, key.layout, key.language).fonts
            if fits_reserve(particulars, body.frozen.plan, fonts):
                return Fit(request)
        lay_out_in_full(setup, request)
        return Fit(request, is_laid_out=True)
