"""What the shipped wordings say of months, dates, numbers and quotations is what CLDR says."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from leaflets.content.library import Library
from leaflets.content.monograph.scalars import Date
from leaflets.content.wording.patterns import Phrase
from leaflets.leaflet.phrasebook import Phrasebook
from tests.leaflet.facts import load_wording

# a leaflet in English is for the world: day, month, year
LOCALES = {"en": "en_001"}
LANGUAGES = Library().wordings()
# quotationStart and quotationEnd, which babel leaves out, from <delimiters> in the file of each
# language in CLDR's common/main
QUOTES = {
    "ar": "”“", "de": "„“", "el": "«»", "en": "“”", "es": "«»", "fa": "«»", "fr": "«»", "he": "””",
    "hi": "“”", "it": "«»", "ja": "「」", "ko": "“”", "pl": "„”", "pt": "“”", "ro": "„”",
    "ru": "«»", "so": "“”", "th": "“”", "tr": "“”", "uk": "«»", "ur": "”“", "vi": "“”", "zh": "“”",
}  # fmt: skip
ANY_QUOTE = re.compile('["“”„‟«»‹›‘‚‛「」]')


def locale(language: str) -> Locale:
    return Locale.parse(LOCALES.get(language, language), sep="_" if language in LOCALES else "-")


def date_pattern(language: str) -> str:
    """The long date of CLDR, without the quotes around its own words."""
    return str(locale(language).date_formats["long"].pattern).replace("'", "")


def months(language: str) -> list[str]:
    """The months as they stand in the long date: named, or numbered before a word of their own."""
    if numbered := re.search("(?<!M)M(?!M)(.)", date_pattern(language)):
        return [f"{number}{numbered[1]}" for number in range(1, 13)]
    names = locale(language).months["format"]["wide"]
    return [names[number] for number in range(1, 13)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_are_those_of_cldr(language: str) -> None:
    assert [str(month) for month in load_wording(language).months] == months(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_in_the_order_of_cldr(language: str) -> None:
    """With the era where CLDR has it: Thailand counts years by another one, too."""
    pattern = re.sub("(?<!M)M(?!M).", "{month}", date_pattern(language))  # with its word
    names = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}
    names["G"] = locale(language).eras["abbreviated"][1]
    fields = r"\b(?:d|MMMM|y|G)\b"  # of letters of Europe, but not those in words such as "de"
    spelled = re.sub(fields, lambda found: names[found[0]], pattern, flags=re.ASCII)
    assert str(load_wording(language).date) == spelled
    said = str(Phrasebook(load_wording(language)).date(Date("2026-01-09")))
    assert said == spelled.format(day=9, month=months(language)[0], year=2026)


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_numbers_are_grouped_as_in_cldr(language: str) -> None:
    """Grouped as CLDR has it, or by a space, which is no decimal sign anywhere (ISO 80000-1)."""
    symbols = locale(language).number_symbols["latn"]
    grouped = Phrasebook(load_wording(language)).number(1234567)
    assert grouped in (f"1{symbols['group']}234{symbols['group']}567", "1\xa0234\xa0567")


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_are_those_of_cldr(language: str) -> None:
    """Every quoted gap stands between the marks of its language; no other marks are used."""
    says = load_wording(language).frequency
    left, right = QUOTES[language]
    for phrase in (says.said_to_be, says.said_to_be_many):
        assert f"{left}{{word}}{right}" in phrase.replace("\xa0", "")
    used = set(ANY_QUOTE.findall(Library().wording(language).source.decode().replace('"', "")))
    assert used == {left, right}


def test_every_language_has_its_quotation_marks() -> None:
    assert set(QUOTES) == set(LANGUAGES)
    assert isinstance(load_wording("es").date, Phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_digit_is_one_of_0_to_9(language: str) -> None:
    """Strengths and what a pharmacy types have these digits, so no dose mixes two systems."""
    for file in (Library().wording(language), Library().directions(language)):
        digits = {char for char in file.source.decode() if char.isdecimal()}
        assert digits <= set("0123456789")
