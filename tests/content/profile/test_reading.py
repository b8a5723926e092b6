"""Profiles are read whole, and give a leaflet its order; generic is the agreed list's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.content.library import Library
from leaflets.content.profile.reading import load_profile
from tests import minimal

PROFILES = Library().profiles()


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_of_ours_reads(name: str) -> None:
    assert load_profile(Library(), name).says


@pytest.mark.parametrize("name", PROFILES)
def test_every_section_that_holds_words_has_its_place(name: str) -> None:
    parts = load_profile(Library(), name).order.arrange(minimal.sections())
    placed = [one.id for part in parts for one in (part, *part.parts)]
    assert len(placed) == len(set(placed))
    needed = {part.id for part in minimal.sections().walk() if part.optional == "no"}
    assert needed <= set(placed)


def test_an_own_profile_says_only_what_differs(tmp_path: Path) -> None:
    own = tmp_path / "profiles" / "ours.yaml"
    own.parent.mkdir()
    own.write_text("extends: generic\nsays: Ours.\nleast-type: {size-pt: 12}\n", encoding="utf-8")
    ours, generic = (load_profile(Library(tmp_path), name) for name in ("ours", "generic"))
    assert (ours.says, ours.least_type.size_pt) == ("Ours.", 12)
    assert ours.least_type.x_height_mm == generic.least_type.x_height_mm
    assert ours.order == generic.order
