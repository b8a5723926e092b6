"""Forms by number: every language has its own, and a wording gives all of them or none."""

from __future__ import annotations

import sys

import pytest
from msgspec.structs import replace

from leaflets.base.errors import UsageError, WordingError
from leaflets.content.monograph.frequency import Band, OneIn
from leaflets.content.wording import Wording, check_complete, plurals
from leaflets.content.wording.patterns import OneInPhrase
from leaflets.content.wording.plurals import categories
from leaflets.leaflet.phrasebook import Phrasebook
from leaflets.source.yaml import Text
from tests import minimal
from tests.leaflet.facts import load_wording

POLISH = {"one": "{of} osobę", "few": "{of} osoby", "many": "{of} osób", "other": "{of} osoby (a)"}


def polish(**forms: str) -> Wording:
    """A wording whose `at-least` says how a number of people is called."""
    english = load_wording("en")
    phrases = {name: OneInPhrase.from_text(Text(says)) for name, says in forms.items()}
    frequency = replace(english.frequency, at_least=phrases)  # type: ignore[arg-type]
    return replace(english, language=Text("pl"), frequency=frequency)


def check(wording: Wording) -> None:
    agreed = minimal.sections()
    check_complete(wording, "pl", (part.id for part in agreed.walk()), agreed.routes)


def test_each_number_takes_its_plural_form() -> None:
    wording = polish(**POLISH)
    check(wording)
    phrases = Phrasebook(wording)
    said = {n: str(phrases.band(Band(least=OneIn(n)))) for n in (1, 2, 5, 12, 22, 1000)}
    assert said == {
        1: "1 osobę", 2: "2 osoby", 5: "5 osób", 12: "12 osób", 22: "22 osoby", 1000: "1,000 osób",
    }  # fmt: skip


def test_missing_or_extra_plural_forms_are_reported() -> None:
    with pytest.raises(WordingError) as caught:
        check(polish(one=POLISH["one"], two="{of} osoby", other=POLISH["other"]))
    (fault,) = caught.value.faults
    assert fault.code == "W205"
    assert "'at-least' has the forms one, two, other" in fault.says
    assert "one, few, many, other" in fault.hint


@pytest.mark.parametrize(
    ("language", "known"),
    [("en", ["one", "other"]), ("es", ["one", "many", "other"]), ("ja", ["other"]),
     ("ar", ["zero", "one", "two", "few", "many", "other"]), ("qxx", ["other"])],
)  # fmt: skip
def test_the_plural_categories_of_a_language(language: str, known: list[str]) -> None:
    assert list(categories(language)) == known


def test_a_missing_package_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    plurals._rule.cache_clear()
    monkeypatch.setitem(sys.modules, "babel", None)
    with pytest.raises(UsageError, match=r"U208 .*leaflets\[plurals\]"):
        check(polish(**POLISH))


def test_a_wording_without_plural_forms_needs_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    plurals._rule.cache_clear()
    monkeypatch.setitem(sys.modules, "babel", None)
    for language in ("en", "es"):
        band = Band(least=OneIn(100), most=OneIn(10))
        assert "100" in str(Phrasebook(load_wording(language)).band(band))
