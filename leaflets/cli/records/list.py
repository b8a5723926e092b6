"""`leaflets records list`: list attachments, oldest first."""

from __future__ import annotations

import click

from ..options import data_option, store_option
from ..stores import opened
from .lines import form_option, show_attachments


@click.command(short_help="List attachments, oldest first.")
@store_option()
@data_option(for_settings=True)
@click.option("--dispense", metavar="ID", help="Only the attachments of one dispense.")
@click.option("--monograph", metavar="NAME", help="Only the leaflets of one monograph.")
@click.option("--edition", metavar="NUMBER", help="Only the leaflets of one edition.")
@form_option()
def command(
    address: str, dispense: str | None, monograph: str | None, edition: str | None, form: str
) -> None:
    """List attachments, oldest first: which leaflet, for which dispense, when and by whom."""
    with opened(address, create=False) as store:
        show_attachments(
            store.attachments(dispense=dispense, monograph=monograph, edition=edition), form
        )
