"""XHTML becomes blocks as a browser shows them: each word once, and in its order."""

from __future__ import annotations

from collections import Counter
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.importing.ledger import document_words
from leaflets.importing.model import Cells, Document, GroupRow, ItemList, Section, plain
from leaflets.importing.typed_lists import read_typed_lists

from .epi_files import as_json, composition, document, narrative_words, section


def shown(inside: str) -> Document:
    return document(as_json(composition(section("T", inside))))


def words(inside: str) -> str:
    return " ".join(document_words(shown(inside))[1:])


def left_out(inside: str) -> list[tuple[str, str]]:
    return [(omission.words, omission.reason) for omission in shown(inside).omissions]


def test_a_power_never_reads_as_another_number() -> None:
    raised = "10<sup>6</sup>, 10<span style='vertical-align: super'>-3</span>, X<sup>®</sup>"
    text = f"{raised}, H<sub>2</sub>O"
    assert words(text) == "10⁶, 10⁻³, X®, H₂O"


def test_letters_in_the_font_symbol_are_the_signs_that_it_shows() -> None:
    span = "<span style='font-family: Symbol'>"
    assert (
        words(f"5 {span}m</span>g, {span}\u00b3</span>65, {span}\uf0a3</span>5") == "5 μg, ≥65, ≤5"
    )
    assert words("<font face='Symbol'>a</font>-blocker at 5 <font face='Arial'>mg</font>") == (
        "α-blocker at 5 mg"
    )
    inner = "<span style='font: 7.0pt \"Times New Roman\"'>&nbsp; x</span>"
    assert words(f"<p>{span}\u00b7{inner}</span> itch</p>") == "• x itch"
    assert words(f"{span}Take one tablet</span>") == "Take one tablet"
    found = shown("<p><span style='font-family: Wingdings'>\u00d8</span>&nbsp; itch</p>")
    (typed,) = read_typed_lists(found.blocks[0].blocks, Counter())  # type: ignore[union-attr]
    assert isinstance(typed, ItemList)


def test_words_in_several_styles_stay_one_word() -> None:
    text = "<p>milli<b>gram</b>s <i>a</i><u>b</u>, <span style='font-weight: 700'>c</span>d</p>"
    assert words(text) == "milligrams ab, cd"


def test_lines_break_as_given_and_empty_lines_end_a_paragraph() -> None:
    (found,) = shown("One<br/>Two<br/> &#160; <br/>Three").blocks
    assert isinstance(found, Section)
    assert [type(block).__name__ for block in found.blocks] == ["Lines", "Paragraph"]


def test_what_nobody_sees_in_a_browser_is_told_and_not_printed() -> None:
    hidden = (
        "<p style='display: none'>a</p><script>b</script><del>c</del> d <abbr title='e'>f</abbr>"
    )
    assert words(hidden) == "d f"
    assert left_out(hidden) == [
        ("a", "hidden in the source"),
        ("b", "not shown by a browser"),
        ("c", "struck out in the source"),
        ("e", "shown by a browser on demand only"),
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "<ul><li>a</li><li {}>b</li></ul>",
        "<table><tr><td>a</td><td {}>b</td></tr></table>",
        "<table><tr><td>a</td></tr><tr {}><td>b</td></tr></table>",
        "<table><tbody><tr><td>a</td></tr></tbody><tfoot {}><tr><td>b</td></tr></tfoot></table>",
        "<table><caption {}>b</caption><tr><td>a</td></tr></table>",
        "<dl><dt>a</dt><dd {}>b</dd></dl>",
    ],
)
def test_what_is_hidden_in_a_list_or_table_is_told_too(inside: str) -> None:
    hidden = inside.format('style="display:none"')
    assert words(hidden) == "a"
    assert left_out(hidden) == [("b", "hidden in the source")]


def test_links_keep_their_addresses_if_a_leaflet_can_have_them() -> None:
    text = "<a href='https://example.org/a'>A</a> <a href='#b'>B</a> <a href='doc/c'>C</a>"
    (found,) = shown(text).blocks
    assert [run.link for run in found.blocks[0].runs if run.text.strip()] == [  # type: ignore[union-attr]
        "https://example.org/a", None,
    ]  # fmt: skip
    assert words(text) == "A B C"
    assert left_out(text) == [("doc/c", "an address that a leaflet cannot have")]


def test_names_of_characters_are_read_however_often_they_were_encoded() -> None:
    assert (
        words("<p>a&nbsp;&le;&amp;nbsp;b &amp;amp;lt; c &nosuch; d</p>") == "a ≤ b < c &nosuch; d"
    )


def test_a_text_that_was_encoded_as_a_whole_is_decoded() -> None:
    found = shown(escape("<p>One</p><ul><li>Two</li></ul>"))
    assert [type(block).__name__ for block in found.blocks[0].blocks] == ["Paragraph", "ItemList"]  # type: ignore[union-attr]


def test_what_is_no_sound_xml_is_read_as_html_with_every_word_in_its_place() -> None:
    text = (
        "<p>Under <18 years & over<br>65<p>Take <b>one</p><table><tr><td>a<td>b<tr>x<td>c</table>"
    )
    assert words(text) == "Under <18 years & over 65 Take one a b x c"
    assert shown(text).changes["texts that are no sound XML, read as HTML"] == 1


def test_numbers_and_letters_of_lists_are_those_that_a_browser_prints() -> None:
    letters = "<ol type='a' start='2'><li>x</li><li><p>y</p><ul><li>z</li></ul></li></ol>"
    assert words(letters) == "b. x c. y z"
    (found,) = shown("<ol start='3'><li>x</li><li value='7'>y</li><ul><li>z</li></ul></ol>").blocks
    assert [(block.start, len(block.items)) for block in found.blocks] == [(3, 1), (7, 1)]  # type: ignore[union-attr]


def test_a_table_keeps_each_value_in_its_column() -> None:
    rows = (
        "<thead><tr><td>Age</td><td>Dose</td><td>Times</td></tr></thead>"
        "<tfoot><tr><td colspan='3'>* with food</td></tr></tfoot>"
        "<tr><td colspan='9'>Children</td></tr>"
        "<tr><td>5</td><td rowspan='2'>10 mg</td><td>1</td></tr><tr><td>6</td><td>2</td></tr>"
    )
    (found,) = shown(f"<table>{rows}</table>").blocks
    (table,) = found.blocks  # type: ignore[union-attr]
    assert isinstance(table, Cells)
    assert table.heading_rows == 1
    assert [
        plain(row.heading)
        if isinstance(row, GroupRow)
        else [" ".join(plain(block.runs) for block in cell) for cell in row.cells]  # type: ignore[union-attr]
        for row in table.rows
    ] == [["Age", "Dose", "Times"], "Children", ["5", "10 mg", "1"], ["6", "10 mg", "2"]]
    assert [plain(block.runs) for block in table.notes] == ["* with food"]  # type: ignore[union-attr]


def test_all_rows_that_a_source_marks_head_the_columns() -> None:
    heads = "<tr><th rowspan='2'>x</th><th colspan='2'>y</th></tr><tr><th>a</th><th>b</th></tr>"
    (found,) = shown(f"<table>{heads}<tr><td>1</td><td>2</td><td>3</td></tr></table>").blocks
    (table,) = found.blocks  # type: ignore[union-attr]
    assert table.heading_rows == 2


def test_bold_rows_head_the_columns_if_no_other_row_is_bold() -> None:
    bold, plain_row = "<tr><td><b>x</b></td><td><b>y</b></td></tr>", "<tr><td>1</td><td>2</td></tr>"
    for rows, heading_rows in (
        (bold + plain_row, 1),
        (bold + bold + plain_row, 2),
        (bold + plain_row + bold, 0),
        (bold, 0),
        (plain_row + plain_row, 0),
    ):
        (found,) = shown(f"<table>{rows}</table>").blocks
        (table,) = found.blocks  # type: ignore[union-attr]
        assert table.heading_rows == heading_rows


def test_a_table_whose_columns_do_not_match_claims_none() -> None:
    uneven = "<table><tr><td/><td>Tablets</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>"
    (found,) = shown(uneven).blocks
    (rows,) = found.blocks  # type: ignore[union-attr]
    assert isinstance(rows, ItemList)
    assert len(rows.items) == 2


TAGS = (
    "p",
    "div",
    "b",
    "span",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "h2",
    "dl",
    "dt",
    "dd",
)
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{end}{tag}>" for tag in TAGS for end in ("", "/")]),
        st.sampled_from(["<br>", "<p/>", "one ", "two ", "three ", "< 4 ", "& "]),
    ),
    max_size=30,
)


@settings(max_examples=200)
@given(SOUP)
def test_every_word_of_any_html_stands_once_and_in_order(soup: list[str]) -> None:
    text = "".join(soup)
    read_words = words(f"<p>first</p>{text}").split()
    assert "".join(read_words) == "first" + "".join(narrative_words(text))
