"""Opens the target that --out names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from ...base.errors import UsageError
from ...base.file_names import other_form
from ...base.files import check_replaceable, make_folder
from ..model import Setup, Sync
from .archive import Archive
from .folder import SHARD, Folder
from .print_file import PART, PrintFile
from .tar import Tar
from .target import Target
from .zip import Zip

__all__ = ["StoreOptions", "open_target"]

ARCHIVES: Final[dict[str, type[Archive]]] = {".tar": Tar, ".zip": Zip}
PRINT: Final = ".pdf"
STORE: Final = re.compile(r"[a-z][a-z0-9+]+:")  # the address of a store begins like this


class StoreOptions(Struct, frozen=True):
    """What a store needs besides its address. manifest: the folder for the journal.

    when: ISO date and time with its zone. by: who attaches the leaflets. token: for a server.
    """

    manifest: Path
    when: str
    by: str
    token: str | None = None


def open_target(
    out: str,
    setup: Setup,
    count: int,
    sync: Sync,
    *,
    part: int | None = None,
    store_options: StoreOptions | None = None,
) -> Target:
    """Return the target that `out` names by its form, and make its folder.

    count: the number of leaflets. part: how many go into one file for the printer. Raises
    UsageError, WriteError.
    """
    if STORE.match(out):
        return _open_store(out, setup, store_options)
    path = Path(out)
    if part is not None and path.suffix != PRINT:
        raise UsageError("--part is for one file for the printer.", "Give --out a .pdf, too.")
    if path.suffix not in (*ARCHIVES, PRINT):
        if other := other_form(out):
            message = f"{out} would be a {other}, which leaflets are not."
            raise UsageError(message, "Give a folder, or a file that ends in .tar, .zip or .pdf.")
        make_folder(path, private=True)
        return Folder(path, setup, sync, sharded=count > SHARD)
    check_replaceable(path)
    make_folder(path.parent)
    if path.suffix == PRINT:
        part = part or PART
        return PrintFile(path, setup, sync, part=part, several=count > part)
    return ARCHIVES[path.suffix](path, setup, sync)


def _open_store(address: str, setup: Setup, options: StoreOptions | None) -> Target:
    from .store import StoreTarget  # loads the rooms of records and exchange

    if options is None or not options.by:
        message = "A store notes who attaches the leaflets, and nobody is named."
        raise UsageError(message, "Name who does it with --by.")
    make_folder(options.manifest, private=True)
    return StoreTarget(
        address, options.manifest, setup, when=options.when, by=options.by, token=options.token
    )
