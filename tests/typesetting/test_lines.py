"""Line breaking: every word once, no line too wide, numbers with their units, no runts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.languages import one_letter_words
from leaflets.pdf.text import TextPiece
from leaflets.typesetting.lines import break_lines, split_words

BLACK = (0.0, 0.0, 0.0)


def measure(_piece: TextPiece, text: str) -> float:
    return 10.0 * len(text)


def lines_of(text: str, width: float, runs: int = 1) -> list[str]:
    cut = max(1, len(text) // runs)
    pieces = [
        TextPiece(text[start : start + cut], "toy", 10, BLACK, index, 0.0)
        for index, start in enumerate(range(0, len(text), cut))
    ]
    broken = break_lines(split_words(pieces, measure, width), width)
    for line in broken:
        assert line.width <= width + 0.001
        assert abs(line.width - sum(len(piece.text) for piece in line.pieces) * 10) < 0.001
    return ["".join(piece.text for piece in line.pieces) + "+" * line.joined for line in broken]


def test_words_are_kept_and_lines_are_even() -> None:
    assert lines_of("one two three four five six", 140) == ["one two three", "four five six"]


def test_a_number_stays_with_its_unit() -> None:
    assert lines_of("Take only 400 mg now or so", 130) == ["Take only", "400 mg now or", "so"]
    assert lines_of("INR must be < 3 or so", 130) == ["INR must be", "< 3 or so"]
    assert lines_of("Up to 1 in 100 people or so", 160)[1] == "1 in 100 people"
    assert lines_of("At least (10⁻⁶ mol/L or so", 160)[1].startswith("(10⁻⁶ mol/L")
    # a comma or full stop ends what it counts: nothing is to be kept together there
    assert lines_of("There are 12, others", 130) == ["There are 12,", "others"]
    assert "400\xa0mg" in " ".join(lines_of("abc 400\xa0mg def", 60))


def test_a_one_letter_word_of_the_language_ends_no_line() -> None:
    def broken(text: str, language: str) -> list[str]:
        pieces = [TextPiece(text, "toy", 10, BLACK, 0, 0.0)]
        words = split_words(pieces, measure, 130, bound=one_letter_words(language))
        return ["".join(piece.text for piece in line.pieces) for line in break_lines(words, 130)]

    text = "Bez autora i daty tu"
    assert broken(text, "en") == ["Bez autora i", "daty tu"]
    assert broken(text, "pl-PL") == ["Bez autora", "i daty tu"]
    assert broken("Nie teraz. W szpitalu", "pl") == ["Nie teraz.", "W szpitalu"]
    assert broken("Nie teraz (w szpitalu)", "pl") == ["Nie teraz", "(w szpitalu)"]
    assert broken("Ma witaminę C dodaną", "pl")[0] == "Ma witaminę C"


def test_the_space_after_a_borrowed_letter_is_measured_in_the_font_that_draws_it() -> None:
    widths = {"own": 10.0, "lent": 7.0}
    pieces = [
        TextPiece("qu", "own", 10, BLACK, 0, 0.0),
        TextPiece("ế", "lent", 10, BLACK, 0, 0.0),
        TextPiece(" an", "own", 10, BLACK, 0, 0.0),
    ]
    words = split_words(pieces, lambda piece, text: widths[piece.font] * len(text), 100)
    (line,) = break_lines(words, 100)
    assert [piece.text for piece in line.pieces] == ["qu", "ế ", "an"]
    assert [piece.width for piece in line.pieces] == [20.0, 14.0, 20.0]


def test_one_word_is_not_left_alone_where_the_lines_above_can_share() -> None:
    assert lines_of("aaaa bbbb cccc dddd e", 190)[-1] != "e"


def test_a_word_wider_than_the_line_goes_on_in_the_next() -> None:
    broken = lines_of("x" * 5000, 100)
    assert len(broken) == 500
    assert all(line.endswith("+") for line in broken[:-1])
    assert "".join(broken).replace("+", "") == "x" * 5000


def test_an_address_goes_on_behind_a_slash() -> None:
    assert lines_of("example.org/leaflets/toyamine", 150) == [
        "example.org/+",
        "leaflets/+",
        "toyamine",
    ]


def test_words_over_two_runs_are_not_broken() -> None:
    assert lines_of("abcdef ghijkl", 60, runs=3) == ["abcdef", "ghijkl"]


@given(
    st.text(st.sampled_from("ab1 <>&;/\xa0"), max_size=200),
    st.integers(1, 30),
    st.integers(1, 5),
)
def test_no_word_is_lost_doubled_or_moved(text: str, columns: int, runs: int) -> None:
    broken = lines_of(text, columns * 10.0, runs)
    joined = "".join(line[:-1] if line.endswith("+") else line + " " for line in broken)
    assert joined.replace("\xa0", " ").split() == text.replace("\xa0", " ").split()
