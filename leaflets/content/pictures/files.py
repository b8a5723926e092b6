"""Picture files: their names, and how they are read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, Self

from ...base.errors import Fault, NotFoundError, PictureError
from ...base.limits import NAME_CHARACTERS, PICTURE_BYTES
from ...source.schema import InvalidText
from ...source.yaml import Text
from .model import Drawing, InvalidPicture, RasterPicture

__all__ = ["LoadPicture", "PictureFile", "ReadRaster", "read_picture"]

FILE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.(?:png|jpe?g|svg)\Z")

LoadPicture = Callable[[str], tuple[bytes, str] | None]
"""Returns the bytes of a file by its name, and its path for messages; None if it is absent.
Raises NotFoundError."""

ReadRaster = Callable[[bytes], RasterPicture]
"""Reads a PNG or JPEG file. Raises InvalidPicture."""


class PictureFile(Text):
    """The name of a picture file in the folder of the file that names it."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read a name such as `logo.svg`, without a folder, that ends in .png, .jpg or .svg."""
        if len(text) > NAME_CHARACTERS or not FILE.match(text):
            hint = (
                "Put a PNG, JPEG or SVG file beside this one, and name it as sign.png or sign.svg."
            )
            raise InvalidText(201, f"'{text[:60]}' is not the name of a picture.", hint)
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of such a value."""
        return {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9_-]*\.(png|jpe?g|svg)$"}


def read_picture(
    name: PictureFile, load: LoadPicture, read_raster: ReadRaster
) -> Drawing | RasterPicture:
    """Read a picture and check that it can be drawn. Raises PictureError."""
    source, file = _load(name, load)
    if len(source) > PICTURE_BYTES:
        message = f"{file} is larger than {PICTURE_BYTES // 1024} KiB."
        raise _picture_error("H202", name, message, "Save it smaller, or with fewer points.")
    if name.endswith(".svg"):
        from .svg import read_svg  # few monographs have such a picture

        return read_svg(source, file)
    try:
        return read_raster(source)
    except InvalidPicture as error:
        message = f"{file} cannot be printed. {error.says}"
        raise _picture_error("H203", name, message, error.hint) from None


def _load(name: PictureFile, load: LoadPicture) -> tuple[bytes, str]:
    try:
        content = load(str(name))
    except NotFoundError as error:
        hint = "Put an ordinary file there, no link."
        raise _picture_error("H202", name, error.says, hint) from None
    if content is None:
        message = f"There is no {name} beside this file."
        raise _picture_error(
            "H202", name, message, "Put it there, or remove the line that names it."
        )
    return content


def _picture_error(code: str, name: PictureFile, message: str, hint: str) -> PictureError:
    return PictureError([Fault(code, name.place, message, hint)])
