"""Pixels in a file: PNG pictures taken apart, flattened on white, and written as they are seen."""

from __future__ import annotations

import struct
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from msgspec import Struct

from ..base.limits import PICTURE_PIXELS
from ..content.pictures.model import NotPixels, Pixels
from .writer import Writer

__all__ = ["Image", "checked", "unpacked"]

_HEAD: Final = struct.Struct(">8xI4s2I")
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


class Image(Struct, frozen=True):
    """Samples of eight bits, row by row from the top. grey: one for each pixel instead of three."""

    width: int
    height: int
    grey: bool
    samples: bytes

    def embed(self, out: Writer) -> int:
        """Write it; gives its number."""
        space = "/DeviceGray" if self.grey else "/DeviceRGB"
        entries = f"/Type/XObject/Subtype/Image/Width {self.width}/Height {self.height}"
        return out.stream(f"{entries}/BitsPerComponent 8/ColorSpace{space}", self.samples)


def checked(png: bytes) -> Pixels:
    """A PNG file that can be drawn, looked at whole; its size is looked at before it is unpacked.

    Raises NotPixels.
    """
    if not png.startswith(_SIGNATURE) or len(png) < _HEAD.size:
        raise NotPixels("It is not a PNG file.", "Save it as PNG or SVG, in RGB and not in CMYK.")
    _, kind, width, height = _HEAD.unpack_from(png)
    if kind != b"IHDR" or not width or not height:
        raise NotPixels("It is damaged: it has no size.", "Save it again.")
    if width * height > PICTURE_PIXELS:
        says = f"It has {width} × {height} pixels; at most {PICTURE_PIXELS:,} in all may be."
        raise NotPixels(says, "Save it smaller; 1,000 pixels wide is plenty for print.")
    image = unpacked(png)
    return Pixels(image.width, image.height, png)


@lru_cache(maxsize=4)
def unpacked(png: bytes) -> Image:
    """The samples of a PNG of no more than the allowed size; what is clear becomes white."""
    import PIL.Image

    try:
        with PIL.Image.open(BytesIO(png), formats=["PNG"]) as picture:
            picture.verify()  # that every part is there; samples may be whole without the last
        with PIL.Image.open(BytesIO(png), formats=["PNG"]) as picture:
            picture.load()
            flat = _flat(picture)
            return Image(flat.width, flat.height, flat.mode == "L", flat.tobytes())
    except Exception as why:  # PIL raises whatever the damage makes it trip over
        says = "It is damaged: it cannot be unpacked."
        raise NotPixels(says, "Save it again, or copy it again.") from why


def _flat(picture: Any) -> Any:
    """In grey or in red, green and blue, on white."""
    import PIL.Image

    if picture.mode.startswith("I"):  # 16 bits
        return picture.convert("I").point(lambda value: value / 257).convert("L")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        white = PIL.Image.new("RGBA", clear.size, "white")
        return PIL.Image.alpha_composite(white, clear).convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")
