"""Read a profile and the profiles that it extends, and check its meaning."""

from __future__ import annotations

from typing import Final

from ...base.errors import Fault, ProfileError
from ...base.limits import PROFILE_CHAIN
from ...source.schema import read
from ...source.schema.extends import Load, resolve
from ..library import Library, SourceFile
from ..monograph.sections import Sections, read_sections
from .model import Profile
from .validate import meaning_faults

__all__ = ["load_profile", "read_profile"]

SECTIONS: Final = "/sections"  # key of the agreed list; no profile can have that name

# the last profile read by each name, with the files that it was read from
_cache: dict[str, tuple[Profile, dict[str, SourceFile]]] = {}


def load_profile(library: Library, name: str) -> Profile:
    """Read a profile of a library; read it again only if one of its files has changed.

    Raises ProfileError, NotFoundError.
    """
    entry = _cache.get(name)
    if entry and all(_source(library, key) == file for key, file in entry[1].items()):
        return entry[0]
    files = {SECTIONS: _source(library, SECTIONS)}

    def load(base: str) -> tuple[bytes, str]:
        file = files[base] = library.profile(base)
        return file.source, file.file

    sections = read_sections(files[SECTIONS].source, files[SECTIONS].file)
    profile = read_profile(load, name, sections)
    _cache[name] = profile, files
    return profile


def _source(library: Library, key: str) -> SourceFile:
    return library.sections() if key == SECTIONS else library.profile(key)


def read_profile(load: Load, name: str, sections: Sections) -> Profile:
    """Read the profile `name` and every profile that it extends.

    load: returns the bytes of a profile and the name of its file. sections: the agreed list.
    Raises ProfileError with every fault of the files, and what `load` raises.
    """
    faults: list[Fault] = []
    node = resolve(load, name, ProfileError, PROFILE_CHAIN, faults)
    faults.extend(meaning_faults(node, sections))
    return read(Profile, node, ProfileError, faults)
