"""`leaflets export`: the current leaflets of a dispense as HL7 messages."""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import hl7
import pytest

from leaflets.exchange.hl7.mllp import Receiver
from leaflets.exchange.open_store import open_store

from ..exchange.hl7.receiver import acknowledge, listening
from ..records.samples import PDF, attachment, identity, personal
from .program import Done, become, leaflets


@pytest.fixture
def store(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/records.db"
    old = attachment("D-1", patient="9")
    new = attachment("D-1", personal(1), patient="9", replaces=old.sha256)
    other = attachment("D-1", personal(2), identity(layout="large-print"), patient="9")
    with open_store(address) as store:
        for made, pdf in ((old, PDF), (new, personal(1)), (other, personal(2))):
            store.attach(made, pdf)
        store.attach(attachment("D-2"), PDF)
    return address


def test_what_nothing_has_replaced_goes_into_the_file(tmp_path: Path, store: str) -> None:
    target = tmp_path / "out.hl7"
    done = leaflets("export", "D-1", "--store", store, "--hl7", str(target), "--to", "EHR^WARD")
    assert (done.code, done.out) == (0, b"")
    assert done.err == f"2 messages to {target}.\n"
    assert target.stat().st_mode & 0o777 == 0o600
    messages = [f"MSH{message}" for message in target.read_bytes().decode().split("MSH")[1:]]
    kinds = [str(hl7.parse(message)["MSH"][0][9]) for message in messages]
    assert kinds == ["MDM^T10^MDM_T02", "MDM^T02^MDM_T02"]


def test_one_of_them_to_standard_output(store: str) -> None:
    old = attachment().sha256
    environ = {"LEAFLETS_STORE": store}
    done = leaflets("export", "D-1", "--hl7", "-", "--pdf", old, "--form", "AP^", environ=environ)
    assert done.code == 0
    assert b"|LEAFLETS^AP^^Base64^" in done.out
    assert done.out.count(b"MSH|") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (("D-9", "--hl7", "-"), "R708", 4),
        (("D-1", "--hl7", "-", "--pdf", "ab"), "R708", 4),
        (("D-1", "--hl7", "mllp://nowhere"), "R730", 2),
        (("D-1", "--hl7", "-", "--form", "pdf"), "R730", 2),
        (("D-2", "--hl7", "-"), "R731", 7),
        (("D-1", "--hl7", "mllp://127.0.0.1:1"), "R734", 7),
        (("D-1", "D-9", "--hl7", "-"), "R708", 4),
        (("--hl7", "-"), "U201", 2),
        (("D-1", "--hl7", "-", "--queue", "q"), "U201", 2),
        (("D-1", "--hl7", "mllp://127.0.0.1:1", "--again"), "U201", 2),
        (("D-1", "--hl7", "-", "--identifiers", "none.csv"), "N403", 4),
        (("D-1", "--hl7", "-", "--patient-type", "m r"), "R730", 2),
    ],
)
def test_what_is_refused(store: str, arguments: tuple[str, ...], code: str, exit_code: int) -> None:
    done = leaflets("export", *arguments, "--store", store)
    assert (done.code, done.out) == (exit_code, b"")
    assert code in done.err


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = leaflets("export", "D-1", "--hl7", "-", "--store", f"sqlite:///{tmp_path}/none.db")
    assert done.code == 4
    assert list(tmp_path.iterdir()) == []


def address_of(peer: Receiver) -> str:
    return f"mllp://{peer.host}:{peer.port}"


@pytest.fixture
def many(tmp_path: Path) -> str:
    """A store with ten dispenses, the third of a patient of whom it has only a reference."""
    address = f"sqlite:///{tmp_path}/records.db"
    with open_store(address) as store:
        for number in range(10):
            patient = "Patient/3" if number == 3 else f"MRN|{number}"
            when = f"2026-11-{20 + number // 5}T10:00:00Z"
            made = attachment(f"D-{number}", personal(number), patient=patient, when=when)
            store.attach(made, personal(number))
    return address


def numbers(received: list[Any]) -> list[str]:
    """The dispenses of messages, in their order."""
    return [str(message["TXA"][0][15]) for message in received]


def test_days_select_dispenses_and_a_list_names_them(tmp_path: Path, many: str) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "list.txt").write_text("D-9\n\nD-1\nD-9\n")
    (tmp_path / "identifiers.csv").write_text("reference,identifier\nPatient/3,MRN|33\n")
    table = ("--identifiers", str(tmp_path / "identifiers.csv"))
    for arguments, expected in (
        (("--until", "2026-11-20", *table), ["D-0", "D-1", "D-2", "D-3", "D-4"]),
        (("--since", "2026-11-21"), ["D-5", "D-6", "D-7", "D-8", "D-9"]),
        (("--dispenses", str(tmp_path / "list.txt"), "D-5"), ["D-5", "D-9", "D-1"]),
        (("--dispenses", str(tmp_path / "empty.txt")), []),
        (("D-6", "--since", "2026-11-21"), ["D-6", "D-5", "D-7", "D-8", "D-9"]),
    ):
        done = leaflets("export", *arguments, "--hl7", "-", "--store", many)
        assert done.code == 0, done.err
        messages = done.out.decode().split("MSH|")[1:]
        assert [hl7.parse(f"MSH|{message}")["TXA"][0][15][0] for message in messages] == expected
        assert ("\rPID|1||33^^^MRN^MR|" in done.out.decode()) == (table[0] in arguments)


def test_what_is_refused_is_set_aside_until_it_is_sent_again(tmp_path: Path, many: str) -> None:
    def answer(message: Any, writer: Any) -> None:
        code = "AE" if refused and numbers([message]) == ["D-5"] else "AA"
        acknowledge(code)(message, writer)

    def export(*arguments: str) -> Done:
        return leaflets(
            "export", *arguments, "--hl7", address_of(peer), "--store", many,
            "--queue", str(tmp_path / "ehr.queue"),
        )  # fmt: skip

    refused = True
    with listening(answer) as (peer, received):
        done = export("--since", "2026-11-01")
        assert done.code == 7
        assert "D-3: R735 " in done.err
        assert "D-5: R732 " in done.err
        assert "8 messages to" in done.err
        assert "2 set aside" in done.err
        assert "Patient/3" not in done.err
        assert numbers(received) == [f"D-{number}" for number in range(10) if number != 3]
        received.clear()
        again = export("--since", "2026-11-01")
        assert (again.code, received) == (7, []), "nothing is sent twice, and the fault remains"
        assert "8 had been acknowledged before." in again.err
        assert export().code == 0, "nothing of what was asked for has failed"
        refused = False
        (tmp_path / "identifiers.csv").write_text("reference,identifier\nPatient/3,MRN|33\n")
        done = export("--again", "--identifiers", str(tmp_path / "identifiers.csv"))
        assert done.code == 0, done.err
        assert numbers(received) == ["D-3", "D-5"]
        received.clear()
        assert export("--since", "2026-11-01").code == 0
        assert received == []
    assert "D-" not in (tmp_path / "ehr.queue").read_text()


def test_a_receiver_that_is_gone_leaves_the_rest_waiting(tmp_path: Path, many: str) -> None:
    def answer(message: Any, writer: Any) -> None:
        if len(received) > 4:
            writer.close()
        else:
            acknowledge("AA")(message, writer)

    queue = ("--queue", str(tmp_path / "ehr.queue"), "--store", many)
    with listening(answer) as (peer, received):
        done = leaflets("export", "--since", "2026-11-21", "--hl7", address_of(peer), *queue)
        first = received[:4]
        target = address_of(peer)
    assert done.code == 7
    assert "R734" in done.err
    assert "4 messages to" in done.err
    assert "1 waiting" in done.err
    assert numbers(first) == ["D-5", "D-6", "D-7", "D-8"]
    assert target in (tmp_path / "ehr.queue").read_text()


def test_a_killed_run_is_gone_on_with_and_no_noted_message_is_sent_again(
    tmp_path: Path, many: str
) -> None:
    """The process dies at each answer; the message that was under way may come once more."""

    def answer(message: Any, writer: Any) -> None:
        if child and len(received) in kill_at:
            kill_at.remove(len(received))
            os.kill(child[-1], signal.SIGKILL)
        acknowledge("AA")(message, writer)

    child: list[int] = []
    kill_at = [1, 3, 4, 7]
    codes = []
    with listening(answer) as (peer, received):
        arguments = (
            "export", "--since", "2026-11-21", "--hl7", address_of(peer), "--store", many,
            "--queue", str(tmp_path / "ehr.queue"),
        )  # fmt: skip
        while not codes or codes[-1] != 0:
            child.append(os.fork())
            if not child[-1]:
                try:
                    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                    become(arguments, None, None, lambda: None)
                finally:
                    os._exit(99)
            codes.append(os.waitstatus_to_exitcode(os.waitpid(child[-1], 0)[1]))
    assert codes == [-signal.SIGKILL] * 4 + [0]
    times = Counter(numbers(received))
    assert sorted(times) == ["D-5", "D-6", "D-7", "D-8", "D-9"]
    assert sum(times.values()) <= len(times) + 4
    by_name: dict[str, set[str]] = {}
    for message in received:
        by_name.setdefault(str(message["MSH"][0][10]), set()).add(str(message))
    assert len(by_name) == 5
    assert all(len(same) == 1 for same in by_name.values()), "a retry is the same to the byte"
