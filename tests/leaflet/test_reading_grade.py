"""The leaflet can be read by somebody with eight years of school, and mostly with six."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leaflets.leaflet.model import Block, Heading, Paragraph, walk

from .facts import acetylcysteine, leaflet
from .reading_grade import Grade, reading_grade, syllables


def paragraphs(blocks: tuple[Block, ...]) -> list[str]:
    """Every heading and paragraph, each on its own."""
    return [str(one.words) for one in walk(blocks) if isinstance(one, Heading | Paragraph)]


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("medicine", 3), ("taken", 2), ("time", 1), ("helped", 1), ("needed", 2),
     ("doctor", 2), ("pharmacist", 3), ("little", 2), ("acetylcysteine", 5)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_known_grade() -> None:
    # 7 words, 1 sentence, 7 syllables
    assert reading_grade(["The cat sat on the red mat."]).grade == pytest.approx(-1.06, abs=0.01)


def _grades(names: bool) -> dict[str, Grade]:
    made = leaflet(acetylcysteine())
    return {
        block.path: reading_grade(paragraphs((block,)), names=names)
        for block in made.blocks
        if block.path not in ("title", "generic")  # names and nothing else
    }


@pytest.mark.parametrize("names", [True, False])
def test_the_whole_leaflet(names: bool) -> None:
    grade = reading_grade(paragraphs(leaflet(acetylcysteine()).blocks), names=names)
    assert grade.words > 600
    assert grade.grade <= 6


@pytest.mark.parametrize("names", [True, False])
def test_every_part(names: bool, record_property: Callable[[str, object], None]) -> None:
    grades = _grades(names)
    for path, grade in grades.items():
        record_property(path, round(grade.grade, 1))
    assert {path: grade for path, grade in grades.items() if grade.grade > 8} == {}
