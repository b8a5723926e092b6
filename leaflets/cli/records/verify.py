"""`leaflets records verify`: read all records again, and report what is not as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ...base.errors import StoreError, UsageError
from .. import console
from ..options import data_option, store_option
from ..stores import opened

if TYPE_CHECKING:
    from ...records import LogEntry, Store

NO_LOG = "R727"  # a server that keeps a history of its own


@click.command(short_help="Read everything again, and report what is not as it was.")
@store_option()
@data_option(for_settings=True)
@click.option(
    "--noted",
    metavar="NUMBER:DIGEST",
    help="What an earlier run printed: that entry must still be there, unchanged.",
)
def command(address: str, noted: str | None) -> int:
    """Read everything again, and report what is missing, altered or left over.

    The exit code is 7 if something is wrong, also with the log. What a crash left over does no
    harm, and 'leaflets records gc' removes it.

    The line that is printed last names the end of the log. Note it where nobody who can write to
    the store can change it: with --noted it proves that nothing before it was rewritten.
    """
    number, digest = noted_entry(noted)
    problems = 0
    with opened(address, create=False) as store:
        for finding in store.verify():
            problems += finding.kind != "orphan"
            console.say(f"{finding.kind}: {finding.says}")
        last = None
        for last in entries(store):
            if last.number == number and last.digest == digest:
                number = 0
    if number:
        problems += 1
        console.say(f"log: Entry {number} is gone, or is not what it was when it was noted.")
    console.say(f"noted {last.number}:{last.digest}" if last else "The log is empty.")
    return 7 if problems else 0


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
