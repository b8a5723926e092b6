"""How many requests are worked on together, how many wait, and for how long."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

from ..limits import ServiceLimits
from .answers import App, Message, Receive, Refusal, Scope, Send, refuse
from .edge import log_fault

__all__ = ["TurnGuard"]

SOON: Final = (b"retry-after", b"1")
UNCOUNTED: Final = ("/health", "/ready", "/metrics", "/static")  # which are to answer under load

BUSY: Final = Refusal(
    status=503,
    code="Y948",
    says="The service has more to do than it can do at once.",
    hint="Send the request again after the seconds of Retry-After.",
    headers=(SOON,),
)
TOO_LONG: Final = Refusal(
    status=503,
    code="Y949",
    says="The answer took longer than it may; what was begun is brought to its end.",
    hint="Send the request again with the same Idempotency-Key after the seconds of Retry-After.",
    headers=((b"retry-after", b"10"),),
)


class TurnGuard:
    """Gives each request its turn, from its start to the beginning of its answer.

    A caller who reads an answer slowly therefore has no turn any more. Work is never broken off: a
    request that takes too long is answered, and keeps its turn until it ends. limits: of a worker.
    """

    def __init__(self, app: App, limits: ServiceLimits) -> None:
        self.app, self.limits = app, limits
        self._turns = asyncio.Semaphore(limits.running)
        self._waiting = 0
        self._begun: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request when it has its turn, or refuse it."""
        if scope["type"] != "http" or scope["path"].startswith(UNCOUNTED):
            return await self.app(scope, receive, send)
        if not await self._take_turn():
            return await refuse(BUSY, scope, receive, send)
        answer = _Answer(send, self._turns)
        work = self._begin(self._work(answer, scope, receive))
        with suppress(TimeoutError):
            async with asyncio.timeout(self.limits.answer_seconds):
                await answer.has_begun.wait()
        if not answer.has_begun.is_set():
            answer.is_refused = True
            return await refuse(TOO_LONG, scope, receive, send)
        return await asyncio.shield(work)

    async def _take_turn(self) -> bool:
        if not self._turns.locked():
            return await self._turns.acquire()
        if self._waiting >= self.limits.queue:
            return False
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.queue_seconds):
                return await self._turns.acquire()
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._begun.add(task)  # or the loop could drop a task that nobody awaits
        task.add_done_callback(self._begun.discard)
        return task

    async def _work(self, answer: _Answer, scope: Scope, receive: Receive) -> None:
        try:
            await self.app(scope, receive, answer.send)
        except Exception as fault:
            if not answer.is_refused:
                raise
            log_fault(fault)
        finally:
            answer.begin()


class _Answer:
    """The answer to one request: gives its turn back when it begins."""

    def __init__(self, send: Send, turns: asyncio.Semaphore) -> None:
        self._send, self._turns = send, turns
        self.has_begun = asyncio.Event()
        self.is_refused = False

    def begin(self) -> None:
        """Give the turn back, once."""
        if not self.has_begun.is_set():
            self.has_begun.set()
            self._turns.release()

    async def send(self, message: Message) -> None:
        """Send a part of the answer; nothing if the caller has got another answer."""
        self.begin()
        if not self.is_refused:
            await self._send(message)
