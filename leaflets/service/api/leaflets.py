"""Leaflets: by POST for a patient, by GET for everybody, in every form."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, Operation, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import JSONBody, PathParameter, QueryParameter
from msgspec import Struct
from msgspec.structs import replace

from ..json_request import JsonRequest
from ..orders import Form, LeafletOrder, RenderedLeaflet
from ..problems import FAILURES, ProblemFault, problem_fault
from ..warm import WarmState

__all__ = ["PAGE_POLICY", "LeafletFacts", "get_leaflet", "make_leaflet", "phone_page"]

PDF, TEXT, HTML, JSON = "application/pdf", "text/plain", "text/html", "application/json"
FORMS: Final[dict[str, Form]] = {PDF: "pdf", TEXT: "text", HTML: "html", JSON: "text"}
# a page of a leaflet is one file with its own style, and has no scripts
PAGE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


class LeafletFacts(Struct, frozen=True, kw_only=True):
    """What a leaflet is, and its words.

    status: "draft" or "approved". identifier: a digest of the words that are not the patient's.
    pages: of the PDF.
    """

    monograph: str
    edition: str
    language: str
    layout: str
    status: str
    identifier: str
    pages: int
    words: str
    warnings: tuple[ProblemFault, ...]


@dataclass
class LeafletOperation(Operation):
    """The operation in the OpenAPI document, with every form of the answer."""

    def __post_init__(self) -> None:
        """Add the forms that are not JSON, and the answer that nothing has changed."""
        responses = self.responses or {}
        answer = responses.get("200")
        if isinstance(answer, OpenAPIResponse) and answer.content is not None:
            for form in (PDF, TEXT, HTML):
                schema = Schema(type=OpenAPIType.STRING, content_media_type=form)
                answer.content[form] = OpenAPIMediaType(schema=schema)
        if self.operation_id == "getLeaflet":
            responses["304"] = OpenAPIResponse(description="The caller has the leaflet already")


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
    """Make a leaflet: a PDF, its words as text or a page, or facts and words as JSON, by Accept."""
    media_type = _accepted(request)
    return _answer(request, await _rendered(data, media_type, warm), media_type, warm)


Name = Annotated[str, PathParameter(description="A name, title or synonym of a monograph.")]
Language = Annotated[str | None, QueryParameter(description="BCP 47, such as es.")]
Layout = Annotated[str | None, QueryParameter(description="The name of a layout.")]
Profile = Annotated[str | None, QueryParameter(description="The name of a profile.")]
Route = Annotated[str | None, QueryParameter(description="The id of a way of using it.")]
Use = Annotated[str | None, QueryParameter(description="The id of what it is used for.")]
Summary = Annotated[bool, QueryParameter(description="Only the most important facts.")]


@get(
    "/leaflets/{name:str}",
    responses=FAILURES,
    operation_class=LeafletOperation,
    operation_id="getLeaflet",
    summary="Get a leaflet that is for no patient in particular",
)
async def get_leaflet(
    request: JsonRequest,
    warm: NamedDependency[WarmState],
    name: Name,
    language: Language = None,
    layout: Layout = None,
    profile: Profile = None,
    route: Route = None,
    use: Use = None,
    summary: Summary = False,
) -> Response[LeafletFacts]:
    """Get a leaflet without particulars, in every form, with an ETag."""
    order = LeafletOrder(
        monograph=name, language=language, layout=layout, profile=profile, route=route, use=use,
        summary=summary,
    )  # fmt: skip
    media_type = _accepted(request)
    return _answer(request, await _rendered(order, media_type, warm), media_type, warm)


@get("/leaflets/{name:str}", include_in_schema=False)
async def phone_page(
    request: JsonRequest,
    warm: NamedDependency[WarmState],
    name: Name,
    language: Language = None,
    profile: Profile = None,
) -> Response[Any]:
    """Get the page for the phone, to which the QR code of a pharmacy can point."""
    order = LeafletOrder(monograph=name, language=language, profile=profile)
    return _answer(request, await warm.leaflet(order, "html"), HTML, warm)


def _accepted(request: JsonRequest) -> str:
    """Return the media type of the answer. Raises HTTPException."""
    media_type = request.accepted(FORMS)
    if media_type is None:
        raise HTTPException(status_code=406)
    return media_type


async def _rendered(order: LeafletOrder, media_type: str, warm: WarmState) -> RenderedLeaflet:
    """Make a leaflet in the form of a media type. Raises what making it raises.

    JSON describes the PDF, so that the PDF is made, too: what cannot be printed is refused.
    """
    if media_type != JSON:
        return await warm.leaflet(order, FORMS[media_type])
    printed = await warm.leaflet(order)
    return replace(await warm.leaflet(order, "text"), pages=printed.pages)


def _answer(
    request: JsonRequest, rendered: RenderedLeaflet, media_type: str, warm: WarmState
) -> Response[Any]:
    """Return a leaflet, or that the caller has it already; one for a patient has no tag."""
    headers = _headers(rendered)
    if media_type == HTML:
        headers["Content-Security-Policy"] = PAGE_POLICY
    if not rendered.is_personal:
        digest = sha256(f"{media_type} {rendered.pages}".encode() + rendered.content).hexdigest()
        headers["ETag"] = tag = f'"{digest}"'
        # a proxy that compresses makes the tag a weak one, W/"…"; * is any
        known = request.headers.get("If-None-Match", "").split(",")
        tags = {part.strip().removeprefix("W/") for part in known}
        if request.method == "GET" and not tags.isdisjoint((tag, "*")):
            return Response(None, status_code=304, headers=headers)
    content: Any = _facts(rendered, warm) if media_type == JSON else rendered.content
    return Response(content, media_type=media_type, headers=headers)


def _headers(rendered: RenderedLeaflet) -> dict[str, str]:
    """Return what to know about a leaflet besides its bytes: codes only, no words."""
    codes = ", ".join(dict.fromkeys(warning.code for warning in rendered.warnings))
    headers = {
        "Leaflets-Edition": rendered.edition,
        "Leaflets-Status": rendered.status,
        "Cache-Control": "no-store" if rendered.is_personal else "no-cache",
        "Vary": "Accept",
    }
    if rendered.pages:
        headers["Leaflets-Pages"] = str(rendered.pages)
    if codes:
        headers["Leaflets-Warnings"] = codes
    return headers


def _facts(rendered: RenderedLeaflet, warm: WarmState) -> LeafletFacts:
    return LeafletFacts(
        monograph=rendered.monograph, edition=rendered.edition, language=rendered.language,
        layout=rendered.layout, status=rendered.status, identifier=rendered.identifier,
        pages=rendered.pages, words=rendered.content.decode(),
        warnings=tuple(problem_fault(warning, warm.settings) for warning in rendered.warnings),
    )  # fmt: skip
