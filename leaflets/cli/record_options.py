"""The options for records in FHIR, apart from the commands: to read a record takes much more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def any_status_option() -> Callable[[Any], Any]:
    """--any-status."""
    return click.option(
        "--any-status", is_flag=True, help="Accept records that were stopped or entered in error."
    )


def record_options() -> Callable[[Any], Any]:
    """--dispense and --any-status."""
    record = click.option(
        "--dispense",
        "record",
        metavar="FILE|-",
        type=click.Path(allow_dash=True),
        help="The record in FHIR: it gives prescription, patient, product and monograph.",
    )
    return lambda command: record(any_status_option()(command))
