"""Pictures inside the page: drawings and QR codes as SVG, pictures in pixels as data addresses."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from ..content.pictures.model import (
    INK,
    Drawing,
    LibraryPicture,
    LibraryPictures,
    Outline,
    Pictogram,
    Picture,
    QRCode,
    RasterPicture,
    Shape,
)
from ..content.pictures.qr_code import QUIET_ZONE, qr_rows, qr_width
from .elements import element, void_element

__all__ = ["picture_html"]

PNG_SIGNATURE: Final = b"\x89PNG"
LETTERS: Final = {"m": "M", "l": "L", "c": "C", "h": "Z"}  # of SVG path data, for a segment


def picture_html(
    picture: Picture,
    description: str,
    pictograms: Mapping[str, Drawing],
    pictures: LibraryPictures,
) -> str:
    """Return the element that shows a picture.

    description: its alternative text; empty where a caption says the same. pictograms, pictures:
    those of the leaflet, by name and by file name.
    """
    match picture:
        case Pictogram():
            return _drawing(pictograms[picture.name], description, "pictogram")
        case LibraryPicture():
            return picture_html(pictures[picture.file], description, pictograms, pictures)
        case Drawing():
            return _drawing(picture, description, "drawing")
        case QRCode():
            side = str(qr_width(picture.address))
            modules = element("path", "", d=_modules(picture.address), fill="currentColor")
            return _svg(modules, side, side, description, "code")
        case RasterPicture():
            return _raster(picture, description)


def _drawing(drawing: Drawing, description: str, kind: str) -> str:
    shapes = "".join(map(_shape, drawing.shapes))
    return _svg(shapes, _number(drawing.width), _number(drawing.height), description, kind)


def _svg(content: str, width: str, height: str, description: str, kind: str) -> str:
    return element(
        "svg",
        content,
        class_=f"picture {kind}",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img" if description else None,
        aria_label=description or None,
        aria_hidden=None if description else "true",
    )


def _shape(shape: Shape) -> str:
    return element(
        "path",
        "",
        d=_path(shape.outline),
        fill=_colour(shape.fill),
        fill_rule="evenodd" if shape.even_odd else None,
        stroke=_colour(shape.stroke) if shape.stroke else None,
        stroke_width=_number(shape.stroke_width) if shape.stroke else None,
    )


def _colour(name: str) -> str:
    return "currentColor" if name == INK else name or "none"


def _path(outline: Outline) -> str:
    return "".join(LETTERS[kind] + " ".join(map(_number, numbers)) for kind, numbers in outline)


def _number(value: float) -> str:
    """Return a number with at most three decimals, such as 12, 0.5 or -3.125."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _modules(address: str) -> str:
    """Return the dark stretches of a QR code as path data; one module is one unit."""
    return "".join(_stretches(address))


def _stretches(address: str) -> Iterator[str]:
    for down, row in enumerate(qr_rows(address), QUIET_ZONE):
        across = QUIET_ZONE
        for is_dark, modules in groupby(row):
            width = len(list(modules))
            if is_dark:
                yield f"M{across} {down}h{width}v1h-{width}Z"
            across += width


def _raster(picture: RasterPicture, description: str) -> str:
    form = "png" if picture.encoded.startswith(PNG_SIGNATURE) else "jpeg"
    return void_element(
        "img",
        class_="picture",
        src=f"data:image/{form};base64,{b64encode(picture.encoded).decode()}",
        alt=description,
        width=str(picture.width),
        height=str(picture.height),
    )
