"""Handovers over HTTP, after a leaflet was attached: record one, and find those of a dispense."""

from __future__ import annotations

from typing import Final, Literal

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Struct, json

from ...records import LaterHandover
from ..json_request import JsonRequest
from ..problems import FAILURES
from ..stores import StoreThreads
from .attach import PRIVATE
from .idempotency import Answer, Begun
from .once import Once
from .operations import KeyedOperation

__all__ = ["ROUTES"]


class HandoverRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A leaflet that was attached before, and was handed over or declined now.

    dispense: its identifier. sha256: of the PDF. by: who hands it over; without it the name of the
    token.
    """

    dispense: str
    sha256: str
    how: Literal["paper", "electronic", "declined"]
    by: str = ""

    def __repr__(self) -> str:
        return "<handover request>"


class HandoverItem(Struct, frozen=True, kw_only=True):
    """A handover that is recorded. sha256: of the PDF."""

    dispense: str
    sha256: str
    how: str
    when: str
    by: str


class HandoverAnswer(Struct, frozen=True, kw_only=True):
    """A handover that is recorded, durably. is_new: false if the last one was in the same form."""

    is_new: bool
    handover: HandoverItem


class HandoverSearch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """dispense: its identifier."""

    dispense: str

    def __repr__(self) -> str:
        return "<handover search>"


class HandoverList(Struct, frozen=True, kw_only=True):
    """The handovers of the leaflets of a dispense after they were attached, oldest first."""

    handovers: list[HandoverItem]


@post(
    "/handovers",
    status_code=201,
    responses=FAILURES,
    operation_class=KeyedOperation,
    operation_id="handOver",
    summary="Record that an attached leaflet was handed over again",
)
async def hand_over(
    request: JsonRequest,
    data: JSONBody[HandoverRequest],
    records: NamedDependency[StoreThreads],
    once: NamedDependency[Once],
) -> Response[HandoverAnswer]:
    """Record a handover of a leaflet that is attached, as an entry of its own.

    The attachment stays as it is. 200 if the last that is recorded is in the same form.
    """

    async def work(begun: Begun) -> Answer:
        by = data.by or once.caller(request)
        handover = LaterHandover(
            dispense=data.dispense, sha256=data.sha256, how=data.how, when=begun.when, by=by
        )
        is_new = await records.hand_over(handover)
        body = json.encode(HandoverAnswer(is_new=is_new, handover=_item(handover)))
        headers = {"content-type": "application/json", **PRIVATE}
        return Answer(201 if is_new else 200, headers, body)

    return await once.answer(request, work)


@post(
    "/handovers/search",
    status_code=200,
    responses=FAILURES,
    operation_id="searchHandovers",
    summary="Find the later handovers of a dispense",
)
async def search(
    data: JSONBody[HandoverSearch], records: NamedDependency[StoreThreads]
) -> Response[HandoverList]:
    """List the handovers of the leaflets of a dispense after they were attached."""
    found = await records.read(lambda store: tuple(store.handovers(data.dispense)))
    return Response(HandoverList(handovers=[*map(_item, found)]), headers=dict(PRIVATE))


def _item(handover: LaterHandover) -> HandoverItem:
    return HandoverItem(
        dispense=handover.dispense, sha256=handover.sha256, how=handover.how, when=handover.when,
        by=handover.by,
    )  # fmt: skip


ROUTES: Final = (hand_over, search)
