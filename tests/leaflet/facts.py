"""Composing for tests: from a monograph object, in our English or in another wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import astuple

from leaflets.content.library import Library
from leaflets.content.monograph.inline import Words
from leaflets.content.monograph.model import Monograph
from leaflets.content.monograph.reading import read_monograph
from leaflets.content.monograph.review import ReviewPolicy
from leaflets.content.monograph.scalars import Reviewer, WebAddress
from leaflets.content.profile.model import ProfileRef
from leaflets.content.profile.reading import load_profile as profile_in
from leaflets.content.wording import Wording, read_wording
from leaflets.leaflet.compose import compose
from leaflets.leaflet.model import Leaflet
from leaflets.leaflet.plain import words
from leaflets.source.yaml import Text

from ..strategies import AGREED


@cache
def load_wording(language: str) -> Wording:
    """Our wording in a language."""
    found = Library().wording(language)
    return read_wording(found.source, found.file)


def english() -> Wording:
    """Our English wording."""
    return load_wording("en")


@cache
def acetylcysteine() -> Monograph:
    """Our monograph."""
    found = Library().monograph("acetylcysteine", "en")
    return read_monograph(found.source, found.file, AGREED, ReviewPolicy())


@cache
def load_profile(name: str = "generic") -> ProfileRef:
    """A profile of ours."""
    return ProfileRef(name, profile_in(Library(), name))


def leaflet(
    monograph: Monograph,
    wording: Wording | None = None,
    date: str | None = None,
    stale: bool = False,
    profile: ProfileRef | None = None,
    summary: bool = False,
) -> Leaflet:
    """Its leaflet."""
    return compose(
        monograph,
        wording or english(),
        sections=AGREED,
        profile=profile or load_profile(),
        name="toy",
        source_sha256="0" * 64,
        date=date,
        stale=stale,
        summary=summary,
    )


def texts(value: object) -> Iterator[str]:
    """Every text that somebody wrote, anywhere in a value; not ids, dates or choices of a list."""
    if isinstance(value, Words):
        for link, runs in groupby(value.runs, key=lambda run: run.link):  # an address comes between
            yield "".join(run.text for run in runs)
            yield _address(link or "")
    elif isinstance(value, WebAddress):
        yield _address(value)
    elif type(value) in (Text, Reviewer):
        yield str(value)
    elif isinstance(value, Struct):
        for inner in astuple(value):
            yield from texts(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)


def _address(link: str) -> str:
    """As it is printed: without https:// or tel:."""
    return re.sub("^(https?://|mailto:|tel:)", "", link).rstrip("/")


def run_on(said: str) -> str:
    """Words without spaces, capitals and small letters alike, to look for others in them."""
    return "".join(said.split()).casefold()


def whole(made: Leaflet) -> str:
    """All the words of a leaflet, run on."""
    return run_on("".join(words(made)))
