"""`leaflets list`: what there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from . import console
from .options import data_option, own_folder

if TYPE_CHECKING:
    from ..content.library import Library


@click.command(short_help="List monographs, layouts, profiles and pharmacies.")
@data_option()
def command(folder: str | None) -> None:
    """List the monographs with their languages, editions and review, the layouts, the profiles,
    and your pharmacies, if there are any.
    """
    from ..content.library import Library

    library = Library(own_folder(folder))
    console.say("Monographs")
    table(list(monographs(library)))
    console.say("\nLayouts")
    table(list(layouts(library)))
    console.say("\nProfiles")
    table(list(profiles(library)))
    if library.pharmacies():
        console.say("\nPharmacies")
        table(list(pharmacies(library)))


def table(rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as they need to be."""
    if not rows:
        return console.say("  none")
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        console.say(f"  {'  '.join(cells)}".rstrip())
    return None


def monographs(library: Library) -> Iterator[tuple[str, ...]]:
    """Name, title, and each language with its edition and status."""
    from ..base.errors import LeafletsError
    from ..content.reading import read_source

    for name in library.names():
        title, editions = "", []
        for language in library.languages(name):
            try:
                found = read_source(library, library.monograph(name, language))
            except LeafletsError as error:
                editions.append(f"{language}: cannot be read ({error.code})")
                continue
            title = title or str(found.identity.name)
            editions.append(f"{language}: edition {found.edition.number}, {found.review.status}")
        yield name, title, "; ".join(editions)


def layouts(library: Library) -> Iterator[tuple[str, ...]]:
    """Name, and what it is for."""
    from ..base.errors import LeafletsError
    from ..layout.shelf import layout_of

    for name in library.layouts():
        try:
            says = str(layout_of(library, name).says)
        except LeafletsError as error:
            says = f"cannot be read ({error.code}): leaflets layout check {name} tells why"
        yield name, says


def profiles(library: Library) -> Iterator[tuple[str, ...]]:
    """Name, and what it is for."""
    from ..base.errors import LeafletsError
    from ..content.profile.shelf import profile_of

    for name in library.profiles():
        try:
            yield name, str(profile_of(library, name).says)
        except LeafletsError as error:
            yield name, f"cannot be read ({error.code}): {error.says}"


def pharmacies(library: Library) -> Iterator[tuple[str, ...]]:
    """Name, and what it is called."""
    from ..base.errors import LeafletsError
    from ..pipeline import pharmacy_of

    for name in library.pharmacies():
        try:
            yield name, str(pharmacy_of(library, name).said.name)
        except LeafletsError as error:
            yield name, f"cannot be read ({error.code}): {error.says}"
