"""A list in brackets whose comma may have cut a sentence is told; names and words pass."""

from __future__ import annotations

import pytest

from leaflets.content.library import Library
from tests.minimal import MONOGRAPH, monograph_warnings, with_keys


def doubts(keys: str) -> list[tuple[str, int, int]]:
    """Return code, line and column of each warning about a monograph with these keys."""
    places = ((fault.code, fault.place) for fault in monograph_warnings(with_keys(keys)))
    return [(code, place.line, place.column) for code, place in places]


def effect(signs: str) -> str:
    return (
        f"side-effects:\n  - name: rash\n    signs: {signs}\n    seriousness: not-serious\n"
        "    how-fast: if-it-bothers-you\n    frequency: not-known\n    from: [book]\n"
    )


def answer(says: str) -> str:
    return f"questions:\n  - asks: Is it so?\n    from: [book]\n    says: {says}\n"


@pytest.mark.parametrize(
    ("signs", "piece"),
    [
        ("[swollen lips, tongue or throat]", "tongue"),
        ("[rash, or sores]", "or"),
        ("[no food, drink]", "drink"),
        ("[fever, 'a cough', red eyes, spots]", "spots"),
        ("[hinchazón de la cara, la lengua o la garganta]", "la lengua"),
        ("[sores,\n      in the mouth]", "in the"),
    ],
)
def test_a_sentence_cut_at_its_comma_is_told_at_the_second_piece(signs: str, piece: str) -> None:
    before = effect(signs).partition(piece)[0].split("\n")
    assert doubts(effect(signs)) == [("M214", len(before), len(before[-1]) + 1)]


@pytest.mark.parametrize(
    "signs",
    [
        "[nausea, vomiting]",
        "[swelling of the face]",
        '["no food, drink"]',
        '["swollen lips", "a sore tongue"]',
        "['swollen lips', tongue]",
        "[swollen lips, 'a sore tongue']",
        "\n      - swelling of the face, tongue or throat\n      - trouble breathing",
    ],
)
def test_entries_that_cannot_be_a_cut_sentence_pass(signs: str) -> None:
    assert doubts(effect(signs)) == []


@pytest.mark.parametrize(
    "says",
    [
        "[Do not drive, or swim]",
        "\n      - list: [Do not drive, or swim]",
        "\n      - steps: [Open the sachet, pour it out]",
        "\n      - list:\n          - Not if\n          - list: [you are dizzy, tired]",
        "\n      - by-route: {oral: [Swallow it whole, with water]}",
    ],
)
def test_every_list_of_words_for_patients_is_looked_at(says: str) -> None:
    assert [code for code, _, _ in doubts(answer(says))] == ["M214"]


def test_the_most_important_lines_and_how_it_works_are_looked_at() -> None:
    lines = "most-important: [It eases pain, fever, ask first]\n"
    assert [code for code, _, _ in doubts(lines)] == ["M214"]
    uses = (
        "uses:\n  - {id: pain, name: Pain, says: [It helps.], evidence: established,\n"
        "     from: [book], how-it-works: [It blocks pain, swelling]}\n"
    )
    assert [code for code, _, _ in doubts(uses)] == ["M214"]


def test_names_codes_and_rows_of_tables_may_stand_in_brackets() -> None:
    names = MONOGRAPH.replace("[10 mg]", "[10 mg, 20 mg]").replace("[TST]", "[Test tablets, TST]")
    assert monograph_warnings(names) == []
    table = (
        "\n      - table:\n          - [Body weight, One dose]\n          - [10 kg, half a tablet]"
    )
    assert doubts(answer(table)) == []


def test_a_list_is_told_once() -> None:
    assert len(doubts(effect("[red spots, red eyes, red lips]"))) == 1


def test_what_we_ship_gives_no_doubt() -> None:
    library = Library()
    for name in library.names():
        for language in library.languages(name):
            source = library.monograph(name, language).source.decode()
            assert monograph_warnings(source) == []
