"""`leaflets list`: list monographs, layouts, profiles and pharmacies."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import click

from ..authoring.listing import Values, layouts, monographs, pharmacies, profiles
from ..content.library import Library
from . import console
from .dates import today
from .json_form import json_option, say_object
from .options import data_option, own_folder

WIDEST_COLUMN: Final = 40  # characters; a longer cell moves the rest of its row


@click.command(short_help="List monographs, layouts, profiles and pharmacies.")
@click.argument("word", required=False)
@data_option()
@json_option()
def command(word: str | None, folder: str | None, as_json: bool) -> None:
    """List the monographs with their languages, editions and review status, the layouts, the
    profiles, and your pharmacies, if there are any.

    With a WORD, list only the monographs that have it in a title, generic name, synonym or code.
    """
    own = own_folder(folder)
    library = Library(own)
    if as_json:
        return say_object(members(library, word))
    found = monographs(library, _names(library, word), today())
    if word is not None:
        return table([monograph_row(values) for values in found])
    console.say("Monographs")
    table([monograph_row(values) for values in found])
    console.say("\nLayouts")
    table([layout_row(values) for values in layouts(library)])
    console.say("\nProfiles")
    table([profile_row(values) for values in profiles(library)])
    if library.pharmacies():
        console.say("\nPharmacies")
        table([pharmacy_row(values) for values in pharmacies(library)])
    return None


def members(library: Library, word: str | None) -> Iterator[tuple[str, Iterator[Values]]]:
    """Yield the members of the JSON object; with a word, the monographs that have it."""
    yield "monographs", monographs(library, _names(library, word), today())
    if word is not None:
        return
    yield "layouts", layouts(library)
    yield "profiles", profiles(library)
    yield "pharmacies", pharmacies(library)


def _names(library: Library, word: str | None) -> Iterable[str]:
    return library.names() if word is None else library.monographs.names_with(word)


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns that are as wide as their widest cell, up to a limit."""
    if not rows:
        return console.say("  none")
    columns = zip(*rows, strict=True)
    widths = [min(max(map(cells_of, column)), WIDEST_COLUMN) for column in columns]
    for row in rows:
        cells = (
            cell + " " * (width - cells_of(cell)) for cell, width in zip(row, widths, strict=True)
        )
        console.say(f"  {'  '.join(cells)}".rstrip())
    return None


def cells_of(text: str) -> int:
    """Return how many cells of a terminal a text takes: two for a wide letter, none for a mark."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Me") for char in text)


def monograph_row(values: Values) -> tuple[str, ...]:
    """Return name, title, and what there is in which languages."""
    languages: dict[str, list[str]] = {}  # by what there is
    for item in values["languages"]:
        languages.setdefault(edition(item), []).append(item["language"])
    editions = (f"{', '.join(tags)}: {there_is}" for there_is, tags in languages.items())
    return values["name"], values["title"], "; ".join(editions)


def edition(values: Values) -> str:
    """Name the edition in one language, and its review status."""
    if values["error"]:
        return f"cannot be read ({values['error']['code']})"
    return f"edition {values['edition']}, {values['review']}{lapsed(values)}"


def lapsed(values: Values) -> str:
    """Say that an edition is a draft again, if it is."""
    return " (words changed since the approval)" if values["lapsed"] else ""


def layout_row(values: Values) -> tuple[str, str]:
    """Return the name of a layout, and what it is for or who tells what is wrong with it."""
    return values["name"], values["says"] or unreadable_layout(values)


def unreadable_layout(values: Values) -> str:
    """Say that a layout cannot be read, and what tells why."""
    name, code = values["name"], values["error"]["code"]
    return f"cannot be read ({code}): leaflets layout check {name} tells why"


def profile_row(values: Values) -> tuple[str, str]:
    """Return the name of a profile, and what it is for or what is wrong with it."""
    return values["name"], values["says"] or unreadable(values)


def pharmacy_row(values: Values) -> tuple[str, str]:
    """Return the name of a pharmacy, and what it is called or what is wrong with its file."""
    return values["name"], values["title"] or unreadable(values)


def unreadable(values: Values) -> str:
    """Say why a file cannot be read."""
    return f"cannot be read ({values['error']['code']}): {values['error']['says']}"
