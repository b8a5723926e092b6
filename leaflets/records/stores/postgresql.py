"""The store in a PostgreSQL database, in the schema `leaflets`: for many machines at once."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...base import limits
from ...base.errors import LeafletsError, StoreError, UsageError, WriteError
from ..errors import damaged_store, missing_store, newer_store, older_store, store_in_use
from .relational import RelationalStore
from .rows import Row

if TYPE_CHECKING:
    import psycopg

__all__ = ["open_postgresql"]

SCHEMA: Final = Path(__file__).parent / "schema"
VERSIONS: Final = (1, 2, 3, 4)  # of the schema; version N is in schema/postgresql-N.sql
NO_RIGHT: Final = ("R707", "F605")  # our errors if the role or the server may not write
LOCK: Final = 0x4C464C54  # "LFLT": the advisory lock that writers hold
SECONDS_TO_CONNECT: Final = 10
# a server may be set to more than "on" (such as a copy on a second machine), never to less
SETTINGS: Final = (
    "SET client_encoding = 'UTF8'",
    "SET search_path = leaflets",
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') IN ('off', 'local')",
)
# a row if there are records: whether this role may use their schema
# to_regclass is not used: its cache may miss a schema that another session has just made
MAY_USE_SCHEMA: Final = (
    "SELECT pg_catalog.has_schema_privilege(schemaname, 'USAGE') FROM pg_catalog.pg_tables "
    "WHERE schemaname = 'leaflets' AND tablename = 'schema_version'"
)
_DISK_ERRORS: Final = {"53100": errno.ENOSPC, "25006": errno.EROFS, "58030": errno.EIO}
_DAMAGE: Final = (
    "XX001",
    "XX002",
    "42P01",
    "42703",
)  # bad page, bad index, no such table, no such column
_LOCK_ERRORS: Final = ("55P03", "40P01")


def open_postgresql(address: str, *, create: bool) -> RelationalStore:
    """Open the store in a database. create: make the schema if it is absent.

    Raises UsageError R706 without psycopg, NotFoundError R708, StoreError R702 to R704 and R707.
    """
    database = PostgresqlDatabase(address)
    try:
        database.migrate(create=create)
    except BaseException:
        database.close()
        raise
    return RelationalStore(database)


class PostgresqlDatabase:
    """One connection to one database."""

    def __init__(self, address: str) -> None:
        try:
            import psycopg
        except ImportError:
            raise UsageError(
                "Records in PostgreSQL need the package psycopg, which is not installed.",
                "Install it with: pip install 'leaflets[postgresql]'.",
                code="R706",
            ) from None
        self.address = "The database"
        self.error_class = psycopg.Error
        with self._translated_errors():
            self.connection: psycopg.Connection[Row] = psycopg.connect(
                address, autocommit=True, connect_timeout=SECONDS_TO_CONNECT
            )
            info = self.connection.info
            self.address = f"postgresql://{info.host}:{info.port}/{info.dbname}"
            milliseconds = int(limits.SECONDS_FOR_STORE_LOCK * 1000)
            for setting in (*SETTINGS, f"SET lock_timeout = {milliseconds}"):
                self.connection.execute(setting)

    def migrate(self, *, create: bool) -> None:
        """Bring an older schema up to date, version by version.

        create: make the first version if there is none. Raises NotFoundError R708, StoreError; R710
        if this role may not change an older schema, or the server is a read-only copy.
        """
        if self.run("SHOW server_encoding") != [("UTF8",)]:
            raise self._refusal("does not keep texts in UTF-8", "Create it with ENCODING 'UTF8'.")
        if not create and not self.version():
            raise missing_store(self.address)
        version = self.version()
        if version == VERSIONS[-1]:
            return
        try:
            self._migrate()
        except (StoreError, WriteError) as error:
            if version and error.code in NO_RIGHT:
                raise older_store(self.address) from None
            raise

    def _migrate(self) -> None:
        with self.writing():
            for number in VERSIONS[self.version() :]:  # read again: others may have migrated
                self.run((SCHEMA / f"postgresql-{number}.sql").read_text(encoding="utf-8"))
                self.run("INSERT INTO schema_version VALUES (?)", [number])

    def version(self) -> int:
        """Return the version of the schema, 0 if it is absent.

        Raises StoreError R704 if it is newer, R707 if this role may not read it.
        """
        may_use = self.run(MAY_USE_SCHEMA)
        if not may_use:
            return 0
        if may_use == [(False,)]:
            raise self._no_right()
        [(version,)] = self.run("SELECT max(number) FROM schema_version")
        if version is None:
            raise damaged_store(f"{self.address} does not say which version of the records it has.")
        if version > VERSIONS[-1]:
            raise newer_store(self.address)
        return int(version)

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Raise our errors for those of PostgreSQL, whose messages may contain stored values."""
        try:
            yield
        except self.error_class as error:
            raise self._translate(error.sqlstate) from None

    def _translate(self, state: str | None) -> LeafletsError:
        """Return our error for a SQLSTATE (five characters); None: the server sent none."""
        if state in _DISK_ERRORS:
            return WriteError.from_os_error(self.address, OSError(_DISK_ERRORS[state], ""))
        if state in _LOCK_ERRORS:
            return store_in_use(self.address)
        if state in _DAMAGE:
            return damaged_store(f"{self.address} is damaged, or is not ours.")
        if state == "42501":
            return self._no_right()
        why = f"refuses (its code is {state})" if state else "cannot be reached, or refuses you"
        return self._refusal(why, "Check the address, the role and the server.")

    def _no_right(self) -> StoreError:
        hint = "Give it the rights that 'leaflets help records' lists."
        return self._refusal("does not let this role do that", hint)

    def _refusal(self, why: str, hint: str) -> StoreError:
        return StoreError(f"{self.address} {why}. Nothing was changed.", hint, code="R707")

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and return all its rows."""
        with self._translated_errors():
            statement: Any = sql.replace("?", "%s") if values else sql
            cursor = self.connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement for each row, without waiting for each result."""
        with self._translated_errors(), self.connection.cursor() as cursor:
            statement: Any = sql.replace("?", "%s")
            cursor.executemany(statement, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open a transaction that waits for other writers and then excludes them."""
        with self._translated_errors(), self.connection.transaction():
            self.run("SELECT pg_advisory_xact_lock(?)", [LOCK])
            yield

    def check(self) -> Iterator[str]:
        """Yield nothing: the server checks its pages itself if checksums are on."""
        return iter(())

    def close(self) -> None:
        """Close the connection."""
        with suppress(self.error_class):
            self.connection.close()
