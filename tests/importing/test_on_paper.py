"""The words of a source, read without the program, stand in the PDF of its import, in order."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import leaflets
from leaflets.importing.conversion import convert
from leaflets.importing.formats import BY_NAME
from leaflets.importing.model import Document
from leaflets.importing.source import Source

from ..leaflet.facts import leaflet, load_wording
from ..minimal import read_monograph, sections
from ..readback import letters_of
from .epi_files import as_json, sample_words
from .test_epi import documents
from .test_markdown import SAMPLE as PAGE
from .test_markdown import pages
from .test_markdown import sample_words as page_words
from .test_openfda import download
from .test_openfda import label as openfda_label
from .test_spl import SAMPLES, label, narratives, patient_text, text

EPI = Path(__file__).parents[3] / "shared/samples/epi"
# how the program writes what stands high or low
NO_LETTERS = re.compile(r"[\s^_()\u00ad\u200b]")


def letters(words: str) -> str:
    """The letters of words, however they are spaced and raised."""
    return NO_LETTERS.sub("", unicodedata.normalize("NFKC", words))


def on_paper(content: bytes, form: str, path: str = "") -> str:
    """The letters on the pages of what a source becomes, without headers, footers and markers."""
    source = Source(content, f"testine.{form}", path=path)
    [document] = BY_NAME[form].read(source)
    assert isinstance(document, Document)
    converted = convert(document, source, "2026-11-26", sections())
    monograph = read_monograph(converted.content)
    composed = leaflet(monograph, load_wording(str(monograph.language)))
    pdf = leaflets.typeset(composed).pdf
    return letters(letters_of(pdf, composed))


@pytest.mark.skipif(not EPI.exists(), reason="the samples are not here")
@pytest.mark.parametrize("name", ["Bundle-processedbundledovato-es.json", "VfendTabletEN.xml"])
def test_electronic_product_information(name: str) -> None:
    content = (EPI / name).read_bytes()
    typed = re.compile("[-•·]")  # bullets that a list has in their place
    assert typed.sub("", letters("".join(sample_words(content)))) in typed.sub(
        "", on_paper(content, "epi")
    )


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_the_part_of_a_label_for_patients() -> None:
    content = (SAMPLES / "viagra.xml").read_bytes()
    assert letters(patient_text(content)) in on_paper(content, "spl").replace("†", "")


@pytest.mark.skipif(not PAGE.exists(), reason="the sample is not here")
def test_a_page() -> None:
    content = PAGE.read_bytes()
    body, note = "".join(page_words(content.decode())).split("Note:")
    found = on_paper(content, "markdown")
    assert letters(body) in found
    assert letters(f"Note:{note}") in found


def test_labels_of_openfda() -> None:
    fields = {
        "indications_and_usage": ["Uses For pain < 10 days & fever (10^6 units)."],
        "warnings": ["Warnings Liver: stop at *once* [see below]. " + "Long words. " * 400],
        "inactive_ingredients": ["Starch, FD&C Blue #2"],
    }
    found = on_paper(download(openfda_label(**fields)), "openfda", "results[0]")
    places = [found.find(letters(words)) for [words] in fields.values()]
    assert -1 not in places
    assert places == sorted(places)


@settings(max_examples=4)
@given(documents())
def test_generated_product_information(generated: tuple[dict[str, Any], list[str]]) -> None:
    resource, expected = generated
    assert letters("".join(expected)) in on_paper(as_json(resource), "epi")


@settings(max_examples=4)
@given(narratives())
def test_generated_labels(narrative: tuple[str, list[str]]) -> None:
    inside, expected = narrative
    assert letters("".join(expected)) in on_paper(label(text(inside)), "spl")


@settings(max_examples=4)
@given(pages())
def test_generated_pages(page: tuple[str, list[str]]) -> None:
    source, expected = page
    assert letters("".join(expected)) in on_paper(source.encode(), "markdown")
