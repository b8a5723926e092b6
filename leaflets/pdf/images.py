"""PNG pictures: checked, decoded, flattened on white, and written as image objects."""

from __future__ import annotations

import struct
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from msgspec import Struct

from ..base.limits import PICTURE_PIXELS
from ..content.pictures.model import InvalidPng, PngPicture
from .writer import Writer

__all__ = ["ImageSamples", "check_png", "decode_png"]

_HEAD: Final = struct.Struct(">8xI4s2I")
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


class ImageSamples(Struct, frozen=True):
    """Samples of 8 bits, row by row from the top: one per pixel if grey, else three (RGB)."""

    width: int
    height: int
    grey: bool
    samples: bytes

    def embed(self, out: Writer) -> int:
        """Write the image object; return its number."""
        space = "/DeviceGray" if self.grey else "/DeviceRGB"
        entries = f"/Type/XObject/Subtype/Image/Width {self.width}/Height {self.height}"
        return out.stream(f"{entries}/BitsPerComponent 8/ColorSpace{space}", self.samples)


def check_png(png: bytes) -> PngPicture:
    """Check that a PNG file can be drawn. Its size is checked before it is decoded.

    Raises InvalidPng.
    """
    if not png.startswith(_SIGNATURE) or len(png) < _HEAD.size:
        raise InvalidPng("It is not a PNG file.", "Save it as PNG or SVG, in RGB and not in CMYK.")
    _, kind, width, height = _HEAD.unpack_from(png)
    if kind != b"IHDR" or not width or not height:
        raise InvalidPng("It is damaged: it has no size.", "Save it again.")
    if width * height > PICTURE_PIXELS:
        message = f"It has {width} × {height} pixels; at most {PICTURE_PIXELS:,} in all may be."
        raise InvalidPng(message, "Save it smaller; 1,000 pixels wide is plenty for print.")
    image = decode_png(png)
    return PngPicture(image.width, image.height, png)


@lru_cache(maxsize=4)
def decode_png(png: bytes) -> ImageSamples:
    """Decode a PNG file of allowed size; transparent parts become white. Raises InvalidPng."""
    import PIL.Image

    try:
        with PIL.Image.open(BytesIO(png), formats=["PNG"]) as picture:
            picture.verify()  # finds missing chunks at the end, which `load` does not need
        with PIL.Image.open(BytesIO(png), formats=["PNG"]) as picture:
            picture.load()
            flat = _flatten(picture)
            return ImageSamples(flat.width, flat.height, flat.mode == "L", flat.tobytes())
    except Exception as why:  # PIL raises many kinds of errors for damaged files
        message = "It is damaged: it cannot be unpacked."
        raise InvalidPng(message, "Save it again, or copy it again.") from why


def _flatten(picture: Any) -> Any:
    """Return a PIL image in grey (mode L) or RGB, transparent parts on white."""
    import PIL.Image

    if picture.mode.startswith("I"):  # 16 bits
        return picture.convert("I").point(lambda value: value / 257).convert("L")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        white = PIL.Image.new("RGBA", layer.size, "white")
        return PIL.Image.alpha_composite(white, layer).convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")
