"""Open the library of a pharmacy, or the program's alone, as functions of the API are given it."""

from __future__ import annotations

from pathlib import Path

from ...base.arguments import check_type
from .lookup import Library

__all__ = ["Folder", "open_library"]

Folder = str | Path | Library | None
"""A pharmacy's own library, by its path or as a value; None: only the program's."""


def open_library(folder: Folder) -> Library:
    """Return the library with a pharmacy's own folder. Raises NotFoundError, UsageError."""
    check_type("folder", folder, str, Path, Library, type(None))
    if isinstance(folder, Library):
        return folder
    return Library(None if folder is None else Path(folder))
