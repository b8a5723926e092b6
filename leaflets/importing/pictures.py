"""The pictures of a document: whether they can be printed, and their names in a library."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from ..content.pictures.files import PictureFile, read_picture
from ..pdf.images import check_raster

__all__ = ["checked_name"]

# the first bytes of the kinds of pictures that a leaflet can have, and their suffixes
KINDS: Final = ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpg"))
NAME_CHARACTERS: Final = 40  # of what its source calls a picture


def checked_name(name: str, content: bytes) -> str:
    """Return the name of a picture file that can be printed, with a digest of its bytes.

    name: what the source calls it. So no two pictures of a folder have one name. Raises
    PictureError.
    """
    suffix = next((suffix for start, suffix in KINDS if content.startswith(start)), "svg")
    stem = "-".join(re.findall(r"[a-z0-9]+", name.rpartition(".")[0].lower()))[:NAME_CHARACTERS]
    file = f"{stem or 'picture'}-{sha256(content).hexdigest()[:8]}.{suffix}"
    read_picture(PictureFile(file), lambda _: (content, name), check_raster)
    return file
