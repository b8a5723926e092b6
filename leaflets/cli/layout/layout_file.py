"""The layout file that a NAME|FILE stands for, with the layouts that it extends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from ...content.library import Library
from ...layout.families import Family, read_families
from ..options import complete_layout_file, is_file, own_folder

FOLDER: Final = "our"  # as in the README


class LayoutFile(NamedTuple):
    """A layout and its library. load: gives the bytes of a layout by name, and its file's name."""

    name: str
    load: Callable[[str], tuple[bytes, str]]
    library: Library


def layout_folder(option: str | None) -> Path | None:
    """Return the folder of --data or LEAFLETS_DATA; without these, `our` if there is one.

    So `layout new` and the other commands on layouts look in the same place. Raises UsageError.
    """
    return own_folder(option) or (Path(FOLDER) if Path(FOLDER).is_dir() else None)


def layout_argument() -> Callable[[Any], Any]:
    """NAME|FILE."""
    return click.argument("name", metavar="NAME|FILE", shell_complete=complete_layout_file)


def layout_file(name: str, folder: str | None) -> LayoutFile:
    """Find a layout by its name in the library, or by the path of its file.

    The layouts that a file extends are looked up in --data, else in the folder above its `layouts`.
    Raises NotFoundError.
    """
    own = layout_folder(folder)
    path = Path(name) if is_file(name) else None
    if path and folder is None and path.absolute().parent.name == "layouts":
        own = path.parent.parent
    library = Library(own)
    source = library.file(path).source if path else b""

    def load(layout: str) -> tuple[bytes, str]:
        if path and layout == name:
            return source, name
        return library.layout(layout)[1:3]

    return LayoutFile(name, load, library)


def families_of(library: Library) -> Mapping[str, Family]:
    """Read the families of type that layouts may name. Raises VocabularyError."""
    fonts = library.fonts()
    return read_families(fonts.source, fonts.file)
