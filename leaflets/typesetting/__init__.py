"""Where each word falls: from a leaflet and a layout to the bytes of a PDF.

In come a `Leaflet` and a `Layout`; out goes a `Typeset`, by `draw.draw`. That module is imported
only to draw: a body that is kept is stamped without it, and without ReportLab.
"""

from __future__ import annotations

from msgspec import Struct

from ..layout.families import Weight
from ..pdf.metadata import Metadata

__all__ = ["Letters", "Lines", "Typeset"]

Letters = frozenset[tuple[Weight, str]]
"""Alphabets of `pdf.alphabets`, each with the weight in which its letters are set."""

Lines = tuple[tuple[str, int], ...]
"""The fields of particulars that need several lines, by name, and how many each needs."""


class Typeset(Struct, frozen=True):
    """A leaflet as a PDF.

    pdf: the bytes, the same for the same inputs. pages: their number, without blank ones. size: of
    body text, in points. metadata: what the PDF says about itself.
    """

    pdf: bytes
    pages: int
    size: float
    metadata: Metadata
