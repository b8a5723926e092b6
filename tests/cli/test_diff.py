"""`leaflets diff` shows the words that changed as a patient reads them, and what is to be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..minimal import MONOGRAPH
from .program import Done, leaflets

FILE = "our/monographs/testine/en.yaml"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The file of a monograph of which edition 1 is approved, in tmp_path/our."""
    file = tmp_path / FILE
    file.parent.mkdir(parents=True)
    file.write_text(MONOGRAPH, encoding="utf-8")
    who = ("--by", "Ana Ruiz, pharmacist", "--on", "2026-01-15")
    assert leaflets("review", "testine", "--data", "our", *who, cwd=tmp_path).code == 0
    return file


def diff(file: Path, *arguments: str) -> Done:
    """Compare testine."""
    return leaflets("diff", "testine", *arguments, "--data", "our", cwd=file.parents[3])


def change(file: Path, *pairs: tuple[str, str]) -> None:
    """Replace words in a file."""
    text = file.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)


def test_the_same_words_need_no_review(own: Path) -> None:
    change(own, ("- Take it with water.", "- >-\n        Take it\n        with water."))
    done = diff(own)
    assert (done.code, done.text) == (
        0,
        "A patient reads the same words as in our/monographs/testine/editions/en.1.yaml. "
        "No review is needed.\n",
    )


def test_changed_words_stand_below_their_heading(own: Path) -> None:
    change(own, ("with water", "with milk"))
    assert diff(own).text.splitlines() == [
        "How to use it",
        "  - Take it with water.",
        "  + Take it with milk.",
        "",
        "A review is needed. Before it, raise the number of the edition to 2.",
    ]


def test_after_the_number_is_raised_the_next_step_is_the_review(own: Path) -> None:
    change(own, ("with water", "with milk"), ("number: 1", "number: 2"))
    assert diff(own, "1").text.splitlines()[-1].startswith("A review is needed: leaflets review ")
    who = ("--by", "Ana Ruiz, pharmacist", "--on", "2026-01-16")
    assert leaflets("review", "testine", "--data", "our", *who, cwd=own.parents[3]).code == 0
    assert diff(own, "1").text.splitlines()[-1] == (
        "No review is needed: Ana Ruiz, pharmacist approved the new words on 2026-01-16."
    )


def test_a_side_effect_that_moved_to_another_box_has_changed(own: Path) -> None:
    change(own, ("how-fast: same-day", "how-fast: at-once"))
    lines = diff(own).text.splitlines()
    assert "  - Warning: get advice the same day" in lines
    assert "  + Warning: get emergency help now" in lines


def test_two_files_are_compared(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(MONOGRAPH)
    (tmp_path / "new.yaml").write_text(MONOGRAPH.replace("with water", "with milk"))
    done = leaflets("diff", "new.yaml", "old.yaml", cwd=tmp_path)
    assert "  - Take it with water.\n  + Take it with milk.\n" in done.text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["7"], 4, "N411 There is no copy of edition 7 of our/monographs/testine/en.yaml."),
        (["first"], 2, "U201 'first' is neither the number of an edition nor a file."),
        (["absent.yaml"], 4, "N4"),
    ],
)
def test_mistakes(own: Path, arguments: list[str], code: int, words: str) -> None:
    done = diff(own, *arguments)
    assert (done.code, done.err[: len(words)]) == (code, words)


def test_editions_in_two_languages_are_not_compared(own: Path) -> None:
    spanish = own.with_name("es.yaml")
    spanish.write_text(MONOGRAPH.replace("language: en", "language: es"))
    done = diff(own, f"{spanish}")
    assert (done.code, "Compare two editions in one language." in done.err) == (2, True)


def test_without_an_approved_edition_there_is_nothing_to_compare_with() -> None:
    done = leaflets("diff", "acetylcysteine")
    assert (done.code, done.err[:4]) == (4, "N411")
