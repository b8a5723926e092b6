"""What the tests take from the shelf: every shipped layout, monograph and leaflet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import leaflets
from leaflets import Leaflet
from leaflets.content.library import Library
from leaflets.layout.families import Family, read_families
from leaflets.layout.model import Layout
from leaflets.layout.reading import read_layout

ROOT = Path(__file__).parent.parent
LAYOUTS = sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml"))
MONOGRAPHS = sorted(
    (path.parent.name, path.stem) for path in (ROOT / "data/monographs").glob("*/*.yaml")
)


@cache
def leaflet_of(name: str, language: str = "en") -> Leaflet:
    """The leaflet of a shipped monograph."""
    return leaflets.compose(leaflets.read(name, language=language))


@cache
def families() -> dict[str, Family]:
    """The families of type."""
    found = Library().fonts()
    return read_families(found.source, found.file)


@cache
def layout_of(name: str) -> Layout:
    """A shipped layout."""

    def load(wanted: str) -> tuple[bytes, str]:
        found = Library().layout(wanted)
        return found.source, found.file

    return read_layout(load, name, families())
