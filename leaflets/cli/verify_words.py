"""Compose the words of a leaflet again from its monograph, and compare them with the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..base.errors import LeafletsError
from ..base.languages import split_languages
from ..content.library import Library, SourceFile
from ..content.monograph.reading import Reading, read_source
from ..content.monograph.review import ReviewPolicy
from ..leaflet.bilingual import in_two_languages, source_of_both
from ..leaflet.contents import with_contents_of
from ..leaflet.current_review import with_current_review
from ..pdf.figures import pharmacy_of
from ..pipeline import compose, read
from .dates import today
from .options import own_folder

if TYPE_CHECKING:
    from ..content.pharmacy.model import Pharmacy
    from ..pdf.inspect import Inspection


def comparison(inspection: Inspection, pdf: bytes) -> str:
    """Say whether the words of a PDF are those of its monograph.

    The monograph is that of the library, or the one inside the PDF. Since a leaflet does not say
    whose letterhead it has, every pharmacy of the library is tried.
    """
    place, readings = "on the shelf", _library_readings(inspection)
    try:
        if not readings and inspection.source_intact:
            place, readings = "inside", [_embedded_reading(inspection, pdf)]
        if not readings:
            return "not possible: the monograph of this leaflet is not here"
        states = product(*map(_translation_states, readings))
        is_same = any(
            inspection.words_sha256 in _words_digests(candidate, inspection, pharmacy)
            for candidate, pharmacy in product(states, _pharmacies())
        )
    except LeafletsError as error:
        return f"not possible from the monograph {place}: {error.code}"
    if is_same:
        return f"the same words, from the monograph {place}"
    return f"OTHER WORDS, from the monograph {place}: not by this version, or with other wording"


def _library_readings(inspection: Inspection) -> list[Reading]:
    """Read the library's monograph in each language, if it has the digest that the leaflet names.

    Else the list is empty.
    """
    try:
        readings = [
            read(inspection.monograph, language=language, folder=own_folder(None), today=today())
            for language in split_languages(inspection.language)
        ]
    except LeafletsError:
        return []
    is_source = source_of_both(*(reading.sha256 for reading in readings)) == (
        inspection.source_sha256
    )
    return readings if is_source else []


def _embedded_reading(inspection: Inspection, pdf: bytes) -> Reading:
    from ..pdf.inspect import embedded

    source = next(file for file in embedded(pdf) if file.relationship == "Source")
    library = Library(own_folder(None))
    name = inspection.monograph
    file = SourceFile(name, source.content, source.name)
    monograph = read_source(library, file, ReviewPolicy(today()))
    reading = Reading(monograph, name, source.content, source.name, False, (), library)
    return with_current_review(reading, approved_only=False)


def _translation_states(reading: Reading) -> Iterator[Reading]:
    """A translation may be stale now and not when it was printed, or the other way round."""
    yield reading
    if reading.monograph.edition.translation_of:
        yield replace(reading, stale=not reading.stale)


def _pharmacies() -> Iterator[Pharmacy | None]:
    """Yield None, then each pharmacy of the library that can be read."""
    yield None
    library = Library(own_folder(None))
    for name in library.pharmacies():
        with suppress(LeafletsError):  # a pharmacy that cannot be read stands on no leaflet
            yield pharmacy_of(library, name)


def _words_digests(
    readings: Sequence[Reading], inspection: Inspection, pharmacy: Pharmacy | None
) -> Iterator[str]:
    """Yield the digest of the words of every composition, of which typesetting has set one."""
    from ..pdf.reading_order import words_digest
    from ..pdf.structure import structure_tree

    edition_date = str(readings[0].monograph.edition.date)
    leaflets = [
        compose(
            reading,
            date=None if inspection.date == edition_date else inspection.date,
            profile=inspection.profile,
            summary=inspection.extent == "summary",
            route=inspection.route,
            use=inspection.use,
            pharmacy=pharmacy,
        )
        for reading in readings
    ]
    leaflet = leaflets[0] if len(leaflets) == 1 else in_two_languages(*leaflets)
    for composition in leaflet.compositions:
        listed = with_contents_of(composition, inspection.contents)
        yield words_digest(structure_tree(listed).words())
