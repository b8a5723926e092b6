"""`leaflets list`: list monographs, layouts, profiles and pharmacies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from ..base.errors import LeafletsError
from ..content.library import Library
from ..content.monograph.reading import read_source
from ..content.monograph.review import ReviewPolicy
from ..content.profile.reading import load_profile
from ..layout.reading import load_layout
from . import console
from .dates import today
from .options import data_option, own_folder


@click.command(short_help="List monographs, layouts, profiles and pharmacies.")
@data_option()
def command(folder: str | None) -> None:
    """List the monographs with their languages, editions and review status, the layouts, the
    profiles, and your pharmacies, if there are any.
    """
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
    """Print rows in columns that are as wide as their widest cell."""
    if not rows:
        return console.say("  none")
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        console.say(f"  {'  '.join(cells)}".rstrip())
    return None


def monographs(library: Library) -> Iterator[tuple[str, ...]]:
    """Yield name, title, and each language with its edition and review status."""
    policy = ReviewPolicy(today())
    for name in library.names():
        title, editions = "", []
        for language in library.languages(name):
            try:
                monograph = read_source(library, library.monograph(name, language), policy)
            except LeafletsError as error:
                editions.append(f"{language}: cannot be read ({error.code})")
                continue
            title = title or str(monograph.identity.name)
            editions.append(
                f"{language}: edition {monograph.edition.number}, {monograph.review.status}"
            )
        yield name, title, "; ".join(editions)


def layouts(library: Library) -> Iterator[tuple[str, ...]]:
    """Yield the name of each layout, and what it is for."""
    for name in library.layouts():
        try:
            says = str(load_layout(library, name).says)
        except LeafletsError as error:
            says = f"cannot be read ({error.code}): leaflets layout check {name} tells why"
        yield name, says


def profiles(library: Library) -> Iterator[tuple[str, ...]]:
    """Yield the name of each profile, and what it is for."""
    for name in library.profiles():
        try:
            yield name, str(load_profile(library, name).says)
        except LeafletsError as error:
            yield name, f"cannot be read ({error.code}): {error.says}"


def pharmacies(library: Library) -> Iterator[tuple[str, ...]]:
    """Yield the name of each pharmacy in the library, and the one that it is known by."""
    from ..pipeline import pharmacy_of  # loads most rooms, and few libraries have a pharmacy

    for name in library.pharmacies():
        try:
            yield name, str(pharmacy_of(library, name).details.name)
        except LeafletsError as error:
            yield name, f"cannot be read ({error.code}): {error.says}"
