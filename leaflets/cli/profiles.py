"""`leaflets profiles`: list the profiles, or the rules of one with their sources."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ..authoring.listing import Values, profile_languages, profiles
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
@click.option("--language", metavar="TAG", help="Also the words in this language, such as fr.")
@data_option()
@json_option()
def command(name: str | None, language: str | None, folder: str | None, as_json: bool) -> None:
    """List the profiles; with a NAME, every rule of it, its source, and its languages.

    verified: read in the source, or in a page that quotes it. general-knowledge: not yet looked up;
    do so before you rely on it. own-translation: ours, of no official standing.
    """
    library = Library(own_folder(folder))
    if name is None:
        if as_json:
            return say_object([("profiles", profiles(library))])
        return table([profile_row(values) for values in profiles(library)])
    profile = load_profile(library, name, (language,) if language else ())
    if as_json:
        return say_object(members(library, name, profile))
    for rule in summarize_rules(profile):
        console.say(f"{rule.name}: {rule.asks}")
        console.say(f"    {rule.evidence}, {rule.source} ({rule.place.file}:{rule.place.line})")
    if rows := [language_row(values) for values in profile_languages(library, name)]:
        console.say("\nLanguages, with the evidence of their words")
        table(rows)
    return None


def language_row(values: Values) -> tuple[str, ...]:
    """Return a language, how many rules have which evidence, and whether none lacks words."""
    counts = [f"{count} {evidence}" for evidence, count in values["evidence"].items() if count]
    return values["language"], ", ".join(counts), "" if values["complete"] else "not complete"


def members(library: Library, name: str, profile: Profile) -> Iterator[tuple[str, object]]:
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
                "language": rule.language or None,
                "file": rule.place.file,
                "line": rule.place.line,
            }
            for rule in summarize_rules(profile)
        ],
    )
    yield "languages", profile_languages(library, name)
