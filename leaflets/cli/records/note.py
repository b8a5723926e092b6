"""`leaflets records note`: explain an entry of the log that is not what was written."""

from __future__ import annotations

import click

from .. import console
from ..dates import now
from ..options import data_option, store_option
from ..stores import by_option, opened


@click.command(short_help="Explain an entry of the log that is not what was written.")
@click.argument("number", type=click.IntRange(min=1))
@store_option()
@data_option(for_settings=True)
@by_option()
@click.option("--reason", required=True, metavar="WORDS", help="What happened; names no patient.")
def command(number: int, address: str, by: str, reason: str) -> None:
    """Explain an entry of the log that 'leaflets records verify' reports as wrong.

    NUMBER is that of the entry. Nothing is changed: the explanation is a new entry of the log. From
    then on 'verify' reports the old one as noted, with these words, and not as a problem, as long
    as it stays as it is now.
    """
    with opened(address, create=False) as store:
        store.note(number, when=now(), by=by, reason=reason)
    console.note(f"Entry {number} is noted.")
