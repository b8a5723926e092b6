"""A profile by its name, from the shelves of a library."""

from __future__ import annotations

from ..library import Found, Library
from ..monograph.sections import read_sections
from .model import Profile
from .reading import read_profile

__all__ = ["profile_of"]

SECTIONS = "/sections"  # no profile can have that name

_profiles: dict[str, tuple[Profile, dict[str, Found]]] = {}  # the last reading of each, by name


def profile_of(library: Library, name: str) -> Profile:
    """A profile; read again only if a file that made it has changed."""
    known = _profiles.get(name)
    if known and all(_found(library, each) == found for each, found in known[1].items()):
        return known[0]
    files = {SECTIONS: _found(library, SECTIONS)}

    def load(wanted: str) -> tuple[bytes, str]:
        found = files[wanted] = library.profile(wanted)
        return found.source, found.file

    sections = read_sections(files[SECTIONS].source, files[SECTIONS].file)
    made = read_profile(load, name, sections)
    _profiles[name] = made, files
    return made


def _found(library: Library, name: str) -> Found:
    return library.sections() if name == SECTIONS else library.profile(name)
