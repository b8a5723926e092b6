"""The monographs that the program ships pass its own checks, and most fit one sheet of paper."""

from __future__ import annotations

import pytest

import leaflets
from leaflets.authoring.check import Selection
from leaflets.authoring.targets import Target, check_target
from leaflets.content.library import Library
from tests.shipped import MONOGRAPHS, shipped_leaflet

TODAY = "2026-11-30"
# in English, in the layout standard
ONE_SHEET = [
    "acetylcysteine", "insulin-glargine", "isotretinoin", "levothyroxine", "methotrexate",
    "paracetamol", "salbutamol-inhaler",
]  # fmt: skip


@pytest.mark.parametrize(("name", "language"), MONOGRAPHS)
def test_a_check_finds_no_error(name: str, language: str) -> None:
    report = check_target(Target(name, language, None), TODAY, Selection())
    assert [finding for finding in report.findings if finding.severity == "error"] == []
    assert not report.grade or report.grade.grade <= 8


def test_no_two_medicines_share_a_name_or_a_code() -> None:
    library = Library()
    owners: dict[str, set[str]] = {}
    for name, language in MONOGRAPHS:
        identity = leaflets.read(name, language=language).monograph.identity
        codes = [f"{code.system} {code.value}" for code in identity.codes]
        for label in (identity.name, identity.generic_name, *identity.also_called, *codes):
            owners.setdefault(str(label).casefold(), set()).add(name)
    assert {each: names for each, names in owners.items() if len(names) > 1} == {}
    assert set(library.names()) == {name for name, _ in MONOGRAPHS}


@pytest.mark.parametrize("name", ONE_SHEET)
def test_a_leaflet_fits_one_sheet(name: str) -> None:
    assert leaflets.typeset(shipped_leaflet(name), "standard").pages == 2
