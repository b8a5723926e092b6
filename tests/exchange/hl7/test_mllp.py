"""Sending over MLLP to a server of another library; only a matching acknowledgement counts."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import Any

import hl7
import pytest

from leaflets.base.errors import LeafletsError, UsageError
from leaflets.exchange.hl7.message import Dialect, build_message, control_id
from leaflets.exchange.hl7.mllp import Connection, Receiver, parse_address

from ...records.samples import PDF, attachment
from ...records.tls import Authority, authority
from .receiver import acknowledge, listening

__all__ = ["authority"]  # the fixture

ATTACHMENT = attachment("D-1", patient="9", by="J. Döe")
SECRET = "Kim Sample"


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.01)


def send(message: bytes, control_id: str, peer: Receiver) -> None:
    with Connection(peer) as connection:
        connection.send(message, control_id)


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
        Connection(Receiver("127.0.0.1", 1, tls=False))
    assert error.value.code == "R706"
    assert "leaflets[hl7]" in error.value.hint


def test_many_messages_take_one_connection_as_long_as_it_stands() -> None:
    writers = []

    def answer(received: Any, writer: Any) -> None:
        writers.append(writer)
        acknowledge("AA")(received, writer)
        if len(writers) == 3:
            writer.close()

    message = build_message(ATTACHMENT, PDF, Dialect())
    with listening(answer) as (peer, received), Connection(peer) as connection:
        for _ in range(5):
            connection.send(message, control_id(ATTACHMENT))
    assert len(received) == 5, "none was sent twice"
    assert [writers.index(writer) for writer in writers] == [0, 0, 0, 3, 3]


def test_a_message_is_sent_again_on_a_new_connection_when_one_is_lost() -> None:
    def answer(received: Any, writer: Any) -> None:
        numbers.append(len(numbers))
        if len(numbers) < 3:
            writer.close()
        else:
            acknowledge("AA")(received, writer)

    numbers: list[int] = []
    received = send_to(answer)
    assert {str(message).encode() for message in received} == {
        build_message(ATTACHMENT, PDF, Dialect())
    }
    assert len(received) == 3


def test_a_late_answer_is_not_taken_for_that_to_the_next_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("leaflets.base.limits.SECONDS_FOR_HL7", 0.3)
    monkeypatch.setattr("leaflets.base.limits.HL7_ATTEMPTS", 1)
    other = attachment("D-2", patient="9")
    answers = iter((lambda *_: None, acknowledge("AA")))
    with (
        listening(lambda *both: next(answers)(*both)) as (peer, received),
        Connection(peer) as connection,
    ):
        with pytest.raises(LeafletsError):
            connection.send(build_message(ATTACHMENT, PDF, Dialect()), control_id(ATTACHMENT))
        connection.send(build_message(other, PDF, Dialect()), control_id(other))
    assert len(received) == 2
