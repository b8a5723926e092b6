"""Attach the leaflet that a page shows to the record of its dispense, and find what was before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from msgspec import Struct

from ... import pipeline
from ...base.errors import NotFoundError
from ...records import HANDOVERS, Attached, Attachment, Handover, Store
from .desk import Outcome
from .form import CounterForm

__all__ = ["Earlier", "earlier", "hand_over", "is_as_shown", "stored_pdf", "to_replace"]


class Earlier(Struct, frozen=True):
    """A leaflet that was attached before. is_replaced: a later one took its place."""

    attachment: Attachment
    is_replaced: bool


def is_as_shown(form: CounterForm, outcome: Outcome) -> bool:
    """Return whether the leaflet of a form is the one whose pages were shown, byte for byte."""
    return outcome.typeset is not None and outcome.sha256 == form.shown


def hand_over(form: CounterForm, outcome: Outcome, store: Store, when: str) -> Attached:
    """Attach the leaflet of a form, which `is_as_shown`.

    when: ISO date and time with its zone. Raises what `pipeline.attach` raises.
    """
    assert outcome.typeset is not None
    how = cast(Handover, form.how) if form.how in HANDOVERS else ""
    return pipeline.attach(
        outcome.typeset, form.dispense.strip(), store, when=when, by=form.by.strip(),
        particulars=outcome.particulars, how=how, replaces=form.replaces,
        products=_lines(form.products), lots=_lines(form.lots),
    )  # fmt: skip


def earlier(dispense: str, store: Store) -> tuple[Earlier, ...]:
    """Return what was attached to a dispense, oldest first. Raises StoreError."""
    attachments = tuple(store.attachments(dispense=dispense.strip()))
    replaced = {attachment.replaces for attachment in attachments}
    return tuple(Earlier(one, one.sha256 in replaced) for one in attachments)


def to_replace(outcome: Outcome, before: Iterable[Earlier]) -> str:
    """Return the sha256 of the PDF whose place the leaflet of an outcome would take, or empty."""
    typeset = outcome.typeset
    if typeset is None:
        return ""
    facts = typeset.metadata
    key = facts.monograph, facts.edition, facts.layout, facts.language, facts.profile
    same = [one for one in before if one.attachment.leaflet.key == key and not one.is_replaced]
    return same[-1].attachment.sha256 if same else ""


def stored_pdf(dispense: str, sha256: str, store: Store) -> bytes:
    """Return the PDF that was attached to a dispense, byte for byte.

    Raises NotFoundError where none with this sha256 was, StoreError.
    """
    if sha256 not in {one.attachment.sha256 for one in earlier(dispense, store)}:
        message = "This leaflet was not handed over for this dispensing."
        raise NotFoundError(message, "Look the dispensing up again.", code="R708")
    return store.pdf(sha256)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line)
