"""`leaflets dispense`: what a dispense record in FHIR says, and which monograph fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from ..base.errors import LeafletsError, NotFoundError, SourceError
from ..content.library import Library
from ..content.library.medicines import MedicineIndex, load_medicine_index
from ..leaflet.directions import DirectionsWriter
from . import console
from .input_file import read_input
from .language import language_option
from .options import data_option, own_folder
from .record_options import any_status_option

LABELS: Final = {
    "MedicationDispense": "dispense",
    "MedicationRequest": "request",
    "MedicationStatement": "statement",
}

if TYPE_CHECKING:
    from ..exchange.fhir.reading import Dispense


@click.command(short_help="Say what a record of a medicine in FHIR holds.")
@click.argument("file", metavar="FILE|-", type=click.Path(allow_dash=True))
@any_status_option()
@language_option()
@data_option()
def command(file: str, any_status: bool, language: str | None, folder: str | None) -> int:
    """Say what each record of a medicine in a FILE holds, and which monograph fits its product.

    The monograph is found by code, name or synonym, never by a guess. The records are FHIR's
    MedicationDispense, MedicationRequest and MedicationStatement; the file is a resource, a Bundle
    or Parameters in JSON or XML, or JSON lines. Directions are shown as the leaflet would print
    them; names of patients are not shown.

    The exit code is that of the first record that cannot be used, as `leaflets attach` would end:
    3 if the record is at fault, 4 if it has no certain monograph.
    """
    from ..exchange.fhir.reading import PassedOver, read_dispenses

    library = Library(own_folder(folder))
    medicines = load_medicine_index(library, language or "en")
    writer = DirectionsWriter(library, language or "en")
    exit_code, count = 0, 0
    passed_over: list[PassedOver] = []
    for record in read_dispenses(read_input(file), file, any_status=any_status, particulars=True):
        if isinstance(record, PassedOver):
            passed_over.append(record)
            continue
        count += 1
        if count > 1:
            console.say("")
        error = show_record(record, medicines, writer)
        exit_code = exit_code or (error.exit_code if error else 0)
    for item in passed_over if count else ():
        console.note(f"{item.place}: {item.kind}, passed over.")
    if not count:
        message = f"{file} holds no MedicationDispense, MedicationRequest or MedicationStatement."
        raise NotFoundError(message, "Export the dispense record again.", code="D201")
    return exit_code


def show_record(
    record: Dispense | SourceError, medicines: MedicineIndex, writer: DirectionsWriter
) -> LeafletsError | None:
    """Print one record or its faults. Return why it cannot be used, or None."""
    if isinstance(record, SourceError):
        console.say(str(record))
        return record
    for label, value in lines(record):
        if value:
            console.say(f"{label + ':':<16}{value}")
    unprintable = show_directions(record, writer)
    try:
        monograph = medicines.find(record.product.codes, record.product.names)
    except NotFoundError as error:
        console.say(f"{'monograph:':<16}{error}")
        return error
    console.say(f"{'monograph:':<16}{monograph}")
    return unprintable


def show_directions(record: Dispense, writer: DirectionsWriter) -> LeafletsError | None:
    """Print the directions, or why they cannot be printed. Return why, or None."""
    try:
        directions = writer.write(record.dosages)
    except LeafletsError as error:
        console.say(f"{'directions:':<16}{error}")
        return error
    if directions:
        console.say(f"{'directions:':<16}{directions}")
    return None


def lines(record: Dispense) -> Iterator[tuple[str, str]]:
    """Yield each line as a label and a value, which may be empty."""
    yield LABELS[record.kind], record.identifier
    yield "status", record.status
    yield "product", "; ".join(record.product.names)
    yield "codes", ", ".join(f"{system} {code}" for system, code in record.product.codes)
    yield "lots", ", ".join(record.product.lots)
    yield "quantity", record.quantity
    yield "handed over", record.handed_over
    yield "prescription", record.prescription
    yield "patient", record.patient
    yield "encounter", record.encounter
    yield "performer", record.performer


def read_record(file: str, dispense: str, *, any_status: bool) -> Dispense:
    """Read the record with that identifier from a file.

    Raises JsonError, XmlError, DispenseError, NotFoundError.
    """
    from ..exchange.fhir.reading import read_dispense

    return read_dispense(read_input(file), file, dispense, any_status=any_status)


def monograph_of(record: Dispense, folder: str | None, language: str | None) -> str:
    """Return the name of a record's monograph. Raises NotFoundError, which tells what is near."""
    medicines = load_medicine_index(Library(own_folder(folder)), language or "en")
    return medicines.find(record.product.codes, record.product.names)
