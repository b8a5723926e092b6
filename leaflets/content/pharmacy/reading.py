"""Read a pharmacy's file and its logo."""

from __future__ import annotations

from ...base.errors import Fault, PharmacyError, PictureError
from ...source.schema import read
from ...source.yaml import parse
from ..pictures.files import LoadPicture, ReadRaster, read_picture
from .model import Pharmacy, PharmacyDetails

__all__ = ["read_pharmacy"]


def read_pharmacy(source: bytes, file: str, load: LoadPicture, read_raster: ReadRaster) -> Pharmacy:
    """Read a pharmacy and its logo. Raises PharmacyError with every fault.

    file: as messages name it. load: returns a file beside it. read_raster: reads a PNG or JPEG.
    """
    faults: list[Fault] = []
    node = parse(source, file, PharmacyError, faults)
    details = read(PharmacyDetails, node, PharmacyError, faults)
    if details.logo is None:
        return Pharmacy(details)
    try:
        return Pharmacy(details, read_picture(details.logo.file, load, read_raster))
    except PictureError as error:
        raise PharmacyError(error.faults) from None
