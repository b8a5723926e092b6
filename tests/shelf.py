"""What the tests take from the shelf: every shipped layout, monograph and leaflet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import leaflets
from leaflets import Leaflet

ROOT = Path(__file__).parent.parent
LAYOUTS = sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml"))
MONOGRAPHS = sorted(
    (path.parent.name, path.stem) for path in (ROOT / "data/monographs").glob("*/*.yaml")
)


@cache
def leaflet_of(name: str, language: str = "en") -> Leaflet:
    """The leaflet of a shipped monograph."""
    return leaflets.compose(leaflets.read(name, language=language))
