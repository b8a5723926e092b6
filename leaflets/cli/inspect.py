"""`leaflets inspect`: say what a PDF is, and whether it was altered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from . import console
from .input_file import read_input
from .json_form import json_option, say_object
from .verify_words import comparison

if TYPE_CHECKING:
    from ..pdf.inspect import Inspection


@click.command(short_help="Say what a PDF is, and whether it was altered.")
@click.argument("file", metavar="FILE|-", type=click.Path(allow_dash=True))
@json_option()
def command(file: str, as_json: bool) -> int:
    """Say what a PDF is: medicine, edition, layout, language, status, and whether it was altered.

    The exit code is 0 for a leaflet of this program that is, with all that it carries, as it was
    rendered, and 1 otherwise: only a person can tell whether a later change does harm.
    """
    from ..pdf.inspect import LIMITS, inspect

    pdf = read_input(file)
    inspection = inspect(pdf)
    again = comparison(inspection, pdf) if inspection.ours else ""
    if as_json:
        say_object(members(file, inspection, again))
    else:
        say_inspection(file, inspection, again)
    if inspection.ours:
        console.note(LIMITS)
    return 0 if inspection.verdict == "exact" else 1


def say_inspection(file: str, inspection: Inspection, again: str) -> None:
    """Print the verdict, and what a leaflet says about itself. again: how it compares."""
    console.say(f"{file}: {inspection.sentence}")
    if inspection.ours:
        for label, value in (*lines(inspection), ("made again", again)):
            console.say(f"{label + ':':<16}{value}".rstrip())


def members(file: str, inspection: Inspection, again: str) -> Iterator[tuple[str, object]]:
    """Yield the members of the JSON object."""
    yield "file", file
    yield "says", inspection.sentence
    yield from asdict(inspection).items()
    yield "made_again", again


def lines(inspection: Inspection) -> Iterator[tuple[str, str]]:
    """Yield each line as a label and a value."""
    yield "title", inspection.title
    yield (
        "monograph",
        f"{inspection.monograph}, edition {inspection.edition}, dated {inspection.date}",
    )
    yield "status", inspection.status
    yield "language", inspection.language
    yield (
        "layout",
        f"{inspection.layout}, {inspection.pages} page{'s' if inspection.pages != 1 else ''}",
    )
    yield "profile", inspection.profile
    yield "extent", inspection.extent
    for name, value in {"only route": inspection.route, "only use": inspection.use}.items():
        if value:
            yield name, value
    yield "identifier", inspection.identifier
    yield "source sha256", inspection.source_sha256
    yield "made by", inspection.producer
    yield "claims", ", ".join(inspection.conformance) or "nothing"
    if inspection.personal:
        yield "personal", "yes: a pharmacy added words for one patient, which no digest stands for"
    yield "embedded", ", ".join(inspection.embedded) or "nothing"
    verdicts = {True: "intact", False: "NOT those of this leaflet"}
    if inspection.source_intact is not None:
        yield "its source", verdicts[inspection.source_intact]
    if inspection.data_intact is not None:
        yield "its words", verdicts[inspection.data_intact]
