"""The tree is the leaflet's, whatever the layout."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leaflets.base.errors import Bug
from leaflets.leaflet.furniture import DISCLAIMER, NOTES
from leaflets.leaflet.model import Figure, Heading, Paragraph, Row, Run, Table, Words
from leaflets.leaflet.walk import walk
from leaflets.pdf.elements import Element
from leaflets.pdf.structure import structure_tree

from .toy import bullets, leaflet, paragraph, steps, table, words


def outline(element: Element) -> str:
    """The tree as tags: P, or Sect(H2 P)."""
    kids = " ".join(outline(kid) for kid in element.kids)
    return f"{element.tag}({kids})" if kids else element.tag


def test_every_kind_of_block() -> None:
    assert outline(structure_tree(leaflet()).root) == (
        "Document("
        "H1 "
        "Sect(H2 P) "  # a box with its heading inside
        "Div(P) "  # one without
        "Sect(H2 P P "
        "L(LI(Lbl LBody) LI(Lbl LBody(P L(LI(Lbl LBody) LI(Lbl LBody))))) "
        "Sect(H3 P) "  # a question
        "Table(THead(TR(TH TH)) TBody(TR(TH TD) TR(TH TD) TR(TH TD))) "
        "Div(Figure Figure) Div(Figure P) Div(Figure P) Div(Figure Caption)) "
        "P)"  # the disclaimer
    )


def test_every_word_of_the_leaflet_has_a_leaf_in_order() -> None:
    made = leaflet()
    wanted = [
        block.path for block in walk(made.blocks) if isinstance(block, Heading | Paragraph | Figure)
    ]
    leaves = [path for path in structure_tree(made).leaves if not path.endswith("/label")]
    assert leaves == [*wanted, DISCLAIMER]


def test_the_pharmacys_line_is_read_last() -> None:
    made = leaflet()
    line = Words((Run("Open all week."),))
    made = replace(made, furniture=replace(made.furniture, pharmacy_line=line))
    assert list(structure_tree(made).leaves)[-2:] == list(NOTES)


def test_labels_are_leaves() -> None:
    tree = structure_tree(leaflet((leaflet().blocks[0], steps("s"))))
    assert tree.leaves["s/1/label"].tag == "Lbl"
    assert tree.leaves["s/1/label"].text == "1."
    assert tree.leaves["s/1/1"].tag == "LBody"  # one paragraph: the body itself is the leaf
    assert tree.leaves["s/2/1"].tag == "P"


def test_lists_say_how_they_count() -> None:
    title = leaflet().blocks[0]
    _, ordered, plain, _ = structure_tree(leaflet((title, steps("s"), bullets("b", "x")))).root.kids
    assert "Decimal" in ordered.attributes
    assert "Disc" in plain.attributes


def test_table_heads_have_their_scope() -> None:
    leaves = structure_tree(leaflet((leaflet().blocks[0], table("t")))).leaves
    assert [leaves[f"t/{cell}"].tag for cell in ("head/1", "head/2", "1/1", "1/2")] == [
        "TH", "TH", "TH", "TD",
    ]  # fmt: skip
    assert "Column" in leaves["t/head/2"].attributes
    assert "Row" in leaves["t/1/1"].attributes
    assert not leaves["t/1/2"].attributes


def test_an_empty_cell_is_an_empty_element() -> None:
    row = Row("t/1", ((paragraph("t/1/1", "x"),), ()))
    tree = structure_tree(leaflet((leaflet().blocks[0], Table("t", table("t").heads, (row,)))))
    assert outline(tree.root.kids[1]) == "Table(THead(TR(TH TH)) TBody(TR(TH TD)))"


def test_links_and_languages_are_inline_elements() -> None:
    leaf = structure_tree(leaflet()).leaves["use/1"]
    assert sorted(leaf.inline) == [1, 2, 4, 6]
    assert leaf.inline[1] is leaf.inline[2]  # one link in two weights
    assert leaf.inline[1].text == "more about this medicine"
    assert leaf.inline[4].tag == "Link"
    assert (leaf.inline[6].tag, leaf.inline[6].language) == ("Span", "la")


def test_the_leaflets_own_language_needs_no_span() -> None:
    title = leaflet().blocks[0]
    tree = structure_tree(leaflet((title, paragraph("p", Run("x", language="en")))))
    assert not tree.leaves["p"].inline


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ((paragraph("p", "x"), paragraph("p", "y")), "X701"),
        ((paragraph("p", " "),), "X702"),
        ((Heading("h", 2, words("x")),), "X703"),
    ],
)
def test_a_tree_that_promises_too_much_is_a_bug(blocks: tuple, code: str) -> None:
    with pytest.raises(Bug) as raised:
        structure_tree(leaflet(blocks))
    assert raised.value.code == code
