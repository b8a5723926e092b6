"""`leaflets profiles`: what each jurisdiction asks, and where that is from."""

from __future__ import annotations

import click

from . import console
from .choices import complete_profile, data_option, own_folder
from .list import profiles, table


@click.command(short_help="List profiles, or the rules of one with their sources.")
@click.argument("name", required=False, shell_complete=complete_profile)
@data_option()
def command(name: str | None, folder: str | None) -> None:
    """List the profiles; with a NAME, every rule of it, what it asks, and where that is from.

    verified: read in the source, or in a page that quotes it. general-knowledge: not yet; look it
    up before you rely on it.
    """
    from ..library import Library

    library = Library(own_folder(folder))
    if name is None:
        return table(list(profiles(library)))
    from ..profile.rules import rules
    from ..sources import read_profile

    for rule in rules(read_profile(library, name)):
        console.say(f"{rule.name}: {rule.asks}")
        console.say(f"    {rule.evidence}, {rule.source} ({rule.place.file}:{rule.place.line})")
    return None
