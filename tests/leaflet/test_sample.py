"""The specimen has every kind of block and every role, and its words arrive in every layout."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import get_args

import page
import pikepdf
import pytest

from leaflets.base.errors import NotFoundError, VocabularyError
from leaflets.cli.layout.sample import specimen as set_specimen
from leaflets.content.library import Library
from leaflets.content.wording import read_wording
from leaflets.leaflet import model
from leaflets.leaflet.model import Box, Heading, ItemList, Leaflet, Paragraph
from leaflets.leaflet.plain import words
from leaflets.leaflet.sample import sample
from leaflets.leaflet.walk import walk
from tests.pdf.tagging import faults
from tests.readback import text_of
from tests.shipped import LAYOUTS


@cache
def specimen() -> Leaflet:
    library = Library()
    said, wording = library.sample("en"), library.wording("en")
    return sample(said.source, said.file, read_wording(wording.source, wording.file))


def test_it_has_every_kind_of_block_and_every_role() -> None:
    blocks = list(walk(specimen().blocks))
    assert {type(block) for block in blocks} == {
        *get_args(model.Block),
        model.Item,
        model.Row,
        model.Term,
    }
    assert {block.kind for block in blocks if isinstance(block, Box)} == set(
        get_args(model.BoxKind)
    )
    assert {block.role for block in blocks if isinstance(block, Paragraph)} == set(
        get_args(model.ParagraphRole)
    )
    assert {block.level for block in blocks if isinstance(block, Heading)} == {1, 2, 3, 4}
    assert {block.ordered for block in blocks if isinstance(block, ItemList)} == {True, False}


def test_each_block_has_a_path_of_its_own() -> None:
    paths = [block.path for block in walk(specimen().blocks)]
    assert len(paths) == len(set(paths))


def test_it_has_links_greek_and_signs() -> None:
    said = " ".join(words(specimen()))
    assert all(sign in said for sign in "αβγδΩ±≤≥½µ°…“”–—")
    runs = [r for b in walk(specimen().blocks) if isinstance(b, Paragraph) for r in b.words.runs]
    assert any(run.link for run in runs)
    assert any(run.emphasis for run in runs)
    assert any(run.strong for run in runs)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_arrives_in_every_layout(layout: str) -> None:
    made = set_specimen(specimen(), Library(), layout)
    said = [text_of(made.pdf, specimen()), words(specimen(), identity=False)]
    found, expected = (re.sub(r"page\d+", "page", "".join(each)) for each in said)
    assert found == expected  # besides the pages in the table of contents


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_tagged_and_conforms(layout: str) -> None:
    pdf = set_specimen(specimen(), Library(), layout).pdf
    assert not faults(pdf)
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert not report.failures
    with pikepdf.open(BytesIO(pdf)) as file:
        assert file.Root.MarkInfo.Marked


@pytest.mark.parametrize("layout", ["standard", "large-print"])
def test_its_table_goes_over_the_page(layout: str) -> None:
    import pypdf

    pdf = set_specimen(specimen(), Library(), layout).pdf
    pages = [each.extract_text() for each in pypdf.PdfReader(BytesIO(pdf)).pages]
    assert sum("table-head" in text and "table-cell" in text for text in pages) > 1


def test_what_is_wrong_in_it_is_told_with_its_line() -> None:
    library = Library()
    said, wording = library.sample("en"), library.wording("en")
    spoilt = said.source.replace(b"box: urgent", b"box: urgend")
    line = next(n for n, text in enumerate(spoilt.splitlines(), 1) if b"urgend" in text)
    with pytest.raises(VocabularyError) as caught:
        sample(spoilt, said.file, read_wording(wording.source, wording.file))
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.line) == ("V105", line)
    assert "urgent" in fault.hint


def test_a_language_without_a_specimen_is_told() -> None:
    with pytest.raises(NotFoundError, match="no sample"):
        Library().sample("tlh")
