"""The only writer of files: a file appears complete and durable, or what was there stays.

In come paths and bytes. `write`, `create`, `remove` and `make_folder` change one file or folder;
`groups` writes many files that get their names together, and files that grow; `together` writes
many files of several folders at the price of one; `shared` holds locks and appends lines. Every
failure of the system comes out as a WriteError. `system` makes the calls.
"""

from __future__ import annotations

from .atomic import (
    check_replaceable,
    confirm,
    create,
    make_folder,
    remove,
    remove_folder,
    remove_stale,
    rewrite,
    write,
)
from .together import write_together

__all__ = [
    "check_replaceable",
    "confirm",
    "create",
    "make_folder",
    "remove",
    "remove_folder",
    "remove_stale",
    "rewrite",
    "write",
    "write_together",
]
