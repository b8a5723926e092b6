"""How figures and signs are said: what stands beside them, and what is left to the voice."""

from __future__ import annotations

import re

import pytest

from leaflets.content.library import Library
from leaflets.content.pronunciation import load_pronunciations
from leaflets.speech.pronounced import pronounced

WORDS = load_pronunciations(Library())


def said(text: str, language: str) -> str:
    """A text with what is said in place of its signs; figures said one by one stand in braces."""
    ssml = pronounced(text, WORDS.get(language))
    assert re.sub("<[^>]*>", "", ssml).replace("&amp;", "&") == text
    ssml = re.sub(r'<sub alias="([^"]*)">[^<]*</sub>', r"\1", ssml)
    return re.sub(r'<say-as interpret-as="(\w+)"[^>]*>([^<]*)</say-as>', r"{\1 \2}", ssml)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Take 400 mg.", "en", "Take 400 milligrams."),
        ("1 mg, 1.0 mg, 21 mg", "en", "1 milligram, 1.0 milligrams, 21 milligrams"),
        ("1,000 mg or 5\u00a0mL", "en", "1,000 milligrams or 5\u00a0millilitres"),
        ("200–400 mg", "en", "200 to 400 milligrams"),
        ("4–6 hours", "en", "4 to 6 hours"),
        ("below 25 °C.", "en", "below 25 degrees Celsius."),
        ("0,5 mg; 1,5 g; 2 g", "fr", "0,5 milligramme; 1,5 gramme; 2 grammes"),
        ("1.000 mg", "pt", "1.000 mg"),
        ("400 mg", "de", "400 Milligramm"),
        ("400 mg", "pl", "400 mg"),
        ("5 mg/mL, 7 Mg, 3 people", "en", "5 mg/mL, 7 Mg, 3 people"),
        ("mg and B12 mg", "en", "mg and B12 mg"),
        ("Write to info@example.org.", "en", "Write to info at example dot org."),
        ("Write to info@example.org.", "pl", "Write to info@example.org."),
        ("Call 01632 960 123.", "pl", "Call {characters 01632} {characters 960} {characters 123}."),
        ("+44 (0)20 7946 0123", "en", "{characters +44} ({characters 0}){characters 20} "
         "{characters 7946} {characters 0123}"),
        ("1-800-555-0123", "en", "{characters 1}-{characters 800}-{characters 555}-"
         "{characters 0123}"),
        ("at 14:30 on 2026-11-26", "en", "at {time 14:30} on {date 2026-11-26}"),
        ("Leaflet e27f-c6f0-01d2.", "en", "Leaflet {characters e27f-c6f0-01d2}."),
        ("0.5 to 10,000 people, 10 000 mg", "en", "0.5 to 10,000 people, 10 000 milligrams"),
        ("a < b & 1 in 10", "en", "a &lt; b & 1 in 10"),
    ],
)  # fmt: skip
def test_signs_are_said_as_the_language_says_them(text: str, language: str, expected: str) -> None:
    if "<" in text:
        assert pronounced(text, WORDS[language]) == "a &lt; b &amp; 1 in 10"
    else:
        assert said(text, language) == expected


def test_every_unit_has_a_name_for_one_and_for_several() -> None:
    for language, words in WORDS.items():
        assert all(len(names) == 2 for names in words.units.values()), language
        if words.singular == "never":
            assert all(one == several for one, several in words.units.values()), language
