"""`leaflets layout show`: show every value of a layout, and the line it comes from."""

from __future__ import annotations

import click

from ...layout.authoring import value_origins
from ...layout.reading import read_unchecked_layout
from ..json_form import json_option, say_object
from ..list import table
from ..options import data_option
from .layout_file import families_of, layout_argument, layout_file


@click.command(short_help="Show every value with the file and line it came from.")
@layout_argument()
@data_option()
@json_option()
def command(name: str, folder: str | None, as_json: bool) -> None:
    """Show every value of a layout, with the file and the line that it came from."""
    file = layout_file(name, folder)
    read_unchecked_layout(
        file.load, file.name, families_of(file.library)
    )  # raises for what is wrong
    rows = value_origins(file.load, file.name)
    if as_json:
        values = [
            {"path": row.path, "value": row.value, "file": row.place.file, "line": row.place.line}
            for row in rows
        ]
        return say_object([("name", name), ("values", values)])
    return table([(row.path, row.value, f"{row.place.file}:{row.place.line}") for row in rows])
