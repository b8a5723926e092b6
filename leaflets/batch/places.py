"""From what --out says to the place where leaflets go."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..errors import UsageError
from ..files import make_folder, refuse_what_cannot_be_replaced
from .archive import Archive
from .folder import SHARD, Folder
from .model import Setup, Sync
from .place import Place
from .tar import Tar
from .zip import Zip

__all__ = ["place_of"]

ARCHIVES: Final[dict[str, type[Archive]]] = {".tar": Tar, ".zip": Zip}
PRINT: Final = ".pdf"


def place_of(out: str, setup: Setup, count: int, sync: Sync, part: int | None = None) -> Place:
    """The place, by the ending of its name. Makes the folder for it.

    count: how many leaflets there will be. part: how many go into one file for the printer.
    Raises UsageError, WriteError.
    """
    path = Path(out)
    if part is not None and path.suffix != PRINT:
        raise UsageError("--part is for one file for the printer.", "Give --out a .pdf, too.")
    if path.suffix not in (*ARCHIVES, PRINT):
        make_folder(path, private=True)
        return Folder(path, setup, count > SHARD, sync)
    refuse_what_cannot_be_replaced(path)
    make_folder(path.parent)
    if path.suffix == PRINT:
        from .printing import PART, Print

        part = part or PART
        return Print(path, setup, sync, part, count > part)
    return ARCHIVES[path.suffix](path, setup, sync)
