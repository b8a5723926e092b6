"""`leaflets extract`: take the embedded files out of a leaflet."""

from __future__ import annotations

from pathlib import Path

import click

from ..base.errors import UsageError
from ..base.files import make_folder, write
from . import console
from .input_file import read_input


@click.command(short_help="Take the monograph and the words out of a PDF.")
@click.argument("file", metavar="FILE|-", type=click.Path(allow_dash=True))
@click.option(
    "--out",
    metavar="FOLDER",
    type=click.Path(),
    default=".",
    help="Where the files go.  [default: the current folder]",
)
def command(file: str, out: str) -> None:
    """Take the monograph and the words out of a PDF that was made with --embed.

    Each file is compared with its checksum and with the leaflet before any is written.
    """
    from ..pdf.inspect import extract

    contents = {Path(out) / item.name: item.content for item in extract(read_input(file))}
    make_folder(Path(out))
    if existing := [path for path in contents if path.exists()]:
        raise UsageError(f"{existing[0]} exists already.", "Choose another folder with --out.")
    for path, content in contents.items():
        write(path, content)
        console.say(str(path))
