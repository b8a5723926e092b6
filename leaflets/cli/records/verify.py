"""`leaflets records verify`: read all records again, and report what is not as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from ...base.errors import StoreError, UsageError
from .. import console
from ..json_form import json_option, say_object
from ..options import data_option, store_option
from ..stores import opened

if TYPE_CHECKING:
    from ...records import LogEntry, Store, StoreFinding

NO_LOG = "R727"  # a server that keeps a history of its own


@click.command(short_help="Read everything again, and report what is not as it was.")
@store_option()
@data_option(for_settings=True)
@click.option(
    "--noted",
    metavar="NUMBER:DIGEST",
    help="What an earlier run printed: that entry must still be there, unchanged.",
)
@json_option()
def command(address: str, noted: str | None, as_json: bool) -> int:
    """Read everything again, and report what is missing, altered or left over.

    The exit code is 7 if something is wrong, also with the log. What a crash left over does no
    harm, and 'leaflets records gc' removes it.

    The line that is printed last names the end of the log. Note it where nobody who can write to
    the store can change it: with --noted it proves that nothing before it was rewritten.
    """
    entry = noted_entry(noted)
    with opened(address, create=False) as store:
        check = Check(store, entry)
        if as_json:
            say_object(check.members())
        else:
            for finding in check.findings():
                console.say(f"{finding.kind}: {finding.says}")
            console.say(f"noted {check.end}" if check.end else "The log is empty.")
    return 7 if check.problems else 0


class Check:
    """One check of a store. noted: number and digest of an entry that must still be there.

    problems: how many findings are not orphans. end: number and digest of the last entry, or "".
    Both hold when all findings were read.
    """

    def __init__(self, store: Store, noted: tuple[int, str]) -> None:
        self.store, self.noted = store, noted
        self.problems, self.end = 0, ""

    def findings(self) -> Iterator[StoreFinding]:
        """Yield what is not as it was written, as it is found."""
        from ...records import StoreFinding

        for finding in self.store.verify():
            self.problems += finding.kind != "orphan"
            yield finding
        number, digest = self.noted
        for last in entries(self.store):
            self.end = f"{last.number}:{last.digest}"
            if last.number == number and last.digest == digest:
                number = 0
        if number:
            self.problems += 1
            message = f"Entry {number} is gone, or is not what it was when it was noted."
            yield StoreFinding("log", message)

    def members(self) -> Iterator[tuple[str, object]]:
        """Yield the members of the JSON object."""
        yield "findings", map(asdict, self.findings())
        yield "sound", not self.problems
        yield "noted", self.end


def entries(store: Store) -> Iterator[LogEntry]:
    """Yield the log as far as it can be read; `verify` has reported the rest."""
    try:
        yield from store.entries()
    except StoreError as error:
        if error.code == NO_LOG:
            console.note(str(error))


def noted_entry(noted: str | None) -> tuple[int, str]:
    """Return number and digest of the noted entry, or 0 and no digest. Raises UsageError."""
    if noted is None:
        return 0, ""
    number, _, digest = noted.removeprefix("noted ").partition(":")
    if number.isascii() and number.isdigit() and int(number) and len(digest) == 64:
        return int(number), digest
    raise UsageError(
        "--noted is not what 'leaflets records verify' prints.",
        "Give the number, a colon and the 64 digits.",
    )
