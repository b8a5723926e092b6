"""The shipped words for coded directions: complete, and for codes that are agreed."""

from __future__ import annotations

import pytest

from leaflets.base.errors import Place, WordingError
from leaflets.content.directions.model import Concept, Span, Unit
from leaflets.content.directions.vocabulary import Vocabulary, load_vocabulary
from leaflets.content.directions.wording import load_directions, read_directions
from leaflets.content.library import Library
from leaflets.content.monograph.sections import load_sections

NOWHERE = Place("")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(Library())


@pytest.mark.parametrize("language", Library().wordings())
def test_the_shipped_words_are_complete_drafts(language: str, vocabulary: Vocabulary) -> None:
    words = load_directions(Library(), language, vocabulary.codes)
    assert words.review.status == "draft"
    assert set(words.reasons) == set(vocabulary.codes.reasons)
    assert {"MORN", "NOON", "EVE", "NIGHT", "HS", "AC", "PCV"} <= set(map(str, words.when))
    assert set(words.when) >= set(vocabulary.codes.offsets) | set(vocabulary.codes.meals)


def test_the_languages_have_words_for_the_same_codes(vocabulary: Vocabulary) -> None:
    english, *others = (
        load_directions(Library(), tag, vocabulary.codes) for tag in ("en", *Library().wordings())
    )
    for other in others:
        for name in ("units", "periods", "spans", "when", "reasons", "additional"):
            assert set(getattr(english, name)) == set(getattr(other, name)), name
        halved = [{key for key, unit in w.units.items() if unit.half} for w in (english, other)]
        assert halved[0] == halved[1]


def test_the_routes_are_those_of_the_agreed_list(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.codes.routes) <= set(load_sections(Library()).routes)


def test_no_code_and_no_text_means_two_things(vocabulary: Vocabulary) -> None:
    codes = vocabulary.codes
    units = [name for unit in codes.units.values() for name in (*unit.codes, *unit.texts)]
    times = [name for names in codes.times.values() for name in names]
    others = [
        code
        for entries in (codes.routes, codes.methods, codes.reasons, codes.additional)
        for names in entries.values()
        for code in names
    ]
    for names in (units, times, others):
        assert len(names) == len(set(names))
    assert all(text == text.casefold() for unit in codes.units.values() for text in unit.texts)


@pytest.mark.parametrize(
    ("unit", "id_"),
    [
        (Unit("http://unitsofmeasure.org", "mL", ""), "ml"),
        (Unit("", "", "Tablets"), "tablet"),
        (Unit("http://unitsofmeasure.org", "mg", "milligram"), "mg"),
        (Unit("http://unitsofmeasure.org", "{tbl}", "Stück"), "tablet"),
        (Unit("http://unitsofmeasure.org", "mg", "tablet"), None),
        (Unit("http://unitsofmeasure.org", "kg", ""), None),
        (Unit("http://unitsofmeasure.org", "kg", "tablet"), None),
        (Unit("", "mg", ""), None),
        (Unit("", "", ""), None),
    ],
)
def test_a_unit_is_known_or_refused(vocabulary: Vocabulary, unit: Unit, id_: str | None) -> None:
    known = vocabulary.unit(unit)
    assert (known and known.id) == id_


def test_a_length_of_time_is_known_by_code_or_text(vocabulary: Vocabulary) -> None:
    for unit, text, found in (
        ("d", "", "d"),
        ("", "Days", "d"),
        ("d", "weeks", None),
        ("s", "", None),
    ):
        assert vocabulary.time(Span(1, None, unit, text)) == found


def test_codes_that_mean_two_things_mean_nothing(vocabulary: Vocabulary) -> None:
    snomed = "http://snomed.info/sct"
    both = Concept(((snomed, "22253000"), (snomed, "386661006")), "", NOWHERE)
    one = Concept(((snomed, "22253000"), ("https://example.org", "1")), "", NOWHERE)
    assert vocabulary.id("reasons", both) is None
    assert vocabulary.id("reasons", one) == "pain"


def test_words_that_are_missing_are_reported(vocabulary: Vocabulary) -> None:
    source = Library().directions("en").source
    for text, code in ((b"  g: {one:", "W102"), (b"language: en", "W204")):
        torn = source.replace(text, b"  gg: {one:" if code == "W102" else b"language: es")
        library = Library()
        library.directions = lambda _: Library().directions("en")._replace(source=torn)  # type: ignore[method-assign]  # noqa: B023
        with pytest.raises(WordingError) as error:
            load_directions(library, "en", vocabulary.codes)
        assert code in {fault.code for fault in error.value.faults}
    with pytest.raises(WordingError):
        read_directions(b"language: en\n", "en.yaml")
