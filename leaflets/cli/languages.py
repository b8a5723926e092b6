"""`leaflets languages`: list the languages, and what is incomplete or out of date in each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ..base.errors import LeafletsError, WordingError
from ..content.library import Library
from ..content.wording import load_complete_wording
from ..pipeline import read
from . import console
from .dates import today
from .list import table
from .options import data_option, own_folder


@click.command(short_help="List languages: what is complete, and what is out of date.")
@data_option()
def command(folder: str | None) -> None:
    """List the languages of the program's own words and of each monograph.

    An incomplete wording makes no leaflets; what is missing in it is listed. A translation is stale
    if its original has changed since, or is missing.
    """
    own = own_folder(folder)
    library = Library(own)
    console.say("The program's own words")
    wordings(library)
    console.say("\nMonographs")
    table([row for name in library.names() for row in editions(library, own, name)])


def wordings(library: Library) -> None:
    """Print a line for each language, and what is missing in its wording."""
    used = {language for name in library.names() for language in library.languages(name)}
    rows = {tag: wording_row(library, tag) for tag in sorted(used.union(library.wordings()))}
    table([(language, name, state) for language, (name, state, _) in rows.items()])
    for _, _, missing in rows.values():
        for line in missing:
            console.say(f"    {line}")


def wording_row(library: Library, language: str) -> tuple[str, str, list[str]]:
    """Return what the language calls itself, the state of its wording, and what is missing."""
    try:
        return str(load_complete_wording(library, language).name), "complete", []
    except WordingError as error:
        missing = str(error).splitlines()
        return "", f"not complete: {len(missing)} to correct, listed below", missing
    except LeafletsError as error:
        return "", f"none ({error.code})", []


def editions(library: Library, own: Path | None, name: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each language of a monograph: edition, review, and whether it is stale."""
    for language in library.languages(name):
        yield name, language, *edition(own, name, language)


def edition(own: Path | None, name: str, language: str) -> tuple[str, str, str]:
    """Return the edition, the review status, and whether it is an original or a translation."""
    try:
        reading = read(name, language=language, folder=own, today=today())
    except LeafletsError as error:
        return f"cannot be read ({error.code})", "", ""
    monograph = reading.monograph
    translation = "stale translation" if reading.stale else "translation, current"
    kind = translation if monograph.edition.translation_of else "original"
    return f"edition {monograph.edition.number}", str(monograph.review.status), kind
