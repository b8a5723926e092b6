"""Refuse requests that a foreign web page makes through the browser of somebody here.

A page elsewhere can send requests to this machine: by a name that it lets point here (DNS
rebinding, stopped by the Host header), or by a form or script that posts (stopped by Origin and
Sec-Fetch-Site, which scripts cannot set: https://www.w3.org/TR/fetch-metadata/). Programs send
neither of the two, and are not concerned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from .answers import App, Receive, Refusal, Scope, Send, header, refuse

__all__ = ["LOOPBACK", "HostGuard", "is_loopback"]

LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
BATCHES: Final = "/api/v1/batches"
CHARSET: Final = re.compile(r"(?:^|;)\s*charset\s*=\s*[\"']?([^\"';\s]+)")
UTF_8: Final = ("utf-8", "utf8", "us-ascii")  # ASCII is a part of it
SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")
# what a form of any page may send without asking first (https://fetch.spec.whatwg.org/#cors-safelisted-request-header)
FORM_TYPES: Final = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")

WRONG_HOST: Final = Refusal(
    status=421,
    code="Y941",
    says="The service does not go by the name in the Host header.",
    hint="Use the address that it was started with; whoever runs it can give it another name.",
)
CROSS_SITE: Final = Refusal(
    status=403,
    code="Y942",
    says="The request comes from a page of another site.",
    hint="Open the page of this service itself.",
)
ENCODED: Final = Refusal(
    status=415,
    code="Y940",
    says="The body of the request is compressed, or in another character set than UTF-8.",
    hint="Send it as it is, in UTF-8, without Content-Encoding.",
)
FORM_TO_API: Final = Refusal(
    status=415,
    code="Y947",
    says="The API takes no forms.",
    hint="Send JSON, with Content-Type: application/json.",
)


def is_loopback(host: str) -> bool:
    """Return whether a host to listen on can be reached from this machine only."""
    return host in ("localhost", "::1", "[::1]") or host.startswith("127.")


class HostGuard:
    """Passes on requests for this service that no foreign page made.

    names: further host names of the service, without ports. behind_proxy: a proxy speaks TLS in
    front, so that the browser's scheme is that of X-Forwarded-Proto, or https.
    """

    def __init__(self, app: App, names: Iterable[str], *, behind_proxy: bool = False) -> None:
        self.app, self.behind_proxy = app, behind_proxy
        self.names = frozenset(name.lower() for name in (*LOOPBACK, *names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, or refuse it."""
        if scope["type"] == "http" and (refusal := self._refusal(scope)):
            return await refuse(refusal, scope, receive, send)
        return await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Refusal | None:
        host = (header(scope, b"host") or "").lower()
        if _without_port(host) not in self.names:
            return WRONG_HOST
        if not self._is_same_site(scope, host):
            return CROSS_SITE
        if scope["method"] not in SAFE_METHODS and scope["path"].startswith("/api/"):
            return _refusal_of_body(scope)
        return None

    def _is_same_site(self, scope: Scope, host: str) -> bool:
        """Return whether no foreign page made the request, or it only follows a link to a page."""
        site = header(scope, b"sec-fetch-site")
        is_reading = scope["method"] in SAFE_METHODS
        if site is not None:
            return site in ("same-origin", "none") or (
                is_reading
                and header(scope, b"sec-fetch-mode") == "navigate"
                and header(scope, b"sec-fetch-dest") == "document"
            )
        origin = header(scope, b"origin")
        # a form of a page with no-referrer has the origin null; browsers add Sec-Fetch-Site to it
        return origin is None or origin.lower() == f"{self._scheme(scope)}://{host}"

    def _scheme(self, scope: Scope) -> str:
        if not self.behind_proxy:
            return str(scope["scheme"])
        return "http" if header(scope, b"x-forwarded-proto") == "http" else "https"


def _refusal_of_body(scope: Scope) -> Refusal | None:
    """Refuse a body that would be read as something else than it is."""
    for name, value in scope["headers"]:
        if name == b"content-type":
            media_type, _, parameters = value.decode("latin-1").lower().partition(";")
            if media_type.strip() in FORM_TYPES:
                return FORM_TO_API
            if parameters and _is_other_charset(parameters, scope["path"]):
                return ENCODED
        elif name == b"content-encoding" and value.strip().lower() not in (b"", b"identity"):
            return ENCODED
    return None


def _is_other_charset(parameters: str, path: str) -> bool:
    """Return whether a body is in another character set than its route reads."""
    match = CHARSET.search(parameters)
    # the route of batches reads the tables of older programs, too, and decides itself
    return match is not None and match[1] not in UTF_8 and path != BATCHES


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
