"""Whether a leaflet's words are those that its monograph gives, here and now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import LeafletsError
from ..record import replace
from .choices import own_folder

if TYPE_CHECKING:
    from ..pdf.inspect import Inspection
    from ..pharmacy.model import Pharmacy
    from ..verbs import Reading


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
    from ..verbs import read

    try:
        reading = read(found.monograph, language=found.language, folder=own_folder(None))
    except LeafletsError:
        return None
    return reading if reading.sha256 == found.source_sha256 else None


def _inside(found: Inspection, pdf: bytes) -> Reading:
    from ..library import Found, Library
    from ..pdf.inspect import embedded
    from ..verbs import Reading, read_found

    source = next(file for file in embedded(pdf) if file.relationship == "Source")
    library = Library(own_folder(None))
    monograph = read_found(library, Found(found.monograph, source.content, source.name))
    name = found.monograph
    return Reading(monograph, name, source.content, source.name, False, (), library)


def _then_and_now(reading: Reading) -> Iterator[Reading]:
    """A translation that is stale now was not when it was printed, or the other way round."""
    yield reading
    if reading.monograph.edition.translation_of:
        yield replace(reading, stale=not reading.stale)


def _pharmacies() -> Iterator[Pharmacy | None]:
    """None, and each of the pharmacies' own folder: a leaflet does not say whose it is."""
    from ..library import Library
    from ..sources import read_pharmacy

    yield None
    library = Library(own_folder(None))
    for name in library.pharmacies():
        with suppress(LeafletsError):  # one that cannot be read made no leaflet
            yield read_pharmacy(library, name)


def _digest(reading: Reading, found: Inspection, pharmacy: Pharmacy | None) -> str:
    from ..pdf.structure import structure
    from ..pdf.words import digest
    from ..verbs import compose

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
