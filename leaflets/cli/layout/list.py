"""`leaflets layout list`: each layout, what it is for, its sheet and its type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from ..list import table
from ..options import data_option, own_folder

if TYPE_CHECKING:
    from ...content.library import Library

HEAD: Final = ("NAME", "SHEET", "TEXT", "FILE", "WHAT IT IS FOR")


@click.command(short_help="List layouts with their sheet, type and file.")
@data_option()
def command(folder: str | None) -> None:
    """List the layouts: name, sheet, size of running text, file, and what it is for."""
    from ...content.library import Library

    table([HEAD, *rows(Library(own_folder(folder)))])


def rows(library: Library) -> Iterator[tuple[str, ...]]:
    """A line for each layout, also for one that cannot be read."""
    from ...base.errors import LeafletsError
    from ...layout.measure import paper, text_size
    from ...layout.shelf import layout_of

    for name in library.layouts():
        try:
            found = library.layout(name)
            look = layout_of(library, name)
        except LeafletsError as error:
            says = f"cannot be read ({error.code}): leaflets layout check {name} tells why"
            yield name, "", "", "", says
            continue
        file = f"{found.file}, instead of ours" if found.shadows else found.file
        yield name, paper(look), text_size(look), file, str(look.says)
