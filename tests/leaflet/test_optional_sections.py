"""Sections that a monograph may write: in every profile, in their place, and never lost."""

from __future__ import annotations

import pytest

from leaflets.leaflet.plain import plain
from tests.leaflet.facts import leaflet, load_profile
from tests.minimal import MONOGRAPH, read_monograph

IDS = ("how-it-works", "dosage-groups", "disposal", "what-it-contains", "appearance", "maker",
       "contacts")  # fmt: skip


def text_of(profile: str, content: str = "\n    says: [Words of {id}.]\n    from: [book]") -> str:
    keys = "".join(f"  {id_}: {content.format(id=id_)}\n" for id_ in IDS)
    source = MONOGRAPH.replace("side-effects:\n", f"{keys}side-effects:\n", 1)
    return plain(leaflet(read_monograph(source), profile=load_profile(profile)))


@pytest.mark.parametrize("profile", ["generic", "eu", "uk", "us"])
def test_no_profile_loses_them(profile: str) -> None:
    text = text_of(profile)
    assert [text.count(f"Words of {id_}.") for id_ in IDS] == [1] * len(IDS)


def test_they_stand_in_the_section_that_contains_them() -> None:
    text = text_of("generic")
    places = [text.index(words) for words in (
        "Words of how-it-works.", "Take it with water.", "How much for whom", "How to store it",
        "How to get rid of it", "What is in the pack", "Words of maker.", "Questions people ask",
    )]  # fmt: skip
    assert places == sorted(places)


@pytest.mark.parametrize("profile", ["generic", "eu"])
def test_they_may_be_not_stated(profile: str) -> None:
    text = text_of(profile, "not-stated")
    for words in ("Who makes it", "how it works", "what else it contains"):
        assert words not in text
