"""The FHIR door: a MedicationDispense in, its leaflet out, as a Bundle or as a PDF."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, Final, Literal

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromQuery, SkipValidation
from msgspec import json
from msgspec.structs import replace

from ...base.errors import LeafletsError
from ...exchange.fhir.answers import MEDIA_TYPE, leaflet_bundle, operation_outcome
from ...records import Attachment, attachment_of, identity_of
from ..caller_hints import hint_for_callers
from ..dispense_orders import DispenseChoices, DispenseOrder
from ..json_request import JsonRequest
from ..orders import RenderedLeaflet
from ..problems import (
    FAILURES,
    TITLES,
    problem_of,
    problem_response,
    retry_headers,
    status_of,
    without_paths,
)
from ..settings import ServiceSettings
from ..state import ServiceState
from ..warm import WarmState
from .attach import PRIVATE, particulars_fields
from .idempotency import Answer, Begun
from .operations import DispenseOperation

__all__ = ["fhir_router"]

FHIR, PDF = "application/fhir+json", "application/pdf"
LIBRARY: Final = "N4"  # how the codes begin of what the library does not have
FORMS: Final = [FHIR, PDF, "application/json"]
SERVICE: Final = (
    "leaflets serve"  # who attaches, where neither the record nor a token names anybody
)
TAKEN: Final = (
    "application/fhir+json",
    "application/fhir+xml",
    "application/json",
    "application/xml",
)


def answer_error(
    settings: ServiceSettings, request: JsonRequest, error: LeafletsError
) -> Response[Any]:
    """Answer with an OperationOutcome, or with a problem where a PDF was wanted."""
    # what a record refers to, and is not in the library, is not the address of the request
    status = status_of(error)
    if status == 404 and error.code.startswith(LIBRARY):
        status = 422
    if request.accepted(FORMS) == PDF:
        problem = replace(problem_of(error, settings), status=status, title=TITLES[status])
        return problem_response(problem, retry_headers(status, error.code))
    outcome = operation_outcome(error, lambda text: hint_for_callers(without_paths(text, settings)))
    return Response(
        json.encode(outcome), status_code=status, media_type=MEDIA_TYPE,
        headers={**PRIVATE, **retry_headers(status, error.code)},
    )  # fmt: skip


@post(
    "/MedicationDispense",
    status_code=201,
    responses=FAILURES,
    operation_class=DispenseOperation,
    operation_id="makeLeafletOfDispense",
    summary="Make the leaflet of a dispense in FHIR",
)
async def make_leaflet_of_dispense(
    request: JsonRequest,
    warm: NamedDependency[WarmState],
    settings: NamedDependency[SkipValidation[ServiceSettings]],
    service: NamedDependency[ServiceState],
    layout: FromQuery[str | None] = None,
    language: FromQuery[str | None] = None,
    profile: FromQuery[str | None] = None,
    attach: FromQuery[bool | None] = None,
    how: FromQuery[Literal["paper", "electronic", "declined"] | None] = None,
    any_status: FromQuery[bool] = False,
) -> Response[bytes]:
    """Make the leaflet of a MedicationDispense (R4 or R5, JSON or XML, also in a Bundle).

    By Accept it comes back as a Bundle of a DocumentReference and a Binary, or as a PDF. Where the
    service has a store, it is attached to the dispense, unless 'attach' is false: 201, or 200 if it
    was attached before or is not attached.
    """
    form = request.accepted(FORMS)
    if form is None:
        raise HTTPException(status_code=406)
    if (request.content_type[0] or "").lower() not in TAKEN:
        raise HTTPException(status_code=415)
    body = await request.body()
    choices = DispenseChoices(
        layout=layout, language=language, profile=profile, any_status=any_status
    )
    wants_record = settings.store is not None if attach is None else attach

    async def work(begun: Begun) -> Answer:
        dispense = await asyncio.to_thread(service.dispenses.read, body, choices)
        name = dispense.order.monograph
        rendered = await warm.leaflet(dispense.order, compared=name)
        by = dispense.performer or service.once.caller(request) or SERVICE
        attachment = _attachment(dispense, rendered, when=begun.when, by=by, how=how or "")
        is_new = False
        if wants_record:
            attached = await service.records.attach(attachment, rendered.content)
            attachment = attached.attachment
            is_new = begun.is_own(attached)
        return _answer(attachment, rendered.content, form, is_new=is_new)

    return await service.once.answer(request, work)


def _attachment(
    dispense: DispenseOrder, rendered: RenderedLeaflet, *, when: str, by: str, how: str
) -> Attachment:
    assert rendered.metadata is not None  # a PDF has them
    identity = identity_of(rendered.metadata)
    fields = {**dispense.fields, **particulars_fields(rendered), "how": how}
    return attachment_of(rendered.content, identity, dispense.dispense, when=when, by=by, **fields)


def _answer(attachment: Attachment, pdf: bytes, form: str, *, is_new: bool) -> Answer:
    headers = {"etag": f'"{attachment.sha256}"', **PRIVATE}
    if is_new:
        headers["location"] = f"/api/v1/attachments/{attachment.sha256}"
    status = 201 if is_new else 200
    if form == PDF:
        return Answer(status, {"content-type": PDF, **headers}, pdf)
    bundle = json.encode(leaflet_bundle(attachment, pdf))
    return Answer(status, {"content-type": MEDIA_TYPE, **headers}, bundle)


def fhir_router(settings: ServiceSettings) -> Router:
    """Return the routes that speak FHIR, also in their errors."""
    return Router(
        "/fhir",
        route_handlers=[make_leaflet_of_dispense],
        exception_handlers={LeafletsError: partial(answer_error, settings)},
    )
