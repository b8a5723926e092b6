"""Calls an ASGI application in the process: no socket, no server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from leaflets.service.guard.answers import App, Message, Receive, Scope, Send

HOST = "127.0.0.1:8000"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, Any]:
        assert self.headers["content-type"] == "application/problem+json"
        return dict(json.loads(self.body))

    @property
    def code(self) -> str:
        return str(self.problem["code"])


async def ask(
    app: App,
    method: str = "GET",
    path: str = "/api/v1/leaflets",
    headers: Mapping[str, str] | None = None,
    body: Iterable[bytes] | AsyncIterable[bytes] = (),
    scheme: str = "http",
) -> Answer:
    """Send one request, its body in parts, and return the whole answer."""
    sent: list[Message] = []
    parts = _messages(body)

    async def receive() -> Message:
        return await anext(parts, {"type": "http.disconnect"})

    is_complete = asyncio.Event()

    async def send(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            is_complete.set()

    pairs = {"host": HOST, **(headers or {})}
    if body and "content-length" not in pairs:
        pairs["transfer-encoding"] = "chunked"
    scope: Scope = {
        "type": "http", "method": method, "path": path, "scheme": scheme, "query_string": b"",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in pairs.items()],
    }  # fmt: skip
    work = asyncio.create_task(cast(Coroutine[Any, Any, None], app(scope, receive, send)))
    work.add_done_callback(lambda _: is_complete.set())
    await is_complete.wait()  # the application may go on after its answer
    if work.done():
        work.result()
    start, *rest = sent
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], answered, b"".join(part.get("body", b"") for part in rest))


async def _messages(body: Iterable[bytes] | AsyncIterable[bytes]) -> Any:
    if isinstance(body, AsyncIterable):
        async for part in body:
            yield {"type": "http.request", "body": part, "more_body": True}
    else:
        for part in body:
            yield {"type": "http.request", "body": part, "more_body": True}
    yield {"type": "http.request", "body": b"", "more_body": False}


def answer(app: App, *args: Any, **options: Any) -> Answer:
    """Ask in an event loop of its own."""
    return asyncio.run(ask(app, *args, **options))


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers with the body, and with who asked."""
    body = (await receive()).get("body", b"")
    caller = str(scope.get("leaflets.caller", "")).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-caller", caller)]})
    await send({"type": "http.response.body", "body": body})
