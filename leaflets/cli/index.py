"""`leaflets index`: let a folder of thousands of monographs be searched as fast as one of ten."""

from __future__ import annotations

import time

import click

from ..base.errors import UsageError
from ..content.library import Library
from . import console
from .dates import timestamp
from .options import data_option, own_folder


@click.command(short_help="Index a large folder of monographs, to search it fast.")
@data_option()
def command(folder: str | None) -> None:
    """Write the names and codes of your own monographs to monographs/index.json in your folder.

    With it, a title, synonym or code is found among thousands of monographs as fast as among ten.
    Without it, or where a file has changed since, the monographs themselves are read: an old index
    costs time, and never hides a change. Run it again after you have changed many files; it reads
    only those.

    \b
    leaflets index --data our
    """
    from ..content.library.indexing import SETTLED_NS, write_index  # few runs write an index

    own = own_folder(folder)
    library = Library(own)
    if library.own_folder is None:
        raise UsageError("There is no folder of your own to index.", "Give it with --data.")
    indexed = write_index(library, library.own_folder, timestamp())
    if indexed.too_new:
        time.sleep(SETTLED_NS / 1e9)
        indexed = write_index(library, library.own_folder, timestamp())
    console.note(f"Files in the index: {indexed.known}; read anew: {indexed.read}.")
    console.say(str(indexed.path))
