"""Reading a pharmacy's file and its logo, with every fault of the file told together."""

from __future__ import annotations

from collections.abc import Callable

from ...base.errors import Fault, NotFoundError, PharmacyError
from ...base.limits import SOURCE_BYTES
from ...source.schema import read
from ...source.yaml import parse
from ..pictures.model import Drawing, InvalidPng, PngPicture
from ..pictures.svg import read_svg
from .model import Pharmacy, PharmacyDetails, PictureFile

__all__ = ["read_pharmacy"]

Load = Callable[[str], tuple[bytes, str] | None]


def read_pharmacy(
    source: bytes, file: str, load: Load, pixels: Callable[[bytes], PngPicture]
) -> Pharmacy:
    """The pharmacy that a YAML file describes, or PharmacyError with all that is wrong with it.

    file: as messages should name it. load: gives the bytes of a file beside it, and how messages
    name that; None if it is not there. pixels: looks at a PNG file, or raises NotPixels.
    """
    found: list[Fault] = []
    node = parse(source, file, PharmacyError, found)
    details = read(PharmacyDetails, node, PharmacyError, found)
    return Pharmacy(details, _logo(details.logo.file, load, pixels) if details.logo else None)


def _logo(
    name: PictureFile, load: Load, pixels: Callable[[bytes], PngPicture]
) -> Drawing | PngPicture:
    source, file = _beside(name, load)
    if len(source) > SOURCE_BYTES:
        says = f"{file} is larger than {SOURCE_BYTES // 1024} KiB."
        raise _broken("H202", name, says, "Save it smaller, or with fewer points.")
    if name.endswith(".svg"):
        return read_svg(source, file)
    try:
        return pixels(source)
    except InvalidPng as why:
        raise _broken("H203", name, f"{file} cannot be printed. {why.says}", why.hint) from None


def _beside(name: PictureFile, load: Load) -> tuple[bytes, str]:
    try:
        found = load(str(name))
    except NotFoundError as why:
        raise _broken("H202", name, why.says, "Put an ordinary file there, no link.") from None
    if found is None:
        says = f"There is no {name} beside this file."
        raise _broken("H202", name, says, "Put it there, or remove the logo.")
    return found


def _broken(code: str, name: PictureFile, says: str, hint: str) -> PharmacyError:
    return PharmacyError([Fault(code, name.place, says, hint)])
