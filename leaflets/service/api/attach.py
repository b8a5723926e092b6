"""Attach leaflets over HTTP: made now or before, once for each dispense, and durably."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody
from msgspec import Struct, convert, json
from msgspec.structs import asdict

from ...base.errors import UsageError
from ...records import (
    Attached,
    LeafletIdentity,
    Override,
    attachment_of,
    check_approved,
    identity_in,
    identity_of,
)
from ...records.model import all_fields
from ..json_request import JsonRequest
from ..orders import LeafletOrder, RenderedLeaflet
from ..problems import FAILURES
from ..stores import StoreThreads
from ..warm import WarmState
from .idempotency import Answer, Begun
from .once import Once
from .operations import KeyedOperation

__all__ = ["AttachRequest", "AttachmentAnswer", "AttachmentValues", "attach"]

PRIVATE: Final = {"cache-control": "no-store"}


class AttachRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A leaflet to attach to the record of a dispense.

    dispense: its identifier in its own system. leaflet: to be made now; or pdf: made before, in
    base64. by: who attaches it; without it the name of the token. to: the recipient, such as carer;
    no name. how: paper, electronic or declined; empty: not said. prescription, patient, encounter:
    identifiers of the dispensing system, no names; encounter is the visit. products: codes of what
    was dispensed, as SYSTEM|VALUE. lots: the lot numbers on its packs. replaces: the sha256 of an
    earlier PDF of the same leaflet for the same dispense.
    """

    dispense: str
    leaflet: LeafletOrder | None = None
    pdf: str | None = None
    by: str = ""
    to: str = ""
    how: str = ""
    prescription: str = ""
    products: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()
    patient: str = ""
    encounter: str = ""
    replaces: str = ""

    def __repr__(self) -> str:
        return "<attach request>"

    def attachment_fields(self) -> dict[str, Any]:
        """Return the fields of an Attachment that are taken as they are."""
        beside = ("dispense", "leaflet", "pdf", "by")
        return {name: value for name, value in asdict(self).items() if name not in beside}


class AttachmentValues(LeafletIdentity, frozen=True, kw_only=True):
    """One leaflet that is attached to one dispense; see 'leaflets help json'."""

    dispense: str
    sha256: str
    sha1: str
    size: int
    when: str
    by: str
    prescription: str
    products: tuple[str, ...]
    lots: tuple[str, ...]
    patient: str
    encounter: str
    to: str
    how: str
    particulars: tuple[str, ...]
    overrides: tuple[Override, ...]
    replaces: str


class AttachmentAnswer(Struct, frozen=True, kw_only=True):
    """A leaflet that is attached, durably.

    is_new: false if the same PDF was attached to the dispense before; the attachment is then the
    earlier one. differs: the fields that were given now and have other values there.
    """

    is_new: bool
    differs: list[str]
    attachment: AttachmentValues


class SourceLeaflet(NamedTuple):
    """A leaflet that can be attached. fields: of the Attachment, that are about its words."""

    pdf: bytes
    identity: LeafletIdentity
    fields: Mapping[str, Any]


@post(
    "/attachments",
    status_code=201,
    responses={200: ResponseSpec(AttachmentAnswer, generate_examples=False), **FAILURES},
    operation_class=KeyedOperation,
    operation_id="attachLeaflet",
    summary="Attach a leaflet to a dispense",
)
async def attach(
    request: JsonRequest,
    data: JSONBody[AttachRequest],
    warm: NamedDependency[WarmState],
    records: NamedDependency[StoreThreads],
    once: NamedDependency[Once],
) -> Response[AttachmentAnswer]:
    """Attach a leaflet to the record of a dispense, byte for byte and durably.

    The same PDF for the same dispense is attached once: the answer is then 200 instead of 201.
    Another PDF of the same leaflet is refused with 409, unless it replaces the earlier one.
    """

    async def work(begun: Begun) -> Answer:
        source = await source_leaflet(data, warm)
        by = data.by or once.caller(request)
        attachment = attachment_of(
            source.pdf, source.identity, data.dispense,
            when=begun.when, by=by, **data.attachment_fields(), **source.fields,
        )  # fmt: skip
        attached = await records.attach(attachment, source.pdf)
        return attachment_answer(attached, data, begun)

    return await once.answer(request, work)


async def source_leaflet(data: AttachRequest, warm: WarmState) -> SourceLeaflet:
    """Make the leaflet of a request, or read the one that it holds.

    Raises UsageError, StoreError R711, and what making a leaflet raises.
    """
    if (data.leaflet is None) == (data.pdf is None):
        raise UsageError("Give one leaflet to attach.", "Give either 'leaflet' or 'pdf'.")
    if data.leaflet is not None:
        rendered = await warm.leaflet(data.leaflet)
        assert rendered.metadata is not None  # a PDF has them
        identity = identity_of(rendered.metadata)
        return SourceLeaflet(rendered.content, identity, particulars_fields(rendered))
    try:
        pdf = b64decode(data.pdf or "", validate=True)
    except ValueError:
        hint = "Send the bytes of the PDF in base64."
        raise UsageError("'pdf' is not base64. Nothing was attached.", hint) from None
    identity = await asyncio.to_thread(identity_in, pdf)
    if warm.settings.approved_only:
        check_approved(identity)
    return SourceLeaflet(pdf, identity, {})


def particulars_fields(rendered: RenderedLeaflet) -> dict[str, Any]:
    """Return the fields of an Attachment that say what of a patient was printed."""
    if rendered.particulars is None:
        return {}
    overrides = rendered.particulars.overrides.items()
    return {
        "particulars": tuple(rendered.particulars.values),
        "overrides": tuple(Override(code, reason) for code, reason in overrides),
    }


def attachment_answer(attached: Attached, data: AttachRequest, begun: Begun) -> Answer:
    """Return the answer for a leaflet that is attached."""
    attachment = attached.attachment
    is_new = begun.is_own(attached)
    given = {name: value for name, value in data.attachment_fields().items() if value}
    differs = [name for name, value in given.items() if getattr(attachment, name) != value]
    body = AttachmentAnswer(
        is_new=is_new, differs=differs, attachment=convert(all_fields(attachment), AttachmentValues)
    )
    headers = {
        "content-type": "application/json",
        "etag": f'"{attachment.sha256}"',
        "location": f"/api/v1/attachments/{attachment.sha256}",
        **PRIVATE,
    }
    return Answer(201 if is_new else 200, headers, json.encode(body))
