"""`leaflets records recall`: list every dispense that got a monograph or one edition of it."""

from __future__ import annotations

import click

from .. import console
from ..options import data_option, store_option
from ..stores import opened
from .lines import form_option, show_attachments


@click.command(short_help="List every dispense that got an edition.")
@store_option()
@data_option(for_settings=True)
@click.option("--monograph", metavar="NAME", required=True, help="As 'leaflets list' names it.")
@click.option("--edition", metavar="NUMBER", help="Of the monograph.  [default: any]")
@form_option()
def command(address: str, monograph: str, edition: str | None, form: str) -> int:
    """List every dispense that got a monograph, or one edition of it, as it is found.

    The exit code is 1 if there is none: the name may be another. A leaflet that was replaced since
    is listed too, for it was handed over.

    \b
    leaflets records recall --monograph acetylcysteine --edition 1 > recall.csv
    """
    with opened(address, create=False) as store:
        count = show_attachments(store.attachments(monograph=monograph, edition=edition), form)
    console.note(f"{count} attachments.")
    return 0 if count else 1
