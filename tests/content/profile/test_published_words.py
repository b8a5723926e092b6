"""Sentences of the European template stand word for word in leaflets that others published."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from leaflets.content.library import Library
from leaflets.content.monograph.scalars import Language
from leaflets.content.profile.reading import load_profile
from leaflets.content.profile.scalars import FixedText
from leaflets.source.yaml import Text

SAMPLES = Path(__file__).resolve().parents[4] / "shared/samples/epi"
# not read-first: in these leaflets the medicine is taken, in the profile it is used
PUBLISHED = [
    ("side-effects", "en", "Bundle-processedbundledovato-en.json"),
    ("side-effects", "en", "Bundle-processedbundleflucelvax.json"),
    ("side-effects", "en", "VfendTabletEN.xml"),
    ("reporting", "en", "Bundle-processedbundleflucelvax.json"),
    ("side-effects", "es", "Bundle-processedbundledovato-es.json"),
]


def words_of(text: str) -> str:
    """The words of a text in small letters, one space between them."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", text.replace("\\n", " ")))
    return " ".join(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize(("statement", "language", "file"), PUBLISHED)
def test_a_verified_sentence_stands_in_a_published_leaflet(
    statement: str, language: str, file: str
) -> None:
    if not SAMPLES.is_dir():
        pytest.skip(f"the published leaflets are not there: {SAMPLES}")
    profile = load_profile(Library(), "eu", [language])
    sentence = profile.statements[Text(statement)].words[Language(language)]
    assert sentence.evidence == "verified"
    published = words_of((SAMPLES / file).read_text("utf-8"))
    assert [piece for piece in pieces(sentence.text) if piece not in published] == []


def pieces(sentence: FixedText) -> list[str]:
    """The words of each sentence of a text, up to a gap, after which leaflets name the country."""
    return [words_of(re.split(r"\w+ \{", part)[0]) for part in re.split(r"(?<=\.) ", sentence)]
