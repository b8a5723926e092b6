"""Bodies are bounded in bytes and time before any work begins."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

import msgspec
import pytest

from leaflets.service.guard.answers import Receive, Scope, Send
from leaflets.service.guard.bodies import BodyGuard
from leaflets.service.limits import ServiceLimits

from .asgi import answer, ask, echo

LIMITS = ServiceLimits(form_bytes=500, body_bytes=1000, batch_bytes=2000)


async def never(_: Scope, __: Receive, ___: Send) -> None:
    """An application that must not be reached."""
    raise AssertionError


def test_a_body_arrives_whole() -> None:
    parts = [b"one ", b"and ", b"two"]
    assert answer(BodyGuard(echo, LIMITS), "POST", body=parts).body == b"one and two"


@pytest.mark.parametrize(
    ("headers", "parts"),
    [({"content-length": "1001"}, []), ({"content-length": "10"}, [b"x" * 600] * 2)],
)
def test_a_large_body_is_refused(headers: dict[str, str], parts: Iterable[bytes]) -> None:
    refused = answer(BodyGuard(never, LIMITS), "POST", headers=headers, body=parts)
    assert (refused.status, refused.code) == (413, "Y945")
    assert refused.headers["connection"] == "close"


def test_a_form_must_be_smaller_and_a_batch_may_be_larger() -> None:
    guard = BodyGuard(echo, LIMITS)
    assert answer(guard, "POST", "/", body=[b"x" * 501]).status == 413
    assert answer(guard, "POST", "/api/v1/leaflets", body=[b"x" * 501]).status == 200
    assert answer(guard, "POST", "/api/v1/batches", body=[b"x" * 1500]).status == 200


def test_a_body_that_does_not_come_is_refused_in_time() -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(30)

    limits = msgspec.structs.replace(LIMITS, body_seconds=0.02)
    refused = answer(BodyGuard(never, limits), "POST", body=slow())
    assert (refused.status, refused.code) == (408, "Y946")


def test_a_caller_who_goes_before_the_end_starts_no_work() -> None:
    async def gone() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(_: object) -> None:
        raise AssertionError

    headers = [(b"transfer-encoding", b"chunked")]
    scope: Scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    asyncio.run(BodyGuard(never, LIMITS)(scope, gone, send))


def test_a_slow_body_holds_up_nobody() -> None:
    guard = BodyGuard(echo, LIMITS)
    wait = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        await wait.wait()
        yield b"late"

    async def both() -> tuple[bytes, bytes]:
        late = asyncio.create_task(ask(guard, "POST", body=slow()))
        early = await ask(guard, "POST", body=[b"early"])
        wait.set()
        return early.body, (await late).body

    assert asyncio.run(both()) == (b"early", b"late")
