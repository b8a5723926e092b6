"""`leaflets records export`: copy attachments and PDFs to another store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ...base.errors import NotFoundError, StoreError
from ...source.json import error_values
from .. import console
from ..json_form import json_option, say_object
from ..options import data_option, store_option
from ..stores import opened

if TYPE_CHECKING:
    from ...records import Attachment, Refused, Store


@click.command(short_help="Copy attachments and PDFs to another store.")
@store_option()
@data_option(for_settings=True)
@click.option(
    "--to",
    "target",
    metavar="ADDRESS",
    required=True,
    help="The other store, such as folder:out/records; created if absent.",
)
@click.option(
    "--dispense",
    "dispenses",
    multiple=True,
    metavar="ID",
    help="Only the attachments of this dispense; may be given several times.",
)
@json_option()
def command(address: str, target: str, dispenses: tuple[str, ...], as_json: bool) -> int:
    """Copy attachments, with their PDFs, to another store of any kind, oldest first.

    A second run adds what is new. Each PDF is compared with its digest on the way. What cannot be
    copied is reported, and the exit code is then 7. Later handovers are copied, too.
    """
    from ...records import Refused

    copied = present = 0
    refused = []
    with opened(address, create=False) as store:
        for number, dispense in enumerate(dispenses, 1):
            if next(store.attachments(dispense=dispense), None) is None:
                which = "that dispense" if len(dispenses) == 1 else f"dispense {number} of those"
                message = f"The store has no leaflet of {which}."
                raise NotFoundError(message, "Check its identifier.", code="R708")
        with opened(target) as other:
            for result in other.attach_many(pairs(store, dispenses)):
                if isinstance(result, Refused):
                    refused.append(result)
                    console.note(f"{result.attachment.sha256}: {result.why}")
                elif result.is_new:
                    copied += 1
                else:
                    present += 1
            are_told = copy_handovers(store, other, dispenses, refused)
    if as_json:
        say_object(members(copied, present, refused))
    else:
        console.say(f"{copied} copied, {present} were there already, {len(refused)} refused.")
    return 0 if are_told and not refused else 7


def copy_handovers(
    store: Store, other: Store, dispenses: tuple[str, ...], refused: list[Refused]
) -> bool:
    """Copy later handovers, each once. Return whether the other store could keep all of them."""
    absent = {(item.attachment.dispense, item.attachment.sha256) for item in refused}
    for dispense in dispenses or (None,):
        present = {*other.handovers(dispense)}
        for handover in store.handovers(dispense):
            if handover in present or (handover.dispense, handover.sha256) in absent:
                continue
            try:
                other.hand_over(handover)
            except StoreError as error:
                console.note(f"Later handovers were not copied: {error}")
                return False
    return True


def members(copied: int, present: int, refused: list[Refused]) -> Iterator[tuple[str, object]]:
    """Yield the members of the JSON object."""
    yield "copied", copied
    yield "present", present
    yield (
        "refused",
        [
            {
                "dispense": item.attachment.dispense,
                "sha256": item.attachment.sha256,
                "error": error_values(item.why),
            }
            for item in refused
        ],
    )


def pairs(store: Store, dispenses: tuple[str, ...]) -> Iterator[tuple[Attachment, bytes]]:
    """Yield each attachment with its PDF. dispenses: those wanted; () for all."""
    for dispense in dispenses or (None,):
        for attachment in store.attachments(dispense=dispense):
            yield attachment, store.pdf(attachment.sha256)
