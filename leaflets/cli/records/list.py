"""`leaflets records list`: list attachments, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import click

from ...content.library import Library
from ...content.library.code_lists import load_codes
from ...records.model import all_fields, split_code
from ...records.search import RecallSearch, day_of
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
@click.option("--patient", metavar="REFERENCE", help="Only the attachments of one patient.")
@click.option("--prescription", metavar="REFERENCE", help="Only those of one prescription.")
@click.option("--product", metavar="SYSTEM|VALUE", help="Only those of a product; quote the bar.")
@click.option("--since", metavar="YYYY-MM-DD", help="The first day of attachment.")
@click.option("--until", metavar="YYYY-MM-DD", help="The last day of attachment.")
@json_option()
def command(
    address: str,
    folder: str | None,
    monograph: str | None,
    product: str | None,
    since: str | None,
    until: str | None,
    as_json: bool,
    **filters: str | None,
) -> None:
    """List attachments, oldest first: which leaflet, for which dispense, when and by whom.

    All that is given must match. The references are those of your own system, as they were
    recorded. What may be meant, but has no code on record, is listed by 'leaflets records recall'.
    """
    first_day, last_day = day_of("since", since), day_of("until", until)
    with opened(address, create=False) as store:
        products = None if product is None else lists_with(product, folder, store)
        monographs = names_of(monograph, folder, store)
        note_monographs(monograph, monographs)
        attachments: Iterator[Attachment] = chain.from_iterable(
            store.attachments(
                monograph=name, products=products, since=first_day, until=last_day, **filters
            )
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


def lists_with(product: str, folder: str | None, store: Store) -> set[tuple[str, ...]]:
    """Return the recorded lists of codes that have that of a product, SYSTEM|VALUE or VALUE."""
    codes = load_codes(Library(own_folder(folder)))
    search = RecallSearch(codes=codes, product=split_code(product))
    return {codes for codes in store.product_lists() if search.product_match(codes)}


def names_of(monograph: str | None, folder: str | None, store: Store) -> tuple[str | None, ...]:
    """Return the monographs that a name stands for, or None for all. Raises NotFoundError."""
    from ...records.names import recorded_monographs

    if monograph is None:
        return (None,)
    return recorded_monographs(monograph, Library(own_folder(folder)), store)
