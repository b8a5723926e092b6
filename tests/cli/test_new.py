"""`leaflets new` begins monographs and translations in which no word is printed by mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflets.base.errors import MonographError, WordingError
from leaflets.content.library import Library
from leaflets.source.yaml import Mapping, Node, Sequence, Text, parse

from ..minimal import MONOGRAPH, fault_codes
from .program import leaflets

COMMENTED_KEY = re.compile(r"^( *)# ((?:  )*(?:- )?[a-z-]+:)$", re.MULTILINE)
# values that are no words of a leaflet
HARMLESS = {"en", "es", "1", "draft"}


def texts(node: Node, *, empty: bool = False) -> list[Text]:
    """Every text in a file that is not empty, or every one that is."""
    if isinstance(node, Text):
        return [node] if bool(node.strip()) is not empty else []
    values = node.values() if isinstance(node, Mapping) else node
    assert isinstance(node, Mapping | Sequence)
    return [text for value in values for text in texts(value, empty=empty)]


def values(file: Path) -> Mapping:
    """The values of a file."""
    return parse(file.read_bytes(), file.name, MonographError)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a monograph in English."""
    file = tmp_path / "our/monographs/testine/en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(MONOGRAPH.replace("It helps with pain.", "It helps with **pain**, and more."))
    return tmp_path


def test_a_new_monograph_has_every_section_and_no_word(tmp_path: Path) -> None:
    done = leaflets("new", "omeprazole", cwd=tmp_path)
    file = tmp_path / "our/monographs/omeprazole/en.yaml"
    assert (done.code, done.text) == (0, "our/monographs/omeprazole/en.yaml\n")
    assert set(map(str, texts(values(file)))) <= HARMLESS
    sections = parse(MONOGRAPH.encode(), "", MonographError).group("sections")
    assert set(sections) == set(values(file).group("sections"))
    assert set(fault_codes(file.read_text())) == {"M106"}
    assert leaflets("render", "omeprazole", "--data", "our", cwd=tmp_path).code == 3


def test_what_may_be_left_out_has_the_right_key_and_place(tmp_path: Path) -> None:
    leaflets("new", "omeprazole", cwd=tmp_path)
    text = (tmp_path / "our/monographs/omeprazole/en.yaml").read_text()
    assert "  # also-called:\n" in text
    assert set(fault_codes(COMMENTED_KEY.sub(r"\1\2", text))) == {"M106"}


def test_the_words_of_another_monograph_are_comments(own: Path) -> None:
    done = leaflets("new", "other", "--from", "testine", "--data", "our", cwd=own)
    file = own / "our/monographs/other/en.yaml"
    assert done.code == 0
    text = file.read_text()
    assert set(map(str, texts(values(file)))) <= HARMLESS
    assert "  # | how-to-take:\n  # |   says:\n  # |     - Take it with water.\n" in text
    assert "Testine" not in text
    assert "TST" not in text


def test_a_translation_has_the_structure_and_the_words_as_comments(own: Path) -> None:
    done = leaflets("new", "testine", "--language", "es", "--data", "our", cwd=own)
    file = own / "our/monographs/testine/es.yaml"
    assert done.code == 0
    text = file.read_text()
    assert "  - id: pain\n    # | Pain\n    name:\n" in text
    assert "# | It helps with **pain**, and more." in text
    printed = " ".join(texts(values(file)))
    for word in ("Testine", "Rash", "helps", "Take", "Made up"):
        assert word not in printed
    assert "seriousness: serious\n" in text
    assert "frequency: {from: 1 in 100, to: 1 in 10}\n" in text
    assert "  driving: not-applicable\n" in text
    assert set(fault_codes(text)) == {"M106"}


def test_a_finished_translation_is_of_the_present_original(own: Path) -> None:
    leaflets("new", "testine", "--language", "es", "--data", "our", cwd=own)
    file = own / "our/monographs/testine/es.yaml"
    lines = file.read_text().splitlines()
    for text in texts(values(file), empty=True):
        lines[text.place.line - 1] += " Palabra"
    file.write_text("\n".join(lines).replace("date: Palabra", "date: 2025-01-02"))
    done = leaflets(
        "check", "testine", "--data", "our", "--select", "M", "--language", "es", cwd=own
    )
    assert (done.code, "M" in done.text.splitlines()[0]) == (0, False), done.text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["Bad Name"], 2, "cannot be the name of a monograph"),
        (["testine"], 2, "There is a monograph testine in en already"),
        (["acetylcysteine"], 2, "There is a monograph acetylcysteine in en already"),
        (["other", "--language", "Spanish"], 2, "is not a language"),
        (["other", "--from", "absentine"], 4, "N401"),
        (["testine", "--language", "fr", "--from", "acetylcysteine"], 2, "Leave out --from"),
    ],
)
def test_mistakes(own: Path, arguments: list[str], code: int, words: str) -> None:
    files = sorted((own / "our").rglob("*"))
    done = leaflets("new", *arguments, "--data", "our", cwd=own)
    assert (done.code, words in done.err) == (code, True), done.err
    assert sorted((own / "our").rglob("*")) == files


def test_a_name_that_belongs_to_another_medicine_is_told_with_both_places(own: Path) -> None:
    done = leaflets("new", "tst", "--data", "our", cwd=own)
    assert done.code == 0
    assert (
        "Warning: our/monographs/testine/en.yaml:6:17: E305 'tst', the name of "
        "our/monographs/tst/en.yaml, is a name of 'testine'."
    ) in done.err


def test_a_new_wording_has_every_key_and_the_english_words_beside_it(tmp_path: Path) -> None:
    done = leaflets("new", "wording", "sv", cwd=tmp_path)
    assert (done.code, done.text) == (0, "our/wording/sv.yaml\n")
    file = tmp_path / "our/wording/sv.yaml"
    begun, english = values(file), parse(Library().wording("en").source, "en", WordingError)
    assert [key for key in begun if key != "translation"] == list(english)
    months = begun.pop("months")
    assert set(map(str, texts(begun))) == {"sv", "person", "draft"}
    assert str(texts(months)[0]) == "januari"
    assert "  # | Tell them that you use {name}. Show them this leaflet.\n" in file.read_text()
    listing = leaflets("languages", "--data", "our", cwd=tmp_path).text
    assert re.search(r"\n  sv +\d+ to correct +no", listing)
    assert "'mark' is empty" in listing
    again = leaflets("new", "wording", "sv", cwd=tmp_path)
    assert again.code == 2


@pytest.mark.parametrize("arguments", [("wording",), ("wording", "es"), ("wording", "x_")])
def test_a_wording_that_is_none_or_is_there_is_not_begun(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = leaflets("new", *arguments, cwd=tmp_path)
    assert (done.code, done.text, list(tmp_path.iterdir())) == (2, "", [])
