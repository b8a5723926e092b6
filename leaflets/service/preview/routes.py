"""The addresses of the preview."""

from __future__ import annotations

from asyncio import sleep, to_thread
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from litestar import MediaType, Request, Response, get
from litestar.response import Redirect
from litestar.static_files import create_static_files_router

from ...html import html_page
from ..api.leaflets import PAGE_POLICY
from ..html_pages import STATIC, render_page
from ..settings import ServiceSettings
from .manuscript import manuscript_of
from .sheet import PreviewChoices
from .view import Preview

__all__ = ["preview_routes"]

WAIT: Final = 5.0  # seconds for which a browser waits for a change before it asks again
SEE_OTHER: Final = 303
INTERVAL: Final = 0.1  # seconds between two looks at the files
HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def preview_routes(source: str | Path, settings: ServiceSettings) -> list[Any]:
    """Return the handlers of the preview of a monograph, by its name or file.

    Raises NotFoundError where there is none.
    """
    preview = Preview(manuscript_of(source, settings.folder), settings)

    @get("/", include_in_schema=False)
    async def page(request: Request[Any, Any, Any]) -> Response[str]:
        view = await to_thread(preview.view, PreviewChoices.from_query(request.query_params))
        html = render_page("preview/page.html", view=view)
        return Response(html, media_type=MediaType.HTML, headers=HEADERS)

    @get("/changes", include_in_schema=False)
    async def changes(request: Request[Any, Any, Any]) -> dict[str, str]:
        """Answer as soon as the version of the files is another one, or after a while."""
        for _ in range(round(WAIT / INTERVAL)):
            version = await to_thread(preview.version)
            if version != request.query_params.get("since"):
                break
            await sleep(INTERVAL)
        return {"version": version}

    @get("/thumbnail.png", include_in_schema=False)
    async def thumbnail(request: Request[Any, Any, Any]) -> Response[bytes]:
        choices = PreviewChoices.from_query(request.query_params)
        png = await to_thread(preview.thumbnail, choices)
        # without a picture, the page shows which one it would be, and leads to the faults
        status = 200 if png else 204
        return Response(png, media_type="image/png", headers=HEADERS, status_code=status)

    @get("/leaflet.pdf", include_in_schema=False)
    async def pdf(request: Request[Any, Any, Any]) -> Response[Any]:
        sheet = await to_thread(preview.sheet, PreviewChoices.from_query(request.query_params))
        if sheet.typeset is None:
            return back(request)
        return Response(sheet.typeset.pdf, media_type="application/pdf", headers=HEADERS)

    @get("/leaflet.html", include_in_schema=False)
    async def phone(request: Request[Any, Any, Any]) -> Response[Any]:
        sheet = await to_thread(preview.sheet, PreviewChoices.from_query(request.query_params))
        if sheet.leaflet is None:
            return back(request)
        html = html_page(sheet.leaflet, folder=settings.folder)
        headers = {**HEADERS, "Content-Security-Policy": PAGE_POLICY}
        return Response(html, media_type=MediaType.HTML, headers=headers)

    static = create_static_files_router("/static", [STATIC], include_in_schema=False)
    return [page, changes, thumbnail, pdf, phone, static]


def back(request: Request[Any, Any, Any]) -> Redirect:
    """Lead to the page, which tells why there is no leaflet at this moment."""
    return Redirect(f"/?{request.url.query}", status_code=SEE_OTHER)
