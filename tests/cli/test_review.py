"""`leaflets review` writes an approval into the file, and refuses what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..minimal import MONOGRAPH
from .program import Done, leaflets

WHO = ("--by", "Ana Ruiz, pharmacist", "--on", "2026-01-15")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The file of a monograph in a folder of a pharmacy's own, tmp_path/our."""
    file = tmp_path / "our/monographs/testine/en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(MONOGRAPH, encoding="utf-8")
    file.chmod(0o644)
    return file


def review(folder: Path, *options: str) -> Done:
    """Review testine."""
    return leaflets("review", "testine", "--data", "our", *options, cwd=folder)


def test_the_review_is_the_only_change_in_the_file(own: Path, tmp_path: Path) -> None:
    done = review(tmp_path, *WHO)
    assert (done.code, done.text) == (0, "our/monographs/testine/en.yaml\n")
    before, after = MONOGRAPH.splitlines(), own.read_text().splitlines()
    at = before.index("review:")
    assert after[:at] + before[at : at + 2] + after[at + 5 :] == before
    assert after[at : at + 4] == [
        "review:", "  status: approved", '  by: "Ana Ruiz, pharmacist"', "  on: 2026-01-15",
    ]  # fmt: skip
    assert own.stat().st_mode & 0o777 == 0o644
    assert (own.parent / "editions/en.1.yaml").read_bytes() == own.read_bytes()


def test_then_the_leaflet_is_approved_until_a_word_changes(own: Path, tmp_path: Path) -> None:
    review(tmp_path, *WHO)
    render = ("render", "testine", "--data", "our", "--as", "text", "--out", "-")
    done = leaflets(*render, "--approved-only", cwd=tmp_path)
    assert done.code == 0
    assert "Ana Ruiz, pharmacist" in " ".join(done.text.split())
    assert "DRAFT" not in done.text
    own.write_text(own.read_text().replace("with water", "with milk"))
    done = leaflets(*render, cwd=tmp_path)
    assert "DRAFT" in done.text
    assert "M293 The words have changed since Ana Ruiz, pharmacist approved them" in done.err
    assert leaflets(*render, "--strict", cwd=tmp_path).code == 3
    assert leaflets(*render, "--approved-only", cwd=tmp_path).code == 3
    listed = leaflets("list", "--data", "our", cwd=tmp_path).text
    assert "en: edition 1, draft (words changed since the approval)" in listed
    assert "M293" in leaflets("check", "our", cwd=tmp_path).text


def test_other_words_need_another_number(own: Path, tmp_path: Path) -> None:
    review(tmp_path, *WHO)
    own.write_text(own.read_text().replace("with water", "with milk"))
    done = review(tmp_path, *WHO)
    assert (done.code, done.out) == (3, b"")
    assert "E307 Edition 1 was approved with other words." in done.err
    own.write_text(own.read_text().replace("number: 1", "number: 2"))
    assert review(tmp_path, *WHO).code == 0
    assert {file.name for file in (own.parent / "editions").iterdir()} == {
        "en.1.yaml", "en.2.yaml",
    }  # fmt: skip


def test_the_same_words_can_be_reviewed_again(own: Path, tmp_path: Path) -> None:
    review(tmp_path, *WHO)
    done = review(
        tmp_path, "--by", "李 明, 药剂师", "--on", "2026-02-01", "--again-by", "2027-01-01"
    )
    assert done.code == 0
    text = own.read_text(encoding="utf-8")
    assert '  by: "李 明, 药剂师"\n  on: 2026-02-01\n  again-by: 2027-01-01\n' in text
    assert text.count("review:") == 1


def test_comments_and_line_ends_stay(own: Path, tmp_path: Path) -> None:
    text = MONOGRAPH.replace("  status: draft\n", "  # who?\n  status: draft\n\n# whence\n")
    own.write_bytes(text.replace("\n", "\r\n").encode())
    assert review(tmp_path, *WHO).code == 0
    source = own.read_bytes()
    assert source.count(b"\n") == source.count(b"\r\n")
    assert b"  # who?\r\n\r\n# whence\r\nprovenance:" in source


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--by", "Ana", "--on", "2026-01-15"], 2, "is not the full name and the profession"),
        (["--by", "The whole team", "--on", "2026-01-15"], 2, "is not the full name"),
        (["--by", "Ana Ruiz, pharmacist", "--on", "15.1.2026"], 2, "is not a date"),
        (["--by", "Ana Ruiz, pharmacist", "--on", "2199-01-15"], 3, "M205"),
        (["--by", "Ana Ruiz, pharmacist", "--on", "2024-01-15"], 3, "M205"),
        ([*WHO, "--again-by", "2026-01-15"], 2, "is not after the day of this one"),
        (["--by", "Ana Ruiz, pharmacist"], 2, "--on"),
    ],
)
def test_what_is_no_review_is_refused_and_changes_nothing(
    own: Path, tmp_path: Path, options: list[str], code: int, words: str
) -> None:
    done = review(tmp_path, *options)
    assert (done.code, done.out) == (code, b"")
    assert words in done.err
    assert own.read_text() == MONOGRAPH
    assert not (own.parent / "editions").exists()


def test_a_monograph_with_an_error_is_refused(own: Path, tmp_path: Path) -> None:
    own.write_text(MONOGRAPH.replace("Take it with water.", "Take 1.0 mg."))
    done = review(tmp_path, *WHO)
    assert (done.code, "C301" in done.err) == (3, True)


def test_a_monograph_of_the_program_is_refused(tmp_path: Path) -> None:
    done = leaflets("review", "acetylcysteine", *WHO, cwd=tmp_path)
    assert (done.code, done.err[:4]) == (2, "U201")


def test_a_review_on_one_line_is_replaced(own: Path, tmp_path: Path) -> None:
    own.write_text(MONOGRAPH.replace("review:\n  status: draft\n", "review: {status: draft}\n"))
    assert review(tmp_path, *WHO).code == 0
    assert "status: draft" not in own.read_text()
