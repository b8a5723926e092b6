"""The store in a PostgreSQL database, in the schema `leaflets`, for many machines at once."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...base import limits
from ...base.errors import LeafletsError, StoreError, UsageError, WriteError
from ..errors import damaged, in_use, newer, no_store
from .relational import RelationalStore
from .sql import Row

if TYPE_CHECKING:
    import psycopg

__all__ = ["open_postgresql"]

SCHEMA: Final = Path(__file__).parent / "schema"
VERSIONS: Final = (1,)  # of the schema; each has a file postgresql-N.sql
LOCK: Final = 0x4C464C54  # "LFLT": the advisory lock of whoever writes
SECONDS_TO_CONNECT: Final = 10
# a server may promise more than "on", such as a second machine; never less
SETTINGS: Final = (
    "SET client_encoding = 'UTF8'",
    "SET search_path = leaflets",
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') IN ('off', 'local')",
)
# not by to_regclass, which may remember that nothing was there a moment ago
HAS_SCHEMA: Final = (
    "SELECT count(*) FROM pg_catalog.pg_tables "
    "WHERE schemaname = 'leaflets' AND tablename = 'schema_version'"
)
_OF_DISK: Final = {"53100": errno.ENOSPC, "25006": errno.EROFS, "58030": errno.EIO}
_DAMAGED: Final = ("XX001", "XX002", "42P01", "42703")  # pages, indexes, tables, columns
_LOCKED: Final = ("55P03", "40P01")


def open_postgresql(address: str, *, create: bool) -> RelationalStore:
    """Open the store in a database. create: make the schema where it is absent.

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
        self.faults = psycopg.Error
        with self.told():
            self.link: psycopg.Connection[Row] = psycopg.connect(
                address, autocommit=True, connect_timeout=SECONDS_TO_CONNECT
            )
            found = self.link.info
            self.address = f"postgresql://{found.host}:{found.port}/{found.dbname}"
            milliseconds = int(limits.SECONDS_FOR_STORE_LOCK * 1000)
            for setting in (*SETTINGS, f"SET lock_timeout = {milliseconds}"):
                self.link.execute(setting)

    def migrate(self, *, create: bool) -> None:
        """Bring an older schema up to date, one version after the other."""
        if self.run("SHOW server_encoding") != [("UTF8",)]:
            raise self.refused("does not keep texts in UTF-8", "Create it with ENCODING 'UTF8'.")
        if not create and not self.version():
            raise no_store(self.address)
        if self.version() < VERSIONS[-1]:
            with self.writing():
                for number in VERSIONS[self.version() :]:  # asked again: others migrate too
                    self.run((SCHEMA / f"postgresql-{number}.sql").read_text(encoding="utf-8"))
                    self.run("INSERT INTO schema_version VALUES (?)", [number])

    def version(self) -> int:
        """Of the schema, 0 where there is none. Raises StoreError R704 where it is newer."""
        if self.run(HAS_SCHEMA) == [(0,)]:
            return 0
        [(found,)] = self.run("SELECT max(number) FROM schema_version")
        if found is None:
            raise damaged(f"{self.address} does not say which version of the records it holds.")
        if found > VERSIONS[-1]:
            raise newer(self.address)
        return int(found)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What PostgreSQL says, in our words; its own may hold values."""
        try:
            yield
        except self.faults as fault:
            raise self.ours(fault.sqlstate) from None

    def ours(self, state: str | None) -> LeafletsError:
        """An error of PostgreSQL as one of ours. state: its five characters, if it gave any."""
        if state in _OF_DISK:
            return WriteError.from_os_error(self.address, OSError(_OF_DISK[state], ""))
        if state in _LOCKED:
            return in_use(self.address)
        if state in _DAMAGED:
            return damaged(f"{self.address} is damaged, or is not ours.")
        if state == "42501":
            return self.refused("does not let this role do that", "See 'leaflets help records'.")
        why = f"refuses (its code is {state})" if state else "cannot be reached, or refuses you"
        return self.refused(why, "Check the address, the role and the server.")

    def refused(self, why: str, hint: str) -> StoreError:
        """The server is there, or not, and does not do what we want."""
        return StoreError(f"{self.address} {why}. Nothing was changed.", hint, code="R707")

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """One statement, all its rows."""
        with self.told():
            asked: Any = sql.replace("?", "%s") if values else sql
            cursor = self.link.execute(asked, values or None)
            return cursor.fetchall() if cursor.description else []

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """One statement for each row, without waiting for each answer."""
        with self.told(), self.link.cursor() as cursor:
            asked: Any = sql.replace("?", "%s")
            cursor.executemany(asked, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that waits for other writers, then keeps them waiting."""
        with self.told(), self.link.transaction():
            self.run("SELECT pg_advisory_xact_lock(?)", [LOCK])
            yield

    def check(self) -> Iterator[str]:
        """The server checks its pages itself, where checksums are on; an administrator, indexes."""
        return iter(())

    def close(self) -> None:
        """Let the connection go."""
        with suppress(self.faults):
            self.link.close()
