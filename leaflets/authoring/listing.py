"""What there is to choose from, as the plain values of `--json`: also what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from ..base.errors import LeafletsError
from ..content.library import Library
from ..content.profile.reading import languages_of, load_profile
from ..content.profile.rules import summarize_language
from ..content.profile.wording import speaks
from ..layout.reading import load_layout
from ..leaflet.current_review import LAPSED
from ..pipeline import read
from ..source.json import error_values

__all__ = ["Values", "layouts", "monographs", "pharmacies", "profile_languages", "profiles"]

Values = dict[str, Any]

TITLE_LANGUAGE: Final = "en"  # of the title in a list, where the monograph is there in it


def monographs(library: Library, names: Iterable[str], today: str) -> Iterator[Values]:
    """Yield name, title (in English, if there is one), and each language with its status.

    names: of monographs. today: ISO date; an approval of a later day is none.
    """
    for name in names:
        languages = [_edition(library, name, tag, today) for tag in library.languages(name)]
        titles = {one["language"]: one["title"] for one in languages if one["title"]}
        title = titles.get(TITLE_LANGUAGE) or next(iter(titles.values()), "")
        yield {"name": name, "title": title, "languages": languages}


def _edition(library: Library, name: str, language: str, today: str) -> Values:
    """Return one language of a monograph, also if its file cannot be read."""
    values: Values = {
        "language": language, "title": "", "edition": "", "review": "", "lapsed": False,
        "error": None,
    }  # fmt: skip
    try:
        reading = read(name, language=language, folder=library, today=today)
    except LeafletsError as error:
        return values | {"error": error_values(error)}
    monograph = reading.monograph
    return values | {
        "title": str(monograph.identity.name),
        "edition": str(monograph.edition.number),
        "review": str(monograph.review.status),
        "lapsed": any(warning.code == LAPSED for warning in reading.warnings),
    }


def layouts(library: Library) -> Iterator[Values]:
    """Yield the name of each layout, and what it is for."""
    return _purposes(library.layouts(), lambda name: load_layout(library, name).says)


def profiles(library: Library) -> Iterator[Values]:
    """Yield the name of each profile, and what it is for."""
    return _purposes(library.profiles(), lambda name: load_profile(library, name).says)


def profile_languages(library: Library, name: str) -> Iterator[Values]:
    """Yield each language in which a profile has words: how many rules have words of which
    evidence, and whether every rule that needs words has them.

    Raises ProfileError, NotFoundError.
    """
    for tag in languages_of(library, name):
        profile = load_profile(library, name, (tag,))
        evidence = summarize_language(profile, tag)
        yield {"language": tag, "evidence": evidence, "complete": speaks(profile, tag)}


def _purposes(names: Iterable[str], purpose_of: Callable[[str], str]) -> Iterator[Values]:
    for name in names:
        try:
            yield {"name": name, "says": str(purpose_of(name)), "error": None}
        except LeafletsError as error:
            yield {"name": name, "says": "", "error": error_values(error)}


def pharmacies(library: Library) -> Iterator[Values]:
    """Yield the name of each pharmacy in the library, and the one that it is known by."""
    from ..pdf.figures import pharmacy_of  # few libraries have a pharmacy

    for name in library.pharmacies():
        try:
            title = str(pharmacy_of(library, name).details.name)
            yield {"name": name, "title": title, "error": None}
        except LeafletsError as error:
            yield {"name": name, "title": "", "error": error_values(error)}
