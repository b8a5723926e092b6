"""Read a pharmacy's file and its logo."""

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
    source: bytes, file: str, load: Load, read_png: Callable[[bytes], PngPicture]
) -> Pharmacy:
    """Read a pharmacy and its logo. Raises PharmacyError with every fault.

    file: as messages name it. load: returns the bytes of a file beside it and its name for
    messages, or None if there is no such file. read_png: reads a PNG file, or raises InvalidPng.
    """
    faults: list[Fault] = []
    node = parse(source, file, PharmacyError, faults)
    details = read(PharmacyDetails, node, PharmacyError, faults)
    return Pharmacy(details, _logo(details.logo.file, load, read_png) if details.logo else None)


def _logo(
    name: PictureFile, load: Load, read_png: Callable[[bytes], PngPicture]
) -> Drawing | PngPicture:
    source, file = _load(name, load)
    if len(source) > SOURCE_BYTES:
        message = f"{file} is larger than {SOURCE_BYTES // 1024} KiB."
        raise _logo_error("H202", name, message, "Save it smaller, or with fewer points.")
    if name.endswith(".svg"):
        return read_svg(source, file)
    try:
        return read_png(source)
    except InvalidPng as error:
        message = f"{file} cannot be printed. {error.says}"
        raise _logo_error("H203", name, message, error.hint) from None


def _load(name: PictureFile, load: Load) -> tuple[bytes, str]:
    try:
        content = load(str(name))
    except NotFoundError as error:
        hint = "Put an ordinary file there, no link."
        raise _logo_error("H202", name, error.says, hint) from None
    if content is None:
        message = f"There is no {name} beside this file."
        raise _logo_error("H202", name, message, "Put it there, or remove the logo.")
    return content


def _logo_error(code: str, name: PictureFile, message: str, hint: str) -> PharmacyError:
    return PharmacyError([Fault(code, name.place, message, hint)])
