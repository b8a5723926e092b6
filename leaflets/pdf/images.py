"""PNG and JPEG pictures: checked, decoded, flattened on white, and written as image objects."""

from __future__ import annotations

import struct
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from msgspec import Struct

from ..base.limits import PICTURE_PIXELS
from ..content.pictures.model import InvalidPicture, RasterPicture
from .writer import Writer

__all__ = ["EmbeddedImage", "check_raster", "embedded_image"]

PNG_HEAD: Final = struct.Struct(">8xI4s2I")
PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE: Final = b"\xff\xd8\xff"
ORIENTATION: Final = 0x0112  # tag of EXIF; 1 is upright
TOO_LARGE: Final = "Save it smaller; 1,000 pixels wide is plenty for print."
DAMAGED: Final = "It is damaged: it cannot be unpacked.", "Save it again, or copy it again."


class EmbeddedImage(Struct, frozen=True):
    """An image as a PDF holds it.

    content: the bytes of a JPEG file; or samples of 8 bits, row by row from the top, one per pixel
    in grey, three in RGB.
    """

    width: int
    height: int
    is_grey: bool
    content: bytes
    is_jpeg: bool

    def embed(self, out: Writer) -> int:
        """Write the image object; return its number."""
        space = "/DeviceGray" if self.is_grey else "/DeviceRGB"
        entries = (
            f"/Type/XObject/Subtype/Image/Width {self.width}/Height {self.height}"
            f"/BitsPerComponent 8/ColorSpace{space}"
        )
        if self.is_jpeg:
            return out.stream(f"{entries}/Filter/DCTDecode", self.content, deflate=False)
        return out.stream(entries, self.content)


def check_raster(encoded: bytes) -> RasterPicture:
    """Check that a PNG or JPEG file can be drawn. Its size is checked before it is decoded.

    Raises InvalidPicture.
    """
    if encoded.startswith(PNG_SIGNATURE):
        _check_png_size(encoded)
    elif not encoded.startswith(JPEG_SIGNATURE):
        message = "It is not a PNG or JPEG file."
        raise InvalidPicture(message, "Save it as PNG, JPEG or SVG, in RGB and not in CMYK.")
    image = embedded_image(encoded)
    return RasterPicture(image.width, image.height, encoded)


def _check_png_size(png: bytes) -> None:
    if len(png) < PNG_HEAD.size:
        raise InvalidPicture(*DAMAGED)
    _, kind, width, height = PNG_HEAD.unpack_from(png)
    if kind != b"IHDR" or not width or not height:
        raise InvalidPicture("It is damaged: it has no size.", "Save it again.")
    _check_pixels(width, height)


def _check_pixels(width: int, height: int) -> None:
    if width * height > PICTURE_PIXELS:
        message = f"It has {width} × {height} pixels; at most {PICTURE_PIXELS:,} in all may be."
        raise InvalidPicture(message, TOO_LARGE)


@lru_cache(maxsize=4)
def embedded_image(encoded: bytes) -> EmbeddedImage:
    """Decode a picture of allowed size; transparent parts become white. Raises InvalidPicture.

    A JPEG goes into the PDF as it is, after it has been decoded to its end.
    """
    import PIL.Image

    is_jpeg = encoded.startswith(JPEG_SIGNATURE)
    formats = ["JPEG"] if is_jpeg else ["PNG"]
    try:
        with PIL.Image.open(BytesIO(encoded), formats=formats) as picture:
            if is_jpeg:
                _check_jpeg(picture)
            picture.verify()  # finds missing chunks at the end, which `load` does not need
        with PIL.Image.open(BytesIO(encoded), formats=formats) as picture:
            picture.load()
            if is_jpeg:
                width, height = picture.size
                return EmbeddedImage(width, height, picture.mode == "L", encoded, is_jpeg=True)
            flat = _flatten(picture)
            return EmbeddedImage(
                flat.width, flat.height, flat.mode == "L", flat.tobytes(), is_jpeg=False
            )
    except InvalidPicture:
        raise
    except Exception as why:  # PIL raises many kinds of errors for damaged files
        raise InvalidPicture(*DAMAGED) from why


def _check_jpeg(picture: Any) -> None:
    """Check a PIL image that was opened and not yet decoded. Raises InvalidPicture."""
    _check_pixels(*picture.size)
    if picture.mode not in ("L", "RGB"):
        message = "Its colours are meant for a printing press (CMYK)."
        raise InvalidPicture(message, "Save it in RGB or in grey.")
    if picture.getexif().get(ORIENTATION, 1) != 1:
        message = "It lies on its side: a note in it (EXIF) says how to turn it."
        raise InvalidPicture(message, "Save it upright.")


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
