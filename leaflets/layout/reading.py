"""Read a layout: follow `extends`, lay the files over each other, refuse what nobody could read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Lookup
from typing import Final, get_args

from ..base.errors import Fault, LayoutError
from ..base.limits import LAYOUT_CHAIN
from ..content.library import Library, SourceFile
from ..source.schema import nearest, read
from ..source.schema.extends import Load
from ..source.schema.extends import resolve as extended
from ..source.yaml import Mapping, Node, Sequence, Text
from .families import Family, read_families
from .legible import findings, not_accepted
from .model import BoxRole, Layout, StyleRole

Known = Lookup[str, Family]

REQUIRED: Final = {"styles": get_args(StyleRole), "boxes": get_args(BoxRole), "colours": ("paper",)}

FONTS = "/fonts"  # no layout can have that name

_layouts: dict[str, tuple[Layout, dict[str, Family], dict[str, SourceFile]]] = {}  # by name


def load_layout(library: Library, name: str) -> Layout:
    """Read a layout of a library. Raises LayoutError, NotFoundError."""
    return load_layout_and_fonts(library, name)[0]


def load_layout_and_fonts(library: Library, name: str) -> tuple[Layout, dict[str, Family]]:
    """Read a layout of a library, and the families of type; again only if a file has changed.

    Raises LayoutError, NotFoundError.
    """
    if cached := _layouts.get(name):
        layout, families, files = cached
        if all(_source(library, key) == file for key, file in files.items()):
            return layout, families
    files = {FONTS: _source(library, FONTS)}

    def load(base: str) -> tuple[bytes, str]:
        file = files[base] = library.layout(base)
        return file.source, file.file

    families = read_families(files[FONTS].source, files[FONTS].file)
    layout = read_layout(load, name, families)
    _layouts[name] = layout, families, files
    return layout, families


def _source(library: Library, key: str) -> SourceFile:
    return library.fonts() if key == FONTS else library.layout(key)


def read_layout(load: Load, name: str, families: Known) -> Layout:
    """Read the layout `name`, with everything that it extends.

    load gives the bytes of a layout and the name of its file. LayoutError tells every fault of
    the files together; NotFoundError is raised by load where `name` itself does not exist.
    """
    layout = read_unjudged(load, name, families)
    if unaccepted := list(not_accepted(layout, findings(layout, families))):
        raise LayoutError(unaccepted)
    return layout


def read_unjudged(load: Load, name: str, families: Known) -> Layout:
    """The same, whether or not anybody could read what is set in it: for measuring it."""
    faults: list[Fault] = []
    node = resolve(load, name, faults)
    faults += [*_absent(node), *_references(node, families)]
    return read(Layout, node, LayoutError, faults)


def resolve(load: Load, name: str, faults: list[Fault] | None = None) -> Mapping:
    """The values of a layout and of what it extends, laid over each other; each keeps its place.

    faults: takes those that leave the values readable; without it they are raised.
    """
    return extended(load, name, LayoutError, LAYOUT_CHAIN, faults)


def _absent(node: Mapping) -> Iterator[Fault]:
    """The roles and colours that the program needs and the layout does not name."""
    for part, names in REQUIRED.items():
        found = node.get(Text(part))
        if not isinstance(found, Mapping):
            continue
        absent = [name for name in names if name not in found]
        if absent:
            says = f"{part} does not say {', '.join(absent)}."
            yield Fault("L257", found.place, says, "Add it, or begin with extends: standard.")


def _references(node: Mapping, families: Known) -> Iterator[Fault]:
    """The names of colours and families that stand for nothing."""
    colours = node.get(Text("colours"))
    known = [str(name) for name in colours] if isinstance(colours, Mapping) else None
    for path, value in leaves(node):
        if known is not None and path[-1] in ("colour", "tint") and path[0] != "colours":
            yield from _unknown(255, "colour", value, known)
        elif path[0] == "fonts" and path[1:2] in (("text",), ("fallback",)):
            yield from _unknown(256, "family of type", value, families)


def _unknown(number: int, kind: str, name: Text, known: Iterable[str]) -> Iterator[Fault]:
    if name not in known:
        near = nearest(name, known)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known))}."
        says = f"There is no {kind} {str(name)[:40]!r}."
        yield Fault(f"L{number}", name.place, says, hint)


def leaves(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Every single value with the keys that lead to it."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from leaves(value, (*path, str(key)))
    elif isinstance(node, Sequence):
        for at, value in enumerate(node, 1):
            yield from leaves(value, (*path, str(at)))
    else:
        yield path, node
