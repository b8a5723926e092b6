"""The leaflet can be read by somebody with eight years of school, and mostly with six."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leaflets.check.reading_grade import ReadingGrade, reading_grade
from leaflets.leaflet.model import Block, Heading, Paragraph
from leaflets.leaflet.walk import walk

from .facts import acetylcysteine, leaflet

# words that a reader of this leaflet meets on the pack; scored with and without them
NAMES = (
    "N-acetyl-p-benzoquinone imine", "N-acetylcysteine", "acetylcysteine", "paracetamol",
    "acetaminophen", "glutathione", "NAPQI", "NAC", "COPD", "CIN", "glycoproteins", "disulfide",
    "bronchospasm", "anaphylaxis", "hypotension", "stomatitis", "nephropathy",
)  # fmt: skip


def paragraphs(blocks: tuple[Block, ...]) -> list[str]:
    """Every heading and paragraph, each on its own."""
    return [str(one.words) for one in walk(blocks) if isinstance(one, Heading | Paragraph)]


def _grades(names: bool) -> dict[str, ReadingGrade]:
    made = leaflet(acetylcysteine())
    return {
        block.path: reading_grade(paragraphs((block,)), NAMES if names else ())
        for block in made.blocks
        if block.path not in ("title", "generic")  # names and nothing else
    }


@pytest.mark.parametrize("names", [True, False])
def test_the_whole_leaflet(names: bool) -> None:
    grade = reading_grade(paragraphs(leaflet(acetylcysteine()).blocks), NAMES if names else ())
    assert grade.words > 600
    assert grade.grade <= 6


@pytest.mark.parametrize("names", [True, False])
def test_every_part(names: bool, record_property: Callable[[str, object], None]) -> None:
    grades = _grades(names)
    for path, grade in grades.items():
        record_property(path, round(grade.grade, 1))
    assert {path: grade for path, grade in grades.items() if grade.grade > 8} == {}
