"""Attach the leaflet that a page shows to the record of its dispense, and find what was before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from ...base.errors import NotFoundError
from ...records import Attached, Attachment, LaterHandover, attachment_of, identity_of
from ...records.store import Store
from ..api.attach import particulars_fields
from ..stores import StoreThreads
from .desk import Outcome
from .form import CounterForm

__all__ = [
    "Earlier", "WaitingRecords", "earlier", "hand_over", "is_as_shown", "stored_pdf", "to_replace",
]  # fmt: skip

T = TypeVar("T")


class WaitingRecords:
    """The records of the service, for a thread that waits for their answers. loop: of theirs."""

    def __init__(self, threads: StoreThreads, loop: asyncio.AbstractEventLoop) -> None:
        self._threads, self._loop = threads, loop

    def read(self, task: Callable[[Store], T]) -> T:
        """Run a task that changes nothing. Raises what it raises."""
        return asyncio.run_coroutine_threadsafe(self._threads.read(task), self._loop).result()

    def attach(self, attachment: Attachment, pdf: bytes) -> Attached:
        """Attach a leaflet, durably. Raises StoreError, WriteError."""
        attaching = self._threads.attach(attachment, pdf)
        return asyncio.run_coroutine_threadsafe(attaching, self._loop).result()

    def hand_over(self, handover: LaterHandover) -> bool:
        """Record a later handover, durably. Raises StoreError, WriteError."""
        recording = self._threads.hand_over(handover)
        return asyncio.run_coroutine_threadsafe(recording, self._loop).result()


class Earlier(Struct, frozen=True):
    """A leaflet that was attached before. is_replaced: a later one took its place.

    handovers: after it was attached, oldest first.
    """

    attachment: Attachment
    is_replaced: bool
    handovers: tuple[LaterHandover, ...] = ()


def is_as_shown(form: CounterForm, outcome: Outcome) -> bool:
    """Return whether the leaflet of a form is the one whose pages were shown, byte for byte."""
    return outcome.rendered is not None and outcome.sha256 == form.shown


def hand_over(form: CounterForm, outcome: Outcome, records: WaitingRecords, when: str) -> Attached:
    """Attach the leaflet of a form, which `is_as_shown`.

    One that was attached before, and is now handed over in another form, gets an entry that says so
    and is as new. when: ISO date and time with its zone. Raises UsageError, StoreError, WriteError.
    """
    rendered = outcome.rendered
    assert rendered is not None
    assert rendered.metadata is not None  # a PDF has them
    attachment = attachment_of(
        rendered.content, identity_of(rendered.metadata), form.dispense.strip(), when=when,
        by=form.by.strip(), how=form.how, replaces=form.replaces, products=_lines(form.products),
        lots=_lines(form.lots), **particulars_fields(rendered),
    )  # fmt: skip
    attached = records.attach(attachment, rendered.content)
    if attached.is_new:
        return attached
    handover = LaterHandover(
        dispense=attachment.dispense, sha256=attachment.sha256, how=attachment.how, when=when,
        by=attachment.by,
    )  # fmt: skip
    return Attached(attached.attachment, records.hand_over(handover))


def earlier(dispense: str, records: WaitingRecords) -> tuple[Earlier, ...]:
    """Return what was attached to a dispense, oldest first. Raises StoreError."""
    identifier = dispense.strip()
    attachments, handovers = records.read(
        lambda store: (
            tuple(store.attachments(dispense=identifier)),
            tuple(store.handovers(identifier)),
        )
    )
    replaced = {attachment.replaces for attachment in attachments}
    return tuple(
        Earlier(one, one.sha256 in replaced, tuple(h for h in handovers if h.sha256 == one.sha256))
        for one in attachments
    )


def to_replace(outcome: Outcome, before: Iterable[Earlier]) -> str:
    """Return the sha256 of the PDF whose place the leaflet of an outcome would take, or empty."""
    if outcome.rendered is None or outcome.rendered.metadata is None:
        return ""
    key = identity_of(outcome.rendered.metadata).key
    same = [one for one in before if one.attachment.leaflet.key == key and not one.is_replaced]
    return same[-1].attachment.sha256 if same else ""


def stored_pdf(dispense: str, sha256: str, records: WaitingRecords) -> bytes:
    """Return the PDF that was attached to a dispense, byte for byte.

    Raises NotFoundError where none with this sha256 was, StoreError.
    """
    if sha256 not in {one.attachment.sha256 for one in earlier(dispense, records)}:
        message = "This leaflet was not handed over for this dispensing."
        raise NotFoundError(message, "Look the dispensing up again.", code="R708")
    return records.read(lambda store: store.pdf(sha256))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line)
