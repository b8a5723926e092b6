"""A profile has the words of another language in a file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import leaflets
from leaflets import ProfileError
from leaflets.authoring.listing import profile_languages
from leaflets.content.library import Library
from leaflets.content.monograph.scalars import Language
from leaflets.content.profile.model import Sentence
from leaflets.content.profile.reading import languages_of, load_profile
from leaflets.content.wording.patterns import GAP
from leaflets.source.yaml import Text

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


def gaps(text: str) -> list[str]:
    """What is put into it, in any order."""
    return sorted(GAP.findall(text))


@pytest.mark.parametrize("name", ["eu"])
@pytest.mark.parametrize("language", ["de", "el", "es", "fr", "it", "pl", "pt", "ro"])
def test_our_profiles_have_every_word_of_the_english(name: str, language: str) -> None:
    profile = load_profile(Library(), name, [language])
    tag, en = Language(language), Language("en")
    assert {*profile.headings[tag].words} == {*profile.headings[en].words}
    for words in (statement.words for statement in profile.statements.values()):
        assert len(words[tag].items) == len(words[en].items)
        for ours, english in zip(texts(words[tag]), texts(words[en]), strict=True):
            assert gaps(ours) == gaps(english)
