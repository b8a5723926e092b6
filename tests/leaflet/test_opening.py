"""The lines below the name."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leaflets.leaflet.plain import words
from leaflets.source.yaml import Text
from tests.minimal import MONOGRAPH, read_monograph

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


def test_one_leaflet_names_its_several_products() -> None:
    products = "  products: [Testine 5 mg tablets, Testine 2 mg/ml syrup]\n  routes:"
    source = MONOGRAPH.replace("  routes:", products)
    text = " ".join(words(leaflet(read_monograph(source))))
    assert "This leaflet is for: Testine 5 mg tablets, Testine 2 mg/ml syrup." in text


def test_no_generic_name_is_told_where_the_source_gives_none() -> None:
    source = MONOGRAPH.replace("  generic-name: testine\n", "")
    assert source != MONOGRAPH
    said = " ".join(words(leaflet(read_monograph(source))))
    assert "Generic name" not in said
