"""`leaflets layout list`: list the layouts with their sheet, type and file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from ...base.errors import LeafletsError
from ...content.library import Library
from ...layout.measure import paper_name, text_size
from ...layout.reading import load_layout
from ..list import table
from ..options import data_option, own_folder

HEAD: Final = ("NAME", "SHEET", "TEXT", "FILE", "WHAT IT IS FOR")


@click.command(short_help="List layouts with their sheet, type and file.")
@data_option()
def command(folder: str | None) -> None:
    """List the layouts: name, sheet, size of running text, file, and what it is for."""
    table([HEAD, *rows(Library(own_folder(folder)))])


def rows(library: Library) -> Iterator[tuple[str, ...]]:
    """Yield a row for each layout, also for one that cannot be read."""
    for name in library.layouts():
        try:
            source = library.layout(name)
            layout = load_layout(library, name)
        except LeafletsError as error:
            says = f"cannot be read ({error.code}): leaflets layout check {name} tells why"
            yield name, "", "", "", says
            continue
        file = f"{source.file}, instead of ours" if source.shadows else source.file
        yield name, paper_name(layout), text_size(layout), file, str(layout.says)
