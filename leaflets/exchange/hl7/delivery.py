"""Send what waits in a queue: what the receiver refuses is set aside, and the others go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ...base.errors import LeafletsError, NotFoundError, StoreError
from ...records.model import Attachment
from ...records.store import Store
from .message import Dialect, build_message, control_id
from .mllp import Connection
from .queue import Queue, QueuedLeaflet

__all__ = ["Delivery", "deliver"]

# reasons of one leaflet alone: no patient, an absent or altered PDF, the receiver's refusal
SET_ASIDE: Final = ("R703", "R708", "R731", "R732", "R735")


class Delivery(NamedTuple):
    """What became of a leaflet. error: why it was set aside; None if it was acknowledged."""

    leaflet: QueuedLeaflet
    error: LeafletsError | None


def deliver(
    queue: Queue, store: Store, dialect: Dialect, connection: Connection
) -> Iterator[Delivery]:
    """Send each leaflet that waits, in order, and yield what became of it when that is noted.

    Raises UsageError R730 for an invalid dialect; NotDelivered if the receiver does not answer, and
    StoreError if the store cannot be read: the rest waits.
    """
    for leaflet in list(queue.waiting.values()):
        error: LeafletsError | None = None
        try:
            connection.send(message_of(leaflet, store, dialect), leaflet.control_id)
            queue.acknowledge(leaflet)
        except (StoreError, NotFoundError) as reason:
            if reason.code not in SET_ASIDE:
                raise
            error = reason
            queue.refuse(leaflet, error)
        yield Delivery(leaflet, error)


def message_of(leaflet: QueuedLeaflet, store: Store, dialect: Dialect) -> bytes:
    """Build the message of a leaflet from its attachment in the store.

    Raises NotFoundError R708 if the store no longer has it; StoreError, UsageError.
    """
    attachment = _attachment_of(leaflet, store)
    return build_message(attachment, store.pdf(attachment.sha256), dialect)


def _attachment_of(leaflet: QueuedLeaflet, store: Store) -> Attachment:
    for attachment in store.attachments(dispense=leaflet.dispense):
        if control_id(attachment) == leaflet.control_id:
            return attachment
    message = "The store has no such leaflet of that dispense."
    raise NotFoundError(message, "Give the store from which it was queued.", code="R708")
