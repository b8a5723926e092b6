"""So many requests are worked on, so many wait; work that has begun comes to its end."""

from __future__ import annotations

import asyncio

import pytest

from leaflets.service.guard.answers import Receive, Scope, Send
from leaflets.service.guard.turns import TurnGuard
from leaflets.service.limits import ServiceLimits

from .asgi import ask


class Work:
    """An application whose answers begin when `go` is set."""

    def __init__(self) -> None:
        self.go, self.running, self.most, self.finished = asyncio.Event(), 0, 0, 0

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        await self.go.wait()
        self.running -= 1
        self.finished += 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})


async def later(go: asyncio.Event) -> None:
    await asyncio.sleep(0.02)
    go.set()


def test_more_than_can_wait_are_refused_and_the_others_served_in_turn() -> None:
    async def run() -> None:
        work = Work()
        guard = TurnGuard(work, ServiceLimits(running=2, queue=3))
        callers = [ask(guard) for _ in range(9)]
        *answers, _ = await asyncio.gather(*callers, later(work.go))
        busy = [answer for answer in answers if answer.status == 503]
        assert len(busy) == 4
        assert {(answer.code, answer.headers["retry-after"]) for answer in busy} == {("Y948", "1")}
        assert (work.finished, work.most) == (5, 2)
        assert (await ask(guard)).status == 200  # back to normal after

    asyncio.run(run())


def test_who_waits_too_long_is_refused_and_health_never_waits() -> None:
    async def run() -> None:
        work = Work()
        guard = TurnGuard(work, ServiceLimits(running=1, queue_seconds=0.01))
        first = asyncio.create_task(ask(guard))
        await asyncio.sleep(0)
        assert (await ask(guard)).code == "Y948"
        health = asyncio.create_task(ask(guard, path="/health"))
        await asyncio.sleep(0.01)
        assert work.running == 2
        work.go.set()
        assert [(await task).status for task in (first, health)] == [200, 200]

    asyncio.run(run())


def test_work_that_takes_too_long_is_answered_and_brought_to_its_end() -> None:
    async def run() -> None:
        work = Work()
        guard = TurnGuard(work, ServiceLimits(running=1, answer_seconds=0.01, queue_seconds=0.01))
        assert (await ask(guard)).code == "Y949"
        assert (await ask(guard)).code == "Y948"  # it still has its turn
        work.go.set()
        assert (await ask(guard)).status == 200
        assert work.finished == 2

    asyncio.run(run())


def test_a_slow_reader_has_no_turn_any_more() -> None:
    async def run() -> None:
        work = Work()
        work.go.set()
        guard = TurnGuard(work, ServiceLimits(running=1))
        is_read = asyncio.Event()

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def slow_send(_: object) -> None:
            await is_read.wait()

        scope: Scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        slow = asyncio.create_task(guard(scope, receive, slow_send))
        await asyncio.sleep(0)
        assert (await ask(guard)).body == b"done"
        is_read.set()
        await slow

    asyncio.run(run())


def test_an_application_that_fails_gives_its_turn_back() -> None:
    async def fails(_: Scope, __: Receive, ___: Send) -> None:
        raise ValueError("a patient's word")

    async def run() -> None:
        guard = TurnGuard(fails, ServiceLimits(running=1, queue=0))
        for _ in range(3):
            try:
                await ask(guard)
            except ValueError:
                continue
            raise AssertionError

    asyncio.run(run())


def test_work_that_fails_after_its_caller_was_answered_tells_only_its_place(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fails_late(_: Scope, __: Receive, ___: Send) -> None:
        await asyncio.sleep(0.02)
        raise ValueError("a patient's word")

    async def run() -> None:
        guard = TurnGuard(fails_late, ServiceLimits(answer_seconds=0.01))
        assert (await ask(guard)).code == "Y949"
        await asyncio.sleep(0.02)

    asyncio.run(run())
    assert "X700 ValueError at leaflets/service/guard/turns.py:" in caplog.text
    assert "patient" not in caplog.text
