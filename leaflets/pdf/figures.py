"""Give a monograph the pictures that stand beside its file, and a pharmacy its logo."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec.structs import replace

from ..base.arguments import check_type
from ..content.library import Library
from ..content.library.folder import picture_beside
from ..content.monograph.figures import read_figures
from ..content.monograph.reading import Reading
from ..content.pharmacy.model import Pharmacy
from ..content.pharmacy.reading import read_pharmacy
from .images import check_raster

__all__ = ["pharmacy_of", "with_figures"]


def with_figures(reading: Reading, path: Path | None) -> Reading:
    """Return a reading with its pictures. Raises MonographError for every one that cannot be drawn.

    path: of the monograph, if it was not found in the library by its name.
    """
    if b"figure" not in reading.source:
        return reading
    if path is None:
        load = partial(reading.library.figure, reading.name)
    else:
        load = partial(picture_beside, path)
    return replace(reading, figures=read_figures(reading.monograph, load, check_raster))


def pharmacy_of(library: Library, pharmacy: str | Pharmacy) -> Pharmacy:
    """Return the pharmacy of that name, with its logo; a value is returned as it is.

    Raises PharmacyError, NotFoundError.
    """
    check_type("pharmacy", pharmacy, str, Pharmacy)
    if isinstance(pharmacy, Pharmacy):
        return pharmacy
    file = library.pharmacy(pharmacy)
    return read_pharmacy(file.source, file.file, library.logo, check_raster)
