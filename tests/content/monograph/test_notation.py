"""The words of a monograph are searched for dangerous notation; its names and codes are not."""

from __future__ import annotations

from pathlib import Path

import pytest

import leaflets
from tests import minimal
from tests.cli import program

BASE = minimal.MONOGRAPH
ATTACH = ["attach", "D-1", "--by", "J. Doe", "--store", "sqlite:///records.db"]


def notation(text: str) -> list[tuple[int, str]]:
    """The lines and codes of what can be misread in a monograph."""
    return [
        (warning.place.line, warning.code)
        for warning in minimal.monograph_warnings(text)
        if warning.code.startswith("C")
    ]


def test_plain_words_and_the_shipped_monographs_have_none() -> None:
    assert notation(BASE) == []
    for language in ("en", "es"):
        assert leaflets.read("acetylcysteine", language=language).warnings == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Made up for a test.", "Take 1.0 mg."),
        ("strengths: [10 mg]", "strengths: [1.0 mg]"),
        ("strengths: [10 mg]", "forms: [1.0 mg tablet]"),
        ("- Ask before you take it.", "- Take **1.0** mg."),
        ("    name: Pain", "    name: 1.0 mg"),
        ("      - It helps with pain.", "      - Take 1.0 mg."),
        ("    evidence: established", "    evidence: debated\n    caveat: 1.0 mg"),
        ("    evidence: established", "    evidence: established\n    how-it-works: [1.0 mg]"),
        ("      - Take it with water.", "      - list: [Take 1.0 mg, Ask]"),
        ("      - Take it with water.", "      - steps: [Take 1.0 mg, Ask]"),
        (
            "      - Take it with water.",
            "      - table:\n          - [A, B]\n          - [C, 1.0 mg]",
        ),
        ("      - Take it with water.", "      - day-times: {morning: 1.0 mg}"),
        ("      - Take it with water.", "      - by-route: {oral: [Take 1.0 mg]}"),
        ("      - Take it with water.", '      - "[1.0 mg](https://example.org/1.0)"'),
        ("  - name: Rash", "  - name: 1.0 mg rash"),
        ("  - name: Rash", "  - name: Rash\n    medical-name: 1.0 mg"),
        ("  - name: Rash", "  - name: Rash\n    signs: [1.0 mg]"),
        ("  - name: Rash", "  - name: Rash\n    more: 1.0 mg"),
        ("    what-to-do: Call your doctor.", "    what-to-do: Take 1.0 mg."),
        ("  - asks: Is it addictive?", "  - asks: Is 1.0 mg enough?"),
        ("      - No.", "      - 1.0 mg is."),
    ],
)
def test_every_text_that_a_leaflet_prints_is_searched(old: str, new: str) -> None:
    ((line, code),) = notation(BASE.replace(old, new, 1))
    assert code == "C301"
    assert "1.0" in BASE.replace(old, new, 1).splitlines()[line - 1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Testine 10 mg", "name: Testine 1.0 mg"),
        ("also-called: [TST]", "also-called: [TST 10mg, BID]"),
        ("title: A book of tests", "title: A book of 1.0 mg & 10mg\n    publisher: SL & Co"),
        ("  routes:", "  codes: [{system: ATC, value: 1.0mg}]\n  routes:"),
        ("      - Take it with water.", '      - "[Ask](https://example.org/1.0mg/bid)"'),
    ],
)
def test_names_codes_and_links_are_not_searched(old: str, new: str) -> None:
    assert notation(BASE.replace(old, new, 1)) == []


def test_shorthand_in_another_language_is_told() -> None:
    text = BASE.replace("language: en", "language: es").replace("- No.", "- 1 comp c/8h, po.")
    assert [code for _, code in notation(text)] == ["C346", "C351"]


@pytest.mark.parametrize("command", [["render"], [*ATTACH, "--render"]])
def test_a_command_warns_with_file_line_and_column(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(BASE.replace("- No.", "- Take .5 mg."), "utf-8")
    done = program.leaflets(*command, "mine.yaml", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "Warning: mine.yaml:60:9: C302 '.5' can be read as ten times as much." in done.err


def test_strict_refuses_it(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(BASE.replace("- No.", "- Take .5 mg."), "utf-8")
    done = program.leaflets("render", "mine.yaml", "--strict", cwd=tmp_path)
    assert done.code == 3
    assert done.err.startswith("mine.yaml:60:9: C302 ")
    assert not (tmp_path / "out").exists()


def test_a_batch_tells_it_once_for_all_its_rows(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "monographs" / "testine"
    folder.mkdir(parents=True)
    (folder / "en.yaml").write_text(BASE.replace("- No.", "- Take .5 mg."), "utf-8")
    (tmp_path / "rows.csv").write_text("monograph\n" + "testine\n" * 3, "utf-8")
    batch = ["batch", "rows.csv", "--out", "out", "--data", "own", "--jobs", "1"]
    done = program.leaflets(*batch, "--strict", cwd=tmp_path)
    assert (done.code, "C302" in done.err) == (3, True)
    assert not (tmp_path / "out").exists()
    done = program.leaflets(*batch, cwd=tmp_path)
    assert (done.code, done.err.count("C302")) == (0, 1)
