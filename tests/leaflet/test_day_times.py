"""Amounts by time of the day are printed as a grid, in words, where a pharmacy asks for it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import leaflets
from leaflets.content.particulars import Particulars, amounts_by_time
from leaflets.leaflet.model import Table
from leaflets.leaflet.plain import plain
from leaflets.leaflet.walk import walk
from tests.cli import program


def particulars(day_times: str, language: str = "en", **others: str) -> Particulars:
    """Particulars with amounts by time of the day."""
    return Particulars.from_mapping({"day-times": day_times, **others}, language=language)


def grid(day_times: str, language: str = "en") -> list[tuple[str, str]]:
    """The rows of the grid in a leaflet, as a pair of cells each."""
    reading = leaflets.read("acetylcysteine", language=language)
    leaflet = leaflets.compose(reading, particulars=particulars(day_times, language))
    (table,) = (
        block
        for block in walk(leaflet.blocks)
        if isinstance(block, Table) and block.path.startswith("dispensing/")
    )
    rows = []
    for row in table.all_rows:
        first, second = (str(cell[0].words) for cell in row.cells)  # type: ignore[union-attr]
        rows.append((first, second))
    return rows


def test_four_amounts_are_a_grid_in_words() -> None:
    assert grid("1-0-2 tablets-0") == [
        ("When", "How much"),
        ("In the morning", "1"),
        ("At noon", "nothing"),
        ("In the evening", "2 tablets"),
        ("At bedtime", "nothing"),
    ]


def test_the_grid_is_in_the_language_of_the_leaflet() -> None:
    assert grid("0,5 – 0 – 0 – 1", "es") == [
        ("Cuándo", "Cuánto"),
        ("Por la mañana", "0,5"),
        ("Al mediodía", "nada"),
        ("Por la noche", "nada"),
        ("Al acostarse", "1"),
    ]


def test_three_amounts_end_with_the_evening_and_a_warning() -> None:
    assert [time for time, _ in grid("1-0-1")[1:]] == [
        "In the morning",
        "At noon",
        "In the evening",
    ]
    (warning,) = particulars("1-0-1").warnings
    assert warning.code == "A296"
    assert particulars("1-0-1-0").warnings == ()


@pytest.mark.parametrize(
    "text",
    ["1", "1-1", "1-0-1-0-1", "0-0-0", "x-0-1", "1--1", "half-0-1", "1-0-1/2", "-1-0-1", "01-0-1"],
)
def test_other_texts_are_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(leaflets.ParticularsError) as caught:
        particulars(text)
    assert caught.value.code == "A205"
    assert amounts_by_time(text) == {}


def test_nothing_of_a_unit_is_nothing() -> None:
    assert amounts_by_time("0 tablets-0-0 tablets-0") == {}
    assert amounts_by_time("1 tablet-0 tablets-1 tablet-0") == amounts_by_time(
        "1 tablet-0-1 tablet-0"
    )


def test_the_amounts_are_searched_for_dangerous_notation() -> None:
    with pytest.raises(leaflets.ParticularsError) as caught:
        particulars("1.0-0-1 tab bid-0")
    assert {fault.code for fault in caught.value.faults} == {"C301", "C333"}


def test_as_text_every_amount_is_named() -> None:
    reading = leaflets.read("acetylcysteine")
    text = plain(leaflets.compose(reading, particulars=particulars("1-0-0-2")))
    assert "In the morning" in text
    assert "nothing" in text


@pytest.mark.parametrize("layout", ["standard", "large-print", "compact"])
def test_the_grid_is_a_tagged_table(layout: str) -> None:
    reading = leaflets.read("acetylcysteine")
    leaflet = leaflets.compose(reading, particulars=particulars("1-0-0-2", patient="Ada"))
    assert tables(leaflets.typeset(leaflet, layout).pdf) == 1 + tables(
        leaflets.typeset(leaflets.compose(reading), layout).pdf
    )
    assert leaflet.personal


def tables(pdf: bytes) -> int:
    """The number of tables among the tags of a PDF."""
    with pikepdf.open(BytesIO(pdf)) as document:
        found = (item for item in document.objects if isinstance(item, pikepdf.Dictionary))
        return sum(item.get("/S") == "/Table" for item in found)


def test_a_body_is_never_frozen_with_one_patients_grid() -> None:
    with pytest.raises(leaflets.DoesNotFit):
        leaflets.freeze(leaflets.read("acetylcysteine"), fields=["patient", "day-times"])


def test_each_patient_of_a_batch_gets_their_own_grid(tmp_path: Path) -> None:
    rows = "monograph,identifier,patient,day-times\nNAC,a,Ada,1-0-0-2\nNAC,b,Bea,3-0-0-4\n"
    (tmp_path / "rows.csv").write_text(rows, "utf-8")
    done = program.leaflets("batch", "rows.csv", "--out", "out", "--jobs", "1", cwd=tmp_path)
    assert done.code == 0, done.err
    reading = leaflets.read("acetylcysteine")
    for name, patient, amounts in (("a", "Ada", "1-0-0-2"), ("b", "Bea", "3-0-0-4")):
        alone = leaflets.compose(reading, particulars=particulars(amounts, patient=patient))
        assert (tmp_path / "out" / f"{name}.pdf").read_bytes() == leaflets.typeset(alone).pdf
