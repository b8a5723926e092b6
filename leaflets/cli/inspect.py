"""`leaflets inspect`: what a PDF says it is, and whether that still holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from . import console
from .input_file import bytes_of
from .verify_words import comparison

if TYPE_CHECKING:
    from ..pdf.inspect import Inspection


@click.command(short_help="Say what a PDF is, and whether it was altered.")
@click.argument("file", metavar="FILE|-", type=click.Path(allow_dash=True))
def command(file: str) -> int:
    """Say what a PDF is: medicine, edition, layout, language, status, and whether it was altered.

    The exit code is 0 for a leaflet of ours that is, with all it carries, as it was made, and 1
    otherwise: nothing but a look can tell whether a change since does harm.
    """
    from ..pdf.inspect import LIMITS, inspect

    pdf = bytes_of(file)
    found = inspect(pdf)
    console.say(f"{file}: {found.sentence}")
    if not found.ours:
        return 1
    for label, value in lines(found):
        console.say(f"{label + ':':<16}{value}".rstrip())
    console.say(f"{'made again:':<16}{comparison(found, pdf)}")
    console.note(LIMITS)
    return 0 if found.verdict == "exact" else 1


def lines(found: Inspection) -> Iterator[tuple[str, str]]:
    """Each line as a label and what it says."""
    yield "title", found.title
    yield "monograph", f"{found.monograph}, edition {found.edition}, dated {found.date}"
    yield "status", found.status
    yield "language", found.language
    yield "layout", f"{found.layout}, {found.pages} pages"
    yield "profile", found.profile
    yield "extent", found.extent
    yield "identifier", found.identifier
    yield "source sha256", found.source_sha256
    yield "made by", found.producer
    yield "claims", ", ".join(found.conformance) or "nothing"
    if found.personal:
        yield "personal", "yes: a pharmacy added words for one patient, which no digest stands for"
    yield "embedded", ", ".join(found.embedded) or "nothing"
    sound = {True: "intact", False: "NOT those of this leaflet"}
    if found.source_intact is not None:
        yield "its source", sound[found.source_intact]
    if found.data_intact is not None:
        yield "its words", sound[found.data_intact]
