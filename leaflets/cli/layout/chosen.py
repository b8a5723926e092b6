"""The layout that a NAME|FILE stands for, with all that it extends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..options import complete_layout_file, is_file, own_folder

if TYPE_CHECKING:
    from ...content.library import Library
    from ...layout.families import Family


class Chosen(NamedTuple):
    """name: as the layouts are asked for. load: gives the bytes of one, and its file."""

    name: str
    load: Callable[[str], tuple[bytes, str]]
    library: Library


def layout_argument() -> Callable[[Any], Any]:
    """NAME|FILE."""
    return click.argument("name", metavar="NAME|FILE", shell_complete=complete_layout_file)


def chosen(name: str, folder: str | None) -> Chosen:
    """A layout of the library by its name, or a file.

    What a file extends is looked up in --data, else in the folder that holds its `layouts`.
    """
    from ...content.library import Library

    own = own_folder(folder)
    path = Path(name) if is_file(name) else None
    if path and own is None and path.absolute().parent.name == "layouts":
        own = path.parent.parent
    library = Library(own)
    source = library.file(path).source if path else b""

    def load(wanted: str) -> tuple[bytes, str]:
        if path and wanted == name:
            return source, name
        return library.layout(wanted)[1:3]

    return Chosen(name, load, library)


def families_of(library: Library) -> Mapping[str, Family]:
    """The families of type."""
    from ...layout.families import read_families

    fonts = library.fonts()
    return read_families(fonts.source, fonts.file)
