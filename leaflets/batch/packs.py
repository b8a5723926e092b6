"""Packs: the requests of one patient, and the one file that holds all of their leaflets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from .. import pipeline
from ..base.errors import Fault, Place, RequestsError
from ..base.version import VERSION
from ..content.library import Library, open_library
from ..content.pictures.model import Drawing
from ..content.profile.minima import minima
from ..content.profile.model import ProfileRef
from ..content.profile.reading import load_profile
from ..content.wording import load_wording
from ..layout.reading import load_layout_and_fonts
from ..leaflet.model import Leaflet
from ..leaflet.pack import PackedMedicine, compose_cover
from ..leaflet.pictograms import drawings
from ..typesetting import Typeset
from .model import Request, Setup

__all__ = ["Pack", "group_by_patient", "make_pack"]

SAME_PATIENT: Final = ("patient", "born")  # particulars that all requests of a pack share


class Pack(Struct, frozen=True):
    """A finished pack: its file, and the leaflet of each of its requests."""

    file: Typeset
    leaflets: tuple[Leaflet, ...]


def group_by_patient(requests: Iterable[Request], file: str) -> list[list[Request]]:
    """Group requests by the reference of their patient, in the order in which each first occurs.

    Without any references, all requests must be for one patient. file: the name for messages.
    Raises RequestsError where some requests have a reference and others have none, where one
    reference has two names or birthdays, where layouts, languages or profiles of a pack differ, and
    where a leaflet has two languages.
    """
    packs: dict[str, list[Request]] = {}
    requests = list(requests)
    for request in requests:
        packs.setdefault(request.record.patient, []).append(request)
    faults: list[Fault] = []
    if "" in packs and len(packs) > 1:
        message = "This request has no patient-reference, and others have one."
        hint = "Give every request the reference of its patient, or give none to any."
        faults += [Fault("B120", Place(file, r.line), message, hint) for r in packs[""]]
    faults += [_two_languages(r, file) for r in requests if len(r.key.languages) > 1]
    for pack in packs.values():
        faults += [fault for request in pack[1:] if (fault := _difference(pack[0], request, file))]
    if faults:
        raise RequestsError(faults)
    return list(packs.values())


def _two_languages(request: Request, file: str) -> Fault:
    message = "A leaflet in two languages cannot be in a pack."
    hint = "Give one language, or make the leaflet with 'leaflets batch'."
    return Fault("B122", Place(file, request.line), message, hint)


def _difference(first: Request, request: Request, file: str) -> Fault | None:
    """Return the fault of a request that cannot be in one pack with the first."""
    place, line = Place(file, request.line), first.line
    for field in SAME_PATIENT:
        if _value(first, field) != _value(request, field):
            message = f"'{field}' differs from line {line}, which is in the same pack."
            hint = "Give the requests of each patient their own patient-reference."
            return Fault("B121", place, message, hint)
    ours, theirs = request.key._asdict(), first.key._asdict()
    for name in ("layout", "language", "profile"):
        if ours[name] != theirs[name]:
            message = f"'{name}' differs from line {line}; one file has one {name}."
            return Fault("B122", place, message, f"Give all requests of a patient the same {name}.")
    return None


def _value(request: Request, field: str) -> str:
    return str(request.particulars.values.get(field, "")) if request.particulars else ""


def make_pack(setup: Setup, requests: Sequence[Request]) -> Pack:
    """Make the file of one patient. requests: as `group_by_patient` returns them.

    Raises what reading, composing and typesetting the leaflets raise.
    """
    key, library = requests[0].key, open_library(setup.folder)
    medicines = [_medicine(setup, request) for request in requests]
    leaflets = tuple(medicine.leaflet for medicine in medicines)
    wording = load_wording(library, key.language)
    layout, families = load_layout_and_fonts(library, key.layout)
    rules = ProfileRef(key.profile, load_profile(library, key.profile))

    cover = compose_cover(medicines, wording, pharmacy=setup.pharmacy)

    from ..typesetting.pack import typeset_pack  # loads ReportLab

    file = typeset_pack(
        cover,
        leaflets,
        layout,
        families,
        name=key.layout,
        version=VERSION,
        drawings=_drawings(library, leaflets),
        minima=minima(rules.profile, rules.name),
    )
    return Pack(file, leaflets)


def _medicine(setup: Setup, request: Request) -> PackedMedicine:
    key = request.key
    reading = setup.read(key.monograph, key.language)
    leaflet = pipeline.compose(
        reading,
        date=setup.date,
        profile=key.profile,
        pharmacy=setup.pharmacy,
        particulars=request.particulars,
    )
    return PackedMedicine(reading.monograph, leaflet, request.particulars)


def _drawings(library: Library, leaflets: Sequence[Leaflet]) -> Mapping[str, Drawing]:
    all_drawings: dict[str, Drawing] = {}
    for leaflet in leaflets:
        all_drawings |= drawings(library, leaflet)
    return all_drawings
