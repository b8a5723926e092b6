"""`leaflets dispense`: what a dispensing record in FHIR says, and which monograph fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..base.errors import NotFoundError, SourceError
from . import console
from .input_file import bytes_of
from .options import data_option, language_option, own_folder

if TYPE_CHECKING:
    from ..content.library.medicines import Medicines
    from ..exchange.fhir.reading import Dispense


@click.command(short_help="Say what a dispensing record in FHIR holds.")
@click.argument("file", metavar="FILE|-", type=click.Path(allow_dash=True))
@click.option("--any-status", is_flag=True, help="Also what was stopped or entered in error.")
@language_option()
@data_option()
def command(file: str, any_status: bool, language: str | None, folder: str | None) -> int:
    """Say what each MedicationDispense in a FILE holds, and which monograph is that of its product:
    found by code, name or synonym, never by a guess. The file is a resource, a Bundle or JSON
    lines. Names of patients are not shown.

    The exit code is 1 if a record cannot be used, or has no certain monograph.
    """
    from ..content.library import Library
    from ..content.library.medicines import medicines
    from ..exchange.fhir.reading import read_dispenses

    known = medicines(Library(own_folder(folder)), language or "en")
    sound, many = True, 0
    for many, found in enumerate(read_dispenses(bytes_of(file), file, any_status=any_status), 1):
        if many > 1:
            console.say("")
        sound &= told(found, known)
    if not many:
        says = f"{file} holds no MedicationDispense."
        raise NotFoundError(says, "Export the dispensing record again.", code="D201")
    return 0 if sound else 1


def told(found: Dispense | SourceError, known: Medicines) -> bool:
    """Show one record; whether it can be used."""
    if isinstance(found, SourceError):
        console.say(str(found))
        return False
    for label, value in lines(found):
        if value:
            console.say(f"{label + ':':<16}{value}")
    try:
        monograph = known.find(found.product.codes, found.product.names)
    except NotFoundError as why:
        console.say(f"{'monograph:':<16}{why}")
        return False
    console.say(f"{'monograph:':<16}{monograph}")
    return True


def lines(found: Dispense) -> Iterator[tuple[str, str]]:
    """Each line as a label and what it says."""
    yield "dispense", found.identifier
    yield "status", found.status
    yield "product", "; ".join(found.product.names)
    yield "codes", ", ".join(f"{system} {code}" for system, code in found.product.codes)
    yield "quantity", found.quantity
    yield "handed over", found.handed_over
    yield "prescription", found.prescription
    yield "patient", found.patient
    yield "performer", found.performer
