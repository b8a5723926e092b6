"""The folder store: the contract, and faults that only files can have."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leaflets.base.errors import StoreError, UsageError, WriteError
from leaflets.base.files.shared import file_lock
from leaflets.exchange.open_store import open_store
from leaflets.records import Store

from ...faults.crashing import at, every_crash, fails
from ..contract import Contract, StoreUnderTest, refusal
from ..samples import PDF, WHEN, attachment, personal


class Folder:
    """A store in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.address = f"folder:{path}"

    def file(self, sha256: str) -> Path:
        return self.path / "pdf" / sha256[:2] / f"{sha256}.pdf"

    def alter_pdf(self, sha256: str) -> None:
        content = bytearray(self.file(sha256).read_bytes())
        content[-9] ^= 1
        self.file(sha256).write_bytes(content)

    def delete_pdf(self, sha256: str) -> None:
        self.file(sha256).unlink()

    def leave_orphan(self, pdf: bytes) -> None:
        path = self.file(attachment(pdf=pdf).sha256)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(pdf)

    def lines(self) -> list[bytes]:
        return (self.path / "entries.jsonl").read_bytes().splitlines(keepends=True)

    def write_lines(self, lines: list[bytes]) -> None:
        (self.path / "entries.jsonl").write_bytes(b"".join(lines))

    def change_entry(self, number: int) -> None:
        lines = self.lines()
        [place] = [at for at, line in enumerate(lines) if json.loads(line)["number"] == number]
        lines[place] = lines[place].replace(b"J. Doe", b"N. Body")
        self.write_lines(lines)

    def delete_entry(self, number: int) -> None:
        self.write_lines([line for line in self.lines() if json.loads(line)["number"] != number])

    def mark_as_newer(self) -> None:
        (self.path / "leaflets-records.json").write_text('{"version": 99}')

    def turn_into_version_1(self) -> None:
        (self.path / "leaflets-records.json").write_text('{"version": 1}')

    @contextmanager
    def write_locked(self) -> Iterator[None]:
        with file_lock(self.path / "lock", 0.0):
            yield


@pytest.fixture
def target(tmp_path: Path) -> StoreUnderTest:
    return Folder(tmp_path / "records")


class TestFolder(Contract):
    """The contract, for this kind of store."""


def test_a_kill_at_any_call_leaves_no_line_without_bytes(tmp_path: Path) -> None:
    target = Folder(tmp_path / "records")

    def attach() -> None:
        with open_store(target.address) as store:
            store.attach(attachment("D-2"), PDF)

    with open_store(target.address) as store:
        store.attach(attachment("D-1", personal(1)), personal(1))
        for _ in every_crash(attach):
            assert {finding.kind for finding in store.verify()} <= {"orphan"}
            store.collect(when=WHEN, by="J. Doe")
            assert not list(target.path.rglob("*.part"))
            attach()
            assert [item.dispense for item in store.attachments()] == ["D-1", "D-2"]
            target.write_lines(target.lines()[:1])
            target.delete_pdf(attachment().sha256)


def test_a_kill_while_a_store_is_created_does_not_block_the_next_open(tmp_path: Path) -> None:
    for number, _ in enumerate(every_crash(lambda: open_store(f"folder:{tmp_path}/s").close())):
        with open_store(f"folder:{tmp_path}/s") as store:
            assert store.attach(attachment(), PDF).is_new
        (tmp_path / "s").rename(tmp_path / f"s{number}")


def test_a_full_disk_attaches_nothing(tmp_path: Path) -> None:
    with open_store(f"folder:{tmp_path}/s") as store:
        store.attach(attachment("D-0"), PDF)
        for number in range(1, 60):
            pdf = personal(number)
            with at(number, fails(errno.ENOSPC)):
                try:
                    store.attach(attachment(f"D-{number}", pdf), pdf)
                except WriteError:
                    continue
            break
        assert number > 5
        known = {item.dispense for item in store.attachments()}
        assert known == {"D-0", f"D-{number}"}
        assert {finding.kind for finding in store.verify()} <= {"orphan"}


@pytest.mark.parametrize(
    "line",
    [b"{}", b"[]", b"not json", b'{"act": "attached", "number": 1}', b"\xff", b"null", b"[" * 9999],
)
def test_a_damaged_line_is_reported_with_its_number(tmp_path: Path, line: bytes) -> None:
    with open_store(f"folder:{tmp_path}/s") as store:
        store.attach(attachment(), PDF)
        with (tmp_path / "s/entries.jsonl").open("ab") as lines:
            lines.write(line + b"\n")
        for act in (lambda: list(store.attachments()), lambda: store.attach(attachment(), PDF)):
            with pytest.raises(StoreError, match="Line 2"):
                act()
        assert "damaged" in {finding.kind for finding in store.verify()}


def test_a_torn_last_line_is_ignored(tmp_path: Path) -> None:
    with open_store(f"folder:{tmp_path}/s") as store:
        store.attach(attachment(), PDF)
        with (tmp_path / "s/entries.jsonl").open("ab") as lines:
            lines.write(b'{"dispense": "D-9"')
        assert len(list(store.attachments())) == 1
        store.attach(attachment("D-2"), PDF)
        assert [item.dispense for item in store.attachments()] == ["D-1", "D-2"]


def test_reading_leaves_a_folder_of_version_1_as_it_is(tmp_path: Path) -> None:
    target = Folder(tmp_path / "s")
    with open_store(target.address) as store:
        store.attach(attachment(), PDF)
    target.turn_into_version_1()
    with open_store(target.address) as store:
        assert list(store.attachments()) == [attachment()]
        assert list(store.verify()) == []
        assert b"1" in (target.path / "leaflets-records.json").read_bytes()
        store.attach(attachment("D-2", lots=("L1",)), PDF)
    assert json.loads((target.path / "leaflets-records.json").read_bytes()) == {"version": 3}


def test_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with open_store(str(tmp_path / "s")) as store:
            store.attach(attachment(), PDF)
    finally:
        os.umask(before)
    for path in (tmp_path / "s", *(tmp_path / "s").rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_folder_with_other_files_is_refused_and_not_changed(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    assert refusal(lambda: open_store(f"folder:{tmp_path}")) == ("R703", 7)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_log_leads_to_the_file_of_the_pdf(tmp_path: Path) -> None:
    with open_store(f"folder:{tmp_path}/s") as store:
        store.attach(attachment("D-1", personal(1)), personal(1))
    target = Folder(tmp_path / "s")
    [entry] = map(json.loads, target.lines())
    assert (entry["act"], entry["says"]["dispense"]) == ("attached", "D-1")
    assert target.file(entry["says"]["sha256"]).read_bytes() == personal(1)


def test_stores_opened_together_share_one_folder(tmp_path: Path) -> None:
    stores: list[Store] = [open_store(f"folder:{tmp_path}/s") for _ in range(3)]
    assert [store.attach(attachment(), PDF).is_new for store in stores] == [True, False, False]


@pytest.mark.parametrize("address", ["", "records.db", "s.sqlite3", "folder:", "postgres://x/y"])
def test_an_invalid_address_creates_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(lambda: open_store(address), UsageError) == ("R705", 2)
    assert not list(tmp_path.iterdir())
