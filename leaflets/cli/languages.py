"""`leaflets languages`: list the languages, and what is incomplete or out of date in each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from ..authoring.language_support import language_support, profiles_by_language
from ..authoring.listing import Values
from ..base.errors import LeafletsError, WordingError
from ..base.faults import fault_values
from ..content.library import Library
from ..pipeline import read
from ..source.json import error_values
from . import console
from .dates import today
from .json_form import json_option, say_object
from .list import table
from .options import data_option, own_folder

HEADER: Final = (
    "", "language", "wording", "directions", "checks", "speech", "braille", "fonts", "profiles",
)  # fmt: skip
NO_PLURALS: Final = "U208"  # the package that knows the plural forms is not installed


@click.command(short_help="List languages: what is complete, and what is out of date.")
@data_option()
@json_option()
def command(folder: str | None, as_json: bool) -> None:
    """List what there is for each language, and the languages of each monograph.

    An incomplete wording makes no leaflets; what is missing in it is listed. Checks: some, where
    rules of 'leaflets check' lack words. Fonts: the extra that has the letters. A translation is
    stale if its original has changed since, or is missing.
    """
    own = own_folder(folder)
    library = Library(own)
    if as_json:
        return say_object(members(library, own))
    console.say("The program's own words")
    spoken = profiles_by_language(library)
    say_wordings(
        [language_support(library, tag, spoken.get(tag, [])) for tag in languages(library)]
    )
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


def plain_wording(library: Library, language: str, profiles: list[str]) -> Values:
    """Return the values of JSON for a language."""
    values = language_support(library, language, profiles)
    is_complete = not values["faults"] and values["error"] is None
    faults = [fault_values(fault) for fault in values["faults"]]
    return values | {"complete": is_complete, "faults": faults}


def say_wordings(wordings: list[Values]) -> None:
    """Print a line for each language, then what is missing in its wording."""
    table([HEADER, *map(support_row, wordings)])
    for values in wordings:
        if values["faults"]:
            console.say(f"\n  The wording in {values['language']}")
            for line in str(WordingError(values["faults"])).splitlines():
                console.say(f"    {line}")


def support_row(values: Values) -> tuple[str, ...]:
    """Return what there is for a language, in the order of the header."""
    checks = ("some" if values["not_applied"] else "all") if values["checks"] else "no"
    return (
        values["language"],
        values["name"],
        state(values),
        yes(values["directions"]),
        checks,
        yes(values["speech"]),
        yes(values["braille"]),
        fonts(values),
        ", ".join(values["profiles"]) or "none",
    )


def state(values: Values) -> str:
    """Say whether a wording is complete, and then whether it was translated and checked."""
    if values["error"]:
        if values["error"]["code"] == NO_PLURALS:
            return "lacks plurals"  # the extra of that name
        return f"none ({values['error']['code']})"
    count = len(values["faults"])
    return f"{count} to correct" if count else values["translation"] or "original"


def fonts(values: Values) -> str:
    """Say which extra has the letters of a language, if any, and whether it is installed."""
    if not values["fonts_extra"]:
        return "built in" if values["name"] else "-"
    return ("" if values["fonts_installed"] else "lacks ") + str(values["fonts_extra"])


def yes(is_there: bool) -> str:
    """Say whether something is there."""
    return "yes" if is_there else "no"


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
