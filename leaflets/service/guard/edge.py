"""The outermost layer: headers of every answer, the access log, metrics, and the last resort.

The log has method, route as declared, status and milliseconds; no address, query, body or caller's
address. A fault of the program is logged by its kind and its place in our code, without its
message, which may hold a patient's words.
"""

from __future__ import annotations

import logging
import time
from typing import Final

from litestar.utils.path import normalize_path

from ...base.code_place import place_in_code
from . import metrics
from .answers import App, Message, Receive, Refusal, Scope, Send, refuse

__all__ = ["ACCESS_LOG", "ERROR_LOG", "Edge", "log_fault"]

ACCESS_LOG: Final = "leaflets.access"
ERROR_LOG: Final = "leaflets.service"

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self' blob:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# each is sent unless the answer has its own
HEADERS: Final = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)
HTTPS_ONLY: Final = (b"strict-transport-security", b"max-age=31536000")

BUG: Final = Refusal(
    status=500,
    code="X700",
    says="The program broke one of its own promises.",
    hint="Nothing more is known here; the log of the service has the place.",
)


def log_fault(fault: BaseException) -> None:
    """Log a fault of the program: its kind and its place."""
    logging.getLogger(ERROR_LOG).error("X700 %s at %s", type(fault).__name__, place_in_code(fault))


class Edge:
    """Adds headers, logs and counts every request, and answers where the application failed."""

    def __init__(self, app: App, *, is_https: bool = False) -> None:
        self.app = app
        self.headers = (*HEADERS, HTTPS_ONLY) if is_https else HEADERS
        self._access = logging.getLogger(ACCESS_LOG)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, and see to it that it is answered."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return await send({"type": "websocket.close", "code": 1008})
        scope["path"] = normalize_path(scope["path"])  # so that all layers judge what is routed
        method = scope["method"]
        if method == "HEAD":  # as GET, and the server leaves out the body (RFC 9110, section 9.3.2)
            scope = {**scope, "method": "GET"}
        start = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self._with_defaults(list(message.get("headers", ())))
            await send(message)

        with metrics.running.track_inprogress():
            try:
                await self.app(scope, receive, send_with_headers)
            except Exception as fault:
                log_fault(fault)
                if status:  # too late for another answer: the caller sees a broken one
                    raise Broken from None
                await refuse(BUG, scope, receive, send_with_headers)
            finally:
                self._note(method, scope, status, time.perf_counter() - start)
        return None

    def _with_defaults(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in headers}
        return headers + [pair for pair in self.headers if pair[0] not in names]

    def _note(self, method: str, scope: Scope, status: int, seconds: float) -> None:
        route = scope.get("path_template") or "unmatched"
        metrics.count(method, route, status, seconds)
        self._access.info("%s %s %s %.1f ms", method, route, status, seconds * 1000)


class Broken(Exception):
    """An answer broke off in the middle; the server closes the connection."""
