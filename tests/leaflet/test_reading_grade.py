"""The leaflet can be read by somebody with eight years of school, and mostly with six."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leaflets.check.reading_grade import ReadingGrade, reading_grade
from leaflets.leaflet.model import Block, Heading, Paragraph
from leaflets.leaflet.walk import walk
from tests.shipped import MONOGRAPHS, shipped_leaflet

# words that a reader of this leaflet meets on the pack; scored with and without them
NAMES = (
    "N-acetyl-p-benzoquinone imine", "N-acetylcysteine", "acetylcysteine", "paracetamol",
    "acetaminophen", "glutathione", "NAPQI", "NAC", "COPD", "CIN", "glycoproteins", "disulfide",
    "bronchospasm", "anaphylaxis", "hypotension", "stomatitis", "nephropathy",
    "ibuprofen", "amoxicillin", "metformin", "warfarin", "Stevens-Johnson syndrome",
)  # fmt: skip
ENGLISH = [name for name, language in MONOGRAPHS if language == "en"]


def paragraphs(blocks: tuple[Block, ...]) -> list[str]:
    """Every heading and paragraph, each on its own."""
    return [str(one.words) for one in walk(blocks) if isinstance(one, Heading | Paragraph)]


def _grades(name: str, names: bool) -> dict[str, ReadingGrade]:
    return {
        block.path: reading_grade(paragraphs((block,)), NAMES if names else ())
        for block in shipped_leaflet(name).blocks
        # names and nothing else, and the titles of sources
        if block.path not in ("title", "generic", "about")
    }


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("name", ENGLISH)
def test_the_whole_leaflet(name: str, names: bool) -> None:
    grade = reading_grade(paragraphs(shipped_leaflet(name).blocks), NAMES if names else ())
    assert grade.words > 600
    assert grade.grade <= 6


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("name", ENGLISH)
def test_every_part(name: str, names: bool, record_property: Callable[[str, object], None]) -> None:
    grades = _grades(name, names)
    for path, grade in grades.items():
        record_property(path, round(grade.grade, 1))
    assert {path: grade for path, grade in grades.items() if grade.grade > 8} == {}
