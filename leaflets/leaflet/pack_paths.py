"""Paths of blocks where several leaflets are in one file, and links from one to another."""

from __future__ import annotations

from typing import Final

__all__ = ["INSIDE", "link_in_pack", "path_in_leaflet", "path_in_pack"]

INSIDE: Final = "#"  # begins a link to a heading of the same file; web addresses begin otherwise
SEPARATOR: Final = ":"  # is in no path of a leaflet


def path_in_pack(number: int, path: str) -> str:
    """Return the path of a block in a pack. number: of its leaflet, from 0."""
    return f"{number}{SEPARATOR}{path}"


def path_in_leaflet(path: str) -> str:
    """Return the path of a block in its own leaflet, whether or not that is in a pack."""
    return path.rpartition(SEPARATOR)[2]


def link_in_pack(number: int, link: str) -> str:
    """Return a link of a leaflet as it is in a pack. number: of the leaflet, from 0.

    A link from the cover to another leaflet, or to a web address, is as it was.
    """
    if not link.startswith(INSIDE) or SEPARATOR in link:
        return link
    return INSIDE + path_in_pack(number, link.removeprefix(INSIDE))
