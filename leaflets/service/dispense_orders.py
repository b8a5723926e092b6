"""What a dispense in FHIR orders: its leaflet, and what is kept with the record of it."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct

from ..batch.model import RequestRow, Setup
from ..batch.planner import Defaults, Planner
from ..batch.requests import dispense_cells
from ..exchange.fhir.reading import read_dispense
from .orders import LeafletOrder
from .settings import ServiceSettings

__all__ = ["DispenseChoices", "DispenseOrder", "dispense_order"]

FILE: Final = "request"  # the name of the body in messages


class DispenseChoices(Struct, frozen=True, kw_only=True):
    """What a record does not say; what is None is as the service was started.

    any_status: accept a record that was stopped, cancelled, not performed or entered in error.
    """

    layout: str | None = None
    language: str | None = None
    profile: str | None = None
    any_status: bool = False


class DispenseOrder(Struct, frozen=True, kw_only=True):
    """One dispense, read. dispense: its identifier in a store. performer: who dispensed it, or "".

    fields: of an Attachment, that the record determines.
    """

    order: LeafletOrder
    dispense: str
    performer: str
    fields: dict[str, Any]

    def __repr__(self) -> str:
        return "<dispense order>"


def dispense_order(
    body: bytes, choices: DispenseChoices, settings: ServiceSettings
) -> DispenseOrder:
    """Read the one dispense in a body, as a batch reads it: nothing in it is guessed.

    Raises JsonError, XmlError, DispenseError; NotFoundError without a certain monograph; and
    ParticularsError where its words contradict the monograph.
    """
    record = read_dispense(body, FILE, None, any_status=choices.any_status, particulars=True)
    cells = dispense_cells(record)
    cells.pop("identifier", None)  # which would name a file
    row = RequestRow(1, cells, record.product, record.dosages)
    setup = Setup(
        settings.folder, settings.date, None, settings.clock.today(), settings.approved_only
    )
    defaults = Defaults(
        choices.layout or settings.layout, choices.language or settings.language,
        choices.profile or settings.profile,
    )  # fmt: skip
    request = Planner(setup, defaults).request_of(row, FILE)
    key = request.key
    order = LeafletOrder(
        monograph=key.monograph, language=key.language, layout=key.layout, profile=key.profile,
        route=key.route or None, use=key.use or None, particulars=request.values,
    )  # fmt: skip
    return DispenseOrder(
        order=order, dispense=request.record.dispense, performer=record.performer,
        fields=request.record.attachment_fields,
    )  # fmt: skip
