"""The pictograms that a leaflet shows."""

from __future__ import annotations

from ..content.library import Library
from ..content.pictures.model import Drawing, Pictogram
from .model import Figure, Leaflet
from .walk import walk

__all__ = ["drawings"]


def drawings(library: Library, leaflet: Leaflet) -> dict[str, Drawing]:
    """Return the drawings of a leaflet's pictograms, by name. Raises what `read_pictograms` does.

    The set of pictograms is read only if the leaflet has one of them.
    """
    figures = (block for block in walk(leaflet.blocks) if isinstance(block, Figure))
    names = {figure.picture.name for figure in figures if isinstance(figure.picture, Pictogram)}
    if not names:
        return {}
    from ..content.pictures.pictograms import read_pictograms

    text = library.pictograms()
    pictogram_set = read_pictograms(text.source, text.file)
    return {name: pictogram_set.drawing(name) for name in names}
