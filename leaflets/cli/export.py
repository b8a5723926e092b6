"""`leaflets export`: send the leaflets of a dispense to a system that speaks HL7 v2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..base.errors import NotFoundError
from ..base.files import write
from . import console
from .options import data_option, store_option
from .stores import opened

if TYPE_CHECKING:
    from ..records import Attachment, Store


@click.command(short_help="Send the leaflets of a dispense as HL7 messages.")
@click.argument("dispense")
@store_option()
@data_option(for_settings=True)
@click.option(
    "--hl7",
    "target",
    metavar="FILE|-|mllp://HOST:PORT",
    required=True,
    help="A file, or the address of the receiver; mllps:// for a TLS connection.",
)
@click.option("--pdf", "digest", metavar="SHA256", help="Only the leaflet with this digest.")
@click.option(
    "--form",
    "content",
    default="application^pdf",
    show_default=True,
    help="Type and subtype of the PDF, as the receiver wants them; some want AP^ or PDF^.",
)
@click.option("--from", "sender", default="LEAFLETS", show_default=True, metavar="APP^FACILITY")
@click.option("--to", "receiver", default="", metavar="APP^FACILITY")
@click.option(
    "--kind", default="LEAFLET", show_default=True, help="Type of document (TXA-2) at your site."
)
def command(
    dispense: str,
    address: str,
    target: str,
    digest: str | None,
    content: str,
    sender: str,
    receiver: str,
    kind: str,
) -> None:
    """Send the current leaflets of a dispense as HL7 v2 messages.

    A leaflet is an MDM^T02, or a T10 if it replaces another. A message that is sent again is the
    same to the byte, with the same control id.
    """
    from ..exchange.hl7.message import Dialect, build_message

    dialect = Dialect(content=content, sender=sender, receiver=receiver, document_type=kind)
    with opened(address, create=False) as store:
        attachments = current(store, dispense, digest)
        messages = [build_message(item, store.pdf(item.sha256), dialect) for item in attachments]
    if "://" in target:
        deliver(attachments, messages, target)
    elif target == "-":
        console.Bytes().send(b"".join(messages))
    else:
        write(Path(target), b"".join(messages))
    count = len(messages)
    console.note(f"{count} {'message' if count == 1 else 'messages'} to {target}.")


def current(store: Store, dispense: str, digest: str | None) -> list[Attachment]:
    """Return the attachments that nothing has replaced, or the one with that digest.

    Raises NotFoundError.
    """
    attachments = list(store.attachments(dispense=dispense))
    replaced_digests = {item.replaces for item in attachments}
    if digest is None:
        selection = [item for item in attachments if item.sha256 not in replaced_digests]
    else:
        selection = [item for item in attachments if item.sha256 == digest]
    if not selection:
        message = "The store has no such leaflet of that dispense."
        raise NotFoundError(message, "See 'leaflets records list'.", code="R708")
    return selection


def deliver(attachments: list[Attachment], messages: list[bytes], address: str) -> None:
    """Send one message after the other; those before a failure may be sent again."""
    from ..exchange.hl7.message import control_id
    from ..exchange.hl7.mllp import parse_address, send

    receiver = parse_address(address)
    for attachment, message in zip(attachments, messages, strict=True):
        send(message, control_id(attachment), receiver)
