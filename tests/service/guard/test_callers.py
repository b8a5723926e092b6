"""One token has only so many requests under way, their bodies included."""

from __future__ import annotations

import asyncio

from leaflets.service.guard.answers import Receive, Scope, Send
from leaflets.service.guard.bodies import BodyGuard
from leaflets.service.guard.callers import CallerGuard
from leaflets.service.guard.tokens import CALLER
from leaflets.service.limits import ServiceLimits

from .asgi import ask, echo


def test_one_token_cannot_take_the_room_of_all_others() -> None:
    async def run() -> None:
        is_sent = asyncio.Event()

        class SlowBody:
            async def __aiter__(self) -> object:
                yield b"a"
                await is_sent.wait()

        limits = ServiceLimits(of_one_caller=3)
        guard = CallerGuard(BodyGuard(echo, limits), limits)

        async def of_token(scope: Scope, receive: Receive, send: Send) -> None:
            await guard({**scope, CALLER: scope["path"]}, receive, send)

        slow = [
            asyncio.create_task(ask(of_token, "POST", "/greedy", body=SlowBody())) for _ in range(3)
        ]
        await asyncio.sleep(0.01)
        refused = await ask(of_token, "POST", "/greedy", body=[b"more"])
        assert (refused.status, refused.code) == (429, "Y971")
        assert refused.headers["retry-after"] == "1"
        assert (await ask(of_token, "POST", "/modest", body=[b"b"])).status == 200
        assert (await ask(guard)).status == 200
        is_sent.set()
        assert [(await task).status for task in slow] == [200, 200, 200]
        assert (await ask(of_token, "POST", "/greedy", body=[b"again"])).status == 200

    asyncio.run(run())
