"""From what --out says to the place where leaflets go."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from ...base.errors import UsageError
from ...base.files import check_replaceable, make_folder
from ..model import Setup, Sync
from .archive import Archive
from .folder import SHARD, Folder
from .tar import Tar
from .target import Place
from .zip import Zip

__all__ = ["Entry", "place_of"]

ARCHIVES: Final[dict[str, type[Archive]]] = {".tar": Tar, ".zip": Zip}
PRINT: Final = ".pdf"
STORE: Final = re.compile(r"[a-z][a-z0-9+]+:")  # so begins the address of a store


class Entry(Struct, frozen=True):
    """What records say of each attachment. manifest: the folder for it, since a store has none.

    when: ISO date and time with its zone. by: who attaches.
    """

    manifest: Path
    when: str
    by: str


def place_of(
    out: str,
    setup: Setup,
    count: int,
    sync: Sync,
    *,
    part: int | None = None,
    entry: Entry | None = None,
) -> Place:
    """The place, by the form of its name. Makes the folder for it.

    count: how many leaflets there will be. part: how many go into one file for the printer. entry:
    for a store. Raises UsageError, WriteError.
    """
    if STORE.match(out):
        return _store(out, setup, entry)
    path = Path(out)
    if part is not None and path.suffix != PRINT:
        raise UsageError("--part is for one file for the printer.", "Give --out a .pdf, too.")
    if path.suffix not in (*ARCHIVES, PRINT):
        make_folder(path, private=True)
        return Folder(path, setup, count > SHARD, sync)
    check_replaceable(path)
    make_folder(path.parent)
    if path.suffix == PRINT:
        from .print_file import PART, Print

        part = part or PART
        return Print(path, setup, sync, part, count > part)
    return ARCHIVES[path.suffix](path, setup, sync)


def _store(address: str, setup: Setup, entry: Entry | None) -> Place:
    from .store import Attaching

    if entry is None or not entry.by:
        says = "A store notes who attaches the leaflets, and nobody is named."
        raise UsageError(says, "Name who does it with --by.")
    make_folder(entry.manifest, private=True)
    return Attaching(address, entry.manifest, setup, when=entry.when, by=entry.by)
