"""`leaflets profiles`: list the profiles, or the rules of one with their sources."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ..authoring.listing import profiles
from ..content.library import Library
from ..content.profile.model import Profile
from ..content.profile.reading import load_profile
from ..content.profile.rules import summarize_rules
from . import console
from .json_form import json_option, say_object
from .list import profile_row, table
from .options import complete_profile, data_option, own_folder


@click.command(short_help="List profiles, or the rules of one with their sources.")
@click.argument("name", required=False, shell_complete=complete_profile)
@data_option()
@json_option()
def command(name: str | None, folder: str | None, as_json: bool) -> None:
    """List the profiles; with a NAME, every rule of it and its source.

    verified: read in the source, or in a page that quotes it. general-knowledge: not yet looked up;
    do so before you rely on it.
    """
    library = Library(own_folder(folder))
    if name is None:
        if as_json:
            return say_object([("profiles", profiles(library))])
        return table([profile_row(values) for values in profiles(library)])
    profile = load_profile(library, name)
    if as_json:
        return say_object(members(name, profile))
    for rule in summarize_rules(profile):
        console.say(f"{rule.name}: {rule.asks}")
        console.say(f"    {rule.evidence}, {rule.source} ({rule.place.file}:{rule.place.line})")
    return None


def members(name: str, profile: Profile) -> Iterator[tuple[str, object]]:
    """Yield the members of the JSON object of one profile."""
    yield "name", name
    yield "says", profile.says
    yield (
        "rules",
        [
            {
                "name": rule.name,
                "asks": rule.asks,
                "evidence": rule.evidence,
                "source": rule.source,
                "file": rule.place.file,
                "line": rule.place.line,
            }
            for rule in summarize_rules(profile)
        ],
    )
