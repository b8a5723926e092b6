"""A check reports what the rules find, sets aside what a monograph accepts, and compares names."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.authoring.check import Selection

from ..minimal import MONOGRAPH, with_keys
from .checking import check, line_of

APPROVED = (
    "review: {{status: approved, by: 'Ana Example, pharmacist', on: {}{}, words: "
    + "0" * 64
    + "}}\n"
)


def important(first: str, accepts: str = "") -> str:
    """A monograph whose first important line is this."""
    lines = f"most-important:\n  - {first}\n  - Ask before you take it.\n  - Keep it away.\n"
    return with_keys(lines + accepts)


@pytest.mark.parametrize(
    ("selection", "codes"),
    [
        (Selection(), {"E101", "E201", "C355", "M214"}),
        (Selection(("E",)), {"E101", "E201"}),
        (Selection(("E1", "C3")), {"E101", "C355"}),
        (Selection((), ("E",)), {"C355", "M214"}),
        (Selection(("E",), ("E2",)), {"E101"}),
        (Selection(("E201",), ("E2",)), {"E201"}),
        (Selection(("E",), ("E",)), set()),
    ],
)
def test_the_longest_beginning_of_a_code_decides(selection: Selection, codes: set[str]) -> None:
    assert {code for code in ("E101", "E201", "C355", "M214") if code in selection} == codes


def test_a_file_that_cannot_be_read_gives_all_its_faults_as_errors() -> None:
    report = check(with_keys("edition: {number: one}\nsources: []\n"), "E")
    assert [(f.severity, f.fault.code) for f in report.findings] == [
        ("error", "M102"), ("error", "M107"), ("error", "M108"),
    ]  # fmt: skip
    assert report.language is None


def test_dangerous_notation_has_the_severity_of_its_rule() -> None:
    found = check(important("Take 1.0 mg BID."), "C").findings
    assert [(f.severity, f.fault.code) for f in found] == [("error", "C301"), ("error", "C333")]
    found = check(important("Take 0.5 g with water."), "C").findings
    assert [(f.severity, f.fault.code) for f in found] == [("warning", "C307")]


def test_shorthand_is_found_in_a_spanish_monograph() -> None:
    text = important("Tome 1 comprimido BID PRN po.").replace("language: en", "language: es")
    assert {f.fault.code for f in check(text, "C").findings} == {"C333", "C336", "C351"}


def test_an_accepted_notation_is_listed_and_another_in_the_same_text_is_found() -> None:
    accepts = "accepts:\n  - {code: C355, words: IV, reason: It stands on the bag.}\n"
    report = check(important("It is given IV, and never IM.", accepts), "C")
    assert [line_of(f) for f in report.findings] == [
        "2:5: error: C355 'IM' can be read as IM or IV. Write in the nose, or as an injection."
    ]
    [accepted] = report.accepted
    assert (accepted.fault.code, accepted.reason) == ("C355", "It stands on the bag.")


def test_an_accepted_finding_is_listed_with_its_reason() -> None:
    accepts = "accepts:\n  - {code: E106, words: ideal, reason: A name.}\n"
    report = check(important("The ideal study was the best.", accepts), "E106")
    assert [f.fault.says for f in report.findings] == ["'best' promotes the medicine."]
    assert [(f.fault.says, f.reason) for f in report.accepted] == [
        ("'ideal' promotes the medicine.", "A name.")
    ]


def test_an_unknown_section_is_accepted_by_its_name() -> None:
    accepts = "accepts:\n  - {code: E104, words: storage, reason: Kept in hospital.}\n"
    text = important("Take one.", accepts)
    assert [f.reason for f in check(text, "E104").accepted] == ["Kept in hospital."]
    assert check(text, "E306").findings == ()


def test_without_words_all_that_a_rule_finds_is_accepted() -> None:
    accepts = "accepts:\n  - {code: E106, reason: A name.}\n"
    report = check(important("The ideal study was the best.", accepts), "E106")
    assert (len(report.findings), len(report.accepted)) == (0, 2)


def test_an_unanswered_question_is_accepted_by_the_name_of_its_section() -> None:
    accepts = "accepts:\n  - {code: E104, words: storage, reason: It is kept in hospital.}\n"
    report = check(MONOGRAPH + accepts, "E104", "E306")
    assert [f.reason for f in report.accepted] == ["It is kept in hospital."]
    assert {f.fault.code for f in report.findings} == {"E104"}


def test_a_draft_is_noted() -> None:
    assert [f.severity for f in check(MONOGRAPH, "E304").findings] == ["note"]


@pytest.mark.parametrize(
    ("on", "again_by", "due"),
    [
        ("2025-11-29", "", ""),
        ("2025-01-02", ", again-by: 2025-12-01", "2025-12-01"),
        ("2024-11-30", "", "2026-11-30"),
        ("2024-12-01", "", ""),
        ("2024-11-01", ", again-by: 2027-01-01", ""),
    ],
)
def test_a_review_grows_old(on: str, again_by: str, due: str) -> None:
    edition = "edition: {number: 1, date: 2024-01-02}\n"
    found = check(with_keys(APPROVED.format(on, again_by) + edition), "E303").findings
    says = f"The review of {on} was to be done again by {due}."
    assert [f.fault.says for f in found] == ([says] if due else [])


def test_names_and_codes_of_another_medicine_are_found_with_both_places(tmp_path: Path) -> None:
    codes = "  codes:\n    - {system: ATC, value: X01}\n    - {system: UNII, value: U1}\n"
    for name, old, new in [("testine", "", ""), ("other", "estine", "hree"), ("far", "", "")]:
        text = MONOGRAPH.replace("  routes:", codes + "  routes:").replace(old or "\0", new)
        if name == "far":
            text = text.replace("language: en", "language: es")
        language = "es" if name == "far" else "en"
        file = tmp_path / "monographs" / name / f"{language}.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(text.replace("UNII, value: U1", f"UNII, value: {name}"))
    found = check(
        MONOGRAPH.replace("  routes:", codes + "  routes:").replace("TST", "tst"),
        "E305", folder=tmp_path,
    ).findings  # fmt: skip
    other = tmp_path / "monographs/other/en.yaml"
    assert [(f.fault.place.line, f.fault.says) for f in found] == [
        (6, f"'tst' stands in another monograph, too: {other}:6:17."),
        (9, f"'X01' stands in another monograph, too: {other}:9:28."),
    ]


def test_a_language_without_words_and_formula_is_checked_by_the_other_rules() -> None:
    report = check(important("BID.").replace("language: en", "language: fi"))
    assert report.grade is None
    assert report.not_applied == (
        "E101",
        "E102",
        "E103",
        "E105",
        "E106",
        "E107",
        "E205",
        "E206",
        "E207",
    )
    codes = {f.fault.code for f in report.findings}
    assert {"C333", "E104", "E301", "E304"} <= codes <= {"C333", "E104", "E203", "E301", "E304"}


@pytest.mark.parametrize(("passage", "codes"), [("Headache.", ["E108"]), ("w", [])])
def test_side_effects_as_given_are_not_graded_until_a_passage_is_marked(
    passage: str, codes: list[str]
) -> None:
    marked = "        - {warning: at-once, says: [Your face swells.]}\n"
    says = marked if passage == "w" else f"        - {passage}\n"
    text = (
        MONOGRAPH[: MONOGRAPH.index("most-important:")]
        + "as-given:\n  says:\n    - heading: 4. Side effects\n      section: side-effects\n"
        f"      says:\n{says}  from: [book]\n"
    )
    assert [finding.fault.code for finding in check(text, "E1").findings] == codes


def test_words_for_professionals_need_not_be_plain() -> None:
    words = "The efficacy and the bioavailability of the compound are considered satisfactory."
    head = MONOGRAPH[: MONOGRAPH.index("most-important:")]
    text = f"{head}as-given:\n  says: [{words}]\n  from: [book]\n"
    assert check(text, "E2").findings
    assert not check(f"{text}  written-for: professionals\n", "E2").findings
