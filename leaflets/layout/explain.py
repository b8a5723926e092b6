"""Where every value of a layout comes from: its own file, or one that it extends."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import Place
from .reading import Load, leaves, resolve


class Explained(NamedTuple):
    """One value: the keys that lead to it, joined by dots, and where it was written."""

    path: str
    value: str
    place: Place


def explain(load: Load, name: str) -> tuple[Explained, ...]:
    """Every value of a layout, with the file and line from which it was taken."""
    return tuple(
        Explained(".".join(path), str(value), value.place)
        for path, value in leaves(resolve(load, name))
    )
