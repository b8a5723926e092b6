"""The embedded store: one SQLite file with a write-ahead log, synchronised on every commit."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from ...base import files, limits
from ...base.errors import LeafletsError, StoreError, WriteError
from ...base.operating_system import is_on_read_only_disk
from ..errors import damaged_store, missing_store, newer_store, replaced_store, store_in_use
from .relational import RelationalStore
from .rows import Row

__all__ = ["open_sqlite"]

APPLICATION_ID: Final = 0x4C464C54  # "LFLT": marks the file as a store of this program
PAGE_BYTES: Final = 16_384  # several patients' parts of 1 to 2 kB fill a page with little waste
SCHEMA: Final = Path(__file__).parent / "schema"
VERSIONS: Final = (1, 2, 3, 4)  # of the schema; version N is in schema/sqlite-N.sql
# the columns that a version added, with what they hold for earlier attachments
ADDED_COLUMNS: Final = {2: "'[]' AS lots", 4: "'' AS encounter"}
SETTINGS: Final = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",  # deleted bytes are overwritten
    "PRAGMA temp_store = MEMORY",  # no copies of rows beside the store
)
READ_ONLY: Final = "F605"  # the code of our error for what may not be written
_PRIMARY_CODE: Final = 0xFF  # the lowest byte of SQLite's extended error codes
_DISK_ERRORS: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}


def open_sqlite(path: Path, *, create: bool) -> RelationalStore:
    """Open the store in a file. create: make the file if it is absent; its folder must exist.

    Raises NotFoundError R708, StoreError R702 to R704, WriteError. A file that is damaged, or not a
    store, is never replaced.
    """
    if not path.exists():
        if not create:
            raise missing_store(f"sqlite:///{path}")
        files.create(path, empty_database())
    database = SqliteDatabase(path)
    try:
        database.migrate()
    except BaseException:
        database.close()
        raise
    return RelationalStore(database)


def empty_database() -> bytes:
    """Return the bytes of a database file without tables."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        content = bytearray(connection.serialize())
    finally:
        connection.close()
    content[18:20] = b"\x02\x02"  # file format versions 2: write-ahead log
    return bytes(content)


def is_archive(path: Path) -> bool:
    """Return whether the file is on a read-only disk, with no write-ahead log beside it.

    SQLite must open such a file as immutable: else it creates files beside it even to read.
    """
    return is_on_read_only_disk(path) and not path.with_name(f"{path.name}-wal").exists()


class SqliteDatabase:
    """One connection to one file."""

    def __init__(self, path: Path) -> None:
        self.address = f"sqlite:///{path}"
        self.path = path
        with self._translated_errors():
            self.connection = sqlite3.connect(
                f"file:{quote(str(path))}?{'immutable=1' if is_archive(path) else 'mode=rw'}",
                uri=True,
                timeout=limits.SECONDS_FOR_STORE_LOCK,
                isolation_level=None,
            )
            self._file = _file_at(path)
            try:
                for setting in SETTINGS:
                    self.connection.execute(setting)
                self._check_application()
            except BaseException:
                self.connection.close()
                raise

    def _check_application(self) -> None:
        """Raise StoreError R703 for a file that is empty or belongs to another program."""
        [(application,)] = self.connection.execute("PRAGMA application_id")
        if application != APPLICATION_ID:
            raise damaged_store(f"{self.path} is not a store of leaflets, or was emptied.")

    def migrate(self) -> None:
        """Bring an older schema up to date, version by version.

        A store that cannot be written, such as an archive, stays as it is and can be read.
        """
        version = self.version()
        if version == VERSIONS[-1]:
            return
        try:
            self._migrate()
        except WriteError as error:
            if error.code != READ_ONLY:
                raise
            self._show_as_current(version)

    def _show_as_current(self, version: int) -> None:
        """Make a store of an earlier version readable: our statements find this view first."""
        added = [column for number, column in ADDED_COLUMNS.items() if number > version]
        if added:
            columns = ", ".join(("*", *added))
            self.run(f"CREATE TEMP VIEW attachment AS SELECT {columns} FROM main.attachment")

    def _migrate(self) -> None:
        with self.writing():
            for number in VERSIONS[self.version() :]:  # read again: others may have migrated
                script = (SCHEMA / f"sqlite-{number}.sql").read_text(encoding="utf-8")
                for statement in split_statements(script):
                    self.run(statement)
                self.run(f"PRAGMA user_version = {number}")

    def version(self) -> int:
        """Return the version of the schema, 0 if it is absent. Raises StoreError R704 if newer."""
        [(version,)] = self.run("PRAGMA user_version")
        if version > VERSIONS[-1]:
            raise newer_store(self.address)
        return int(version)

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Raise our errors for those of SQLite, whose messages may contain stored values."""
        try:
            yield
        except UnicodeDecodeError:  # raised by sqlite3 for a damaged name or message
            raise damaged_store(f"{self.path} is damaged.") from None
        except sqlite3.Error as error:
            raise self._translate(error) from None

    def _translate(self, error: sqlite3.Error) -> LeafletsError:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE
        if code in _DISK_ERRORS:
            return WriteError.from_os_error(self.path, OSError(_DISK_ERRORS[code], ""))
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return store_in_use(self.address)
        return damaged_store(f"{self.path} is damaged.")

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and return all its rows."""
        with self._translated_errors():
            return self.connection.execute(sql, values).fetchall()

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement for each row."""
        with self._translated_errors():
            self.connection.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open a transaction that waits for other writers and then excludes them.

        Raises StoreError R702 if the file is no longer at its path: nobody would find the rows.
        """
        self.run("BEGIN IMMEDIATE")
        try:
            if _file_at(self.path) != self._file:
                raise replaced_store(self.address)
            yield
            self.run("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise

    def check(self) -> Iterator[str]:
        """Check the structure of the file."""
        try:
            for (sentence,) in self.run("PRAGMA integrity_check"):
                if sentence != "ok":
                    yield f"{self.path} is damaged inside: a table or an index is not sound."
                    return
        except StoreError as error:
            yield error.says

    def close(self) -> None:
        """Close the file."""
        with suppress(sqlite3.Error):
            self.connection.close()


def _file_at(path: Path) -> tuple[int, int] | None:
    """Return the device and inode of the file at a path; None if there is none."""
    with suppress(FileNotFoundError):
        status = path.stat()
        return status.st_dev, status.st_ino
    return None


def split_statements(script: str) -> Iterator[str]:
    """Split a script into statements, so that all of them can run in one transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
