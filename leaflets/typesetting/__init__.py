"""Where each word falls: from a leaflet and a layout to the bytes of a PDF.

In come a `Leaflet` and a `Layout`; out goes a `Typeset`, by `draw.draw`. That module is imported
only to draw: a body that is kept is stamped without it, and without ReportLab.
"""

from __future__ import annotations

from msgspec import Struct

from ..pdf.metadata import Metadata

__all__ = ["Typeset"]


class Typeset(Struct, frozen=True):
    """A leaflet as a PDF.

    pdf: the bytes, the same for the same inputs. pages: their number, without blank ones. size: of
    body text, in points. metadata: what the PDF says about itself.
    """

    pdf: bytes
    pages: int
    size: float
    metadata: Metadata
