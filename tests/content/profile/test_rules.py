"""Every rule names its source; the page of help tells them all, as they stand in the files."""

from __future__ import annotations

import json

import pytest

from leaflets.check.reading_grade import reading_grade
from leaflets.content.library import Library
from leaflets.content.profile.reading import load_profile
from leaflets.content.profile.rules import summarize_rules
from tests.cli.program import leaflets
from tests.leaflet.test_reading_grade import paragraphs
from tests.shipped import shipped_leaflet

from .page import PAGE, made


def test_the_page_tells_every_rule() -> None:
    # written by: python -m tests.content.profile.page
    text = PAGE.read_text(encoding="utf-8")
    assert text == made(text)
    for name in Library().profiles():
        assert f"<!-- rules of {name} -->\n\n| rule |" in text


@pytest.mark.parametrize("name", Library().profiles())
def test_every_rule_has_a_name_of_its_own_and_a_source(name: str) -> None:
    found = summarize_rules(load_profile(Library(), name))
    assert len({rule.name for rule in found}) == len(found) >= 6
    assert all(rule.asks and rule.source for rule in found)


def test_the_sentence_of_the_fda_is_verified_and_its_translation_is_not() -> None:
    found = {rule.name: rule for rule in summarize_rules(load_profile(Library(), "us", ["es"]))}
    assert found["statements.fda.en"].evidence == "verified"
    assert found["statements.fda.es"].evidence == "own-translation"
    assert found["statements.fda.en"].source.startswith("21 CFR 209.10")


def test_the_command_tells_the_rules_of_one() -> None:
    done = leaflets("profiles", "us")
    assert done.code == 0
    assert "contacts.poison.en: 1-800-222-1222\n    verified, HRSA" in done.text
    assert "(data/profiles/us.yaml:" in done.text
    assert "(data/profiles/generic.yaml:" in done.text, "what it extends is told as well"
    assert leaflets("profiles").text.count("\n") == len(Library().profiles())


def test_the_command_tells_the_words_of_a_language_and_their_evidence() -> None:
    done = leaflets("profiles", "uk", "--language", "fr")
    assert done.code == 0
    assert "statements.advice.fr: Si vous n’arrivez pas à les joindre" in done.text
    assert "    own-translation, NHS" in done.text
    assert "statements.advice.fr" not in leaflets("profiles", "uk").text
    rows = [line.split() for line in done.text.splitlines()]
    assert ["fr", "6", "verified,", "3", "general-knowledge,", "3", "own-translation"] in rows


def test_the_json_of_one_has_its_languages() -> None:
    found = json.loads(leaflets("profiles", "us", "--json").out)
    (french,) = (one for one in found["languages"] if one["language"] == "fr")
    assert french == {
        "language": "fr", "complete": True,
        "evidence": {"verified": 2, "general-knowledge": 0, "own-translation": 4},
    }  # fmt: skip
    assert {rule["language"] for rule in found["rules"]} == {None, "en"}


def test_the_shipped_leaflet_is_as_easy_as_its_profile_asks() -> None:
    asked = load_profile(Library(), "generic").reading_level.grade
    grade = reading_grade(paragraphs(shipped_leaflet("acetylcysteine").blocks))
    assert grade.grade <= asked
