"""`leaflets languages`: list the languages, and what is incomplete or out of date in each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from ..authoring.listing import Values, profile_languages
from ..base.errors import LeafletsError, NotFoundError, WordingError
from ..base.faults import fault_values
from ..content.library import Library
from ..content.wording import load_complete_wording
from ..pipeline import read
from ..source.json import error_values
from . import console
from .dates import today
from .json_form import json_option, say_object
from .list import table
from .options import data_option, own_folder


@click.command(short_help="List languages: what is complete, and what is out of date.")
@data_option()
@json_option()
def command(folder: str | None, as_json: bool) -> None:
    """List the languages of the program's own words and of each monograph.

    An incomplete wording makes no leaflets; what is missing in it is listed. A translation is stale
    if its original has changed since, or is missing.
    """
    own = own_folder(folder)
    library = Library(own)
    if as_json:
        return say_object(members(library, own))
    console.say("The program's own words")
    spoken = profiles_by_language(library)
    say_wordings([wording(library, tag, spoken.get(tag, [])) for tag in languages(library)])
    console.say("\nMonographs")
    table([edition_row(values) for values in editions(library, own)])
    return None


def members(library: Library, own: Path | None) -> Iterator[tuple[str, Iterator[Values]]]:
    """Yield the members of the JSON object."""
    spoken = profiles_by_language(library)
    yield (
        "wordings",
        (plain_wording(library, tag, spoken.get(tag, [])) for tag in languages(library)),
    )
    yield "monographs", editions(library, own)


def languages(library: Library) -> list[str]:
    """Return the languages of monographs and of wording, sorted."""
    monograph_languages = {
        language for name in library.names() for language in library.languages(name)
    }
    return sorted(monograph_languages.union(library.wordings()))


def wording(library: Library, language: str, profiles: list[str]) -> Values:
    """Return what there is for a language: what it calls itself, what is wrong with its wording
    (faults, or why there is none), and whether there are words for directions and for checks.

    profiles: that have all their words in it. translation: draft or approved, None for an original.
    """
    values: Values = {
        "language": language, "name": "", "faults": [], "error": None, "translation": None,
        "directions": has_directions(library, language),
        "checks": library.lexicon(language) is not None,
        "profiles": profiles,
    }  # fmt: skip
    try:
        words = load_complete_wording(library, language)
        translation = str(words.translation.review.status) if words.translation else None
        return values | {"name": str(words.name), "translation": translation}
    except WordingError as error:
        return values | {"faults": error.faults}
    except LeafletsError as error:
        return values | {"error": error_values(error)}


def has_directions(library: Library, language: str) -> bool:
    """Return whether there are words for coded directions in a language."""
    try:
        library.directions(language)
    except NotFoundError:
        return False
    return True


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


def plain_wording(library: Library, language: str, profiles: list[str]) -> Values:
    """Return the values of JSON for the wording of a language."""
    values = wording(library, language, profiles)
    is_complete = not values["faults"] and values["error"] is None
    faults = [fault_values(fault) for fault in values["faults"]]
    return values | {"complete": is_complete, "faults": faults}


def say_wordings(wordings: list[Values]) -> None:
    """Print a line for each language, then what is missing in its wording."""
    table(
        [
            (values["language"], values["name"], state(values), *extras(values))
            for values in wordings
        ]
    )
    for values in wordings:
        if values["faults"]:
            for line in str(WordingError(values["faults"])).splitlines():
                console.say(f"    {line}")


def state(values: Values) -> str:
    """Say whether a wording is complete."""
    if values["error"]:
        return f"none ({values['error']['code']})"
    count = len(values["faults"])
    return f"not complete: {count} to correct, listed below" if count else "complete"


def extras(values: Values) -> Iterator[str]:
    """Yield whether a translator has checked the wording, and what else the language lacks."""
    translation = values["translation"]
    yield "" if translation is None else f"translation, {translation}"
    absent = [name for name in ("directions", "checks") if not values[name]]
    yield f"profiles: {', '.join(values['profiles'])}" if values["profiles"] else ""
    yield f"no words for {' or '.join(absent)}" if absent else ""


def editions(library: Library, own: Path | None) -> Iterator[Values]:
    """Yield each language of each monograph: edition, review, and whether it is stale."""
    for name in library.names():
        for language in library.languages(name):
            yield {"name": name, "language": language} | edition(own, name, language)


def edition(own: Path | None, name: str, language: str) -> Values:
    """Return the edition, the review status, and whether it is an original or a translation."""
    values: Values = {
        "edition": "", "review": "", "translation": None, "stale": None, "error": None,
    }  # fmt: skip
    try:
        reading = read(name, language=language, folder=own, today=today())
    except LeafletsError as error:
        return values | {"error": error_values(error)}
    monograph = reading.monograph
    return values | {
        "edition": str(monograph.edition.number),
        "review": str(monograph.review.status),
        "translation": monograph.edition.translation_of is not None,
        "stale": bool(reading.stale),
    }


def edition_row(values: Values) -> tuple[str, ...]:
    """Return name, language, edition, review, and whether it is an original or a translation."""
    name, language = values["name"], values["language"]
    if values["error"]:
        return name, language, f"cannot be read ({values['error']['code']})", "", ""
    translation = "stale translation" if values["stale"] else "translation, current"
    kind = translation if values["translation"] else "original"
    return name, language, f"edition {values['edition']}", values["review"], kind
