"""`leaflets export`: the leaflets of a dispense for a system that speaks HL7 v2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..base.errors import NotFoundError
from . import console
from .stores import opened, store_option

if TYPE_CHECKING:
    from ..records import Attachment, Store


@click.command(short_help="Send the leaflets of a dispense as HL7 messages.")
@click.argument("dispense")
@store_option()
@click.option(
    "--hl7",
    "target",
    metavar="FILE|-|mllp://HOST:PORT",
    required=True,
    help="A file, or who listens; mllps:// for a connection in TLS.",
)
@click.option("--pdf", "digest", metavar="SHA256", help="Only this one of its leaflets.")
@click.option(
    "--form",
    "content",
    default="application^pdf",
    show_default=True,
    help="Type and subtype of the PDF, as the receiver wants them; others want AP^ or PDF^.",
)
@click.option("--from", "sender", default="LEAFLETS", show_default=True, metavar="APP^FACILITY")
@click.option("--to", "receiver", default="", metavar="APP^FACILITY")
@click.option(
    "--kind", default="LEAFLET", show_default=True, help="Type of document (TXA-2) of your site."
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
    """Send the current leaflets of a dispense as HL7 v2 messages: MDM^T02, or T10 for one that
    replaces another. Sent again, a message is the same, and has the same control id.
    """
    from ..exchange.hl7.message import Dialect, build_message

    dialect = Dialect(content=content, sender=sender, receiver=receiver, document_type=kind)
    with opened(address, create=False) as store:
        chosen = current(store, dispense, digest)
        made = [build_message(each, store.pdf(each.sha256), dialect) for each in chosen]
    if "://" in target:
        deliver(chosen, made, target)
    elif target == "-":
        console.Bytes().send(b"".join(made))
    else:
        from ..base.files import write

        write(Path(target), b"".join(made))
    console.note(f"{len(made)} {'message' if len(made) == 1 else 'messages'} to {target}.")


def current(store: Store, dispense: str, digest: str | None) -> list[Attachment]:
    """The leaflets that nothing has replaced, or the one of that digest."""
    known = list(store.attachments(dispense=dispense))
    replaced = {each.replaces for each in known}
    if digest is None:
        chosen = [each for each in known if each.sha256 not in replaced]
    else:
        chosen = [each for each in known if each.sha256 == digest]
    if not chosen:
        says = "The store has no such leaflet of that dispense."
        raise NotFoundError(says, "See 'leaflets records list'.", code="R708")
    return chosen


def deliver(attachments: list[Attachment], messages: list[bytes], address: str) -> None:
    """One after the other; what was sent before a failure was accepted, and may be sent again."""
    from ..exchange.hl7.message import control_id
    from ..exchange.hl7.mllp import parse_address, send

    receiver = parse_address(address)
    for attachment, message in zip(attachments, messages, strict=True):
        send(message, control_id(attachment), receiver)
