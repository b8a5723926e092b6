"""What a command takes from a dispensing record in FHIR: whom it is for, and which monograph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from .input_file import bytes_of

if TYPE_CHECKING:
    from ..exchange.fhir.reading import Dispense


def record_options() -> Callable[[Any], Any]:
    """--dispense and --any-status."""
    record = click.option(
        "--dispense",
        "record",
        metavar="FILE|-",
        type=click.Path(allow_dash=True),
        help="The record in FHIR: it gives prescription, patient, product and monograph.",
    )
    status = click.option(
        "--any-status", is_flag=True, help="Also what was stopped or entered in error."
    )
    return lambda command: record(status(command))


def dispensed(record: str, dispense: str, *, any_status: bool) -> Dispense:
    """The record of that identifier in a file. Raises JsonError, DispenseError, NotFoundError."""
    from ..exchange.fhir.reading import read_dispense

    return read_dispense(bytes_of(record), record, dispense, any_status=any_status)


def monograph_of(found: Dispense, folder: str | None, language: str | None) -> str:
    """The name of its monograph. Raises NotFoundError, which tells what is near."""
    from ..content.library import Library
    from ..content.library.medicines import medicines
    from .options import own_folder

    known = medicines(Library(own_folder(folder)), language or "en")
    return known.find(found.product.codes, found.product.names)
