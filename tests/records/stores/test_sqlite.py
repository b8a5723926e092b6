"""The SQLite store: the contract, and faults that only a database file can have."""

from __future__ import annotations

import os
import shlex
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.base.errors import StoreError
from leaflets.exchange.open_store import open_store
from leaflets.records import Attached
from leaflets.records.parts import split_pdf
from leaflets.records.stores.sql import select_page

from ...cli.program import MODULE, whole
from ...faults.tools import strace, unshare
from ..contract import Contract, StoreUnderTest, refusal
from ..samples import PDF, attachment, personal


class Sqlite:
    """A store in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.address = f"sqlite:///{path}"

    @contextmanager
    def link(self) -> Iterator[sqlite3.Connection]:
        link = sqlite3.connect(self.path, isolation_level=None)
        try:
            yield link
        finally:
            link.close()

    def tamper(self, sql: str, *values: Any) -> None:
        with self.link() as link:
            for name, table in link.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                assert table in ("entry", "attachment")
                link.execute(f"DROP TRIGGER {name}")
            assert link.execute(sql, values).rowcount == 1

    def alter_pdf(self, sha256: str) -> None:
        [(rest,)] = self.query("SELECT rest FROM pdf WHERE sha256 = ?", bytes.fromhex(sha256))
        changed = rest[:-9] + b"!" + rest[-8:]
        self.tamper("UPDATE pdf SET rest = ? WHERE sha256 = ?", changed, bytes.fromhex(sha256))

    def query(self, sql: str, *values: Any) -> list[Any]:
        with self.link() as link:
            return link.execute(sql, values).fetchall()

    def delete_pdf(self, sha256: str) -> None:
        self.tamper("DELETE FROM pdf WHERE sha256 = ?", bytes.fromhex(sha256))

    def leave_orphan(self, pdf: bytes) -> None:
        pieces = split_pdf(pdf)
        self.tamper("INSERT INTO body VALUES (?, ?)", pieces.body_sha256, pieces.body)
        row = (pieces.sha256, len(pdf), pieces.body_sha256, pieces.tail)
        self.tamper("INSERT INTO pdf VALUES (?, ?, ?, ?)", *row)

    def change_entry(self, number: int) -> None:
        self.tamper("UPDATE attachment SET \"by\" = 'N. Body' WHERE number = ?", number)

    def delete_entry(self, number: int) -> None:
        self.tamper("DELETE FROM entry WHERE number = ?", number)
        self.tamper("DELETE FROM attachment WHERE number = ?", number)

    def mark_as_newer(self) -> None:
        with self.link() as link:
            link.execute("PRAGMA user_version = 99")

    def turn_into_version_1(self) -> None:
        with self.link() as link:
            for name in ("patient", "prescription", "products", "day", "title"):
                link.execute(f"DROP INDEX attachment_{name}")
            for name in ("lots", "encounter"):
                link.execute(f"ALTER TABLE attachment DROP COLUMN {name}")
            link.execute("DROP INDEX entry_act")
            link.execute("PRAGMA user_version = 1")

    @contextmanager
    def write_locked(self) -> Iterator[None]:
        with self.link() as link:
            link.execute("BEGIN IMMEDIATE")
            yield


@pytest.fixture
def target(tmp_path: Path) -> StoreUnderTest:
    return Sqlite(tmp_path / "records.db")


class TestSqlite(Contract):
    """The contract, for this kind of store."""


def test_entries_and_attachments_can_be_neither_changed_nor_removed(tmp_path: Path) -> None:
    target = Sqlite(tmp_path / "records.db")
    with open_store(target.address) as store:
        store.attach(attachment(), PDF)
    for sql in ("DELETE FROM entry", "UPDATE attachment SET how = 'paper'"):
        with target.link() as link, pytest.raises(sqlite3.IntegrityError, match="are never"):
            link.execute(sql)


def test_verify_names_entries_cut_off_the_end_whose_attachments_are_left(tmp_path: Path) -> None:
    target = Sqlite(tmp_path / "records.db")
    with open_store(target.address) as store:
        for name in ("D-1", "D-2", "D-3"):
            store.attach(attachment(name), PDF)
        for number in (3, 2):
            target.tamper("DELETE FROM entry WHERE number = ?", number)
        assert [finding.says for finding in store.verify()] == [
            "Entries 2 to 3 of the log are missing."
        ]


def store_bytes(path: Path) -> bytes:
    """Make a store with three attachments, and return the bytes of its file."""
    with open_store(f"sqlite:///{path}") as store:
        for name in ("D-1", "D-2", "D-3"):
            store.attach(attachment(name), PDF)
    return path.read_bytes()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"words", bytes(4096)])
def test_a_file_that_is_not_a_store_is_refused_and_not_changed(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(content)
    for create in (True, False):
        assert refusal(lambda create=create: open_store(f"sqlite:///{path}", create=create)) == (
            "R703",
            7,
        )
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as link:
        link.execute("CREATE TABLE theirs (x)")
    link.close()
    before = path.read_bytes()
    assert refusal(lambda: open_store(f"sqlite:///{path}")) == ("R703", 7)
    assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_a_truncated_file_is_reported_as_damaged(tmp_path: Path, share: float) -> None:
    path = tmp_path / "records.db"
    content = store_bytes(path)
    path.write_bytes(content[: int(len(content) * share)])
    assert is_reported(path)


@settings(max_examples=60, deadline=None, suppress_health_check=Contract.HEALTH_CHECKS)
@given(place=st.floats(0, 1, exclude_max=True), flipped=st.integers(1, 255))
def test_a_flipped_byte_is_reported_or_harmless(tmp_path: Path, place: float, flipped: int) -> None:
    path = tmp_path / "records.db"
    if not (tmp_path / "sound").exists():
        (tmp_path / "sound").write_bytes(store_bytes(path))
    content = bytearray((tmp_path / "sound").read_bytes())
    content[int(place * len(content))] ^= flipped
    path.write_bytes(content)
    if not is_reported(path):
        with open_store(f"sqlite:///{path}") as store:
            assert list(store.attachments()) == [attachment(f"D-{number}") for number in (1, 2, 3)]
            assert store.pdf(attachment().sha256) == PDF


def is_reported(path: Path) -> bool:
    """Return whether opening or verifying the store reports damage."""
    try:
        with open_store(f"sqlite:///{path}") as store:
            return list(store.verify()) != []
    except StoreError as error:
        return error.code in ("R703", "R704")


@pytest.mark.parametrize(
    ("columns", "index"),
    [
        (("monograph", "edition"), "attachment_edition (monograph=? AND edition=? AND rowid>?)"),
        (("monograph",), "attachment_monograph (monograph=? AND rowid>?)"),
        (("dispense",), "attachment_dispense (dispense=?)"),
        ((), "INTEGER PRIMARY KEY (rowid>?)"),
    ],
)
def test_searches_use_an_index_and_do_not_sort(
    tmp_path: Path, columns: tuple[str, ...], index: str
) -> None:
    target = Sqlite(tmp_path / "records.db")
    open_store(target.address).close()
    values = [*("x" for _ in columns), 0]
    plan = [row[3] for row in target.query(f"EXPLAIN QUERY PLAN {select_page(*columns)}", *values)]
    assert plan[0] == f"SEARCH attachment USING {'' if not columns else 'INDEX '}{index}"
    assert plan[1:] in ([], ["USE TEMP B-TREE FOR ORDER BY"] if columns == ("dispense",) else [])


ATTACH = """
from leaflets.exchange.open_store import open_store
from tests.records.samples import PDF, attachment, personal
with open_store({address!r}) as store:
    print(store.attach(attachment("D-9", personal(9)), personal(9)).is_new)
"""


def attach_command(path: Path) -> tuple[str, ...]:
    return sys.executable, "-P", "-c", ATTACH.format(address=f"sqlite:///{path}")


def test_a_kill_at_any_write_leaves_a_sound_store(tmp_path: Path) -> None:
    path, calls = tmp_path / "records.db", "pwrite64,fdatasync,fsync,ftruncate,unlink"
    before = store_bytes(path)
    seen = set()
    for number in range(1, 60):
        for left in tmp_path.iterdir():
            left.unlink()
        path.write_bytes(before)
        inject = f"inject={calls}:signal=KILL:when={number}"
        run = whole(command=(*strace("-e", f"trace={calls}", "-e", inject), *attach_command(path)))
        with open_store(f"sqlite:///{path}") as store:
            assert list(store.verify()) == []
            dispenses = [item.dispense for item in store.attachments()]
            assert dispenses in (["D-1", "D-2", "D-3"], ["D-1", "D-2", "D-3", "D-9"])
            assert store.attach(attachment("D-9", personal(9)), personal(9)).is_new == (
                "D-9" not in dispenses
            )
        seen.add((run.code == 0, "D-9" in dispenses))
        if run.code == 0:
            break
    assert seen == {(False, False), (False, True), (True, True)}


def test_a_full_disk_attaches_nothing(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=1500k none {tmp_path}"
    script = f"{mount} && cd {tmp_path} && exec {shlex.join(FILL)}"
    run = whole(command=(*unshare("-rm"), "sh", "-c", script))
    assert run.text == "F604 6 True []\n", run.err


FILL = (
    sys.executable, "-P", "-c",
    """
from leaflets.base.errors import WriteError
from leaflets.exchange.open_store import open_store
from tests.records.samples import PDF, attachment
known = []
with open_store("sqlite:///records.db") as store:
    try:
        for number in range(99):
            pdf = PDF + bytes([number]) * 9000
            store.attach(attachment(f"D-{number}", pdf), pdf)
            known.append(f"D-{number}")
    except WriteError as full:
        dispenses = [item.dispense for item in store.attachments()]
        print(full.code, full.exit_code, dispenses == known and number > 1, list(store.verify()))
""",
)  # fmt: skip


def test_a_file_that_is_no_longer_at_its_path_takes_no_attachment(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_store(f"sqlite:///{path}") as store:
        store.attach(attachment("D-1"), PDF)
        path.rename(tmp_path / "moved.db")
        assert refusal(lambda: store.attach(attachment("D-2"), PDF)) == ("R702", 7)
        (tmp_path / "moved.db").rename(path)
        store.attach(attachment("D-3"), PDF)
        assert {item.dispense for item in store.attachments()} == {"D-1", "D-3"}


def test_a_store_on_a_read_only_disk_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "store" / "records.db"
    path.parent.mkdir()
    store_bytes(path)
    command = shlex.join((*MODULE, "records", "list", "--store", f"sqlite:///{path}"))
    attach = shlex.join(attach_command(path))
    script = f"mount --bind -o ro {path.parent} {path.parent} && {command} && {attach}"
    run = whole(command=(*unshare("-rm"), "sh", "-c", script))
    assert run.text.count("\nD-") == 3, run.err
    assert "F605" in run.err
    assert store_bytes(path)


def test_an_archive_of_version_1_on_a_read_only_disk_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "store" / "records.db"
    path.parent.mkdir()
    store_bytes(path)
    Sqlite(path).turn_into_version_1()
    before = path.read_bytes()
    command = shlex.join((*MODULE, "records", "list", "--store", f"sqlite:///{path}"))
    verify = shlex.join((*MODULE, "records", "verify", "--store", f"sqlite:///{path}"))
    attach = shlex.join(attach_command(path))
    script = f"mount --bind -o ro {path.parent} {path.parent} && {command} && {verify} && {attach}"
    run = whole(command=(*unshare("-rm"), "sh", "-c", script))
    assert run.text.count("\nD-") == 3, run.err
    assert "\nnoted 3:" in run.text
    assert "F605" in run.err
    assert path.read_bytes() == before


def test_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    before = os.umask(0)
    try:
        with open_store(f"sqlite:///{path}") as store:
            store.attach(attachment(), PDF)
            modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("records.db", "records.db-wal", "records.db-shm"), 0o600)


def test_personal_leaflets_share_one_stored_body(tmp_path: Path) -> None:
    target = Sqlite(tmp_path / "records.db")
    pairs = [
        (attachment(f"D-{number}", personal(number)), personal(number))
        for number in range(100, 200)
    ]
    with open_store(target.address) as store:
        assert all(isinstance(result, Attached) for result in store.attach_many(pairs))
        assert [store.pdf(item.sha256) for item, _ in pairs] == [pdf for _, pdf in pairs]
    assert target.query("SELECT count(*), sum(length(bytes)) FROM body") == [(1, len(PDF))]
    [(rests,)] = target.query("SELECT sum(length(rest)) FROM pdf")
    assert rests == sum(len(pdf) - len(PDF) for _, pdf in pairs)
