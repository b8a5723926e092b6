"""What the program has for a language, as the plain values of `--json`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..base.errors import LeafletsError, NotFoundError, WordingError
from ..content.braille_tables import load_braille_table
from ..content.library import Library
from ..content.pronunciation import load_pronunciations
from ..content.wording import load_complete_wording
from ..source.json import error_values
from ..typesetting.script_fonts import extras_of
from .check import lexicon_of
from .listing import Values, profile_languages
from .rules import RULES

__all__ = ["language_support", "profiles_by_language"]


def language_support(library: Library, language: str, profiles: list[str]) -> Values:
    """Return what there is for a language.

    name: what it calls itself. faults: what is wrong with its wording. error: why there is none.
    translation: draft or approved, None for an original. directions: whether there are words for
    coded directions. checks: whether there is a lexicon; not_applied: codes of the rules that it
    has no words for. speech: whether there are words for units; braille: whether there is a table.
    fonts_extra: of the program that has its letters, None if none is needed; fonts_installed.
    profiles: that have all their words in it.
    """
    primary, lexicon = language.partition("-")[0], lexicon_of(library, language)
    values: Values = {
        "language": language, "name": "", "faults": [], "error": None, "translation": None,
        "directions": _has(lambda: library.directions(language)),
        "checks": lexicon is not None,
        "not_applied": [rule.code for rule in RULES if not rule.is_applied(lexicon)],
        "speech": primary in load_pronunciations(library),
        "braille": _has(lambda: load_braille_table(library, language)),
        "fonts_extra": None, "fonts_installed": True,
        "profiles": profiles,
    }  # fmt: skip
    try:
        words = load_complete_wording(library, language)
    except WordingError as error:
        return values | {"faults": error.faults}
    except LeafletsError as error:
        return values | {"error": error_values(error)}
    name = str(words.name)
    translation = str(words.translation.review.status) if words.translation else None
    values |= {"name": name, "translation": translation}
    for extra, is_installed in extras_of(name, language):
        values |= {"fonts_extra": extra, "fonts_installed": is_installed}
    return values


def profiles_by_language(library: Library) -> dict[str, list[str]]:
    """Return the names of the profiles that have all their words in a language, by language.

    A profile without words, and one that cannot be read, is not among them.
    """
    profiles: dict[str, list[str]] = {}
    for name in library.profiles():
        with suppress(LeafletsError):
            for values in profile_languages(library, name):
                if values["complete"]:
                    profiles.setdefault(values["language"], []).append(name)
    return profiles


def _has(find: Callable[[], object]) -> bool:
    try:
        find()
    except NotFoundError:
        return False
    return True
