"""What a dispense in FHIR orders: its leaflet, and what is kept with the record of it."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from threading import Lock
from time import monotonic
from typing import Any, Final, NamedTuple

from msgspec import Struct

from ..batch.model import RequestRow, Setup, UncheckedRequest
from ..batch.planner import Defaults, Planner
from ..batch.requests import dispense_cells
from ..content.library import Library
from ..exchange.fhir.reading import read_dispense
from .orders import LeafletOrder
from .settings import ServiceSettings
from .shelf import SECONDS_TO_HOLD_NAMES
from .warm_library import FileRead, WarmFiles, is_unchanged

__all__ = ["DispenseChoices", "DispenseOrder", "DispenseOrders"]

FILE: Final = "request"  # the name of the body in messages
MOST_PLANNERS: Final = 8  # each for a layout, a language and a profile


class PlannerKey(NamedTuple):
    """What a planner depends on, besides the library. today: ISO."""

    defaults: Defaults
    today: str


class _HeldPlanner(NamedTuple):
    """A planner with the files that it has read, by their paths, and when it is forgotten."""

    planner: Planner
    reads: dict[str, FileRead]
    ends_at: float


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


class DispenseOrders:
    """Reads dispenses with what is known of the medicines of the library. Threads may share it."""

    def __init__(self, files: WarmFiles, settings: ServiceSettings) -> None:
        self._files, self._settings = files, settings
        self._lock = Lock()  # a planner serves one thread
        self._planners: OrderedDict[PlannerKey, _HeldPlanner] = OrderedDict()

    def read(self, body: bytes, choices: DispenseChoices) -> DispenseOrder:
        """Read the one dispense in a body, as a batch reads it: nothing in it is guessed.

        Raises JsonError, XmlError, DispenseError; NotFoundError without a certain monograph; and
        ParticularsError where its words contradict the monograph.
        """
        record = read_dispense(body, FILE, None, any_status=choices.any_status, particulars=True)
        cells = dispense_cells(record)
        cells.pop("identifier", None)  # which would name a file
        row = RequestRow(1, cells, record.product, record.dosages)
        request = self._request(row, self._key(choices))
        key = request.key
        order = LeafletOrder(
            monograph=key.monograph, language=key.language, layout=key.layout, profile=key.profile,
            route=key.route or None, use=key.use or None, particulars=request.values,
        )  # fmt: skip
        return DispenseOrder(
            order=order, dispense=request.record.dispense, performer=record.performer,
            fields=request.record.attachment_fields,
        )  # fmt: skip

    def _key(self, choices: DispenseChoices) -> PlannerKey:
        settings = self._settings
        defaults = Defaults(
            choices.layout or settings.layout, choices.language or settings.language,
            choices.profile or settings.profile,
        )  # fmt: skip
        return PlannerKey(defaults, settings.clock.today())

    def _request(self, row: RequestRow, key: PlannerKey) -> UncheckedRequest:
        """Return the request of a row, by a planner whose files are unchanged."""
        with self._lock:
            held = self._planners.pop(key, None)  # one that fails has read files that nobody noted
            if held is None or monotonic() > held.ends_at or not is_unchanged(held.reads.values()):
                planner, reads = self._files.make(partial(self._planner, key))
                ends_at = monotonic() + SECONDS_TO_HOLD_NAMES
                held = _HeldPlanner(planner, {read.path: read for read in reads}, ends_at)
            request, reads = self._files.make(lambda _: held.planner.request_of(row, FILE))
            held.reads.update({read.path: read for read in reads})
            self._planners[key] = held
            if len(self._planners) > MOST_PLANNERS:
                self._planners.popitem(last=False)
            return request

    def _planner(self, key: PlannerKey, library: Library) -> Planner:
        settings = self._settings
        setup = Setup(library, settings.date, None, key.today, settings.approved_only)
        return Planner(setup, key.defaults)
