"""Lists that were typed with bullets or hyphens become lists, and no word is lost for a sign."""

from __future__ import annotations

from collections import Counter

import pytest

from leaflets.content.monograph.inline import Run
from leaflets.importing.model import Block, Cells, ItemList, Lines, Paragraph, Row, Runs, plain
from leaflets.importing.typed_lists import read_typed_lists


def p(text: str) -> Paragraph:
    return Paragraph(runs(text))


def runs(text: str) -> Runs:
    return (Run(text),)


def shape(blocks: tuple[Block, ...]) -> list[object]:
    """Paragraphs as texts, lists as lists of items."""
    shapes: list[object] = []
    for block in blocks:
        match block:
            case Paragraph():
                shapes.append(plain(block.runs))
            case ItemList():
                shapes.append([shape(item) for item in block.items])
            case Lines():
                shapes.append("/".join(map(plain, block.lines)))
            case Cells():
                shapes.append("table")
    return shapes


def typed(*blocks: Block) -> list[object]:
    return shape(read_typed_lists(blocks, Counter()))


@pytest.mark.parametrize(
    "sign", ["• ", "•", "\uf0b7\u00a0", "·\u00a0\u00a0", "- ", "– ", "o\u00a0 "]
)
def test_paragraphs_that_begin_with_a_bullet_become_a_list(sign: str) -> None:
    assert typed(p("Rare:"), p(f"{sign}itch"), p(f"{sign}rash"), p("Ask.")) == [
        "Rare:", [["itch"], ["rash"]], "Ask.",
    ]  # fmt: skip


def test_each_sign_begins_a_list_of_its_own() -> None:
    assert typed(p("• a"), p("- b"), p("- c")) == [[["a"]], [["b"], ["c"]]]


def test_lines_that_begin_with_a_bullet_become_a_list() -> None:
    lines = Lines((runs("Ask if"), runs("- you sneeze"), runs("- you cough"), runs("Then wait.")))
    assert typed(lines) == ["Ask if", [["you sneeze"], ["you cough"]], "Then wait."]


def test_a_bullet_alone_belongs_to_the_paragraph_behind_it() -> None:
    assert typed(p("·"), p("itch"), p("·"), p("rash"), p("•")) == [[["itch"], ["rash"]], "•"]


def test_a_list_does_not_print_its_bullets_twice() -> None:
    items = ItemList(((p("• itch"),), (p("rash"),), (p("• a"), p("• b"))))
    assert typed(items) == [[["itch"], ["rash"], ["a"], ["b"]]]
    doses = ItemList(((p("- 5 mg"),), (p("- 10 mg"),)))
    assert typed(doses) == [[["5 mg"], ["10 mg"]]]


def test_a_list_in_a_list_stays_there() -> None:
    inner = ItemList(((p("a"),),))
    assert typed(ItemList(((inner,), (p("b"), p("- c"))))) == [[[[["a"]]], ["b", [["c"]]]]]


def test_a_table_that_only_sets_bullets_becomes_a_list() -> None:
    row = Row(((p("•"),), (p("itch"),)))
    assert typed(Cells((row, row), heading_rows=0)) == [[["itch"], ["itch"]]]
    dose = Row(((p("5 mg"),), (p("itch"),)))
    assert typed(Cells((row, dose), heading_rows=0)) == ["table"]


def test_signs_that_may_be_words_stay() -> None:
    texts = ["- 5 °C", "-5 mg", "·5 mg", "* as above", "o tomar", "a - b", "-", "→ Ask."]
    for text in texts:
        assert typed(p(text)) == [text]


def test_the_bullet_may_look_otherwise_than_the_words() -> None:
    bold = Paragraph((Run("-", strong=True), Run(" itch, "), Run("rash", strong=True)))
    counts: Counter[str] = Counter()
    (found,) = read_typed_lists([bold], counts)
    assert isinstance(found, ItemList)
    assert found.items == ((Paragraph((Run("itch, "), Run("rash", strong=True))),),)
    assert counts == {"typed bullets": 1}
