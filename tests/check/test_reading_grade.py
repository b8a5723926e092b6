"""The reading grade counts syllables, words and sentences, with names and without."""

from __future__ import annotations

import pytest

from leaflets.check.reading_grade import has_reading_grade, reading_grade, syllables


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


def test_names_count_as_short_words() -> None:
    texts = ["Take acetylcysteine with water."]
    assert reading_grade(texts, ["Acetylcysteine"]) == reading_grade(["Take it with water."])
    assert reading_grade(texts).grade > reading_grade(texts, ["acetylcysteine"]).grade


def test_no_words_have_no_grade() -> None:
    assert reading_grade(["", "12"]) == (0, 0, 0)


def test_only_english_has_a_formula() -> None:
    assert [tag for tag in ("en", "en-GB", "es", "pl") if has_reading_grade(tag)] == ["en", "en-GB"]
