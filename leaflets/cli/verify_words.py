"""Whether a leaflet's words are those that its monograph gives, here and now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from ..base.errors import LeafletsError
from ..base.record import replace
from .options import own_folder

if TYPE_CHECKING:
    from ..content.pharmacy.model import Pharmacy
    from ..pdf.inspect import Inspection
    from ..pipeline import Reading


def comparison(found: Inspection, pdf: bytes) -> str:
    """Make the words again from the shelf's monograph, or from the one inside, and compare."""
    where, reading = "on the shelf", _on_the_shelf(found)
    try:
        if reading is None and found.source_intact:
            where, reading = "inside", _inside(found, pdf)
        if reading is None:
            return "not possible: the monograph of this leaflet is not here"
        readings = _then_and_now(reading)
        pairs = ((each, pharmacy) for each in readings for pharmacy in _pharmacies())
        same = found.words_sha256 in (_digest(each, found, pharmacy) for each, pharmacy in pairs)
    except LeafletsError as fault:
        return f"not possible from the monograph {where}: {fault.code}"
    if same:
        return f"the same words, from the monograph {where}"
    return f"OTHER WORDS, from the monograph {where}: not by this version, or with other wording"


def _on_the_shelf(found: Inspection) -> Reading | None:
    """The very monograph of which the leaflet tells the digest."""
    from ..pipeline import read

    try:
        reading = read(found.monograph, language=found.language, folder=own_folder(None))
    except LeafletsError:
        return None
    return reading if reading.sha256 == found.source_sha256 else None


def _inside(found: Inspection, pdf: bytes) -> Reading:
    from ..content.library import Found, Library
    from ..content.reading import Reading, read_source
    from ..pdf.inspect import embedded

    source = next(file for file in embedded(pdf) if file.relationship == "Source")
    library = Library(own_folder(None))
    monograph = read_source(library, Found(found.monograph, source.content, source.name))
    name = found.monograph
    return Reading(monograph, name, source.content, source.name, False, (), library)


def _then_and_now(reading: Reading) -> Iterator[Reading]:
    """A translation that is stale now was not when it was printed, or the other way round."""
    yield reading
    if reading.monograph.edition.translation_of:
        yield replace(reading, stale=not reading.stale)


def _pharmacies() -> Iterator[Pharmacy | None]:
    """None, and each of the pharmacies' own folder: a leaflet does not say whose it is."""
    from ..content.library import Library
    from ..pipeline import pharmacy_of

    yield None
    library = Library(own_folder(None))
    for name in library.pharmacies():
        with suppress(LeafletsError):  # one that cannot be read made no leaflet
            yield pharmacy_of(library, name)


def _digest(reading: Reading, found: Inspection, pharmacy: Pharmacy | None) -> str:
    from ..pdf.structure import structure
    from ..pdf.words import digest
    from ..pipeline import compose

    own = str(reading.monograph.edition.date)
    date = None if found.date == own else found.date
    leaflet = compose(
        reading,
        date=date,
        profile=found.profile,
        summary=found.extent == "summary",
        pharmacy=pharmacy,
    )
    return digest(structure(leaflet).words())
