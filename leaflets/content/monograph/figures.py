"""Read the pictures that a monograph shows, from the folder of its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...base.errors import Fault, MonographError, PictureError
from ...base.limits import FIGURE_PIXELS
from ...source.schema import FileShape
from ..pictures.files import LoadPicture, ReadRaster, read_picture
from ..pictures.model import Drawing, RasterPicture
from .model import Monograph
from .prose import Illustration

__all__ = ["read_figures"]


def read_figures(
    monograph: Monograph, load: LoadPicture, read_raster: ReadRaster
) -> dict[str, Drawing | RasterPicture]:
    """Read and check every picture, by the name of its file. Raises MonographError with all faults.

    load: returns a file beside the monograph. read_raster: reads a PNG or JPEG.
    """
    pictures: dict[str, Drawing | RasterPicture] = {}
    faults: list[Fault] = []
    pixels = 0
    for block in _illustrations(monograph):
        if str(block.figure) in pictures:
            continue
        try:
            picture = read_picture(block.figure, load, read_raster)
        except PictureError as error:
            faults.extend(error.faults)
            continue
        pictures[str(block.figure)] = picture
        if isinstance(picture, RasterPicture):
            pixels += picture.width * picture.height
        if pixels > FIGURE_PIXELS:
            message = f"The figures up to this one have more than {FIGURE_PIXELS:,} pixels in all."
            faults.append(Fault("M211", block.figure.place, message, "Save them smaller."))
            break
    if faults:
        raise MonographError(faults)
    return pictures


def _illustrations(value: Any) -> Iterator[Illustration]:
    """Iterate over the figures in a monograph or a part of one, in order."""
    if isinstance(value, Illustration):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _illustrations(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _illustrations(part)
    elif isinstance(value, FileShape):
        for name in value.__struct_fields__:
            yield from _illustrations(getattr(value, name))
