"""`leaflets records verify`: read all records again, and report what is not as it was written."""

from __future__ import annotations

import click

from ...base.errors import UsageError
from ...records.verification import Verification, noted_entry
from .. import console
from ..json_form import json_option, say_object
from ..options import data_option, store_option
from ..stores import opened


@click.command(short_help="Read everything again, and report what is not as it was.")
@store_option()
@data_option(for_settings=True)
@click.option(
    "--noted",
    metavar="NUMBER:DIGEST",
    help="What an earlier run printed: that entry must still be there, unchanged.",
)
@click.option(
    "--since",
    metavar="NUMBER:DIGEST",
    help="The same, but go on from that entry: read only what was added after it.",
)
@json_option()
def command(address: str, noted: str | None, since: str | None, as_json: bool) -> int:
    """Read everything again, and report what is missing, altered or left over.

    The exit code is 7 if something is wrong, also with the log. What a crash left over does no
    harm, and 'leaflets records gc' removes it.

    The line that is printed last names the end of the log. Note it where nobody who can write to
    the store can change it: with --noted it proves that nothing before it was rewritten. With
    --since, what was attached up to that entry is not read again, nor what a crash left over.
    """
    if noted is not None and since is not None:
        raise UsageError("Both --noted and --since are given.", "Give one of them.")
    entry = noted_entry(noted or since)
    with opened(address, create=False) as store:
        check = Verification(store, entry, only_later=since is not None)
        if as_json:
            say_object(check.members())
        else:
            for finding in check.findings():
                console.say(f"{finding.kind}: {finding.says}")
            console.say(f"noted {check.end}" if check.end else "The log is empty.")
    if check.no_log:
        console.note(str(check.no_log))
    return 7 if check.problems else 0
