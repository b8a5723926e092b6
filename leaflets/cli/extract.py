"""`leaflets extract`: take out what a leaflet carries inside."""

from __future__ import annotations

from pathlib import Path

import click

from ..base.errors import UsageError
from . import console
from .input_file import bytes_of


@click.command(short_help="Take the monograph and the words out of a PDF.")
@click.argument("file", metavar="FILE|-", type=click.Path(allow_dash=True))
@click.option(
    "--out",
    metavar="FOLDER",
    type=click.Path(),
    default=".",
    help="Where to.  [default: the current folder]",
)
def command(file: str, out: str) -> None:
    """Take the monograph and the words out of a PDF that was made with --embed.

    Each file is compared with its checksum and with the leaflet before any is written.
    """
    from ..base.files import make_folder, write
    from ..pdf.inspect import extract

    found = extract(bytes_of(file))
    folder = Path(out)
    make_folder(folder)
    there = [path for inside in found if (path := folder / inside.name).exists()]
    if there:
        raise UsageError(f"{there[0]} is there already.", "Choose another folder with --out.")
    for inside in found:
        write(folder / inside.name, inside.content)
        console.say(str(folder / inside.name))
