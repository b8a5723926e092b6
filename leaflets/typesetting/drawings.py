"""What the pictograms of a leaflet look like."""

from __future__ import annotations

from ..content.library import Library
from ..content.pictures.model import Drawing, Pictogram
from ..leaflet.model import Figure, Leaflet, walk

__all__ = ["drawings"]


def drawings(library: Library, leaflet: Leaflet) -> dict[str, Drawing]:
    """The drawings that a leaflet names, by name; nothing is read where it has none."""
    figures = (block for block in walk(leaflet.blocks) if isinstance(block, Figure))
    names = {each.picture.name for each in figures if isinstance(each.picture, Pictogram)}
    if not names:
        return {}
    from ..content.pictures.pictograms import read_pictograms

    found = library.pictograms()
    known = read_pictograms(found.source, found.file)
    return {name: known.drawing(name) for name in names}
