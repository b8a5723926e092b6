"""`leaflets list`: list monographs, layouts, profiles and pharmacies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from ..base.errors import LeafletsError
from ..content.library import Library
from ..content.profile.reading import load_profile
from ..layout.reading import load_layout
from ..leaflet.current_review import LAPSED
from ..pipeline import read
from . import console
from .dates import today
from .json_form import error_values, json_option, say_object
from .options import data_option, own_folder

Values = dict[str, Any]
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
        return say_object(members(library, own, word))
    found = monographs(library, own, word)
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


def members(
    library: Library, own: Path | None, word: str | None
) -> Iterator[tuple[str, Iterator[Values]]]:
    """Yield the members of the JSON object; with a word, the monographs that have it."""
    yield "monographs", monographs(library, own, word)
    if word is not None:
        return
    yield "layouts", layouts(library)
    yield "profiles", profiles(library)
    yield "pharmacies", pharmacies(library)


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns that are as wide as their widest cell, up to a limit."""
    if not rows:
        return console.say("  none")
    columns = zip(*rows, strict=True)
    widths = [min(max(map(len, column)), WIDEST_COLUMN) for column in columns]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        console.say(f"  {'  '.join(cells)}".rstrip())
    return None


def monographs(library: Library, own: Path | None, word: str | None) -> Iterator[Values]:
    """Yield name, title, and each language with its edition and review status.

    word: what a title, synonym or code must have in it; None: any.
    """
    names = library.names() if word is None else library.monographs.names_with(word)
    for name in names:
        languages = [edition(own, name, tag) for tag in library.languages(name)]
        title = next((values["title"] for values in languages if values["title"]), "")
        yield {"name": name, "title": title, "languages": languages}


def edition(own: Path | None, name: str, language: str) -> Values:
    """Return one language of a monograph, also if its file cannot be read."""
    values: Values = {
        "language": language, "title": "", "edition": "", "review": "", "lapsed": False,
        "error": None,
    }  # fmt: skip
    try:
        reading = read(name, language=language, folder=own, today=today())
    except LeafletsError as error:
        return values | {"error": error_values(error)}
    monograph = reading.monograph
    return values | {
        "title": str(monograph.identity.name),
        "edition": str(monograph.edition.number),
        "review": str(monograph.review.status),
        "lapsed": any(warning.code == LAPSED for warning in reading.warnings),
    }


def monograph_row(values: Values) -> tuple[str, ...]:
    """Return name, title, and what there is in each language."""
    editions = (
        f"{item['language']}: cannot be read ({item['error']['code']})"
        if item["error"]
        else f"{item['language']}: edition {item['edition']}, {item['review']}{lapsed(item)}"
        for item in values["languages"]
    )
    return values["name"], values["title"], "; ".join(editions)


def lapsed(values: Values) -> str:
    """Say that an edition is a draft again, if it is."""
    return " (words changed since the approval)" if values["lapsed"] else ""


def layouts(library: Library) -> Iterator[Values]:
    """Yield the name of each layout, and what it is for."""
    return _purposes(library.layouts(), lambda name: load_layout(library, name).says)


def profiles(library: Library) -> Iterator[Values]:
    """Yield the name of each profile, and what it is for."""
    return _purposes(library.profiles(), lambda name: load_profile(library, name).says)


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
