"""`leaflets records show`: show all that is recorded of one dispense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from ...base.errors import NotFoundError
from ...records.model import all_fields
from .. import console
from ..json_form import json_option, say_object
from ..options import data_option, store_option
from ..stores import opened
from .attachments import cell

if TYPE_CHECKING:
    from ...records import Attachment, LaterHandover

FIELDS = (
    "title", "monograph", "edition", "source", "layout", "language", "profile", "status",
    "identifier", "version", "sha256", "sha1", "size", "when", "by", "to", "how", "prescription",
    "products", "lots", "patient", "encounter", "particulars", "overrides", "replaces",
)  # fmt: skip


@click.command(short_help="Show all that is recorded of a dispense.")
@click.argument("dispense")
@store_option()
@data_option(for_settings=True)
@json_option()
def command(dispense: str, address: str, as_json: bool) -> None:
    """Show all that is recorded of one DISPENSE: each of its leaflets, oldest first."""
    with opened(address, create=False) as store:
        attachments = list(store.attachments(dispense=dispense))
        handovers = list(store.handovers(dispense))
    if not attachments:
        message = "The store has no leaflet of that dispense."
        raise NotFoundError(message, "Check its identifier.", code="R708")
    if as_json:
        return say_object(members(dispense, attachments, handovers))
    replacements = {item.replaces: item.sha256 for item in attachments if item.replaces}
    for number, attachment in enumerate(attachments):
        console.say("" if number else f"dispense {dispense}")
        for label, value in lines(attachment, replacements):
            console.say(f"{label + ':':<14}{value}")
        for later in handovers:
            if later.sha256 == attachment.sha256:
                console.say(f"{'later:':<14}{later.how}, {later.when}, {later.by}")
    return None


def members(
    dispense: str, attachments: list[Attachment], handovers: list[LaterHandover]
) -> Iterator[tuple[str, object]]:
    """Yield the members of the JSON object."""
    replacements = {item.replaces: item.sha256 for item in attachments if item.replaces}
    yield "dispense", dispense
    yield (
        "attachments",
        [
            all_fields(item) | {"replaced_by": replacements.get(item.sha256, "")}
            for item in attachments
        ],
    )
    yield "handovers", [asdict(handover) for handover in handovers]


def lines(attachment: Attachment, replacements: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each field that holds something, as a label and a value.

    replacements: the digest of a PDF to that of the one that replaced it.
    """
    for name in FIELDS:
        if value := cell(attachment, name):
            yield name, value
    if attachment.sha256 in replacements:
        yield "replaced by", replacements[attachment.sha256]
