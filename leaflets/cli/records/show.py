"""`leaflets records show`: everything that is recorded of one dispense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ...base.errors import NotFoundError
from .. import console
from ..stores import opened, store_option
from .lines import cell

if TYPE_CHECKING:
    from ...records import Attachment

FIELDS = (
    "title", "monograph", "edition", "source", "layout", "language", "profile", "status",
    "identifier", "version", "sha256", "sha1", "size", "when", "by", "to", "how", "prescription",
    "products", "patient", "particulars", "overrides", "replaces",
)  # fmt: skip


@click.command(short_help="Show all that is recorded of a dispense.")
@click.argument("dispense")
@store_option()
def command(dispense: str, address: str) -> None:
    """Show all that is recorded of one DISPENSE: each of its leaflets, oldest first."""
    with opened(address, create=False) as store:
        known = list(store.attachments(dispense=dispense))
    if not known:
        says = "The store has no leaflet of that dispense."
        raise NotFoundError(says, "Check its identifier.", code="R708")
    replaced = {each.replaces: each.sha256 for each in known if each.replaces}
    for number, each in enumerate(known):
        console.say("" if number else f"dispense {dispense}")
        for label, value in lines(each, replaced):
            console.say(f"{label + ':':<14}{value}")


def lines(attachment: Attachment, replaced: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each field that holds something, as a label and a value."""
    for name in FIELDS:
        if value := cell(attachment, name):
            yield name, value
    if attachment.sha256 in replaced:
        yield "replaced by", replaced[attachment.sha256]
