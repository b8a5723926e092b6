"""Words in, words out: the page has the words of the leaflet in order, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

import leaflets
from leaflets.html import render_html
from leaflets.importing.conversion import convert
from leaflets.importing.formats import BY_NAME
from leaflets.importing.model import Document
from leaflets.importing.source import Source
from leaflets.leaflet.contents import entries_of
from leaflets.leaflet.model import Block, Illustration, Leaflet
from leaflets.leaflet.plain import words
from leaflets.leaflet.walk import walk

from ..leaflet.facts import leaflet, load_wording
from ..leaflet.test_sample import specimen
from ..minimal import read_monograph, sections
from ..patients import particulars
from ..shipped import MONOGRAPHS, shipped_leaflet
from ..typesetting.toys import leaflets as toys
from .reader import Page

SAMPLES = Path(__file__).parents[3] / "shared/samples"


def page(composed: Leaflet) -> Page:
    """The page of a leaflet as a parser sees it."""
    return Page(leaflets.html_page(composed))


def imported(file: Path, form: str) -> Leaflet:
    """The leaflet that a source becomes."""
    source = Source(file.read_bytes(), file.name)
    [document] = BY_NAME[form].read(source)
    assert isinstance(document, Document)
    monograph = read_monograph(convert(document, source, "2026-11-26", sections()).content)
    return leaflet(monograph, load_wording(str(monograph.language)))


def test_every_shipped_leaflet_has_its_words() -> None:
    for name, language in MONOGRAPHS:
        composed = shipped_leaflet(name, language)
        assert page(composed).words == words(composed), (name, language)


def test_the_words_of_one_patient_are_in_the_page_and_not_in_its_head() -> None:
    reading = leaflets.read("acetylcysteine", language="es")
    patient = particulars("es", directions="Tome 1 comprimido al día.")
    composed = leaflets.compose(reading, particulars=patient)
    found = page(composed)
    assert found.words == words(composed)
    assert "Exempel-O'Neill" in found.words
    assert "Exempel" not in found.title + found.style + "".join(found.values("content"))


def test_a_summary_has_its_words() -> None:
    composed = leaflets.compose(leaflets.read("warfarin"), summary=True)
    assert page(composed).words == words(composed)


def test_a_specimen_of_every_block_has_its_words() -> None:
    others = (block for block in specimen().blocks if not entries_of(of_blocks(block)))
    expected = replace(specimen(), blocks=tuple(others))
    assert len(expected.blocks) == len(specimen().blocks) - 1
    assert page(specimen()).words == words(expected)


def of_blocks(*blocks: Block) -> Leaflet:
    """The specimen with other blocks."""
    return replace(specimen(), blocks=blocks)


@settings(max_examples=30)
@given(toys())
def test_made_up_leaflets_have_their_words(composed: Leaflet) -> None:
    assert Page(render_html(composed, {})).words == words(composed)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("epi/Bundle-processedbundledovato-es.json", "epi"),
        ("spl/viagra.xml", "spl"),
    ],
)
def test_a_leaflet_as_given_has_its_words_and_links_to_its_headings(name: str, form: str) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip("the samples are not here")
    composed = imported(SAMPLES / name, form)
    found = page(composed)
    assert found.words == words(composed)
    assert bool(found.contents) == (len(words(composed)) >= 2000)
    targets = [address[1:] for address in found.values("href", "a") if address.startswith("#")]
    assert bool(targets) == bool(found.contents)
    assert set(targets) <= set(found.values("id"))
    pictures = [b.figure for b in walk(composed.blocks) if isinstance(b, Illustration)]
    assert [str(p.description) for p in pictures] == found.values("alt", "img")
