"""What the program ships: the names of its layouts and monographs, and their values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import leaflets
from leaflets import Leaflet, Typeset
from leaflets.content.library import Library
from leaflets.layout.families import Family
from leaflets.layout.model import Layout
from leaflets.layout.reading import load_layout, load_layout_and_fonts

ROOT = Path(__file__).parent.parent
LAYOUTS = sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml"))
MONOGRAPHS = sorted(
    (path.parent.name, path.stem) for path in (ROOT / "data/monographs").glob("*/*.yaml")
)
# the first medicine in the languages in which there are monographs of all others
FIRST_MEDICINE = [("acetylcysteine", "en"), ("acetylcysteine", "es")]
# of every monograph and layout; the slower gates try all of them
SHELF = [(name, language, layout) for name, language in MONOGRAPHS for layout in LAYOUTS]
# the ways in which lines are set: from left to right, from right to left, without spaces
WAYS_OF_LINES = ("en", "ar", "zh")


def _in_sample(index: int, layout: str) -> bool:
    """Return whether the sample has a monograph in a layout.

    The first medicine: in every layout for each way of lines, and in two in the other languages.
    The other medicines: in one layout each.
    """
    name, language = MONOGRAPHS[index]
    others = (LAYOUTS.index(layout) - index) % len(LAYOUTS)
    if name == "acetylcysteine":
        return language in WAYS_OF_LINES or others < 2
    return others == 0


SHELF_SAMPLE = [
    (name, language, layout)
    for index, (name, language) in enumerate(MONOGRAPHS)
    for layout in LAYOUTS
    if _in_sample(index, layout)
]
# the languages in which leaflets by the profiles of countries are tried in every layout; of the
# others, which differ in their words alone, the words are tested
PROFILE_LANGUAGES = {
    "eu": ("en", "es", "pt", "ar"),
    "uk": ("en", "es", "pl", "hi"),
    "us": ("en", "es", "vi", "zh"),
}


def is_tried(profile: str, language: str) -> bool:
    """Return whether leaflets by a shipped profile are tried in a language."""
    return profile == "generic" or language in PROFILE_LANGUAGES[profile]


@cache
def shipped_leaflet(name: str, language: str = "en") -> Leaflet:
    """Compose the leaflet of a shipped monograph, with the program's defaults."""
    return leaflets.compose(leaflets.read(name, language=language))


@cache
def shipped_typeset(name: str, language: str, layout: str) -> Typeset:
    """Set the leaflet of a shipped monograph in a layout."""
    return leaflets.typeset(shipped_leaflet(name, language), layout)


@cache
def families() -> dict[str, Family]:
    """Return the families of type."""
    return load_layout_and_fonts(Library(), "standard")[1]


@cache
def shipped_layout(name: str) -> Layout:
    """Return a shipped layout."""
    return load_layout(Library(), name)
