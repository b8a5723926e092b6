"""The SQLite store: the contract, and what only a file can suffer."""

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
from ..contract import Contract, Kind, refusal
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

    def alter(self, sha256: str) -> None:
        [(rest,)] = self.query("SELECT rest FROM pdf WHERE sha256 = ?", bytes.fromhex(sha256))
        changed = rest[:-9] + b"!" + rest[-8:]
        self.tamper("UPDATE pdf SET rest = ? WHERE sha256 = ?", changed, bytes.fromhex(sha256))

    def query(self, sql: str, *values: Any) -> list[Any]:
        with self.link() as link:
            return link.execute(sql, values).fetchall()

    def lose(self, sha256: str) -> None:
        self.tamper("DELETE FROM pdf WHERE sha256 = ?", bytes.fromhex(sha256))

    def leave(self, pdf: bytes) -> None:
        pieces = split_pdf(pdf)
        self.tamper("INSERT INTO body VALUES (?, ?)", pieces.body_sha256, pieces.body)
        row = (pieces.sha256, len(pdf), pieces.body_sha256, pieces.rest)
        self.tamper("INSERT INTO pdf VALUES (?, ?, ?, ?)", *row)

    def rewrite(self, number: int) -> None:
        self.tamper("UPDATE attachment SET \"by\" = 'N. Body' WHERE number = ?", number)

    def remove(self, number: int) -> None:
        self.tamper("DELETE FROM entry WHERE number = ?", number)
        self.tamper("DELETE FROM attachment WHERE number = ?", number)

    def grow(self) -> None:
        with self.link() as link:
            link.execute("PRAGMA user_version = 99")

    @contextmanager
    def held(self) -> Iterator[None]:
        with self.link() as link:
            link.execute("BEGIN IMMEDIATE")
            yield


@pytest.fixture
def kind(tmp_path: Path) -> Kind:
    return Sqlite(tmp_path / "records.db")


class TestSqlite(Contract):
    """The contract."""


def test_nobody_changes_the_past_by_mistake(tmp_path: Path) -> None:
    kind = Sqlite(tmp_path / "records.db")
    with open_store(kind.address) as store:
        store.attach(attachment(), PDF)
    for sql in ("DELETE FROM entry", "UPDATE attachment SET how = 'paper'"):
        with kind.link() as link, pytest.raises(sqlite3.IntegrityError, match="are never"):
            link.execute(sql)


def test_an_end_of_the_log_that_was_cut_off_shows_by_its_attachments(tmp_path: Path) -> None:
    kind = Sqlite(tmp_path / "records.db")
    with open_store(kind.address) as store:
        for name in ("D-1", "D-2", "D-3"):
            store.attach(attachment(name), PDF)
        for number in (3, 2):
            kind.tamper("DELETE FROM entry WHERE number = ?", number)
        assert [found.says for found in store.verify()] == [
            "Entries 2 to 3 of the log are missing."
        ]


def kept(path: Path) -> bytes:
    """The file of a store with three attachments."""
    with open_store(f"sqlite:///{path}") as store:
        for name in ("D-1", "D-2", "D-3"):
            store.attach(attachment(name), PDF)
    return path.read_bytes()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"words", bytes(4096)])
def test_row_65_what_is_no_store_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(content)
    for create in (True, False):
        assert refusal(lambda create=create: open_store(f"sqlite:///{path}", create=create)) == (
            "R703",
            7,
        )
    assert path.read_bytes() == content


def test_row_65_the_file_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as link:
        link.execute("CREATE TABLE theirs (x)")
    link.close()
    before = path.read_bytes()
    assert refusal(lambda: open_store(f"sqlite:///{path}")) == ("R703", 7)
    assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_row_65_a_truncated_file_is_told(tmp_path: Path, share: float) -> None:
    path = tmp_path / "records.db"
    whole = kept(path)
    path.write_bytes(whole[: int(len(whole) * share)])
    assert told(path)


@settings(max_examples=60, deadline=None, suppress_health_check=Contract.HERE)
@given(place=st.floats(0, 1, exclude_max=True), flipped=st.integers(1, 255))
def test_row_65_a_flipped_byte_is_told_or_harms_nothing(
    tmp_path: Path, place: float, flipped: int
) -> None:
    path = tmp_path / "records.db"
    if not (tmp_path / "whole").exists():
        (tmp_path / "whole").write_bytes(kept(path))
    content = bytearray((tmp_path / "whole").read_bytes())
    content[int(place * len(content))] ^= flipped
    path.write_bytes(content)
    if not told(path):
        with open_store(f"sqlite:///{path}") as store:
            assert list(store.attachments()) == [attachment(f"D-{each}") for each in (1, 2, 3)]
            assert store.pdf(attachment().sha256) == PDF


def told(path: Path) -> bool:
    """Whether opening or verifying tells of damage."""
    try:
        with open_store(f"sqlite:///{path}") as store:
            return list(store.verify()) != []
    except StoreError as why:
        return why.code in ("R703", "R704")


@pytest.mark.parametrize(
    ("given", "index"),
    [
        (("monograph", "edition"), "attachment_edition (monograph=? AND edition=? AND rowid>?)"),
        (("monograph",), "attachment_monograph (monograph=? AND rowid>?)"),
        (("dispense",), "attachment_dispense (dispense=?)"),
        ((), "INTEGER PRIMARY KEY (rowid>?)"),
    ],
)
def test_finds_by_index_in_the_order_of_the_index(
    tmp_path: Path, given: tuple[str, ...], index: str
) -> None:
    kind = Sqlite(tmp_path / "records.db")
    open_store(kind.address).close()
    values = [*("x" for _ in given), 0]
    plan = [row[3] for row in kind.query(f"EXPLAIN QUERY PLAN {select_page(*given)}", *values)]
    assert plan[0] == f"SEARCH attachment USING {'' if not given else 'INDEX '}{index}"
    assert plan[1:] in ([], ["USE TEMP B-TREE FOR ORDER BY"] if given == ("dispense",) else [])


ATTACH = """
from leaflets.exchange.open_store import open_store
from tests.records.samples import PDF, attachment, personal
with open_store({address!r}) as store:
    print(store.attach(attachment("D-9", personal(9)), personal(9)).is_new)
"""


def attaching(path: Path) -> tuple[str, ...]:
    return sys.executable, "-P", "-c", ATTACH.format(address=f"sqlite:///{path}")


def test_row_64_killed_at_any_write_leaves_the_store_whole(tmp_path: Path) -> None:
    path, calls = tmp_path / "records.db", "pwrite64,fdatasync,fsync,ftruncate,unlink"
    before = kept(path)
    seen = set()
    for number in range(1, 60):
        for left in tmp_path.iterdir():
            left.unlink()
        path.write_bytes(before)
        inject = f"inject={calls}:signal=KILL:when={number}"
        done = whole(command=(*strace("-e", f"trace={calls}", "-e", inject), *attaching(path)))
        with open_store(f"sqlite:///{path}") as store:
            assert list(store.verify()) == []
            there = [each.dispense for each in store.attachments()]
            assert there in (["D-1", "D-2", "D-3"], ["D-1", "D-2", "D-3", "D-9"])
            assert store.attach(attachment("D-9", personal(9)), personal(9)).is_new == (
                "D-9" not in there
            )
        seen.add((done.code == 0, "D-9" in there))
        if done.code == 0:
            break
    assert seen == {(False, False), (False, True), (True, True)}


def test_row_65_a_full_disk_attaches_nothing(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=1500k none {tmp_path}"
    script = f"{mount} && cd {tmp_path} && exec {shlex.join(FILL)}"
    done = whole(command=(*unshare("-rm"), "sh", "-c", script))
    assert done.text == "F604 6 True []\n", done.err


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
        there = [each.dispense for each in store.attachments()]
        print(full.code, full.exit_code, there == known and number > 1, list(store.verify()))
""",
)  # fmt: skip


def test_row_65_a_store_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "store" / "records.db"
    path.parent.mkdir()
    kept(path)
    command = shlex.join((*MODULE, "records", "list", "--store", f"sqlite:///{path}"))
    attach = shlex.join(attaching(path))
    script = f"mount --bind -o ro {path.parent} {path.parent} && {command} && {attach}"
    done = whole(command=(*unshare("-rm"), "sh", "-c", script))
    assert done.text.count("\nD-") == 3, done.err
    assert "F605" in done.err
    assert kept(path)


def test_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    before = os.umask(0)
    try:
        with open_store(f"sqlite:///{path}") as store:
            store.attach(attachment(), PDF)
            modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("records.db", "records.db-wal", "records.db-shm"), 0o600)


def test_personal_leaflets_share_their_body(tmp_path: Path) -> None:
    kind = Sqlite(tmp_path / "records.db")
    pairs = [(attachment(f"D-{each}", personal(each)), personal(each)) for each in range(100, 200)]
    with open_store(kind.address) as store:
        assert all(isinstance(each, Attached) for each in store.attach_many(pairs))
        assert [store.pdf(made.sha256) for made, _ in pairs] == [pdf for _, pdf in pairs]
    assert kind.query("SELECT count(*), sum(length(bytes)) FROM body") == [(1, len(PDF))]
    [(rests,)] = kind.query("SELECT sum(length(rest)) FROM pdf")
    assert rests == sum(len(pdf) - len(PDF) for _, pdf in pairs)
