"""The addresses of the page at the counter. None of them has anything of a patient in it."""

from __future__ import annotations

from asyncio import get_running_loop, to_thread
from collections.abc import Callable, Mapping
from typing import Any, Final

from litestar import MediaType, Request, Response, get, post
from litestar.params import FromQuery
from litestar.static_files import create_static_files_router

from ...base.errors import LeafletsError
from ..html_pages import STATIC, render_page
from ..settings import ServiceSettings
from ..state import ServiceState
from ..warm import WarmState
from .counter import Counter
from .desk import Outcome
from .form import CounterForm
from .handing_over import WaitingRecords, stored_pdf
from .view import View

__all__ = ["counter_routes"]

FormRequest = Request[Any, Any, Any]

# nothing from elsewhere, nothing inline; pictures of pages come with the page, and the PDF that is
# printed stands in a frame of its own
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "frame-src blob:; object-src blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PRIVATE: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
UNPROCESSABLE: Final = 422
IDLE_SECONDS: Final = 240  # without a key, before the page asks; a minute later it clears itself


def counter_routes(settings: ServiceSettings, warm: WarmState, state: ServiceState) -> list[Any]:
    """Return the handlers of the page."""
    counter = Counter(settings, warm)

    def records() -> WaitingRecords | None:
        """Return the records for the thread that answers this request, if there are any."""
        if settings.store is None:
            return None
        return WaitingRecords(state.records, get_running_loop())

    @get("/", include_in_schema=False)
    async def empty_page(request: FormRequest, language: FromQuery[str] = "") -> Response[Any]:
        by = state.once.caller(request)
        return await to_thread(lambda: page(counter.empty_page(language, by)))

    @post("/", include_in_schema=False, status_code=200)
    async def filled_page(request: FormRequest) -> Response[Any]:
        own = records()
        return await answer(request, lambda form: page(counter.page(form, own)))

    @post("/counter/leaflet.pdf", include_in_schema=False, status_code=200)
    async def leaflet_pdf(request: FormRequest) -> Response[Any]:
        return await answer(request, lambda form: leaflet(*counter.leaflet(form), form))

    @post("/counter/leaflet.html", include_in_schema=False, status_code=200)
    async def leaflet_html(request: FormRequest) -> Response[Any]:
        return await answer(request, lambda form: page_for_phone(counter, form))

    @post("/counter/hand-over", include_in_schema=False, status_code=200)
    async def hand_over(request: FormRequest) -> Response[Any]:
        own = records()
        return await answer(request, lambda form: page(counter.hand_over(form, own)))

    @post("/counter/again.pdf", include_in_schema=False, status_code=200)
    async def again(request: FormRequest) -> Response[Any]:
        own = WaitingRecords(state.records, get_running_loop())
        return await answer(request, lambda form: stored_leaflet(counter, form, own))

    static = create_static_files_router("/static", [STATIC], include_in_schema=False)
    return [empty_page, filled_page, leaflet_pdf, leaflet_html, hand_over, again, static]


async def answer(
    request: FormRequest, respond: Callable[[CounterForm], Response[Any]]
) -> Response[Any]:
    """Read the form of a request, and answer it in a thread, so that nobody waits for it."""
    fields = await request.form()
    form = CounterForm.from_fields(
        {name: value for name, value in fields.multi_items() if isinstance(value, str)}
    )
    return await to_thread(respond, form)


def leaflet(view: View, outcome: Outcome, form: CounterForm) -> Response[Any]:
    """Return the PDF of a leaflet, or the page that tells why there is none."""
    rendered = outcome.rendered
    if rendered is None:
        return page(view, UNPROCESSABLE)
    name = f"{rendered.monograph}.{rendered.language}.{rendered.layout}.pdf"
    return pdf(rendered.content, outcome.sha256, name if form.save else "")


def page_for_phone(counter: Counter, form: CounterForm) -> Response[Any]:
    """Return the leaflet as a file for a phone, or the page that tells why there is none."""
    view, outcome = counter.leaflet(form, "html")
    rendered = outcome.rendered
    if rendered is None:
        return page(view, UNPROCESSABLE)
    name = f"{rendered.monograph}.{rendered.language}.html"
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(rendered.content, media_type=MediaType.HTML, headers=headers)


def stored_leaflet(counter: Counter, form: CounterForm, records: WaitingRecords) -> Response[Any]:
    """Return the PDF that was handed over before, or the page that tells why there is none."""
    try:
        return pdf(stored_pdf(form.dispense, form.again, records), form.again)
    except LeafletsError as error:
        return page(counter.page_with(form, counter.refusal(error)), UNPROCESSABLE)


def page(view: View, status: int = 200) -> Response[str]:
    """Return a page that no cache keeps."""
    html = render_page("counter/page.html", view=view, idle_seconds=IDLE_SECONDS)
    return Response(html, media_type=MediaType.HTML, headers=PRIVATE, status_code=status)


def pdf(content: bytes, digest: str, save_as: str = "") -> Response[bytes]:
    """Return a PDF that no cache keeps. digest: its sha256. save_as: for a browser that saves it;
    empty: it shows or prints it."""
    disposition = f'attachment; filename="{save_as}"' if save_as else "inline"
    headers = {**PRIVATE, "ETag": f'"{digest}"', "Content-Disposition": disposition}
    return Response(content, media_type="application/pdf", headers=headers)
