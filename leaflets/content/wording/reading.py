"""Read the wording of a language from a library or a file, and check that it is complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Lookup
from functools import lru_cache
from typing import Any

from msgspec.structs import asdict

from ...base.errors import Fault, WordingError
from ...source.schema import nearest, read
from ...source.yaml import Text, parse
from ..library import Library
from ..monograph.sections import load_sections
from .model import Wording
from .plurals import categories

__all__ = ["check_complete", "load_complete_wording", "load_wording", "read_wording"]


def load_wording(library: Library, language: str) -> Wording:
    """Read the wording of a language from a library, whether or not it is complete.

    Raises WordingError, NotFoundError.
    """
    file = library.wording(language)
    return read_wording(file.source, file.file)


def load_complete_wording(library: Library, language: str) -> Wording:
    """Read the wording of a language from a library, and check that nothing is missing.

    Raises WordingError with everything that is missing, NotFoundError.
    """
    wording, sections = load_wording(library, language), load_sections(library)
    check_complete(wording, language, [entry.id for entry in sections.walk()], sections.routes)
    return wording


@lru_cache(8)  # every leaflet in a language needs the same words
def read_wording(source: bytes, file: str) -> Wording:
    """Read a wording file. Raises WordingError with all its faults.

    source: the bytes of the YAML file. file: its name, as messages give it.
    """
    faults: list[Fault] = []
    node = parse(source, file, WordingError, faults)
    return read(Wording, node, WordingError, faults)


def check_complete(
    wording: Wording, language: str, sections: Iterable[str], routes: Iterable[str]
) -> None:
    """Check that the wording is in this language and has words for exactly these ids.

    sections, routes: the ids of the agreed lists. A phrase with plural forms must have exactly
    those of the language. Raises WordingError with everything that is missing or unknown.
    """
    faults = [
        *_language_faults(wording, language),
        *_key_faults(wording, wording.sections, "sections", tuple(sections)),
        *_key_faults(wording, wording.routes, "routes", tuple(routes)),
        *_plural_faults(wording),
    ]
    if faults:
        raise WordingError(faults)


def _language_faults(wording: Wording, language: str) -> Iterator[Fault]:
    if wording.language != language:
        message = f"The language is '{wording.language}', and the monograph's is '{language}'."
        hint = "Correct the language, or name the file after it."
        yield Fault("W204", wording.language.place, message, hint)


def _key_faults(
    wording: Wording, words: Lookup[Text, Any], key: str, ids: tuple[str, ...]
) -> Iterator[Fault]:
    """Compare the keys of a mapping with the ids of an agreed list. key: that of the mapping."""
    absent = [id_ for id_ in ids if id_ not in words]
    if absent:
        place = next((id_.place for id_ in words), wording.language.place)
        names = ", ".join(f"'{id_}'" for id_ in absent)
        message = f"'{key}' has no words for {names}."
        yield Fault("W102", place, message, "Add them." if len(absent) > 1 else "Add it.")
    for id_ in words:
        if id_ not in ids:
            near = nearest(id_, ids)
            hint = f"Did you mean '{near[0]}'?" if near else "Remove it."
            message = f"'{id_}' is not among the {key} of data/sections.yaml."
            yield Fault("W101", id_.place, message, hint)


def _plural_faults(wording: Wording) -> Iterator[Fault]:
    """Compare the plural forms of each phrase with the plural categories of the language."""
    for name, forms in asdict(wording.frequency).items():
        if not isinstance(forms, dict):
            continue
        needed_forms = categories(wording.language)
        if set(forms) != set(needed_forms):
            place = next((phrase.place for phrase in forms.values()), wording.language.place)
            message = f"'{name.replace('_', '-')}' has the forms {', '.join(forms) or 'none'}."
            hint = f"In this language a number takes: {', '.join(needed_forms)}. "
            hint += "Give each, and no other."
            yield Fault("W205", place, message, hint)
