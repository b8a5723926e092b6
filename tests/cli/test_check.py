"""`leaflets check` by name, file and folder; in four forms; and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..minimal import MONOGRAPH, with_keys
from .program import leaflets

BAD = with_keys(
    "most-important:\n  - Take 1.0 mg.\n  - Ask before you take it.\n  - Keep it away.\n"
)


def library(folder: Path, **texts: str) -> Path:
    """A pharmacy's own folder with English monographs, by name."""
    for name, text in texts.items():
        file = folder / "our/monographs" / name / "en.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_a_file_is_checked_and_an_error_is_code_3(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD)
    done = leaflets("check", "bad.yaml", "--select", "C", cwd=tmp_path)
    assert (done.code, done.text.splitlines()) == (3, [
        "bad.yaml:2:5: error: C301 '1.0' can be read as ten times as much. Write 1.",
        "bad.yaml: reading grade 0.0, without names 0.0.",
        "1 file: 1 error, 0 warnings, 0 notes.",
    ])  # fmt: skip


def test_warnings_are_errors_only_with_strict(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text(MONOGRAPH)
    check = ("check", "some.yaml", "--select", "E104")
    assert leaflets(*check, cwd=tmp_path).code == 0
    assert leaflets(*check, "--strict", cwd=tmp_path).code == 3
    assert leaflets("check", "some.yaml", "--select", "E304", "--strict", cwd=tmp_path).code == 0


def test_a_folder_is_checked_with_its_own_library(tmp_path: Path) -> None:
    library(tmp_path, testine=MONOGRAPH, other=BAD, broken="language: en\n")
    done = leaflets("check", "our", "--select", "C,E305", cwd=tmp_path)
    codes = [line.split()[2] for line in done.text.splitlines() if ": error: " in line]
    assert done.code == 3
    assert codes.count("C301") == 1
    assert "M102" in codes
    assert sum("E305" in line for line in done.text.splitlines()) == 6  # two names and a synonym
    assert done.text.splitlines()[-1].startswith("3 files: ")


def test_without_names_the_whole_library_is_checked(tmp_path: Path) -> None:
    library(tmp_path, testine=MONOGRAPH)
    done = leaflets("check", "--data", "our", "--select", "E304", cwd=tmp_path)
    files = [line.split(":")[0] for line in done.text.splitlines()[:-1]]
    assert "our/monographs/testine/en.yaml" in files
    assert any(file.startswith("data/monographs/") for file in files)


def test_many_files_are_checked_in_several_processes_in_order(tmp_path: Path) -> None:
    library(tmp_path, **{f"m{number:03}": BAD for number in range(85)})
    check = ("check", "our", "--select", "C", "--format", "json")
    several = leaflets(*check, "--jobs", "2", cwd=tmp_path)
    assert several.out == leaflets(*check, "--jobs", "1", cwd=tmp_path).out
    assert json.loads(several.out)["errors"] == 85


def test_json(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD)
    result = json.loads(
        leaflets("check", "bad.yaml", "--select", "C", "--format", "json", cwd=tmp_path).out
    )
    assert result == {
        "files": [
            {
                "file": "bad.yaml", "language": "en", "grade": -0.4, "grade_without_names": -0.4,
                "not_applied": [],
                "findings": [
                    {
                        "severity": "error", "code": "C301", "file": "bad.yaml", "line": 2,
                        "column": 5, "says": "'1.0' can be read as ten times as much.",
                        "hint": "Write 1.",
                    }
                ],
                "accepted": [], "fits": [],
            }
        ],
        "errors": 1, "warnings": 0, "notes": 0,
    }  # fmt: skip


def test_sarif_names_accepted_findings_as_suppressed(tmp_path: Path) -> None:
    accepts = "accepts:\n  - {code: C301, words: '1.0', reason: A test.}\n"
    (tmp_path / "bad.yaml").write_text(BAD + accepts)
    done = leaflets("check", "bad.yaml", "--select", "C,E306", "--format", "sarif", cwd=tmp_path)
    [run] = json.loads(done.out)["runs"]
    assert done.code == 0
    [result] = run["results"]
    assert (result["ruleId"], result["level"]) == ("C301", "error")
    assert result["suppressions"] == [{"kind": "inSource", "justification": "A test."}]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 2,
        "startColumn": 5,
    }
    assert run["tool"]["driver"]["rules"][0]["id"] == "C301"


def test_github_puts_a_finding_beside_its_line(tmp_path: Path) -> None:
    (tmp_path / "a,b.yaml").write_text(BAD)
    done = leaflets("check", "a,b.yaml", "--select", "C", "--format", "github", cwd=tmp_path)
    assert done.text == (
        "::error file=a%2Cb.yaml,line=2,col=5,title=C301::"
        "'1.0' can be read as ten times as much. Write 1.\n"
    )


def test_fit_lists_pages_in_every_layout_and_profile(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text(MONOGRAPH)
    done = leaflets(
        "check", "some.yaml", "--select", "E4", "--fit", "--format", "json", cwd=tmp_path
    )
    fits = json.loads(done.out)["files"][0]["fits"]
    assert {"standard", "large-print", "compact"} <= {fit["layout"] for fit in fits}
    assert {"generic", "eu", "uk", "us"} <= {fit["profile"] for fit in fits}
    assert [fit["pages"] for fit in fits if fit["extent"] == "summary"] == [1]
    assert done.code == 0


def test_words_of_a_profile_that_are_our_own_translation_are_noted() -> None:
    done = leaflets("check", "acetylcysteine", "--language", "fr", "--select", "E404", "--fit")
    assert done.code == 0
    assert (
        "note: E404 By the profile uk, these words are our own translation, of no official "
        "standing: statements.emergency.fr, statements.advice.fr and contacts.reporting.fr. Have a "
        "translator check them: leaflets profiles uk --language fr."
    ) in done.text
    english = leaflets("check", "acetylcysteine", "--language", "en", "--select", "E404", "--fit")
    assert "E404" not in english.text


def test_what_cannot_be_laid_out_is_found(tmp_path: Path) -> None:
    text = MONOGRAPH.replace("It helps with pain.", "It helps with pain \U0001f600.")
    (tmp_path / "some.yaml").write_text(text, encoding="utf-8")
    done = leaflets("check", "some.yaml", "--select", "E401", "--fit", cwd=tmp_path)
    assert done.code == 3
    assert "E401 In the layout standard, by the profile generic, it is not made: T502" in done.text


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["absent.yaml"], 4, "N4"),
        (["absentine"], 4, "N401"),
        (["empty"], 4, "N401"),
        (["--select", "E1;rm"], 2, "U201"),
        (["--select", ""], 2, "U201"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: list[str], code: int, error: str) -> None:
    (tmp_path / "empty").mkdir()
    done = leaflets("check", *arguments, cwd=tmp_path)
    assert (done.code, done.err[: len(error)]) == (code, error)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("E105", "on which day of the week"),
        ("c355", "can be read as IM or IV"),
        ("M214", "A list in brackets"),
        ("L104", "A key is given twice"),
    ],
)
def test_every_code_can_be_looked_up(code: str, words: str) -> None:
    done = leaflets("help", code)
    assert (done.code, done.text[:4]) == (0, code.upper())
    assert words in done.text


def test_a_code_that_does_not_exist_is_not_found() -> None:
    assert leaflets("help", "Z999").code == 4


@pytest.mark.parametrize("accepts", [False, True])
def test_strict_commands_refuse_errors_of_safety(tmp_path: Path, accepts: bool) -> None:
    text = MONOGRAPH.replace("Call your doctor.", "Call your doctor at once.")
    if accepts:
        text += "accepts:\n  - {code: E102, words: at once, reason: A test.}\n"
    library(tmp_path, testine=text)
    (tmp_path / "rows.csv").write_text("monograph\ntestine\n")
    for command in (("render", "testine"), ("batch", "rows.csv"), ("pack", "rows.csv")):
        make = (*command, "--data", "our", "--out")
        done = leaflets(*make, f"{command[0]}-strict.pdf", "--strict", cwd=tmp_path)
        assert (done.code, "E102 The words say 'at once'" in done.err) == (
            (0, False) if accepts else (3, True)
        )
        assert leaflets(*make, f"{command[0]}.pdf", cwd=tmp_path).code == 0


def test_a_file_that_cannot_be_opened_does_not_keep_others_from_being_checked(
    tmp_path: Path,
) -> None:
    library(tmp_path, testine=MONOGRAPH)
    (tmp_path / "our/monographs/testine/es.yaml").symlink_to(tmp_path / "absent")
    done = leaflets("check", "our", "--select", "E304", cwd=tmp_path)
    assert done.code == 3
    assert "our/monographs/testine/es.yaml: error: N403" in done.text
    assert "our/monographs/testine/en.yaml:1:1: note: E304" in done.text
