"""`leaflets records list`: list attachments, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import click

from ...content.library import Library
from ...records.model import all_fields
from .. import console
from ..json_form import json_option, say_object
from ..options import complete_monograph, data_option, own_folder, store_option
from ..stores import opened
from .attachments import note_monographs, say_table

if TYPE_CHECKING:
    from ...records import Attachment, Store


@click.command(short_help="List attachments, oldest first.")
@store_option()
@data_option()
@click.option("--dispense", metavar="ID", help="Only the attachments of one dispense.")
@click.option(
    "--monograph",
    metavar="NAME|CODE",
    help="Only the leaflets of one monograph, by its name, title, synonym or code.",
    shell_complete=complete_monograph,
)
@click.option("--edition", metavar="NUMBER", help="Only the leaflets of one edition.")
@json_option()
def command(
    address: str,
    folder: str | None,
    dispense: str | None,
    monograph: str | None,
    edition: str | None,
    as_json: bool,
) -> None:
    """List attachments, oldest first: which leaflet, for which dispense, when and by whom."""
    with opened(address, create=False) as store:
        monographs = names_of(monograph, folder, store)
        note_monographs(monograph, monographs)
        attachments: Iterator[Attachment] = chain.from_iterable(
            store.attachments(dispense=dispense, monograph=name, edition=edition)
            for name in monographs
        )
        first = next(attachments, None)
        if first is None:
            console.note("No attachment matches.")
        else:
            attachments = chain([first], attachments)
        if as_json:
            say_object([("attachments", map(all_fields, attachments))])
        else:
            say_table(attachments)


def names_of(monograph: str | None, folder: str | None, store: Store) -> tuple[str | None, ...]:
    """Return the monographs that a name stands for, or None for all. Raises NotFoundError."""
    from ...records.names import recorded_monographs

    if monograph is None:
        return (None,)
    return recorded_monographs(monograph, Library(own_folder(folder)), store)
