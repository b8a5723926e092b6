"""Shipped leaflets in the layouts: the PDF's words are the plain text's words, in order."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean
from typing import Any

import pytest

import leaflets
from leaflets import Leaflet, Typeset
from leaflets.leaflet.model import Words
from leaflets.leaflet.plain import words
from leaflets.typesetting.context import TypesettingContext
from leaflets.typesetting.fonts import Fonts
from leaflets.typesetting.furniture import PageFurniture
from leaflets.typesetting.lines import TextLine
from leaflets.typesetting.pages import lay_out
from tests.leaflet.facts import load_wording
from tests.readback import composition_of, furniture_on, pages_of, text_of
from tests.shipped import (
    SHELF_SAMPLE,
    families,
    shipped_layout,
    shipped_leaflet,
    shipped_typeset,
)


@pytest.mark.parametrize(("name", "language", "layout"), SHELF_SAMPLE)
def test_words_in_are_words_out(name: str, language: str, layout: str) -> None:
    leaflet = shipped_leaflet(name, language)
    pdf = shipped_typeset(name, language, layout).pdf
    # without spaces, as a long address may go on in the next line
    found = "".join(text_of(pdf, leaflet))
    assert found == "".join(words(composition_of(pdf, leaflet), identity=False))


@pytest.mark.parametrize(("name", "language", "layout"), SHELF_SAMPLE)
def test_every_page_says_draft_and_no_last_page_is_nearly_empty(
    name: str, language: str, layout: str
) -> None:
    leaflet = shipped_leaflet(name, language)
    assert leaflet.status == "draft"
    check_pages(leaflet, shipped_typeset(name, language, layout))


def check_pages(leaflet: Leaflet, found: Typeset) -> None:
    """Every page says that it is a draft, and the last one is not nearly empty."""
    mark = "".join(str(load_wording(leaflet.language).draft.mark).split()).rstrip(".")
    pages = ["".join(page) for page in pages_of(found.pdf)]
    assert all(mark in page for page in pages)
    furniture = furniture_on(pages[-1], leaflet, len(pages), len(pages))
    assert furniture
    least = 90 if leaflet.language == "zh" else 180  # letters: six lines of large print
    assert len(pages[-1]) - len(furniture) > least


@pytest.mark.parametrize("layout", ["standard", "letter"])
def test_acetylcysteine_fits_two_pages(layout: str) -> None:
    assert leaflets.typeset(shipped_leaflet("acetylcysteine"), layout).pages == 2


class Recording(TypesettingContext):
    """Keeps the lengths of lines that another line of the same words follows, in characters."""

    def lines(self, text: Words, role: str, width: float, **how: Any) -> Sequence[TextLine]:
        found = super().lines(text, role, width, **how)
        if role in ("body", "item", "action"):
            for line in found[:-1]:
                self.lengths[text, line] = len("".join(piece.text for piece in line.pieces))
        return found


def test_lines_are_60_to_75_characters_long() -> None:
    layout, leaflet = shipped_layout("standard"), shipped_leaflet("acetylcysteine")
    context = Recording(layout, Fonts([layout.fonts.text, *layout.fonts.fallback], families()))
    context.lengths = {}
    lay_out(leaflet, context, PageFurniture(leaflet, context))
    assert len(context.lengths) > 10
    assert 60 <= mean(context.lengths.values()) <= 75
