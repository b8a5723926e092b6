"""An approval holds for exactly the words that were approved, however the file is spelled."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

import leaflets
from leaflets.base.errors import MonographError

from ..minimal import MONOGRAPH, TODAY, approved, with_keys

PICTURE = """\
questions:
  - asks: Is it addictive?
    says:
      - pictograms:
          - picture: doctor
            caption: Ask.
    from: [book]
"""


def read(folder: Path, text: str, *, approved_only: bool = False) -> leaflets.Reading:
    """Read a file with this text."""
    file = folder / "toy.yaml"
    file.write_text(text, encoding="utf-8")
    return leaflets.read(file, today=TODAY, approved_only=approved_only)


def test_approved_words_are_no_draft(tmp_path: Path) -> None:
    reading = read(tmp_path, approved(), approved_only=True)
    assert leaflets.compose(reading).status == "approved"
    assert [warning.code for warning in reading.warnings] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- It helps with pain.", "-    'It helps   with pain.'"),
        ("# A whole and sound", "# Another"),
        ("  - Ask before you take it.", "  - >-\n    Ask before\n    you take it."),
        ("\n", "\r\n"),
    ],
)
def test_another_spelling_of_the_same_words_stays_approved(
    tmp_path: Path, old: str, new: str
) -> None:
    text = approved(MONOGRAPH)
    assert old in (MONOGRAPH if old.startswith("#") else text)
    assert read(tmp_path, text.replace(old, new)).monograph.review.status == "approved"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("with water", "with milk"),
        ("how-fast: same-day", "how-fast: at-once"),
        ("number: 1", "number: 2"),
        ("name: Testine 10 mg", "name: Testine 20 mg"),
        ("most-important:\n", "most-important:\n  - Another line.\n"),
        ("driving: not-applicable", "driving: ask-pharmacist"),
        ("picture: doctor", "picture: phone"),
        ("2025-01-02\n", "2024-01-02\n"),
    ],
)
def test_other_words_are_a_draft_again_which_says_so(tmp_path: Path, old: str, new: str) -> None:
    text = approved(with_keys(PICTURE))
    assert old in text
    reading = read(tmp_path, text.replace(old, new))
    leaflet = leaflets.compose(reading)
    [warning] = reading.warnings
    assert (leaflet.status, warning.code) == ("draft", "M293")
    assert warning.says == (
        "The words have changed since Ana Example, pharmacist approved them on 2025-01-02: "
        "a draft again."
    )
    assert leaflet.furniture.mark is not None
    with pytest.raises(MonographError, match="M292"):
        read(tmp_path, text.replace(old, new), approved_only=True)


def test_words_under_a_digest_of_others_are_a_draft(tmp_path: Path) -> None:
    text = approved().replace("words: ", "words: 0000").replace("0000", "0000", 1)
    digest = text.split("words: 0000")[1][:64]
    forged = text.replace(f"0000{digest}", "0" * 64)
    assert read(tmp_path, forged).monograph.review.status == "draft"


def test_an_approval_makes_no_translation_stale(tmp_path: Path) -> None:
    folder = tmp_path / "our/monographs/testine"
    folder.mkdir(parents=True)
    draft = with_keys("review:\n  status: draft\n")
    digest = sha256(draft.encode()).hexdigest()
    edition = f"edition: {{number: 1, date: 2025-01-02, translation-of: {digest}}}\n"
    (folder / "es.yaml").write_text(with_keys(edition).replace("language: en", "language: es"))

    def is_stale() -> bool:
        return leaflets.read("testine", language="es", folder=tmp_path / "our").stale

    (folder / "en.yaml").write_text(draft)
    assert not is_stale()
    words = "0" * 64
    lines = (
        f"review:\n  status: approved\n  by: A B, pharmacist\n  on: 2026-01-01\n  words: {words}\n"
    )
    (folder / "en.yaml").write_text(draft.replace("review:\n  status: draft\n", lines))
    assert not is_stale()
    (folder / "en.yaml").write_text(draft.replace("with water", "with milk"))
    assert is_stale()
