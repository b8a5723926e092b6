"""`leaflets export`: the current leaflets of a dispense as HL7 messages."""

from __future__ import annotations

from pathlib import Path

import hl7
import pytest

from leaflets.exchange.open_store import open_store

from ..records.samples import PDF, attachment, identity, personal
from .program import leaflets


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
    messages = [f"MSH{each}" for each in target.read_bytes().decode().split("MSH")[1:]]
    kinds = [str(hl7.parse(each)["MSH"][0][9]) for each in messages]
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
