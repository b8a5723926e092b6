"""`leaflets languages`: which words are there in which language, and which are out of date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..base.errors import LeafletsError
from . import console
from .list import table
from .options import data_option, own_folder

if TYPE_CHECKING:
    from ..content.library import Library


@click.command(short_help="List languages: what is complete, and what is out of date.")
@data_option()
def command(folder: str | None) -> None:
    """List the languages of the program's own words and of each monograph.

    A wording that is not complete makes no leaflets; what it lacks is told. A translation is stale
    when what it translates has changed since, or is not there.
    """
    from ..content.library import Library

    own = own_folder(folder)
    library = Library(own)
    console.say("The program's own words")
    wordings(library)
    console.say("\nMonographs")
    table([row for name in library.names() for row in editions(library, own, name)])


def wordings(library: Library) -> None:
    """A line for each language of wording or monographs, and all that a wording lacks."""
    used = (each for name in library.names() for each in library.languages(name))
    told = {each: wording(library, each) for each in sorted({*library.wordings(), *used})}
    table([(language, name, says) for language, (name, says, _) in told.items()])
    for _, _, lacks in told.values():
        for line in lacks:
            console.say(f"    {line}")


def wording(library: Library, language: str) -> tuple[str, str, list[str]]:
    """What the language calls itself, whether its wording is complete, and what that lacks."""
    from ..base.errors import WordingError
    from ..content.wording.shelf import read_wording

    try:
        return str(read_wording(library, language).name), "complete", []
    except WordingError as error:
        lacks = str(error).splitlines()
        return "", f"not complete: {len(lacks)} to correct, told below", lacks
    except LeafletsError as error:
        return "", f"none ({error.code})", []


def editions(library: Library, own: Path | None, name: str) -> Iterator[tuple[str, ...]]:
    """A row for each language of a monograph: edition, review, and whether it is stale."""
    for language in library.languages(name):
        yield name, language, *edition(own, name, language)


def edition(own: Path | None, name: str, language: str) -> tuple[str, str, str]:
    """Edition, review, and what it translates."""
    from ..pipeline import read

    try:
        reading = read(name, language=language, folder=own)
    except LeafletsError as error:
        return f"cannot be read ({error.code})", "", ""
    found = reading.monograph
    translated = "stale translation" if reading.stale else "translation, current"
    kind = translated if found.edition.translation_of else "original"
    return f"edition {found.edition.number}", str(found.review.status), kind
