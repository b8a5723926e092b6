"""The records over HTTP: find, get and verify what was attached; recall.

What identifies a dispense or a patient is in the body of a request, never in its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, PathParameter, SkipValidation
from litestar.response import Stream
from msgspec import Struct
from msgspec.structs import asdict

from ...content.library import Library
from ...records import (
    Store,
    StoreFinding,
)
from ...records.search import RecallResult, recall_search
from ...records.verification import Verification, noted_entry
from ...source.json import object_lines
from ..json_request import JsonRequest
from ..problems import FAILURES
from ..settings import ServiceSettings
from ..stores import StoreThreads
from .attach import AttachmentValues
from .json_stream import JsonLines, json_stream
from .operations import PdfOperation

__all__ = ["ROUTES", "SearchRequest"]

PRIVATE: Final = {"cache-control": "no-store"}
Digest = Annotated[str, PathParameter(pattern="^[0-9a-f]{64}$", description="The sha256 of a PDF.")]


class SearchRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to look for in the records; all that is given must match, and something must be.

    dispense: its identifier. monograph: a name, title, synonym or code. edition: of it. product:
    SYSTEM|VALUE, or a value in any system. lot: the number on the pack. since, until: days, both
    included. or_unrecorded: list also what has no lot, or no code of that system, on record.
    """

    dispense: str | None = None
    monograph: str | None = None
    edition: str | None = None
    product: str | None = None
    lot: str | None = None
    since: str | None = None
    until: str | None = None
    or_unrecorded: bool = False

    def __repr__(self) -> str:
        return "<search request>"


class FoundAttachments(Struct, frozen=True, kw_only=True):
    """What was found. monographs: the names in the records that were looked for. count: how many
    match for certain. unrecorded: how many more may be meant."""

    monographs: list[str]
    attachments: list[AttachmentValues]
    count: int
    unrecorded: int


class VerifyRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to compare the log with. noted: NUMBER:DIGEST, from an earlier answer."""

    noted: str | None = None


class VerifyAnswer(Struct, frozen=True, kw_only=True):
    """What is not as it was written. sound: nothing is wrong. noted: the end of the log."""

    findings: list[StoreFinding]
    sound: bool
    noted: str


@post(
    "/attachments/search",
    status_code=200,
    responses={200: ResponseSpec(FoundAttachments, generate_examples=False), **FAILURES},
    operation_id="searchAttachments",
    summary="Find attachments",
)
async def search(
    data: JSONBody[SearchRequest],
    records: NamedDependency[StoreThreads],
    settings: NamedDependency[SkipValidation[ServiceSettings]],
) -> Stream:
    """List the attachments that match all that is given: 'monographs', 'attachments', 'count'.

    'unrecorded' counts those that may be meant, but have no lot or no code of that system on
    record; they are listed with 'or_unrecorded'.
    """
    return await json_stream(records.long, found_lines(data, settings))


@post(
    "/recall",
    status_code=200,
    responses={200: ResponseSpec(FoundAttachments, generate_examples=False), **FAILURES},
    operation_id="recall",
    summary="Recall a monograph, a product or a lot",
)
async def recall(
    data: JSONBody[SearchRequest],
    records: NamedDependency[StoreThreads],
    settings: NamedDependency[SkipValidation[ServiceSettings]],
) -> Stream:
    """List every dispense that got a monograph, a product or a lot, as a search does."""
    return await json_stream(records.long, found_lines(data, settings))


def found_lines(data: SearchRequest, settings: ServiceSettings) -> JsonLines:
    """Return what finds attachments in a store, as the lines of one JSON object."""
    criteria = asdict(data)
    or_unrecorded = criteria.pop("or_unrecorded")

    def lines(store: Store) -> Iterator[str]:
        found = recall_search(store, Library(settings.folder), **criteria)
        yield from object_lines(RecallResult(found, or_unrecorded=or_unrecorded).members(store))

    return lines


@get(
    "/attachments/{sha256:str}",
    responses=FAILURES,
    operation_class=PdfOperation,
    operation_id="getAttachedPdf",
    summary="Get the PDF that was attached",
    media_type="application/pdf",
)
async def attached_pdf(
    request: JsonRequest, sha256: Digest, records: NamedDependency[StoreThreads]
) -> Response[bytes]:
    """Get a PDF that was attached, byte for byte, after comparing it with its digest."""
    pdf = await records.read(lambda store: store.pdf(sha256))
    headers = {"etag": f'"{sha256}"', **PRIVATE}
    if sha256 in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    return Response(pdf, headers=headers, media_type="application/pdf")


@post(
    "/verify",
    status_code=200,
    responses={200: ResponseSpec(VerifyAnswer, generate_examples=False), **FAILURES},
    operation_id="verifyRecords",
    summary="Verify the records",
)
async def verify(data: JSONBody[VerifyRequest], records: NamedDependency[StoreThreads]) -> Stream:
    """Read all records again: 'findings', whether they are 'sound', and the end of the log.

    Note the end of the log, 'noted', elsewhere: given to a later request, it proves that nothing
    before it was rewritten.
    """
    noted = noted_entry(data.noted)
    return await json_stream(
        records.whole, lambda store: object_lines(Verification(store, noted).members())
    )


ROUTES: Final = (search, recall, attached_pdf, verify)
