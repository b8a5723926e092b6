"""Read a profile: follow `extends`; refuse what would lose words or name nothing."""

from __future__ import annotations

from ...base.errors import Fault, ProfileError
from ...base.limits import PROFILE_CHAIN
from ...source.schema import read
from ...source.schema.extends import Load, resolve
from ..library import Library, SourceFile
from ..monograph.sections import Sections, read_sections
from .model import Profile
from .validate import meaning_faults

__all__ = ["load_profile", "read_profile"]

SECTIONS = "/sections"  # no profile can have that name

_profiles: dict[str, tuple[Profile, dict[str, SourceFile]]] = {}  # the last reading, by name


def load_profile(library: Library, name: str) -> Profile:
    """Read a profile of a library; read it again only if one of its files has changed.

    Raises ProfileError, NotFoundError.
    """
    cached = _profiles.get(name)
    if cached and all(_source(library, key) == file for key, file in cached[1].items()):
        return cached[0]
    files = {SECTIONS: _source(library, SECTIONS)}

    def load(base: str) -> tuple[bytes, str]:
        file = files[base] = library.profile(base)
        return file.source, file.file

    sections = read_sections(files[SECTIONS].source, files[SECTIONS].file)
    profile = read_profile(load, name, sections)
    _profiles[name] = profile, files
    return profile


def _source(library: Library, key: str) -> SourceFile:
    return library.sections() if key == SECTIONS else library.profile(key)


def read_profile(load: Load, name: str, sections: Sections) -> Profile:
    """Read the profile `name`, with everything that it extends.

    load gives the bytes of a profile and the name of its file. sections: the agreed list.
    ProfileError tells every fault of the files together; NotFoundError is raised by load.
    """
    found: list[Fault] = []
    node = resolve(load, name, ProfileError, PROFILE_CHAIN, found)
    found.extend(meaning_faults(node, sections))
    return read(Profile, node, ProfileError, found)
