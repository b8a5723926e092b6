"""An approval has a name, a profession and a day that is past; anything else is no approval."""

from __future__ import annotations

from pathlib import Path

import pytest

import leaflets
from leaflets.base.errors import Fault, MonographError, UsageError
from leaflets.content.library import Library
from leaflets.content.monograph.reading import read_monograph
from leaflets.content.monograph.review import ReviewPolicy
from tests import minimal
from tests.minimal import MONOGRAPH, fault_codes, sections, with_keys

DAY = "2025-01-02"  # of the edition of the minimal monograph


def approved(by: str = "Ana Example, pharmacist", on: str = DAY) -> str:
    """Return a monograph with a review."""
    return with_keys(f"review:\n  status: approved\n  by: {by}\n  on: {on}\n  words: {'0' * 64}\n")


def faults(text: str, policy: ReviewPolicy) -> list[Fault]:
    """Return the faults that a policy finds."""
    try:
        read_monograph(text.encode(), "case.yaml", sections(), policy)
    except MonographError as error:
        return list(error.faults)
    return []


def test_an_approval_has_a_name_a_profession_and_a_day() -> None:
    assert fault_codes(approved()) == []
    assert fault_codes(with_keys("review: {status: approved}\n")) == ["M205"]
    assert fault_codes(with_keys(f"review: {{status: draft, on: {DAY}}}\n")) == ["M205"]


@pytest.mark.parametrize(
    "by",
    ["Ana Example, pharmacist", "A. Ñandú, médica", "Dr Example, BSc, chief pharmacist",
     "María de la O, farmacéutica", "李 明, 药剂师", "王伟，药师", "김민수, 약사"],
)  # fmt: skip
def test_a_full_name_and_a_profession_are_a_reviewer(by: str) -> None:
    assert fault_codes(approved(by)) == []


@pytest.mark.parametrize(
    "by",
    ["Me", "me, myself", "Ana", "Ana Example", "Ana, pharmacist", "The whole team", "Ana Example,",
     "Ana Example, ,", "Ana Example, 12", ", pharmacist", "1 2, pharmacist", "Dr Example (doctor)"],
)  # fmt: skip
def test_a_reviewer_without_name_or_profession_is_refused_with_the_repair(by: str) -> None:
    [fault] = faults(approved(by=f'"{by}"'), ReviewPolicy(DAY))
    assert (fault.code, fault.place.line, fault.place.column) == ("M107", 3, 7)
    assert fault.hint == "Write both, such as: Ana Ruiz, pharmacist"


@pytest.mark.parametrize(
    ("on", "today", "is_sound"),
    [
        (DAY, DAY, True),
        ("2025-03-01", "2025-03-01", True),
        ("2025-03-02", "2025-03-01", False),
        ("2199-01-01", "2025-03-01", False),
        ("2025-01-01", "2025-03-01", False),
    ],
)
def test_an_approval_lies_between_the_edition_and_today(
    on: str, today: str, is_sound: bool
) -> None:
    found = [
        (fault.code, fault.place.line) for fault in faults(approved(on=on), ReviewPolicy(today))
    ]
    assert found == ([] if is_sound else [("M205", 4)])


def test_without_a_clock_no_approval_is_believed() -> None:
    [fault] = faults(approved(), ReviewPolicy())
    assert fault.code == "M205"
    assert f"today='{DAY}'" in fault.hint
    assert faults(MONOGRAPH, ReviewPolicy()) == []


def test_a_draft_is_refused_where_only_approved_ones_are_wanted() -> None:
    [fault] = faults(MONOGRAPH, ReviewPolicy(DAY, approved_only=True))
    assert (fault.code, MONOGRAPH.splitlines()[fault.place.line - 1]) == ("M292", "  status: draft")
    assert "'leaflets review'" in fault.hint
    assert faults(approved(), ReviewPolicy(DAY, approved_only=True)) == []


def test_the_python_interface_takes_the_day(tmp_path: Path) -> None:
    file = tmp_path / "toy.yaml"
    file.write_text(minimal.approved(), encoding="utf-8")
    assert leaflets.compose(leaflets.read(file, today=DAY, approved_only=True)).status == "approved"
    with pytest.raises(MonographError, match="M205"):
        leaflets.read(file)
    with pytest.raises(MonographError, match="M292"):
        leaflets.read("acetylcysteine", today=DAY, approved_only=True)
    for today in ("today", "2025-02-30", "20250102"):
        with pytest.raises(UsageError, match="day of the calendar"):
            leaflets.read(file, today=today)
    with pytest.raises(UsageError, match="approved_only"):
        leaflets.read(file, today=DAY, approved_only="yes")  # type: ignore[arg-type]


def test_nothing_that_we_ship_is_reviewed() -> None:
    library = Library()
    for name in library.names():
        for language in library.languages(name):
            assert leaflets.read(name, language=language).monograph.review.status == "draft"
