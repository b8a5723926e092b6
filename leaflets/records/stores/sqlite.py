"""The embedded store: one SQLite file, written ahead and synchronised on every commit."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from ...base import files, limits
from ...base.errors import LeafletsError, StoreError, WriteError
from ..errors import damaged, in_use, newer, no_store
from .relational import RelationalStore
from .sql import Row

__all__ = ["open_sqlite"]

APPLICATION: Final = 0x4C464C54  # "LFLT": the file is a store of ours
PAGE_BYTES: Final = 16_384  # several personal parts of 1 to 2 kB fill a page without much waste
SCHEMA: Final = Path(__file__).parent / "schema"
VERSIONS: Final = (1,)  # of the schema; each has a file sqlite-N.sql
SETTINGS: Final = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",  # what is collected is overwritten
    "PRAGMA temp_store = MEMORY",  # no copies of rows beside the store
)
_PRIMARY: Final = 0xFF  # SQLite's extended codes keep the primary one in the lowest byte
_OF_DISK: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}


def open_sqlite(path: Path, *, create: bool) -> RelationalStore:
    """Open the store in a file. create: make it where it is absent; its folder must be there.

    Raises NotFoundError R708, StoreError R702 to R704, WriteError. What is no store of ours, or
    damaged, is never made anew.
    """
    if not path.exists():
        if not create:
            raise no_store(f"sqlite:///{path}")
        files.create(path, blank())
    database = SqliteDatabase(path)
    try:
        database.migrate()
    except BaseException:
        database.close()
        raise
    return RelationalStore(database)


def blank() -> bytes:
    """The bytes of a store without tables."""
    link = sqlite3.connect(":memory:")
    try:
        link.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        link.execute(f"PRAGMA application_id = {APPLICATION}")
        content = bytearray(link.serialize())
    finally:
        link.close()
    content[18:20] = b"\x02\x02"  # the file format of write-ahead logs, from the beginning
    return bytes(content)


def is_archive(path: Path) -> bool:
    """Whether the file is on a disk that cannot be written, and whole: no log stands beside it.

    SQLite would want to make files there, even to read.
    """
    try:
        read_only = bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False
    return read_only and not path.with_name(f"{path.name}-wal").exists()


class SqliteDatabase:
    """One connection to one file."""

    def __init__(self, path: Path) -> None:
        self.address = f"sqlite:///{path}"
        self.path = path
        with self.told():
            self.link = sqlite3.connect(
                f"file:{quote(str(path))}?{'immutable=1' if is_archive(path) else 'mode=rw'}",
                uri=True,
                timeout=limits.SECONDS_FOR_STORE_LOCK,
                isolation_level=None,
            )
            try:
                for setting in SETTINGS:
                    self.link.execute(setting)
                self.refuse_others()
            except BaseException:
                self.link.close()
                raise

    def refuse_others(self) -> None:
        """A file that is empty, or of another program, is no store."""
        [(application,)] = self.link.execute("PRAGMA application_id")
        if application != APPLICATION:
            raise damaged(f"{self.path} is not a store of leaflets, or was emptied.")

    def migrate(self) -> None:
        """Bring an older schema up to date, one version after the other."""
        if self.version() < VERSIONS[-1]:
            with self.writing():
                for number in VERSIONS[self.version() :]:  # asked again: others migrate too
                    script = (SCHEMA / f"sqlite-{number}.sql").read_text(encoding="utf-8")
                    for statement in statements(script):
                        self.link.execute(statement)
                    self.link.execute(f"PRAGMA user_version = {number}")

    def version(self) -> int:
        """Of the schema. Raises StoreError R704 where it is newer than this program."""
        [(found,)] = self.run("PRAGMA user_version")
        if found > VERSIONS[-1]:
            raise newer(self.address)
        return int(found)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What SQLite says, in our words; its own may hold values."""
        try:
            yield
        except UnicodeDecodeError:  # Python's, of a name or a message that is damaged
            raise damaged(f"{self.path} is damaged.") from None
        except sqlite3.Error as fault:
            raise self.ours(fault) from None

    def ours(self, fault: sqlite3.Error) -> LeafletsError:
        """An error of SQLite as one of ours."""
        code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
        if code in _OF_DISK:
            return WriteError.from_os_error(self.path, OSError(_OF_DISK[code], ""))
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return in_use(self.address)
        return damaged(f"{self.path} is damaged.")

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """One statement, all its rows."""
        with self.told():
            return self.link.execute(sql, values).fetchall()

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """One statement for each row."""
        with self.told():
            self.link.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that waits for other writers, then keeps them waiting."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self.link.execute("ROLLBACK")
            raise

    def check(self) -> Iterator[str]:
        """The file's own structure."""
        try:
            for (says,) in self.run("PRAGMA integrity_check"):
                if says != "ok":
                    yield f"{self.path} is damaged inside: a table or an index is not sound."
                    return
        except StoreError as why:
            yield why.says

    def close(self) -> None:
        """Close the file."""
        with suppress(sqlite3.Error):
            self.link.close()


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one, so that they can share a transaction."""
    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""
