"""The table of contents of a long leaflet: which headings it lists, and where it stands."""

from __future__ import annotations

import pytest

from leaflets.leaflet.contents import (
    entries_of,
    running_title,
    with_contents,
    with_page_numbers,
)
from leaflets.leaflet.model import Heading, Leaflet, Run, Section, TableOfContents, Words
from leaflets.leaflet.plain import plain, words

from ..typesetting.toys import chapters, paragraph, text


def titles(leaflet: Leaflet) -> list[str]:
    return [str(entry.words) for entry in entries_of(leaflet)]


def test_it_stands_before_the_first_section_and_after_what_opens_the_leaflet() -> None:
    leaflet = with_contents(chapters(3), most_entries=30)
    paths = [block.path for block in leaflet.blocks]
    assert paths[:4] == ["title", "opening", "table-of-contents", "chapter/1"]
    assert str(leaflet.blocks[2].heading.words) == "In this leaflet"  # type: ignore[union-attr]


def test_parts_are_listed_unless_they_are_too_many_and_sections_always() -> None:
    leaflet = chapters(3, parts=2)
    parts_too = ["Chapter 1", "Part 1.1", "Part 1.2", "Chapter 2", "Part 2.1", "Part 2.2",
                 "Chapter 3", "Part 3.1", "Part 3.2"]  # fmt: skip
    assert titles(with_contents(leaflet, most_entries=9)) == parts_too
    for most in (8, 1):
        assert titles(with_contents(leaflet, most_entries=most)) == parts_too[::3]


def test_one_heading_is_no_table_and_a_table_is_not_added_twice() -> None:
    alone, several = chapters(1), with_contents(chapters(2), 30)
    assert with_contents(alone, 30) is alone
    assert with_contents(several, 30) is several


def test_a_link_in_a_heading_does_not_lead_elsewhere_from_the_table() -> None:
    heading = Heading("s/heading", 2, Words((Run("See"), Run("there", link="https://example.org"))))
    leaflet = chapters(2, more=(Section("s", "s", None, heading, (paragraph("s/1", "Toy"),)),))
    assert not any(run.link for entry in entries_of(with_contents(leaflet, 30))
                   for run in entry.words.runs)  # fmt: skip


def test_its_pages_are_words_beside_the_headings() -> None:
    leaflet = with_contents(chapters(2), 30)
    pages = {"chapter/1/heading": 3, "chapter/2/heading": 12}
    numbered = with_page_numbers(leaflet, pages)
    assert "Chapter 1 page 3\nChapter 2 page 12\n" in plain(numbered)
    assert "".join(words(numbered)).count("Chapter2page12") == 1
    block = numbered.blocks[2].blocks[0]  # type: ignore[union-attr]
    assert isinstance(block, TableOfContents)
    assert text(block.page_words(12)) == text("page 12")


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Possible side effects", "Possible side effects"),
        ("x" * 46, "x" * 46),
        (
            "2. What you need to know before you take Testine tablets",
            "2. What you need to know before you take…",
        ),
        (
            "How your doctor may give you Testine 50 mg/300 mg tablets",
            "How your doctor may give you Testine…",
        ),
        ("How to take Testine 50 mg/300 mg film-coated tablets", "How to take Testine…"),
        (
            "How to take Testine 50 mg tablets every morning",
            "How to take Testine 50 mg tablets every…",
        ),
        ("x" * 47, "x" * 46 + "…"),
    ],
)
def test_a_long_title_is_cut_between_words_and_never_after_a_number(
    heading: str, title: str
) -> None:
    assert str(running_title(text(heading))) == title
