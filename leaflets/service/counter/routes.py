"""The addresses of the page at the counter. None of them has anything of a patient in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from litestar import MediaType, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.static_files import create_static_files_router

from ...base.errors import LeafletsError
from ..settings import ServiceSettings
from ..templating import STATIC, render_template
from .counter import Counter
from .desk import faults_of
from .form import CounterForm
from .view import Record, View

__all__ = ["counter_routes"]

Fields = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

# nothing from elsewhere, nothing inline; pictures of pages come with the page, and the PDF that is
# printed stands in a frame of its own
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "frame-src blob:; object-src blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PRIVATE: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
UNPROCESSABLE: Final = 422
IDLE_SECONDS: Final = 240  # without a key, before the page asks; a minute later it clears itself


def counter_routes(settings: ServiceSettings) -> list[Any]:
    """Return the handlers of the page."""
    counter = Counter(settings)

    @get("/", sync_to_thread=False, include_in_schema=False)
    def empty_page(language: str = "") -> Response[str]:
        return page(counter.empty_page(language))

    @post("/", sync_to_thread=True, include_in_schema=False, status_code=200)
    def filled_page(data: Fields) -> Response[str]:
        return page(counter.page(CounterForm.from_fields(data)))

    @post("/counter/leaflet.pdf", sync_to_thread=True, include_in_schema=False, status_code=200)
    def leaflet_pdf(data: Fields) -> Response[Any]:
        view, outcome = counter.leaflet(CounterForm.from_fields(data))
        if outcome.typeset is None:
            return page(view, UNPROCESSABLE)
        facts = outcome.typeset.metadata
        name = f"{facts.monograph}.{facts.language}.{facts.layout}.pdf"
        return pdf(outcome.typeset.pdf, outcome.sha256, name if data.get("save") else "")

    @post("/counter/hand-over", sync_to_thread=True, include_in_schema=False, status_code=200)
    def hand_over(data: Fields) -> Response[str]:
        return page(counter.hand_over(CounterForm.from_fields(data)))

    @post("/counter/again.pdf", sync_to_thread=True, include_in_schema=False, status_code=200)
    def again(data: Fields) -> Response[Any]:
        form, digest = CounterForm.from_fields(data), data.get("again", "")
        try:
            return pdf(counter.stored_pdf(form.dispense, digest), digest)
        except LeafletsError as error:
            record = Record(state="refused", why=faults_of(error))
            return page(counter.page_with(form, record), UNPROCESSABLE)

    static = create_static_files_router("/static", [STATIC], include_in_schema=False)
    return [empty_page, filled_page, leaflet_pdf, hand_over, again, static]


def page(view: View, status: int = 200) -> Response[str]:
    """Return a page that no cache keeps."""
    html = render_template("counter/page.html", view=view, idle_seconds=IDLE_SECONDS)
    return Response(html, media_type=MediaType.HTML, headers=PRIVATE, status_code=status)


def pdf(content: bytes, digest: str, save_as: str = "") -> Response[bytes]:
    """Return a PDF that no cache keeps. digest: its sha256. save_as: for a browser that saves it;
    empty: it shows or prints it."""
    disposition = f'attachment; filename="{save_as}"' if save_as else "inline"
    headers = {**PRIVATE, "ETag": f'"{digest}"', "Content-Disposition": disposition}
    return Response(content, media_type="application/pdf", headers=headers)

