"""Blocks of real documents: what each becomes in a leaflet, and as text."""

from __future__ import annotations

from leaflets.leaflet.model import Box, ItemList, Lines, Table, Terms
from leaflets.leaflet.plain import plain
from leaflets.leaflet.walk import walk
from tests.leaflet.facts import leaflet
from tests.minimal import MONOGRAPH, monograph_faults, read_monograph


def source_of(*says: str) -> str:
    """Return the minimal monograph with these lines as how to take it."""
    blocks = "\n".join(f"      {line}" for line in says)
    return MONOGRAPH.replace("      - Take it with water.", blocks)


def text_of(*says: str) -> str:
    """Return what stands under "How to use it" in plain text."""
    text = plain(leaflet(read_monograph(source_of(*says))))
    return text.partition("How to use it\n")[2].partition("\n\nIf you take too much")[0]


def blocks_of(*says: str) -> list[object]:
    return list(walk(leaflet(read_monograph(source_of(*says))).blocks))


def test_several_blocks_stand_under_one_number() -> None:
    text = text_of("- steps:", "    - item: [Wash., Dry., {list: [a, b]}]", "    - Sit.")
    assert text == "1. Wash.\n   Dry.\n   • a\n   • b\n2. Sit."


def test_steps_go_on_counting_or_start_where_the_source_starts() -> None:
    text = text_of("- steps: [Wash., Dry.]", "- Rest.", "- steps: [Sit.]", "  first: goes-on",
                   "- steps: [Stand.]", "  first: 12")  # fmt: skip
    assert text == "1. Wash.\n2. Dry.\n\nRest.\n3. Sit.\n12. Stand."


def test_lines_end_where_the_source_ends_them() -> None:
    says = ("- lines:", "    - 12 Example Street", "    - Exampletown")
    assert text_of(*says) == "12 Example Street\nExampletown"
    assert any(isinstance(block, Lines) for block in blocks_of(*says))


def test_terms_have_their_meanings_below_them() -> None:
    says = ("- terms:", "    - {term: INR, means: [A number., {list: [a]}]}")
    assert text_of(*says) == "INR\n  A number.\n  • a"
    assert any(isinstance(block, Terms) for block in blocks_of(*says))


def test_a_note_stands_in_a_frame_without_alarm() -> None:
    kinds = [block.kind for block in blocks_of("- note: [Keep it.]") if isinstance(block, Box)]
    assert "information" in kinds


def test_a_heading_stands_above_its_words() -> None:
    assert text_of("- heading: Adults", "  says: [One a day.]") == "Adults\nOne a day."


TABLE = (
    "- table:",
    "    - [Time, Adults, Children]",
    "    - group: By mouth",
    '    - [Morning, 5 mg, ""]',
    "    - [Noon, {list: [a, b]}, {cell: [x, y]}]",
)


def test_a_table_may_have_empty_cells_groups_and_lists_in_cells() -> None:
    assert text_of(*TABLE, "  notes: [Not for babies.]") == (
        "By mouth\nTime: Morning\n  Adults: 5 mg\nTime: Noon\n  Adults:\n    • a\n    • b\n"
        "  Children: x\n  y\n\nNot for babies."
    )


def test_a_table_may_be_without_a_heading_row_and_of_one_row() -> None:
    (table,) = [b for b in blocks_of("- table:", "    - [a, b]") if isinstance(b, Table)]
    assert table.heads == ()
    assert (
        text_of("- table:", "    - [a, b]", "    - [c, d]", "  heading-rows: none")
        == "a\n  b\nc\n  d"
    )


def test_two_rows_may_head_the_columns() -> None:
    table = ["- table:", "    - ['', At rest, At rest]", "    - [Sign, Men, Women]",
             "    - [pulse, '60', '64']"]  # fmt: skip
    assert text_of(*table, "  heading-rows: 2") == (
        "Sign: pulse\n  At rest Men: 60\n  At rest Women: 64"
    )


def test_an_empty_cell_is_typed_in_quotes() -> None:
    (fault,) = monograph_faults(source_of("- table:", "    - [a, b]", "    - - c", "      -"))
    assert fault.code == "M106"


def test_lists_have_one_start() -> None:
    (steps,) = [b for b in blocks_of("- steps: [a]", "  first: 4") if isinstance(b, ItemList)
                and b.ordered]  # fmt: skip
    assert steps.items[0].label == "4."


def test_a_term_may_have_its_meaning_in_one_text() -> None:
    assert text_of("- terms:", "    - {term: INR, means: A number.}") == "INR\n  A number."
