"""How many requests are worked on together, how many wait, and for how long."""

from __future__ import annotations

import asyncio
from typing import Final

from ..limits import ServiceLimits
from .answers import App, Message, Receive, Refusal, Scope, Send, refuse
from .edge import log_fault

__all__ = ["UNCOUNTED", "TurnGuard"]

UNCOUNTED: Final = ("/health", "/ready", "/metrics", "/static")  # which are to answer under load

BUSY: Final = Refusal(
    status=503,
    code="Y948",
    says="The service has more to do than it can do at once.",
    hint="Send the request again after the seconds of Retry-After.",
    headers=((b"retry-after", b"1"),),
)
TOO_LONG: Final = Refusal(
    status=503,
    code="Y949",
    says="The answer took longer than it may; the work on it goes on to its end.",
    hint="Send the request again with the same Idempotency-Key after the seconds of Retry-After.",
    headers=((b"retry-after", b"10"),),
)


class TurnGuard:
    """Gives each request its turn, from its start to the beginning of its answer.

    A caller who reads an answer slowly therefore holds no turn. Work is never broken off: a
    request that takes too long is answered, and keeps its turn until it ends. limits: of a worker.
    """

    def __init__(self, app: App, limits: ServiceLimits) -> None:
        self.app, self.limits = app, limits
        self._turns = asyncio.Semaphore(limits.running)
        self._waiting = 0
        self._refusing: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request when it has its turn, or refuse it."""
        if scope["type"] != "http" or scope["path"].startswith(UNCOUNTED):
            return await self.app(scope, receive, send)
        if not await self._take_turn():
            return await refuse(BUSY, scope, None, send)
        answer = _Answer(send, self._turns)
        timer = asyncio.get_running_loop().call_later(
            self.limits.answer_seconds, self._refuse, answer, scope
        )
        try:
            return await self.app(scope, receive, answer.send)
        except Exception as fault:
            if not answer.is_refused:
                raise
            return log_fault(fault)
        finally:
            timer.cancel()
            answer.begin()

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

    def _refuse(self, answer: _Answer, scope: Scope) -> None:
        """Give an answer in place of the one that has not begun."""
        if not answer.has_begun:
            answer.is_refused = True
            refusing = asyncio.create_task(refuse(TOO_LONG, scope, None, answer.send_refusal))
            self._refusing.add(refusing)  # or the loop could drop a task that nobody awaits
            refusing.add_done_callback(self._refusing.discard)


class _Answer:
    """The answer to one request: gives its turn back when it begins."""

    def __init__(self, send: Send, turns: asyncio.Semaphore) -> None:
        self.send_refusal, self._turns = send, turns
        self.has_begun = self.is_refused = False

    def begin(self) -> None:
        """Give the turn back, once."""
        if not self.has_begun:
            self.has_begun = True
            self._turns.release()

    async def send(self, message: Message) -> None:
        """Send a part of the answer; nothing if the caller has got another answer."""
        self.begin()
        if not self.is_refused:
            await self.send_refusal(message)
