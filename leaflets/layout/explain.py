"""Where every value of a layout comes from: its own file, or one that it extends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..base.errors import Place
from ..source.schema.extends import Load
from ..source.yaml import Mapping, Node, Sequence, Text
from .reading import resolve


class Explained(NamedTuple):
    """One value: the keys that lead to it, joined by dots, and where it was written."""

    path: str
    value: str
    place: Place


def explain(load: Load, name: str) -> tuple[Explained, ...]:
    """Every value of a layout, with the file and line from which it was taken."""
    return tuple(_values(resolve(load, name)))


def _values(node: Node, path: tuple[str, ...] = ()) -> Iterator[Explained]:
    """A list of single values counts as one value: it was written, and is replaced, as one."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _values(value, (*path, str(key)))
    elif isinstance(node, Sequence) and any(type(value) is not Text for value in node):
        for at, value in enumerate(node, 1):
            yield from _values(value, (*path, str(at)))
    else:
        written = f"[{', '.join(map(str, node))}]" if isinstance(node, Sequence) else str(node)
        yield Explained(".".join(path), written, node.place)
