"""`leaflets records export`: a copy in another store, such as a folder to pick up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from .. import console
from ..stores import opened, store_option

if TYPE_CHECKING:
    from ...records import Attachment, Store


@click.command(short_help="Copy attachments and PDFs to another store.")
@store_option()
@click.option(
    "--to",
    "target",
    metavar="ADDRESS",
    required=True,
    help="Another store, such as folder:out/records; made if absent.",
)
@click.option("--dispense", metavar="ID", help="Only those of one dispense.")
def command(address: str, target: str, dispense: str | None) -> int:
    """Copy attachments, with their PDFs, to another store of any kind, oldest first.

    Given again, it adds what is new. Each PDF is compared with its digest on the way; what cannot
    be copied is told, and the exit code is then 7.
    """
    from ...records import Refused

    new = there = refused = 0
    with opened(address, create=False) as store, opened(target) as other:
        for done in other.attach_many(pairs(store, dispense)):
            if isinstance(done, Refused):
                refused += 1
                console.note(f"{done.attachment.sha256}: {done.why}")
            else:
                new, there = new + done.is_new, there + (not done.is_new)
    console.say(f"{new} copied, {there} were there already, {refused} refused.")
    return 7 if refused else 0


def pairs(store: Store, dispense: str | None) -> Iterator[tuple[Attachment, bytes]]:
    """Each attachment with its bytes."""
    for each in store.attachments(dispense=dispense):
        yield each, store.pdf(each.sha256)
