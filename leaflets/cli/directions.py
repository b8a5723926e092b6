"""`leaflets directions`: list the standard directions that can be chosen by number."""

from __future__ import annotations

import click

from ..content.library import Library
from ..content.wording.names import language_tag
from ..leaflet.directions import DirectionsWriter
from .json_form import json_option, say_object
from .list import table
from .options import data_option, own_folder


@click.command(short_help="List standard directions by number.")
@click.option("--language", default="en", show_default=True, help="In which language.")
@data_option()
@json_option()
def command(language: str, folder: str | None, as_json: bool) -> None:
    """List the standard directions: the number, and the words in one language.

    A leaflet gets them with 'leaflets render NAME --directions-number 103', and a batch from the
    column directions-number.
    """
    library = Library(own_folder(folder))
    tag = language_tag(library, language)
    writer = DirectionsWriter(library, tag)
    rows = [(str(number), writer.write_standard(number)) for number in writer.standard.directions]
    if as_json:
        values = ({"number": number, "directions": words} for number, words in rows)
        return say_object([
            ("language", tag),
            ("review", str(writer.standard.review.status)),
            ("directions", values),
        ])  # fmt: skip
    return table(rows)
