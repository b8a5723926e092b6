"""`leaflets profiles`: list the profiles, or the rules of one with their sources."""

from __future__ import annotations

import click

from ..content.library import Library
from ..content.profile.reading import load_profile
from ..content.profile.rules import summarize_rules
from . import console
from .list import profiles, table
from .options import complete_profile, data_option, own_folder


@click.command(short_help="List profiles, or the rules of one with their sources.")
@click.argument("name", required=False, shell_complete=complete_profile)
@data_option()
def command(name: str | None, folder: str | None) -> None:
    """List the profiles; with a NAME, every rule of it and its source.

    verified: read in the source, or in a page that quotes it. general-knowledge: not yet looked up;
    do so before you rely on it.
    """
    library = Library(own_folder(folder))
    if name is None:
        return table(list(profiles(library)))
    for rule in summarize_rules(load_profile(library, name)):
        console.say(f"{rule.name}: {rule.asks}")
        console.say(f"    {rule.evidence}, {rule.source} ({rule.place.file}:{rule.place.line})")
    return None
