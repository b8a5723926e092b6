"""`leaflets layout show`: every value of a layout, and where it was written."""

from __future__ import annotations

import click

from ..list import table
from ..options import data_option
from .chosen import chosen, families_of, layout_argument


@click.command(short_help="Show every value with the file and line it came from.")
@layout_argument()
@data_option()
def command(name: str, folder: str | None) -> None:
    """Show every value of a layout, with the file and the line that it came from."""
    from ...layout.explain import explain
    from ...layout.reading import read_unjudged

    wanted = chosen(name, folder)
    read_unjudged(wanted.load, wanted.name, families_of(wanted.library))  # tells what is wrong
    values = explain(wanted.load, wanted.name)
    table([(each.path, each.value, f"{each.place.file}:{each.place.line}") for each in values])
