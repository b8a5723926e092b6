"""Plain text: the words of the leaflet in order, and nothing that is not a word of it."""

from __future__ import annotations

from msgspec.structs import replace

from leaflets.leaflet.model import Item, ItemList, Paragraph, Row, Run, Table, Words
from leaflets.leaflet.plain import plain, words

from ..typesetting.toys import leaflet as toy
from .facts import acetylcysteine, leaflet


def test_plain_text_is_the_words() -> None:
    made = leaflet(acetylcysteine())
    assert plain(made).split() == words(made)
    identity = str(made.furniture.identity).split()
    assert words(made) == words(made, identity=False) + identity


def test_lines_are_short() -> None:
    assert max(len(line) for line in plain(leaflet(acetylcysteine())).splitlines()) <= 78


def test_disclaimer_and_identity_stand_once_at_the_end() -> None:
    made = leaflet(acetylcysteine())
    said = " ".join(words(made))
    end = f"{made.furniture.disclaimer} {made.furniture.identity}"
    assert said.endswith(end)
    assert said.count(str(made.furniture.disclaimer)) == 1


def _p(path: str, text: str) -> Paragraph:
    return Paragraph(path, Words((Run(text),)))


def test_a_list_in_a_list_keeps_both_labels() -> None:
    inner = ItemList("a/1/1", (Item("a/1/1/1", "1.", (_p("x", "deep"), _p("y", "more"))),), True)
    said = plain(toy(ItemList("a", (Item("a/1", "•", (inner,)), Item("a/2", "•", ())))))
    assert "• 1. deep\n     more\n•\n" in said


def test_each_value_of_a_table_is_named_by_its_column() -> None:
    def row(path: str, *cells: str) -> Row:
        return Row(path, tuple((_p(f"{path}/{cell}", cell),) for cell in cells))

    table = Table("t", (row("h", "Sign", "How many?"),), (row("r", "rash", "1 in 10"),))
    leaflet = toy(table)
    marked = replace(leaflet, furniture=replace(leaflet.furniture, lead_mark=":"))
    assert "Sign: rash\n  How many? 1 in 10\n" in plain(marked)


def test_a_list_in_a_cell_stands_below_the_name_of_its_column() -> None:
    items = ItemList("l", (Item("i", "•", (_p("p", "fever"),)), Item("j", "•", (_p("q", "rash"),))))
    head = Row("h", ((_p("h1", "Day"),), (_p("h2", "Signs"),)))
    table = Table("t", (head,), (Row("r", ((_p("r1", "First"),), (items,))),))
    assert "Day First\n  Signs\n    • fever\n    • rash\n" in plain(toy(table))


def test_the_words_of_a_leaflet_name_each_column_once() -> None:
    head = Row("h", ((_p("h1", "Sign"),), (_p("h2", "People"),)))
    rows = tuple(Row(f"r{n}", ((_p(f"{n}1", "rash"),), (_p(f"{n}2", "few"),))) for n in range(3))
    assert words(toy(Table("t", (head,), rows))).count("People") == 1
