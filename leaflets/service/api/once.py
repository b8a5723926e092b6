"""Do what a request asks once, however often it is sent with the same idempotency key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from typing import Any, Final

from litestar import Request, Response

from ...base.errors import LeafletsError
from .idempotency import Answer, Begun, Keys, key_in, request_digest

__all__ = ["Once"]

HEADER: Final = "idempotency-key"
ANSWER_DEPENDS_ON: Final = ("content-type", "accept", "content-language", "accept-language")
CALLER: Final = "leaflets.caller"  # key of the ASGI scope: the name of the token
NOBODY: Final = ""  # no token is needed on this machine


class Once:
    """Answers requests that write, and remembers the answers by their keys."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def caller(self, request: Request[Any, Any, Any]) -> str:
        """Return the name of the token with which a request came."""
        return str(request.scope.get(CALLER, NOBODY))

    async def answer(
        self, request: Request[Any, Any, Any], work: Callable[[Begun], Awaitable[Answer]]
    ) -> Response[Any]:
        """Do the work of a request and answer it; with a key, the first answer is given again.

        A request that is refused changed nothing, and its key is forgotten. Raises KeyInUse,
        KeyReused, UsageError Y910, and what the work raises.
        """
        headers = request.headers.getall(HEADER, [])
        if not headers:
            return _response(await work(self._keys.note()))
        # of two headers, neither is the key
        key, digest = key_in(", ".join(headers)), await _digest(request)
        with ExitStack() as stack:
            holding = self._keys.work(self.caller(request), key, digest)
            held = await asyncio.to_thread(stack.enter_context, holding)
            answer = held.answer
            if answer is None:
                try:
                    answer = await work(held.begun)
                except LeafletsError:
                    await asyncio.to_thread(held.forget)
                    raise
                await asyncio.to_thread(held.finish, answer)
        if self._keys.needs_cleaning:
            await asyncio.to_thread(self._keys.clean)
        return _response(answer)


async def _digest(request: Request[Any, Any, Any]) -> str:
    headers = [request.headers.get(name, "") for name in ANSWER_DEPENDS_ON]
    parts = (request.method, request.url.path, request.url.query, *headers)
    return request_digest(*parts, await request.body())


def _response(answer: Answer) -> Response[Any]:
    headers = dict(answer.headers)
    media_type = headers.pop("content-type", None)
    return Response(answer.body, status_code=answer.status, headers=headers, media_type=media_type)
