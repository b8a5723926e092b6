"""Sending over MLLP to a server of another library; only a matching acknowledgement counts."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import hl7
import pytest
from hl7.mllp import start_hl7_server

from leaflets.base.errors import LeafletsError, UsageError
from leaflets.exchange.hl7.message import Dialect, build_message, control_id
from leaflets.exchange.hl7.mllp import Receiver, parse_address, send

from ...records.samples import PDF, attachment
from ...records.tls import Authority, authority

__all__ = ["authority"]  # the fixture

ATTACHMENT = attachment("D-1", patient="9", by="J. Döe")
SECRET = "Kim Sample"


@contextmanager
def listening(
    answer: Callable[[Any, Any], Any], tls: ssl.SSLContext | None = None
) -> Iterator[tuple[Receiver, list[Any]]]:
    """Run a receiver. answer: called with each message and the writer of its connection. tls: None
    for a plain connection."""
    received: list[Any] = []
    ready, peer = Event(), []

    async def talk(reader: Any, writer: Any) -> None:
        received.append(await reader.readmessage())
        answer(received[-1], writer)
        await writer.drain()

    async def serve() -> None:
        limit = 4 * 1024 * 1024
        server = await start_hl7_server(
            talk, "127.0.0.1", 0, encoding="utf-8", limit=limit, ssl=tls
        )
        peer.append(server.sockets[0].getsockname()[1])
        ready.set()
        await asyncio.sleep(3600)

    loop = asyncio.new_event_loop()
    task = loop.create_task(serve())
    thread = Thread(target=lambda: loop.run_until_complete(asyncio.wait([task])), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield Receiver("127.0.0.1", peer[0], tls=False), received
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)


def acknowledge(code: str, **changed: str) -> Callable[[Any, Any], None]:
    """Return an answer with this code. changed: texts to replace in it, by the old text."""

    def answer(received: Any, writer: Any) -> None:
        message = str(received.create_ack(code))
        for old, new in changed.items():
            message = message.replace(str(received["MSH"][0][10]) if old == "about" else old, new)
        writer.writeblock(message.encode())

    return answer


def send_to(answer: Callable[[Any, Any], None]) -> list[Any]:
    with listening(answer) as (peer, received):
        send(build_message(ATTACHMENT, PDF, Dialect()), control_id(ATTACHMENT), peer)
    return received


def refusal(answer: Callable[[Any, Any], None]) -> str:
    with pytest.raises(LeafletsError) as error:
        send_to(answer)
    assert SECRET not in str(error.value)
    return error.value.code


@pytest.mark.parametrize("code", ["AA", "CA"])
def test_an_accepted_message_is_received_unchanged(code: str) -> None:
    [received] = send_to(acknowledge(code))
    assert str(received).encode() == build_message(ATTACHMENT, PDF, Dialect())


@pytest.mark.parametrize("code", ["AE", "AR", "CE", "CR"])
def test_a_refusal_repeats_only_its_numbers(code: str) -> None:
    def answer(received: Any, writer: Any) -> None:
        text = f"{str(received.create_ack(code)).rstrip()}\rERR||PID^1^3|204^{SECRET}^HL70357|E\r"
        writer.writeblock(text.encode())

    with pytest.raises(LeafletsError) as error:
        send_to(answer)
    assert error.value.code == "R732"
    assert f"({code}, error 204)" in error.value.says
    assert SECRET not in str(error.value)
    assert refusal(acknowledge(code)) == "R732"


def test_an_answer_that_does_not_match_is_not_an_acceptance() -> None:
    assert refusal(acknowledge("AA", about="SOMETHING-ELSE")) == "R733"
    assert refusal(acknowledge("XX")) == "R733"
    assert refusal(acknowledge("AA", MSA="ZZZ")) == "R733"
    assert refusal(lambda _, writer: writer.writeblock(b"words")) == "R733"
    assert refusal(lambda _, writer: writer.writeblock(b"MSH|^~\\&|\xff\xfe")) == "R733"
    assert refusal(lambda _, writer: writer.write(b"no block\x1c\r")) == "R733"
    assert refusal(lambda _, writer: writer.writeblock(b"x" * 1_000_000)) == "R733"


def test_a_missing_answer_raises_r734(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(lambda _, writer: writer.close()) == "R734"
    monkeypatch.setattr("leaflets.base.limits.SECONDS_FOR_HL7", 0.2)
    assert refusal(lambda *_: None) == "R734"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(LeafletsError) as error:
            send(b"", "", Receiver("127.0.0.1", taken.getsockname()[1], tls=False))
        assert error.value.code == "R734"


@pytest.mark.parametrize(
    ("address", "receiver"),
    [
        ("mllp://ehr.example.org:2575", Receiver("ehr.example.org", 2575, tls=False)),
        ("mllps://[::1]:2575/", Receiver("::1", 2575, tls=True)),
    ],
)
def test_an_address_gives_host_port_and_whether_to_use_tls(
    address: str, receiver: Receiver
) -> None:
    assert parse_address(address) == receiver


@pytest.mark.parametrize(
    "address",
    [
        "mllp://host", "mllp://:1", "mllp:host:1", "http://h:1", "mllp://h:x", "", "h:1",
        "mllp://h:1/path", "mllp://h:1?x", "mllp://[:1", "mllp://h:99999",
    ],
)  # fmt: skip
def test_an_invalid_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_address(address)
    assert error.value.code == "R730"


def test_another_library_accepts_the_message() -> None:
    assert hl7.ishl7(build_message(ATTACHMENT, PDF, Dialect()).decode())


def test_the_certificate_of_a_tls_receiver_must_be_trusted(authority: Authority) -> None:
    message, name = build_message(ATTACHMENT, PDF, Dialect()), control_id(ATTACHMENT)
    with listening(acknowledge("AA"), authority.context()) as (peer, received):
        with pytest.raises(LeafletsError) as error:
            send(message, name, peer._replace(tls=True))
        assert error.value.code == "R734"
        assert "certificate" in error.value.says
        assert received == []
        authority.trust()
        send(message, name, peer._replace(tls=True))
    assert str(received[0]).encode() == message


def test_without_the_package_hl7_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("hl7", "hl7.mllp"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as error:
        send(b"", "", Receiver("127.0.0.1", 1, tls=False))
    assert error.value.code == "R706"
    assert "leaflets[hl7]" in error.value.hint
