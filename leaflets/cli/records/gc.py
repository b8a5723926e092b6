"""`leaflets records gc`: remove PDFs that belong to no attachment."""

from __future__ import annotations

import click
from msgspec.structs import asdict

from .. import console
from ..dates import now
from ..json_form import json_option, say_object
from ..options import data_option, store_option
from ..stores import by_option, opened


@click.command(short_help="Remove what a crash left over.")
@store_option()
@data_option(for_settings=True)
@by_option()
@click.option("--dry-run", is_flag=True, help="Only list what would be removed.")
@json_option()
def command(address: str, by: str, dry_run: bool, as_json: bool) -> None:
    """Remove PDFs that belong to no attachment, such as a crash can leave, and note it in the log.

    A PDF that was attached is never removed.
    """
    with opened(address, create=False) as store:
        orphans = list(store.orphans()) if dry_run else store.collect(when=now(), by=by)
    if as_json:
        say_object([("removed", not dry_run), ("orphans", [asdict(orphan) for orphan in orphans])])
    else:
        for orphan in orphans:
            console.say(f"{orphan.sha256} {orphan.size}")
    console.note(f"{len(orphans)} {'would be removed' if dry_run else 'removed'}.")
