"""`leaflets layout list`: list the layouts with their sheet, type and file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from ...authoring.listing import Values
from ...base.errors import LeafletsError
from ...content.library import Library
from ...layout.measure import paper_name, text_size
from ...layout.reading import load_layout
from ...source.json import error_values
from ..json_form import json_option, say_object
from ..list import table, unreadable_layout
from ..options import data_option
from .layout_file import layout_folder

HEAD: Final = ("NAME", "SHEET", "TEXT", "FILE", "WHAT IT IS FOR")


@click.command(short_help="List layouts with their sheet, type and file.")
@data_option()
@json_option()
def command(folder: str | None, as_json: bool) -> None:
    """List the layouts: name, sheet, size of running text, file, and what it is for."""
    values = layouts(Library(layout_folder(folder)))
    if as_json:
        say_object([("layouts", values)])
    else:
        table([HEAD, *map(row, values)])


def layouts(library: Library) -> Iterator[Values]:
    """Yield the values of each layout, also of one that cannot be read."""
    for name in library.layouts():
        values: Values = {
            "name": name, "sheet": "", "text_size": "", "file": "", "replaces_ours": False,
            "says": "", "error": None,
        }  # fmt: skip
        try:
            source = library.layout(name)
            layout = load_layout(library, name)
        except LeafletsError as error:
            yield values | {"error": error_values(error)}
            continue
        yield values | {
            "sheet": paper_name(layout),
            "text_size": text_size(layout),
            "file": source.file,
            "replaces_ours": source.shadows,
            "says": str(layout.says),
        }


def row(values: Values) -> tuple[str, ...]:
    """Return the cells of a layout's row."""
    if values["error"]:
        return values["name"], "", "", "", unreadable_layout(values)
    file = f"{values['file']}, instead of ours" if values["replaces_ours"] else values["file"]
    return values["name"], values["sheet"], values["text_size"], file, values["says"]
