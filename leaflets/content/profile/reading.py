"""Read a profile and the profiles that it extends, and check its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ...base.errors import Fault, ProfileError
from ...base.limits import PROFILE_CHAIN
from ...source.schema import read
from ...source.schema.extends import Load, resolve
from ...source.yaml import Mapping
from ..library import Library, SourceFile
from ..monograph.sections import Sections, read_sections
from .model import Profile
from .validate import meaning_faults
from .words_file import with_words

__all__ = ["languages_of", "load_profile", "read_profile"]

SECTIONS: Final = "/sections"  # name of the agreed list; no profile can have that name

# a file, or that there is none, by its name and language; the language is empty for the profile
Files = dict[tuple[str, str], SourceFile | None]

# the last profile read by each name and languages, with the files that it was read from
_cache: dict[tuple[str, tuple[str, ...]], tuple[Profile, Files]] = {}


def load_profile(library: Library, name: str, languages: Iterable[str] = ()) -> Profile:
    """Read a profile of a library; read it again only if one of its files has changed.

    languages: whose words are read from the files beside the profile. Without them it has only the
    words in its own file. Raises ProfileError, NotFoundError.
    """
    tags = tuple(languages)
    entry = _cache.get((name, tags))
    if entry and all(_source(library, *key) == file for key, file in entry[1].items()):
        return entry[0]
    files: Files = {(SECTIONS, ""): library.sections()}

    def load(base: str) -> tuple[bytes, str]:
        file = files[base, ""] = library.profile(base)
        return file.source, file.file

    def words_of(base: str) -> Iterator[SourceFile]:
        for tag in tags:
            file = files[base, tag] = _source(library, base, tag)
            if file is not None:
                yield file

    agreed = library.sections()
    profile = read_profile(load, name, read_sections(agreed.source, agreed.file), words_of)
    _cache[name, tags] = profile, files
    return profile


def languages_of(library: Library, name: str) -> tuple[str, ...]:
    """Return the languages in which a profile, or one that it extends, has any words, sorted.

    Raises ProfileError, NotFoundError.
    """
    profile = load_profile(library, name)
    chain = {base for base, _ in _cache[name, ()][1]} - {SECTIONS}
    beside = (library.profile_languages(library.profile(base)) for base in chain)
    own = (statement.words for statement in profile.statements.values())
    return tuple(sorted({str(tag) for tags in (*beside, *own) for tag in tags}))


def _source(library: Library, name: str, language: str) -> SourceFile | None:
    if name == SECTIONS:
        return library.sections()
    profile = library.profile(name)
    return library.profile_words(profile, language) if language else profile


def read_profile(
    load: Load,
    name: str,
    sections: Sections,
    words_of: Callable[[str], Iterable[SourceFile]] = lambda _: (),
) -> Profile:
    """Read the profile `name` and every profile that it extends.

    load: returns the bytes of a profile and the name of its file. sections: the agreed list.
    words_of: returns the files with words of a profile, by its name. Raises ProfileError with every
    fault of the files, and what `load` raises.
    """
    faults: list[Fault] = []

    def complete(base: str, node: Mapping) -> Mapping:
        for file in words_of(base):
            node = with_words(node, file)
        return node

    node = resolve(load, name, ProfileError, PROFILE_CHAIN, faults, complete)
    faults.extend(meaning_faults(node, sections))
    return read(Profile, node, ProfileError, faults)
