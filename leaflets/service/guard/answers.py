"""The forms of ASGI, and the answers that the guard gives in place of the application.

A refusal is a problem (RFC 9457) with our code and the next step. It repeats nothing of the
request.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from typing import Any, Final

import msgspec

__all__ = ["App", "Message", "Receive", "Refusal", "Scope", "Send", "has_body", "header", "refuse"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]

UNREAD_SECONDS: Final = 2.0  # how long the rest of a refused body is still taken
UNREAD_BYTES: Final = 4 * 1024 * 1024  # and how much of it


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A request that is not served. says: what is wrong. hint: the next step."""

    status: int
    code: str
    says: str
    hint: str
    headers: tuple[Header, ...] = ()

    def body(self) -> bytes:
        """Return the problem as JSON."""
        members = {
            "type": f"/problems/{self.code}",
            "title": self.says,
            "status": self.status,
            "detail": self.says,
            "code": self.code,
            "hint": self.hint,
            "faults": [],
        }
        return json.dumps(members).encode()


def header(scope: Scope, name: bytes) -> str | None:
    """Return the value of a request header, or None; of a repeated one, all values."""
    joined: bytes | None = None
    for key, value in scope["headers"]:
        if key == name:
            joined = value if joined is None else b", ".join((joined, value))
    return None if joined is None else joined.decode("latin-1")


async def refuse(refusal: Refusal, scope: Scope, receive: Receive | None, send: Send) -> None:
    """Answer with a refusal, and end the connection if a part of the body is unread.

    The answer goes out before the rest of the body is taken and dropped: a connection that is
    closed on unread bytes would lose the answer on its way. receive: None if the body was read.
    """
    body = refusal.body()
    unread = receive is not None and has_body(scope)
    headers: Iterable[Header] = (
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        *refusal.headers,
        *([(b"connection", b"close")] if unread else []),
    )
    await send({"type": "http.response.start", "status": refusal.status, "headers": [*headers]})
    if receive is not None and unread:
        await send({"type": "http.response.body", "body": body, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(UNREAD_SECONDS):
                await _drop_body(receive)
        body = b""
    await send({"type": "http.response.body", "body": body, "more_body": False})


def has_body(scope: Scope) -> bool:
    """Return whether a request announces a body."""
    length = header(scope, b"content-length")
    return length not in (None, "0") or header(scope, b"transfer-encoding") is not None


async def _drop_body(receive: Receive) -> None:
    dropped = 0
    while dropped < UNREAD_BYTES:
        message = await receive()
        dropped += len(message.get("body", b""))
        if not message.get("more_body"):
            return
