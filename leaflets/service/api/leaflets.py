"""`POST /api/v1/leaflets`: a leaflet, for one patient if there are particulars."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, Operation, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import JSONBody
from msgspec import Struct

from ...base.errors import Fault
from ..json_request import JsonRequest
from ..problems import FAILURES, ProblemFault
from ..warm import LeafletOrder, Product, WarmState

__all__ = ["LeafletFacts", "make_leaflet"]

PDF, TEXT, JSON = "application/pdf", "text/plain", "application/json"
FORMS: Final = [PDF, TEXT, JSON]


class LeafletFacts(Struct, frozen=True, kw_only=True):
    """What a leaflet is, and its words.

    status: "draft" or "approved". identifier: a digest of the words that are not the patient's.
    """

    monograph: str
    edition: str
    language: str
    layout: str
    status: str
    identifier: str
    words: str
    warnings: tuple[ProblemFault, ...]


@dataclass
class LeafletOperation(Operation):
    """The operation in the OpenAPI document, with every form of the answer."""

    def __post_init__(self) -> None:
        """Add the forms that are not JSON."""
        answer = (self.responses or {}).get("200")
        if isinstance(answer, OpenAPIResponse) and answer.content is not None:
            binary = Schema(type=OpenAPIType.STRING, content_media_type=PDF)
            answer.content[PDF] = OpenAPIMediaType(schema=binary)
            answer.content[TEXT] = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING))


@post(
    "/leaflets",
    status_code=200,
    responses=FAILURES,
    operation_class=LeafletOperation,
    operation_id="makeLeaflet",
    summary="Make a leaflet",
)
async def make_leaflet(
    request: JsonRequest, data: JSONBody[LeafletOrder], warm: NamedDependency[WarmState]
) -> Response[LeafletFacts]:
    """Make a leaflet: a PDF, its words as plain text, or facts and words as JSON, by Accept."""
    form = request.accept.best_match(FORMS)
    if form is None:
        raise HTTPException(status_code=406)
    product = await asyncio.to_thread(warm.make, data, "pdf" if form == PDF else "text")
    content: Any = _facts(product) if form == JSON else product.content
    return Response(content, media_type=form, headers=_headers(product))


def _headers(product: Product) -> dict[str, str]:
    """Return what to know about a leaflet besides its bytes: codes only, no words."""
    codes = ", ".join(dict.fromkeys(warning.code for warning in product.warnings))
    headers = {
        "Leaflets-Edition": product.edition,
        "Leaflets-Status": product.status,
        "Cache-Control": "no-store" if product.is_personal else "no-cache",
    }
    if product.pages:
        headers["Leaflets-Pages"] = str(product.pages)
    if codes:
        headers["Leaflets-Warnings"] = codes
    return headers


def _facts(product: Product) -> LeafletFacts:
    return LeafletFacts(
        monograph=product.monograph, edition=product.edition, language=product.language,
        layout=product.layout, status=product.status, identifier=product.identifier,
        words=product.content.decode(), warnings=tuple(_warnings(product.warnings)),
    )  # fmt: skip


def _warnings(faults: Iterable[Fault]) -> Iterable[ProblemFault]:
    for fault in faults:
        place = fault.place
        yield ProblemFault(fault.code, place.file, place.line, place.column, fault.says, fault.hint)
