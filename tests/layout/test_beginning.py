"""A new layout is read as it is, and still when everything that it offers is taken up."""

from __future__ import annotations

import re

import pytest

from leaflets.layout.beginning import beginning
from leaflets.layout.reading import read_layout

from .shelf import SHIPPED, families, shelf


@pytest.mark.parametrize("base", SHIPPED)
@pytest.mark.parametrize("taken", [False, True])
def test_a_new_layout_looks_like_its_base(base: str, taken: bool) -> None:
    text = beginning(shelf(), "green", base)
    assert text.count("\n") < 60
    if taken:
        head, _, offered = text.partition("\n\n")
        text = head + "\n" + re.sub(r"^# ", "", offered, flags=re.MULTILINE)
        assert "\ncolours:\n" in text
    made = read_layout(shelf(green=text), "green", families())
    ours = read_layout(shelf(), base, families())
    assert made.styles == ours.styles
    assert (made.page, made.colours, made.fonts) == (ours.page, ours.colours, ours.fonts)
    assert base in made.says


def test_what_it_offers_can_be_changed() -> None:
    text = beginning(shelf(), "green", "letter")
    text = text.replace("# colours:", "colours:").replace("#   accent: ", "  accent: ")
    text = re.sub(r'^  accent: ".*"', '  accent: "#0B5D3B"', text, flags=re.MULTILINE)
    made = read_layout(shelf(green=text), "green", families())
    assert {name: str(hue) for name, hue in made.colours.items()}["accent"] == "#0B5D3B"
