"""The lines below the name."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leaflets.leaflet.plain import words
from leaflets.source.yaml import Text

from .facts import acetylcysteine, leaflet


@pytest.mark.parametrize(
    "name", ["Testine", "Testine 5 mg", "Testine 5 mg, 110 mg", "Testine 5 mg and 10mg"]
)
def test_strengths_are_told_all_or_none(name: str) -> None:
    strengths = (Text("5 mg"), Text("10 mg"))
    monograph = acetylcysteine()
    identity = replace(monograph.identity, name=Text(name), strengths=strengths)
    said = " ".join(words(leaflet(replace(monograph, identity=identity))))
    assert ("Strength: 5 mg, 10 mg." in said) == ("and 10mg" not in name)
