"""A profile has the words of another language in a file beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import leaflets
from leaflets import ProfileError
from leaflets.authoring.listing import profile_languages
from leaflets.content.library import Library
from leaflets.content.monograph.scalars import Language
from leaflets.content.profile.model import Sentence
from leaflets.content.profile.reading import languages_of, load_profile
from leaflets.content.profile.rules import summarize_rules
from leaflets.content.profile.wording import CONVENTIONAL_BANDS, speaks
from leaflets.content.wording.patterns import GAP
from leaflets.source.yaml import Text

COUNTRIES = [name for name in Library().profiles() if name != "generic"]
LANGUAGES = [tag for tag in Library().wordings() if tag != "en"]
OFFICIAL = {"de", "el", "es", "fr", "it", "pl", "pt", "ro"}  # of the European Union
DANISH = """\
sources: {ours-da: {says: Toy.}}
headings: {words: {storage: "Opbevaring af {name}"}, from: ours-da, evidence: own-translation}
statements:
  keep: {text: "Ring {emergency}.", from: ours-da, evidence: own-translation}
contacts:
  emergency: {text: "112", from: ours-da, evidence: verified}
"""
TOY = """\
extends: generic
says: Toy.
statements:
  keep:
    place: storage
    words:
      en: {text: Keep it dry., from: ours, evidence: verified}
"""


def own(folder: Path, files: dict[str, str]) -> Library:
    """A library with profiles of its own, by their paths."""
    for name, text in files.items():
        (folder / "profiles" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "profiles" / name).write_text(text, "utf-8")
    return Library(folder)


def test_its_words_stand_among_those_of_the_profile(tmp_path: Path) -> None:
    library = own(tmp_path, {"toy.yaml": TOY, "toy/da.yaml": DANISH})
    profile = load_profile(library, "toy", ["da"])
    sentences, da = profile.statements[Text("keep")].words, Language("da")
    assert (*sentences,) == ("en", "da")
    assert sentences[da].text == "Ring {emergency}."
    assert sentences[da].source.place.file.endswith("da.yaml")
    assert profile.headings[da].words == {"storage": "Opbevaring af {name}"}
    assert profile.contacts["emergency"][da].text == "112"
    assert profile.sources[Text("ours-da")].says == "Toy."


def test_only_the_languages_that_are_asked_for_are_read(tmp_path: Path) -> None:
    library = own(tmp_path, {"toy.yaml": TOY, "toy/da.yaml": "broken: [\n"})
    assert (*load_profile(library, "toy", ["en"]).statements[Text("keep")].words,) == ("en",)
    with pytest.raises(ProfileError):
        load_profile(library, "toy", ["da"])


def test_a_profile_has_the_words_of_those_that_it_extends(tmp_path: Path) -> None:
    files = {"toy.yaml": TOY, "toy/da.yaml": DANISH, "isle.yaml": "extends: toy\nsays: Isle.\n"}
    isle = "contacts: {emergency: {text: '999', from: ours-da, evidence: verified}}\n"
    library = own(tmp_path, files | {"isle/da.yaml": isle})
    profile = load_profile(library, "isle", ["da"])
    assert profile.statements[Text("keep")].words[Language("da")].text == "Ring {emergency}."
    assert profile.contacts["emergency"][Language("da")].text == "999"
    assert languages_of(library, "isle") == ("da", "en")


def test_an_own_folder_adds_a_language_to_a_profile_of_the_program(tmp_path: Path) -> None:
    library = own(tmp_path, {"eu/da.yaml": DANISH.replace("keep", "revised")})
    assert {"da", "es", "fr"} <= {*languages_of(library, "eu")}
    found = {values["language"]: values["complete"] for values in profile_languages(library, "eu")}
    assert (found["da"], found["fr"]) == (False, True)


def test_words_beside_a_profile_of_the_program_do_not_apply_to_its_replacement(
    tmp_path: Path,
) -> None:
    library = own(tmp_path, {"eu.yaml": TOY})
    assert languages_of(library, "eu") == ("en",)
    assert "statements.keep" not in str(load_profile(library, "eu", ["fr"]).headings)


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    library = own(tmp_path, {"toy.yaml": TOY})
    assert Language("da") not in load_profile(library, "toy", ["da"]).headings
    own(tmp_path, {"toy/da.yaml": DANISH})
    assert Language("da") in load_profile(library, "toy", ["da"]).headings


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("order: {}\n", "P101", "da.yaml:7:1"),
        ("frequency: {common: Tit.}\n", "P102", "da.yaml:7:12"),
    ],
)
def test_faults_have_their_place_in_the_file(
    tmp_path: Path, line: str, code: str, place: str
) -> None:
    library = own(tmp_path, {"toy.yaml": TOY, "toy/da.yaml": DANISH + line})
    with pytest.raises(ProfileError) as caught:
        load_profile(library, "toy", ["da"])
    assert [fault.code for fault in caught.value.faults] == [code]
    assert str(caught.value.faults[0].place).endswith(place)


def test_a_sentence_that_the_profile_does_not_have_is_refused(tmp_path: Path) -> None:
    other = DANISH.replace("keep:", "kept:")
    library = own(tmp_path, {"toy.yaml": TOY, "toy/da.yaml": other})
    with pytest.raises(ProfileError) as caught:
        load_profile(library, "toy", ["da"])
    assert "'place' is missing" in str(caught.value)
    assert "da.yaml:4:" in str(caught.value)


def test_a_leaflet_without_words_names_the_file_to_write(tmp_path: Path) -> None:
    own(tmp_path, {"toy.yaml": TOY})
    reading = leaflets.read("acetylcysteine", language="fr", folder=tmp_path)
    with pytest.raises(ProfileError, match=r"P290 .*profiles/toy/fr\.yaml"):
        leaflets.compose(reading, profile="toy")
    own(tmp_path, {"toy/fr.yaml": DANISH})
    leaflets.compose(reading, profile="toy")


def texts(sentence: Sentence) -> tuple[str, ...]:
    """Its words and its items."""
    return str(sentence.text), *map(str, sentence.items)


def names_in(text: str) -> set[str]:
    """Numbers, addresses and names, which are the same in every language."""
    return set(re.findall(r"www\.[a-z./]+|Yellow Card|FDA|NHS|\d[\dA-Z-]*", text))


def greatest_number(text: str) -> int:
    """The greatest number in a text, written with any separator of thousands."""
    return max(int(re.sub(r"\D", "", run)) for run in re.findall(r"\d(?:[,.\u00a0]?\d)*", text))


@pytest.mark.parametrize("name", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_profiles_have_every_word_and_number_in_every_language(
    name: str, language: str
) -> None:
    profile = load_profile(Library(), name, [language])
    tag, en = Language(language), Language("en")
    assert speaks(profile, language)
    assert {*profile.headings[tag].words} == {*profile.headings[en].words}
    for contact in profile.contacts.values():
        assert names_in(contact[tag].text) == names_in(contact[en].text)
    for statement in profile.statements.values():
        ours, english = texts(statement.words[tag]), texts(statement.words[en])
        for text, original in zip(ours, english, strict=True):
            assert sorted(GAP.findall(text)) == sorted(GAP.findall(original))
            assert names_in(text) == names_in(original)
    if profile.frequency.words:
        bands, english_bands = profile.frequency.words[tag], profile.frequency.words[en]
        for band in ("very_common", *CONVENTIONAL_BANDS.values()):
            text, original = getattr(bands, band), getattr(english_bands, band)
            assert greatest_number(text) == greatest_number(original)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_called_official_only_where_it_can_be(language: str) -> None:
    for name in COUNTRIES:
        for rule in summarize_rules(load_profile(Library(), name, [language])):
            is_text = rule.language == language and not rule.name.startswith("contacts.")
            is_template = f"profiles/eu/{language}.yaml" in rule.place.file
            # poisonhelp.hrsa.gov is in Spanish, too
            if is_text and rule.name != "statements.poison.es":
                can_be_official = is_template and language in OFFICIAL
                assert can_be_official or rule.evidence == "own-translation", rule.name
