"""What besides the sources has a say in the bytes of a leaflet: the program, and its ground."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator
from typing import Final

from ..base.hashing import sha256
from ..base.version import VERSION

__all__ = ["identity"]

PACKAGE: Final = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - a path costs more
INSTALLED: Final = ("site-packages", "dist-packages")


def identity() -> str:
    """A digest that changes with the version, with any file of the program's own code, with
    Python and zlib, and whenever a package is installed, upgraded or removed."""
    parts = [VERSION, sys.version, zlib.ZLIB_RUNTIME_VERSION, *sorted(_code(PACKAGE)), *_packages()]
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _code(folder: str) -> Iterator[str]:
    """Each file of Python, with its size and when it was last changed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                found = entry.stat()
                yield f"{entry.path} {found.st_size} {found.st_mtime_ns}"
            elif entry.is_dir() and entry.name.isidentifier() and entry.name != "__pycache__":
                yield from _code(entry.path)


def _packages() -> Iterator[str]:
    """The folders of packages; a folder changes when a package in it comes, goes or is renamed."""
    for path in sys.path:
        if path.endswith(INSTALLED):
            try:
                yield f"{path} {os.stat(path).st_mtime_ns}"  # noqa: PTH116
            except OSError:
                yield path
