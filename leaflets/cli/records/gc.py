"""`leaflets records gc`: bytes that no attachment names go."""

from __future__ import annotations

import click

from .. import console
from ..dates import now
from ..stores import by_option, opened, store_option


@click.command(short_help="Remove what a crash left over.")
@store_option()
@by_option()
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
def command(address: str, by: str, dry_run: bool) -> None:
    """Remove bytes that no attachment names, such as a crash can leave, and say so in the log.

    What was attached is never removed.
    """
    with opened(address, create=False) as store:
        gone = list(store.orphans()) if dry_run else store.collect(when=now(), by=by)
    for orphan in gone:
        console.say(f"{orphan.sha256} {orphan.size}")
    console.note(f"{len(gone)} {'would go' if dry_run else 'removed'}.")
