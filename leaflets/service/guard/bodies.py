"""Take in the whole body of a request, bounded in bytes and time, before any work begins.

Whoever sends slowly waits here, and takes no turn from others.
"""

from __future__ import annotations

import asyncio
from typing import Final

from ..limits import ServiceLimits
from .answers import App, Message, Receive, Refusal, Scope, Send, has_body, header, refuse

__all__ = ["BodyGuard", "Disconnected", "TooLarge", "whole_body"]

API: Final = "/api/"
BATCHES: Final = "/api/v1/batches"

TOO_SLOW: Final = Refusal(
    status=408,
    code="Y946",
    says="The body of the request did not arrive in time.",
    hint="Send it again, over a faster connection or in smaller parts.",
)


class Disconnected(Exception):
    """The caller has gone before the body was complete."""


class TooLarge(Exception):
    """The body has more bytes than it may have."""


class BodyGuard:
    """Passes on requests with their whole body in one message."""

    def __init__(self, app: App, limits: ServiceLimits) -> None:
        self.app, self.limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, or refuse it."""
        if scope["type"] != "http" or not has_body(scope):
            return await self.app(scope, receive, send)
        most = _most_bytes(scope["path"], self.limits)
        try:
            if _announced_bytes(scope) > most:
                raise TooLarge
            async with asyncio.timeout(self.limits.body_seconds):
                body = await whole_body(receive, most)
        except TooLarge:
            return await refuse(_too_large(most), scope, receive, send)
        except TimeoutError:
            return await refuse(TOO_SLOW, scope, _no_more, send)
        except Disconnected:
            return None
        return await self.app(scope, _replay(body, receive), send)


def _most_bytes(path: str, limits: ServiceLimits) -> int:
    if path.startswith(BATCHES):
        return limits.batch_bytes
    return limits.body_bytes if path.startswith(API) else limits.form_bytes


def _too_large(most: int) -> Refusal:
    return Refusal(
        status=413,
        code="Y945",
        says=f"The body of the request has more than {most:,} bytes.",
        hint="Send less, or split it.",
    )


def _announced_bytes(scope: Scope) -> int:
    length = header(scope, b"content-length") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 0


async def whole_body(receive: Receive, most: float) -> bytes:
    """Return the body of a request. most: bytes. Raises TooLarge, Disconnected."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Disconnected
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise TooLarge
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body once, and then what else comes."""
    is_given = False

    async def replayed() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


async def _no_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
