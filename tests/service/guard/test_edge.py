"""Every answer has its headers; no fault tells a patient's word or a path of the machine."""

from __future__ import annotations

import logging

import pytest

from leaflets.service.guard import metrics
from leaflets.service.guard.answers import Receive, Scope, Send
from leaflets.service.guard.edge import ACCESS_LOG, ERROR_LOG, Edge

from .asgi import answer, echo

SECRET = "Erika Mustermann"


async def fails(scope: Scope, _: Receive, __: Send) -> None:
    """An application that fails with a patient's word in its message."""
    scope["path_template"] = "/leaflets/{name}"
    raise ValueError(f"{SECRET} in /srv/pharmacy/records")


def test_every_answer_forbids_what_it_does_not_need() -> None:
    for app in (echo, fails):
        headers = answer(Edge(app)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers
    assert "strict-transport-security" in answer(Edge(echo, is_https=True)).headers


def test_an_answer_keeps_its_own_headers() -> None:
    async def own(_: Scope, __: Receive, send: Send) -> None:
        pairs = [(b"Cache-Control", b"max-age=60")]
        await send({"type": "http.response.start", "status": 200, "headers": pairs})
        await send({"type": "http.response.body", "body": b""})

    headers = answer(Edge(own)).headers
    assert headers["Cache-Control"] == "max-age=60"
    assert "cache-control" not in headers


def test_a_fault_tells_its_place_to_the_log_and_nothing_to_the_caller(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    refused = answer(Edge(fails), path=f"/leaflets/{SECRET}")
    assert (refused.status, refused.code) == (500, "X700")
    output = refused.body.decode() + str(refused.headers) + caplog.text
    assert SECRET not in output
    assert "/srv" not in output
    assert "Traceback" not in output
    assert "X700 ValueError at leaflets/service/guard/edge.py:" in caplog.text


def test_the_log_has_the_route_and_never_the_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    answer(Edge(fails), path=f"/leaflets/{SECRET}")
    answer(Edge(echo), path=f"/{SECRET}")
    lines = [record.getMessage() for record in caplog.records if record.name == ACCESS_LOG]
    assert lines[0].startswith("GET /leaflets/{name} 500 ")
    assert lines[1].startswith("GET unmatched 200 ")
    assert not [record for record in caplog.records if record.exc_info]
    assert {record.name for record in caplog.records} <= {ACCESS_LOG, ERROR_LOG, "asyncio"}


def test_head_is_asked_as_get_and_counted_as_head(caplog: pytest.LogCaptureFixture) -> None:
    methods = []

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        methods.append(scope["method"])
        scope["path_template"] = "/noted"
        await echo(scope, receive, send)

    caplog.set_level(logging.INFO)
    assert answer(Edge(noting), "HEAD").status == 200
    assert methods == ["GET"]
    assert "HEAD /noted 200 " in caplog.text
    assert 'method="HEAD",route="/noted",status="200"' in metrics.exposition(None).decode()


def test_the_numbers_have_no_label_that_a_caller_chooses() -> None:
    answer(Edge(echo), "BREW", f"/{SECRET}")
    answer(Edge(fails), path="/leaflets/one")
    text = metrics.exposition(None).decode()
    assert 'leaflets_http_requests_total{method="other",route="unmatched",status="200"}' in text
    assert 'route="/leaflets/{name}",status="500"' in text
    assert SECRET not in text
    assert "BREW" not in text
    assert "leaflets_http_requests_running 0.0" in text
