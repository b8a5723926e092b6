"""Every shipped leaflet in every layout, and harder ones: valid, whole, and in order."""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import leaflets
from leaflets import Leaflet
from leaflets.leaflet.contents import with_contents_of
from leaflets.leaflet.model import Heading
from leaflets.leaflet.plain import words
from leaflets.leaflet.walk import walk
from leaflets.pdf.inspect import extract, inspect
from leaflets.pdf.reading import INLINE, open_pdf, own_words
from leaflets.pdf.structure import structure_tree
from tests.shipped import FIRST_MEDICINE, LAYOUTS, SHELF_SAMPLE, shipped_leaflet, shipped_typeset
from tests.typesetting import toys

from .stress import STRESS, pdf_of
from .tagging import faults
from .test_conformance import broken


def check(pdf: bytes, leaflet: Leaflet, *profiles: str) -> None:
    """The file is valid, sound, and says exactly what a composition of the leaflet says."""
    assert [rule for profile in profiles for rule in broken(pdf, profile)] == []
    assert faults(pdf) == []
    with open_pdf(pdf) as file:
        said = own_words(file)
    blocks = [each for each in said if each.role not in INLINE]
    text = " ".join(each.text for each in blocks).split()
    pages = inspect(pdf).contents
    compositions = [with_contents_of(one, pages) for one in leaflet.compositions]
    made = next((one for one in compositions if words(one, identity=False) == text), leaflet)
    assert said == list(structure_tree(made).words())
    assert text == words(made, identity=False)
    assert {each.language for each in blocks} == {*made.languages}
    heads = [block for block in walk(made.blocks) if isinstance(block, Heading)]
    assert [(each.role, each.text) for each in blocks if each.role[1:].isdigit()] == [
        (f"H{head.level}", " ".join(str(head.words).split())) for head in heads
    ]


@pytest.mark.parametrize(("name", "language", "layout"), SHELF_SAMPLE)
def test_shipped(name: str, language: str, layout: str) -> None:
    made = shipped_leaflet(name, language)
    pdf = shipped_typeset(name, language, layout).pdf
    check(pdf, made, "ua1", "2a")
    assert inspect(pdf).verdict == "exact"


@pytest.mark.parametrize(("name", "language"), FIRST_MEDICINE)
def test_shipped_with_its_source(name: str, language: str) -> None:
    reading = leaflets.read(name, language=language)
    made = leaflets.compose(reading)
    pdf = leaflets.typeset(made, embed=reading).pdf
    check(pdf, made, "ua1", "3a")
    files = {file.relationship: file.content for file in extract(pdf)}
    assert files["Source"] == reading.source
    assert json.loads(files["Alternative"])["identifier"] == made.identifier
    assert inspect(pdf).source_intact is inspect(pdf).data_intact is True


def check_or_too_long(made: Leaflet, layout: str) -> None:
    """In a layout that has an end, a leaflet beyond it is refused."""
    if pdf := pdf_of(made, layout):
        check(pdf, made, "ua1", "2a")


# in two layouts each, and each layout with several
HARDER = [
    (name, layout)
    for index, name in enumerate(STRESS)
    for number, layout in enumerate(LAYOUTS)
    if (number - index) % len(LAYOUTS) < 2
]


@pytest.mark.parametrize(("name", "layout"), HARDER)
def test_harder(name: str, layout: str) -> None:
    check_or_too_long(STRESS[name], layout)


@settings(max_examples=25, deadline=None)
@given(toys.leaflets(), st.sampled_from(LAYOUTS))
def test_any_leaflet(made: Leaflet, layout: str) -> None:
    check_or_too_long(made, layout)


def lines_of(pdf: bytes) -> list[str]:
    """The lines of all pages as the eye sees them: each word with its neighbours at its height."""
    return [
        " ".join(line.split())
        for page in pypdfium2.PdfDocument(pdf)
        for line in page.get_textpage().get_text_range().splitlines()
    ]


def test_a_heading_in_the_line_of_its_paragraph_is_still_one() -> None:
    pdf = leaflets.typeset(shipped_leaflet("acetylcysteine")).pdf
    lines = lines_of(pdf)
    with open_pdf(pdf) as file:
        said = own_words(file)
    run_in = [
        head.text
        for head, after in pairwise(said)
        if (head.role, after.role) == ("H3", "P")
        and any(
            f"{begun} {after.text.split()[0]}" in line
            for begun in (head.text, f"{head.text}:")
            for line in lines
        )
    ]
    assert len(run_in) > 5
    assert len(set(run_in)) == len(run_in)


def test_items_side_by_side_are_read_from_left_to_right() -> None:
    pdf = leaflets.typeset(shipped_leaflet("acetylcysteine")).pdf
    abreast = [line.split("• ")[1:] for line in lines_of(pdf) if line.count("•") > 1]
    assert abreast
    with open_pdf(pdf) as file:
        items = [each.text for each in own_words(file) if each.role == "LBody"]
    for line in abreast:
        at = items.index(line[0].strip())
        assert items[at : at + len(line)] == [item.strip() for item in line]


def test_fifty_pages() -> None:
    assert leaflets.typeset(STRESS["fifty pages"]).pages >= 50


def test_another_language_is_told() -> None:
    made = replace(STRESS["deep lists"], language="nl")
    pdf = leaflets.typeset(made).pdf
    check(pdf, made, "ua1", "2a")
    assert inspect(pdf).language == "nl"


def test_acetylcysteine_is_small() -> None:
    """Under 70 kB; it has 35, so that growth to twice is noticed."""
    assert len(leaflets.typeset(shipped_leaflet("acetylcysteine")).pdf) < 60_000


def test_the_same_bytes_again() -> None:
    made = STRESS["boxes over pages"]
    first, second = (leaflets.typeset(made).pdf for _ in range(2))
    assert sha256(first).digest() == sha256(second).digest()
