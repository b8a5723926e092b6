"""Read the wording of a language: complete, or refused with everything that is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Lookup
from typing import Any

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


def read_wording(source: bytes, file: str) -> Wording:
    """The wording that a YAML file holds, or WordingError with all that is wrong or missing."""
    found: list[Fault] = []
    node = parse(source, file, WordingError, found)
    return read(Wording, node, WordingError, found)


def check_complete(
    wording: Wording, language: str, sections: Iterable[str], routes: Iterable[str]
) -> None:
    """WordingError, unless the wording is in this language, has words for each of these sections
    and routes, and no others, and every form by number that it begins to give."""
    found = [
        *_other_language(wording, language),
        *_compared(wording, wording.sections, "sections", tuple(sections)),
        *_compared(wording, wording.routes, "routes", tuple(routes)),
        *_forms(wording),
    ]
    if found:
        raise WordingError(found)


def _other_language(wording: Wording, language: str) -> Iterator[Fault]:
    if wording.language != language:
        says = f"The language is '{wording.language}', and the monograph's is '{language}'."
        hint = "Correct the language, or name the file after it."
        yield Fault("W204", wording.language.place, says, hint)


def _compared(
    wording: Wording, given: Lookup[Text, Any], name: str, known: tuple[str, ...]
) -> Iterator[Fault]:
    """What a mapping lacks of the agreed list, and what it has beside it."""
    absent = [each for each in known if each not in given]
    if absent:
        place = next((key.place for key in given), wording.language.place)
        names = ", ".join(f"'{each}'" for each in absent)
        says = f"'{name}' has no words for {names}."
        yield Fault("W102", place, says, "Add them." if len(absent) > 1 else "Add it.")
    for key in given:
        if key not in known:
            near = nearest(key, known)
            hint = f"Did you mean '{near[0]}'?" if near else "Remove it."
            says = f"'{key}' is not among the {name} of data/sections.yaml."
            yield Fault("W101", key.place, says, hint)


def _forms(wording: Wording) -> Iterator[Fault]:
    """Phrases that are given by number, but not in exactly the forms of the language."""
    for name, forms in vars(wording.frequency).items():
        if not isinstance(forms, dict):
            continue
        needed = categories(wording.language)
        if set(forms) != set(needed):
            place = next((phrase.place for phrase in forms.values()), wording.language.place)
            says = f"'{name.replace('_', '-')}' has the forms {', '.join(forms) or 'none'}."
            hint = f"In this language a number takes: {', '.join(needed)}. Give each, and no other."
            yield Fault("W205", place, says, hint)
