"""`leaflets records recall`: list every dispense that got a monograph, a product or a lot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from ...content.library import Library
from ...content.library.names import folded, near_names
from ...records.search import RecallResult, RecallSearch, recall_search
from .. import console
from ..json_form import json_option, say_object
from ..options import complete_monograph, data_option, own_folder, store_option
from ..stores import opened
from .attachments import counted, note_monographs, say_table

if TYPE_CHECKING:
    from ...records import Store

MOST_NAMES: Final = 10_000  # of codes and lots, kept to tell which are near


@click.command(short_help="List every dispense that got a leaflet, a product or a lot.")
@click.option(
    "--monograph",
    metavar="NAME|CODE",
    help="Its name, title, synonym or code, in any language.",
    shell_complete=complete_monograph,
)
@click.option("--edition", metavar="NUMBER", help="Of the monograph.  [default: any]")
@click.option(
    "--product",
    metavar="SYSTEM|VALUE",
    help="A code of what was dispensed, such as 'GTIN|04012345678901'; without SYSTEM, in any.",
)
@click.option("--lot", metavar="NUMBER", help="The lot (batch) number on the pack.")
@click.option("--since", metavar="YYYY-MM-DD", help="The first day of attachment.")
@click.option("--until", metavar="YYYY-MM-DD", help="The last day of attachment.")
@click.option(
    "--or-unrecorded",
    "or_unrecorded",
    is_flag=True,
    help="List also what has no lot, or no code of that system, on record.",
)
@store_option()
@data_option()
@json_option()
def command(
    address: str, folder: str | None, or_unrecorded: bool, as_json: bool, **criteria: str | None
) -> None:
    """List every dispense that got a leaflet of a monograph, a product or a lot, as it is found.

    All that is given must match. A leaflet that was replaced since is listed too, for it was handed
    over. A monograph that nobody knows is an error; no attachment of one that is known is not.

    Attachments that match in all else, and have no lot or no code of that system on record, may be
    meant too: they are counted, and listed with --or-unrecorded.

    \b
    leaflets records recall --monograph acetylcysteine --edition 1 > recall.csv
    leaflets records recall --product 'GTIN|04012345678901' --lot A123 --since 2026-11-01
    """
    with opened(address, create=False) as store:
        search = recall_search(store, Library(own_folder(folder)), **criteria)
        note_monographs(criteria["monograph"], search.monographs)
        result = RecallResult(search, or_unrecorded=or_unrecorded)
        if as_json:
            say_object(result.members(store))
        else:
            say_table(result.attachments(store))
        for line in notes(result, store, or_unrecorded=or_unrecorded):
            console.note(line)


def notes(result: RecallResult, store: Store, *, or_unrecorded: bool) -> Iterator[str]:
    """Yield what to tell when all is listed. or_unrecorded: possible ones were listed, too."""
    yield f"{counted(result.count, 'attachment')}."
    if not result.count:
        yield from recorded_instead(result.search, store)
    if result.unrecorded:
        yield unrecorded_note(result, or_unrecorded=or_unrecorded)


def unrecorded_note(result: RecallResult, *, or_unrecorded: bool) -> str:
    """Say how many attachments may be meant, and why that is not known."""
    system, _ = result.search.product or ("", "")
    code = "no code of that system" if system else "no code"
    criteria = ((code, result.search.product), ("no lot", result.search.lot))
    lacks = [text for text, criterion in criteria if criterion]
    verb = "has" if result.unrecorded == 1 else "have"
    where = "listed above" if or_unrecorded else "see --or-unrecorded"
    return (
        f"{result.unrecorded} more {verb} {' or '.join(lacks)} on record, and may be meant, too: "
        f"{where}."
    )


def recorded_instead(search: RecallSearch, store: Store) -> Iterator[str]:
    """Yield what the records hold where nothing was found: editions, near codes, near lots."""
    editions: set[str] = set()
    codes: set[str] = set()
    lots: set[str] = set()
    for monograph in search.monographs or (None,):
        for attachment in store.attachments(monograph=monograph):
            editions.add(attachment.leaflet.edition)
            if len(codes) + len(lots) < MOST_NAMES:
                codes.update(attachment.products)
                lots.update(attachment.lots)
    listed = ", ".join(search.monographs)
    if not editions:
        yield f"The records hold no leaflet{f' of {listed}' if listed else ''}."
    elif search.edition is not None and search.edition not in editions:
        yield f"The records hold no edition {search.edition} of {listed}, but: {some(editions)}."
    product = "|".join(filter(None, search.product or ()))
    for noun, text, recorded in (("code", product, codes), ("lot", search.lot or "", lots)):
        if folded(text) in map(folded, recorded):
            yield f"The records hold that {noun}, but not with all else that was given."
        elif near := near_names(text, recorded):
            yield f"Near that {noun}, the records hold: {', '.join(near)}."


def some(names: set[str]) -> str:
    """Return the first of some names, sorted by number where they are numbers."""
    ordered = sorted(names, key=lambda name: (len(name), name))
    return ", ".join(ordered[:10]) + (", …" if len(ordered) > 10 else "")
