"""A text printed as given within the program's words in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import leaflets
from leaflets.leaflet.contents import with_contents
from leaflets.leaflet.model import Leaflet, Run, TableOfContents, Words
from leaflets.leaflet.walk import walk
from tests.html.reader import Page
from tests.patients import particulars
from tests.pdf.test_shelf import check
from tests.speech.reader import Speech

from ..shipped import shipped_leaflet

# invented, and in a language for which the program has no words
DANISH = """language: da
identity:
  name: Prøvemidlin
  strengths: [20 mg]
edition:
  number: 1
  date: 2026-11-26
review:
  status: draft
provenance:
  origin: official-label
sources:
  - id: book
    title: Indlægsseddel
    publisher: Eksempel
as-given:
  says:
    - heading: Sådan skal du tage det
      section: how-to-take
      says:
        - Tag 1 tablet på 20 mg, også om aftenen.
        - list: [Tyg den ikke., Drik et glas vand.]
    - heading: Bivirkninger
      section: side-effects
      says:
        - warning: at-once
          says: [Ring straks efter hjælp ved åndenød.]
  from: [book]
"""

DANISH_WORDS = frozenset(
    re.findall(
        r"\w+",
        "Prøvemidlin mg Sådan skal du tage det Tag tablet på også om aftenen Tyg den ikke Drik et "
        "glas vand Bivirkninger Ring straks efter hjælp ved åndenød Indlægsseddel Eksempel",
    )
)


def reading(folder: Path, source: str = DANISH) -> leaflets.Reading:
    """A monograph in a file."""
    file = folder / "da.yaml"
    file.write_text(source, "utf-8")
    return leaflets.read(file)


def runs(composed: Leaflet) -> Iterator[Run]:
    """Every run of words of a leaflet, those of the foot included."""
    furniture = composed.furniture
    for block in walk(composed.blocks):
        if isinstance(words := getattr(block, "words", None), Words):
            yield from words.runs
    for note in (furniture.disclaimer, furniture.identity):
        yield from note.runs


def letters(texts: Iterator[str]) -> set[str]:
    """The words of texts that have letters."""
    return set(re.findall(r"[^\W\d]+", " ".join(texts)))


def test_a_text_in_a_language_without_words_is_refused_unless_a_frame_is_asked_for(
    tmp_path: Path,
) -> None:
    with pytest.raises(leaflets.NotFoundError, match="N406") as caught:
        leaflets.compose(reading(tmp_path))
    assert "--frame-language" in caught.value.hint


def test_words_of_the_text_and_of_the_frame_are_apart(tmp_path: Path) -> None:
    composed = leaflets.compose(reading(tmp_path), frame_language="en")
    assert composed.language == "da"
    given = letters(run.text for run in runs(composed) if run.language is None)
    assert given - digest_letters(composed) == DANISH_WORDS
    frame = letters(run.text for run in runs(composed) if run.language == "en")
    assert {"Warning", "Edition", "Source", "medical", "Leaflet", "November"} <= frame
    assert not frame & DANISH_WORDS


def digest_letters(composed: Leaflet) -> set[str]:
    """The letters in the identifier of a leaflet, which is in no language."""
    parts = [composed.identifier[start : start + 4] for start in (0, 4, 8)]
    return letters(iter(parts))


def test_a_whole_monograph_has_the_words_of_its_wording(tmp_path: Path) -> None:
    source = Path("data/monographs/acetylcysteine/en.yaml").read_text("utf-8")
    made = reading(tmp_path, source.replace("language: en", "language: da", 1))
    composed = leaflets.compose(made, frame_language="en")
    same = shipped_leaflet("acetylcysteine")
    texts = ["".join(run.text for run in runs(one)) for one in (composed, same)]
    without_digest = [text.rpartition("Leaflet ")[0] for text in texts]
    assert without_digest[0] == without_digest[1]
    assert all(run.language is None for run in runs(same))


def test_the_page_and_the_speech_name_both_languages(tmp_path: Path) -> None:
    composed = leaflets.compose(reading(tmp_path), frame_language="fr")
    page = Page(leaflets.html_page(composed))
    assert page.values("lang", "html") == ["da"]
    assert set(page.values("lang", "span")) == {"fr"}
    speech = Speech(leaflets.ssml(composed))
    assert set(speech.values("lang", "lang")) == {"fr"}
    assert not [text for text in speech.texts("lang") if not any(map(str.isalpha, text))]


def test_a_table_of_contents_names_its_pages_in_the_language_of_the_frame(tmp_path: Path) -> None:
    composed = leaflets.compose(reading(tmp_path), frame_language="en")
    tables = [
        block
        for block in walk(with_contents(composed, 30).blocks)
        if isinstance(block, TableOfContents)
    ]
    assert [table.page_language for table in tables] == ["en"]


def test_the_pdf_is_valid_and_says_both(tmp_path: Path) -> None:
    composed = leaflets.compose(reading(tmp_path), frame_language="en")
    check(leaflets.typeset(composed).pdf, composed, "ua1", "2a")


def test_the_words_of_a_patient_are_refused(tmp_path: Path) -> None:
    with pytest.raises(leaflets.UsageError, match="no particulars"):
        leaflets.compose(reading(tmp_path), frame_language="en", particulars=particulars("da"))
