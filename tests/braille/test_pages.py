"""Lines of 40 cells and pages of 25 lines, from which no cell is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leaflets.braille.pages import Passage, lines_of, paginated

from .reader import cells, pages

WORDS = st.lists(st.text("ABCDEF", min_size=1, max_size=100), min_size=1, max_size=60)


@given(WORDS, st.integers(0, 8), st.integers(0, 8), st.booleans())
def test_no_cell_is_lost_and_no_line_is_too_long(
    words: list[str], first: int, others: int, is_heading: bool
) -> None:
    passage = Passage(" ".join(words), first, others, is_heading=is_heading)
    brf = paginated([passage] * 3, str)
    assert cells(brf) == words * 3
    for page in pages(brf):
        assert len(page) == 25
        assert max(map(len, page)) <= 40


def test_lines_go_in_and_headings_stand_in_the_middle() -> None:
    text = "AAAAAAAAAA " * 5
    assert lines_of(Passage(text, 2, 0)) == [
        "  AAAAAAAAAA AAAAAAAAAA AAAAAAAAAA", "AAAAAAAAAA AAAAAAAAAA",
    ]  # fmt: skip
    assert lines_of(Passage("ABCD", is_centred=True)) == [" " * 18 + "ABCD"]


def test_a_long_word_goes_on_after_dot_five() -> None:
    assert lines_of(Passage("A" * 50)) == ["A" * 39 + '"', "A" * 11]


def test_a_heading_is_never_alone_at_the_foot_of_a_page() -> None:
    filling = [Passage(f"LINE{n}") for n in range(23)]
    heading = Passage("HEADING", gap=True, is_heading=True)
    first, second = pages(paginated([*filling, heading, Passage("BELOW")], str))
    assert "HEADING" not in first
    assert second[:2] == ["HEADING", "BELOW"]


def test_the_number_of_a_page_ends_its_last_line() -> None:
    numbered = pages(paginated([Passage("A")] * 60, lambda number: f"#{number}"))
    assert [page[-1] for page in numbered] == [f"#{n}".rjust(40) for n in (1, 2, 3)]
