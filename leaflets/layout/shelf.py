"""A layout by its name, with the families of type, from the shelves of a library."""

from __future__ import annotations

from ..content.library import Found, Library
from .families import Family, read_families
from .model import Layout
from .reading import read_layout

__all__ = ["Look", "layout_of", "look"]

FONTS = "/fonts"  # no layout can have that name

Look = tuple[Layout, "dict[str, Family]"]
_looks: dict[str, tuple[Look, dict[str, Found]]] = {}  # the last reading of each, by name


def look(library: Library, name: str) -> Look:
    """A layout and the families of type; read again only if a file that made it has changed."""
    known = _looks.get(name)
    if known and all(_found(library, each) == found for each, found in known[1].items()):
        return known[0]
    files = {FONTS: _found(library, FONTS)}

    def load(wanted: str) -> tuple[bytes, str]:
        found = files[wanted] = library.layout(wanted)
        return found.source, found.file

    families = read_families(files[FONTS].source, files[FONTS].file)
    made = read_layout(load, name, families), families
    _looks[name] = made, files
    return made


def layout_of(library: Library, name: str) -> Layout:
    """Read a layout of a library. Raises LayoutError, NotFoundError."""
    return look(library, name)[0]


def _found(library: Library, name: str) -> Found:
    return library.fonts() if name == FONTS else library.layout(name)
