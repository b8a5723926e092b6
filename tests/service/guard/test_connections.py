"""Slow and greedy connections end in time, and hold up nobody: with real sockets."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

import msgspec
import pytest
import trustme
from uvicorn import Config, Server

from leaflets.service.guard.answers import App, Receive, Scope, Send
from leaflets.service.guard.bodies import BodyGuard
from leaflets.service.guard.connections import BoundedProtocol
from leaflets.service.limits import ServiceLimits

from .asgi import echo

QUICK = ServiceLimits(
    head_seconds=0.2, body_seconds=0.2, idle_seconds=1, speed_seconds=0.2, head_bytes=4096,
    least_speed=1000, body_bytes=1024 * 1024,
)  # fmt: skip
GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
Connect = Callable[[], socket.socket]


@contextmanager
def serving(
    app: App, limits: ServiceLimits = QUICK, authority: trustme.CA | None = None
) -> Iterator[Connect]:
    """A server in a thread; gives what opens a connection to it. authority: for TLS."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = Config(
        BodyGuard(app, limits), http=cast(Any, partial(BoundedProtocol, limits=limits)), ws="none",
        lifespan="off", log_config=None, timeout_graceful_shutdown=1,
    )  # fmt: skip
    context = ssl.create_default_context()
    if authority:
        config.load()
        config.ssl = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(config.ssl)
        authority.configure_trust(context)
    server = Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()

    def connect() -> socket.socket:
        plain = socket.create_connection(listening.getsockname(), timeout=5)
        return context.wrap_socket(plain, server_hostname="localhost") if authority else plain

    try:
        yield connect
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def everything(connection: socket.socket) -> bytes:
    """What is received until the other side ends the connection."""
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except (ConnectionResetError, ssl.SSLEOFError):
        pass
    return received


def is_served(connect: Connect) -> bool:
    with connect() as connection:
        connection.sendall(GET)
        return connection.recv(65536).startswith(b"HTTP/1.1 200")


@pytest.fixture(scope="module")
def connect() -> Iterator[Connect]:
    with serving(echo) as opened:
        yield opened


def test_a_head_that_comes_byte_by_byte_ends_in_time(connect: Connect) -> None:
    with connect() as connection:
        start = time.monotonic()
        for byte in GET[:-1]:
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                break
            time.sleep(0.02)
            if time.monotonic() - start > 0.3:
                break
        assert everything(connection).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - start < 2


def test_a_connection_that_says_nothing_is_closed(connect: Connect) -> None:
    with connect() as connection:
        assert everything(connection) == b""


def test_the_second_request_of_a_connection_must_come_in_time_too(connect: Connect) -> None:
    with connect() as connection:
        connection.sendall(GET)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        connection.sendall(GET[:10])
        assert b"408" in everything(connection)


def test_a_head_without_an_end_is_refused(connect: Connect) -> None:
    with connect() as connection:
        connection.sendall(GET[:-2] + b"X: " + b"x" * 5000)
        assert everything(connection).startswith(b"HTTP/1.1 431")


def test_a_head_that_is_too_large_is_refused_if_it_comes_whole(connect: Connect) -> None:
    with connect() as connection:
        connection.sendall(GET[:-2] + b"X: " + b"x" * 5000 + b"\r\n\r\n")
        assert everything(connection).startswith(b"HTTP/1.1 431")


def test_a_body_that_comes_slowly_is_refused(connect: Connect) -> None:
    with connect() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nslow")
        received = everything(connection)
        assert received.startswith(b"HTTP/1.1 408")
        assert b"Y946" in received


def test_the_refusal_of_a_large_body_reaches_who_is_still_sending(connect: Connect) -> None:
    with connect() as connection:
        size = 3 * 1024 * 1024
        head = f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n"
        connection.sendall(head.encode() + b"x" * size)
        assert everything(connection).startswith(b"HTTP/1.1 413")


def test_slow_connections_of_all_kinds_hold_up_nobody(connect: Connect) -> None:
    beginnings = (b"", GET[:9], b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1")
    slow = [connect() for _ in range(60)]
    for number, connection in enumerate(slow):
        connection.sendall(beginnings[number % 3])
    start = time.monotonic()
    assert all(is_served(connect) for _ in range(20))
    assert time.monotonic() - start < 1
    for connection in slow:
        connection.close()


@pytest.fixture(params=["plain", "TLS"])
def authority(request: pytest.FixtureRequest) -> trustme.CA | None:
    return trustme.CA() if request.param == "TLS" else None


@pytest.mark.parametrize("parts", [1, 400])
def test_a_reader_who_takes_nothing_is_cut_off(parts: int, authority: trustme.CA | None) -> None:
    ended = threading.Event()

    async def large(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        body = b"x" * (40_000_000 // parts)
        for _number in range(parts):
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        ended.set()

    with serving(large, authority=authority) as connect, connect() as connection:
        connection.sendall(GET)
        assert ended.wait(5)
        assert len(everything(connection)) < 40_000_000


def test_a_reader_who_is_only_slow_gets_everything(authority: trustme.CA | None) -> None:
    size = 12_000_000

    async def large(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * size})

    with serving(large, authority=authority) as connect, connect() as connection:
        connection.sendall(GET)
        received = 0
        while received < size:
            part = connection.recv(1_000_000)
            assert part
            received += len(part)
            time.sleep(0.03 * len(part) / 1_000_000)


def test_the_longest_idle_connection_makes_room_for_a_new_one() -> None:
    limits = msgspec.structs.replace(QUICK, connections=5, head_seconds=30, room_seconds=0.2)
    with serving(echo, limits) as connect:
        idle = [connect() for _ in range(5)]
        refused = everything(connect())
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: 1\r\n" in refused
        time.sleep(0.3)
        assert all(is_served(connect) for _ in range(3))
        assert everything(idle[0]) == b""
        for connection in idle:
            connection.close()


@pytest.mark.parametrize("size", [7, 60, 100_000])
def test_a_request_that_asks_for_another_protocol_keeps_its_body(size: int) -> None:
    body = b"a" * 300
    upgrade = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\n%bContent-Length: 300\r\n\r\n" % upgrade
    chunked = (
        b"POST / HTTP/1.1\r\nHost: localhost\r\n%bTransfer-Encoding: chunked\r\n\r\n"
        b"12c\r\n%b\r\n0\r\n\r\n" % (upgrade, body)
    )
    sent = head + body + chunked + GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with serving(echo) as connect, connect() as connection:
        for start in range(0, len(sent), size):
            connection.sendall(sent[start : start + size])
        received = everything(connection)
    assert received.count(b"HTTP/1.1 200") == 3
    assert received.count(body) == 2


CHUNKED = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"


def test_what_comes_behind_a_body_is_no_header_of_the_request() -> None:
    heads: list[list[tuple[bytes, bytes]]] = []

    async def note_head(scope: Scope, receive: Receive, send: Send) -> None:
        heads.append([*scope["headers"]])
        await echo(scope, receive, send)

    with serving(note_head) as connect, connect() as connection:
        connection.sendall(CHUNKED + b"Host: elsewhere\r\nAuthorization: Bearer x\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        connection.sendall(GET)  # whose own headers are taken
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
    assert [dict(head)[b"host"] for head in heads] == [b"localhost", b"localhost"]
    assert not any(b"authorization" in dict(head) for head in heads)


@pytest.mark.parametrize("endless", [b"a:\r\n" * 16384, b"X: " + b"a" * 65536])
def test_trailers_without_an_end_are_refused(endless: bytes) -> None:
    limits = msgspec.structs.replace(QUICK, body_seconds=30)
    with serving(echo, limits) as connect, connect() as connection:
        connection.sendall(CHUNKED)
        with pytest.raises(OSError, match=r"reset|pipe"):
            connection.sendall(endless * 1000)


def test_a_body_in_many_small_chunks_is_taken(connect: Connect) -> None:
    with connect() as connection:
        connection.sendall(CHUNKED.replace(b"0\r\n", b"1\r\na\r\n" * 9999 + b"0\r\n") + b"\r\n")
        received = connection.recv(65536)
        assert received.startswith(b"HTTP/1.1 200")
