"""`leaflets records get`: get the very bytes that were attached."""

from __future__ import annotations

from pathlib import Path

import click

from ...base.errors import UsageError
from ...base.files import make_folder, write
from .. import console
from ..json_form import json_option, say_object
from ..options import data_option, store_option
from ..stores import leaflet_of, opened
from ..target import check_form, is_folder


@click.command(short_help="Get the PDF of a dispense, byte for byte.")
@click.argument("dispense")
@click.argument("sha256", required=False, default="")
@store_option()
@data_option(for_settings=True)
@click.option(
    "--out",
    metavar="FILE|FOLDER|-",
    default="out/",
    show_default=True,
    type=click.Path(allow_dash=True),
    help="Where the PDF goes; in a folder it is named by its sha256.",
)
@json_option()
def command(dispense: str, sha256: str, address: str, out: str, as_json: bool) -> None:
    """Get the PDF that was attached to a DISPENSE, byte for byte, compared with its digest.

    SHA256, or its first digits, is needed if the dispense has several current leaflets, or for a
    leaflet that was replaced. The path of the PDF is printed.
    """
    if as_json and out == "-":
        hint = "Give a file or a folder with --out."
        raise UsageError("Standard output is for the PDF, and cannot hold JSON, too.", hint)
    to_folder = is_folder(out)
    if out != "-" and not to_folder:
        check_form(out, "pdf")
    with opened(address, create=False) as store:
        attachment = leaflet_of(store, dispense, sha256)
        pdf = store.pdf(attachment.sha256)
    if out == "-":
        console.Bytes().send(pdf)
        return
    path = Path(out)
    if to_folder:
        make_folder(path)
        path = path / f"{attachment.sha256}.pdf"
    write(path, pdf)
    if as_json:
        values = {"path": str(path), "sha256": attachment.sha256, "size": attachment.size}
        say_object(values.items())
    else:
        console.say(str(path))
