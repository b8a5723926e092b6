"""Reading layouts: follow `extends`, merge the files, and refuse what people could not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as ReadOnlyDict
from typing import Final, get_args

from msgspec.structs import replace

from ..base.errors import Fault, LayoutError
from ..base.limits import LAYOUT_CHAIN
from ..content.library import Library, SourceFile
from ..source.schema import nearest, read
from ..source.schema.extends import Load, resolve
from ..source.yaml import Mapping, Node, Sequence, Text
from .families import Family, read_families
from .legibility import legibility_faults, unaccepted_faults
from .model import BoxRole, Layout, StyleRole
from .scalars import FamilyName

Families = ReadOnlyDict[str, Family]

REQUIRED_NAMES: Final = {
    "styles": get_args(StyleRole),
    "boxes": get_args(BoxRole),
    "colours": ("paper",),
}
FONTS_KEY: Final = "/fonts"  # no layout can have these names
OWN_FONTS_KEY: Final = "/own-fonts"

# The last reading of each layout, by name: the layout, the families, and the files read for them.
_cache: dict[str, tuple[Layout, dict[str, Family], dict[str, SourceFile | None]]] = {}


def load_layout(library: Library, name: str) -> Layout:
    """Read a layout of a library. Raises LayoutError, NotFoundError."""
    return load_layout_and_fonts(library, name)[0]


def load_layout_and_fonts(library: Library, name: str) -> tuple[Layout, dict[str, Family]]:
    """Read a layout of a library, and the families of type; again only if a file has changed.

    Raises LayoutError, NotFoundError.
    """
    cached = _cache.get(name)
    if cached and all(_source(library, key) == file for key, file in cached[2].items()):
        return cached[:2]
    fonts, own_fonts = library.fonts(), library.own_fonts()
    files: dict[str, SourceFile | None] = {FONTS_KEY: fonts, OWN_FONTS_KEY: own_fonts}

    def load(base: str) -> tuple[bytes, str]:
        files[base] = file = library.layout(base)
        return file.source, file.file

    families: dict[str, Family] = read_families(fonts.source, fonts.file)
    layout = read_layout(load, name, families)
    if own_fonts is not None:
        layout, families = _with_own_families(layout, families, own_fonts, library)
    _cache[name] = layout, families, files
    return layout, families


def _source(library: Library, key: str) -> SourceFile | None:
    if key == OWN_FONTS_KEY:
        return library.own_fonts()
    return library.fonts() if key == FONTS_KEY else library.layout(key)


def _with_own_families(
    layout: Layout, families: Families, own_fonts: SourceFile, library: Library
) -> tuple[Layout, dict[str, Family]]:
    """Let a pharmacy's own families lend the characters that those of a layout lack."""
    from .own_families import read_own_families

    own = read_own_families(own_fonts.source, own_fonts.file, library.font, families)
    fonts = replace(layout.fonts, fallback=(*layout.fonts.fallback, *map(FamilyName, own)))
    return replace(layout, fonts=fonts), {**families, **own}


def read_layout(load: Load, name: str, families: Families) -> Layout:
    """Read a layout with everything that it extends, and check that it is legible.

    load: returns the bytes of a layout by its name, and the name of its file.
    Raises LayoutError with every fault of all files together; load raises NotFoundError if there is
    no layout of this name.
    """
    layout = read_unchecked_layout(load, name, families)
    if faults := list(unaccepted_faults(layout, legibility_faults(layout, families))):
        raise LayoutError(faults)
    return layout


def read_unchecked_layout(load: Load, name: str, families: Families) -> Layout:
    """Read a layout as `read_layout` does, also one that is not legible, so as to measure it."""
    faults: list[Fault] = []
    node = merge_files(load, name, faults)
    faults += [*_missing_names(node), *_unknown_references(node, families)]
    return read(Layout, node, LayoutError, faults)


def merge_files(load: Load, name: str, faults: list[Fault] | None = None) -> Mapping:
    """Return the values of a layout over those of what it extends; each value keeps its place.

    faults: receives the faults after which the values can still be read; without it these are
    raised. Raises LayoutError.
    """
    return resolve(load, name, LayoutError, LAYOUT_CHAIN, faults)


def _missing_names(node: Mapping) -> Iterator[Fault]:
    """Yield a fault for each part that leaves out roles or colours that the program needs."""
    for part, names in REQUIRED_NAMES.items():
        values = node.get(Text(part))
        if not isinstance(values, Mapping):
            continue
        missing = [name for name in names if name not in values]
        if missing:
            message = f"{part} does not say {', '.join(missing)}."
            yield Fault("L257", values.place, message, "Add it, or begin with extends: standard.")


def _unknown_references(node: Mapping, families: Families) -> Iterator[Fault]:
    """Yield a fault for each name of a colour or family that does not exist."""
    colours = node.get(Text("colours"))
    names = [str(name) for name in colours] if isinstance(colours, Mapping) else None
    for path, value in _values(node):
        if names is not None and path[-1] in ("colour", "tint") and path[0] != "colours":
            yield from _unknown_name(255, "colour", value, names)
        elif path[0] == "fonts" and path[1:2] in (("text",), ("fallback",)):
            yield from _unknown_name(256, "family of type", value, families)


def _unknown_name(number: int, kind: str, name: Text, names: Iterable[str]) -> Iterator[Fault]:
    if name not in names:
        near = nearest(name, names)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(names))}."
        message = f"There is no {kind} {str(name)[:40]!r}."
        yield Fault(f"L{number}", name.place, message, hint)


def _values(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield every plain value with the keys that lead to it."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _values(value, (*path, str(key)))
    elif isinstance(node, Sequence):
        for number, value in enumerate(node, 1):
            yield from _values(value, (*path, str(number)))
    else:
        yield path, node
