"""Requests have the whole body that the guard lets through."""

from __future__ import annotations

from litestar import post
from litestar.testing import create_test_client

from leaflets.service.json_request import JsonRequest
from leaflets.service.limits import ServiceLimits


@post("/size", status_code=200)
async def size(request: JsonRequest) -> list[int]:
    """Return the size of the body, which is read twice."""
    return [len(await request.body()), len(await request.body())]


def test_a_body_may_have_as_many_bytes_as_a_batch() -> None:
    most = ServiceLimits().batch_bytes
    with create_test_client([size], request_class=JsonRequest) as client:
        assert client.post("/size", content=b"x" * most).json() == [most, most]
