"""Check the blocks of a monograph: even tables, known pictograms, and limits of size and depth."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ...base.limits import BLOCKS_IN_SECTION, HEADING_DEPTH, LIST_DEPTH, TABLE_COLUMNS, TABLE_ROWS
from ...source.schema import Faults, nearest, suggestion
from ...source.yaml import Mapping, Node, Sequence, Text
from .parts import prose_parts

__all__ = ["check_blocks"]


def check_blocks(node: Mapping, pictograms: Collection[str], faults: Faults) -> None:
    """Check all blocks of a monograph (M105, M210, M211). pictograms: names of the agreed list."""
    for blocks in _block_lists(node):
        count = _check_block_list(blocks, 0, faults)
        _check_headings(blocks, 1, faults)
        if count > BLOCKS_IN_SECTION:
            message = f"{count} paragraphs, list items and tables stand here."
            faults.add(211, blocks.place, message, f"At most {BLOCKS_IN_SECTION} may.")
        for name in _pictogram_names(blocks):
            if name.strip() and name not in pictograms:
                message = f"'{name}' is not a pictogram of the agreed list."
                hint = suggestion(nearest(name, pictograms), pictograms)
                faults.add(105, name.place, message, hint)


def _block_lists(node: Mapping) -> Iterator[Sequence]:
    """Iterate over the outermost lists of blocks; each section as given counts for itself."""
    as_given = node.group("as-given")
    for part in prose_parts(node):
        yield part.list("how-it-works")
        if part is not as_given:
            yield part.list("says")
    given_blocks = as_given.list("says")
    yield from (block.list("says") for block in given_blocks.groups() if "heading" in block)
    front = Sequence(given_blocks.place)
    front.extend(
        block for block in given_blocks if not (isinstance(block, Mapping) and "heading" in block)
    )
    yield front


def _pictogram_names(blocks: Sequence) -> Iterator[Text]:
    """Iterate over the names of all pictograms in blocks, however deep."""
    pending: list[Node] = [*blocks]
    while pending:
        node = pending.pop(0)
        if isinstance(node, Mapping):
            for pictogram in node.list("pictograms").groups():
                if name := pictogram.text("picture"):
                    yield name
            pending.extend(node.values())
        elif isinstance(node, Sequence):
            pending.extend(node)


def _check_headings(blocks: Sequence, depth: int, faults: Faults) -> None:
    """Check that headings are not nested too deep. depth: of the heading above the blocks."""
    for block in blocks.groups():
        if heading := block.text("heading"):
            if depth == HEADING_DEPTH:
                message = f"Headings are nested more than {HEADING_DEPTH} deep."
                faults.add(211, heading.place, message, "Write the inner one as a paragraph.")
                return
            _check_headings(block.list("says"), depth + 1, faults)


def _check_block_list(blocks: Sequence, depth: int, faults: Faults) -> int:
    """Check blocks and those inside them. Return how many there are.

    The depth of the file bounds the recursion.
    """
    count = len(blocks)
    for block in blocks.groups():
        for kind in ("says", "item", "note", "cell", "notes"):
            if inner := block.list(kind):
                count += _check_block_list(inner, depth, faults)
        for meaning in block.list("terms").groups():
            count += _check_block_list(meaning.list("means"), depth, faults)
        count += len(block.list("terms")) + len(block.list("lines"))
        for kind in ("list", "steps"):
            if block.list(kind):
                if depth == LIST_DEPTH:
                    message = f"Lists are nested more than {LIST_DEPTH} deep."
                    faults.add(
                        211, block.place, message, "Write the inner one as its own paragraph."
                    )
                count += _check_block_list(block.list(kind), depth + 1, faults)
        for words in block.group("by-route").values():
            if isinstance(words, Sequence):
                count += _check_block_list(words, depth, faults)
        count += len(block.list("pictograms"))
        _check_table(block.list("table"), faults)
    return count


def _check_table(table: Sequence, faults: Faults) -> None:
    rows = [row for row in table if isinstance(row, Sequence)]
    if len(rows) > TABLE_ROWS:
        message = f"The table has {len(rows)} rows; at most {TABLE_ROWS} may be."
        faults.add(211, rows[TABLE_ROWS].place, message, "Split it.")
    for row in rows:
        _check_block_list(row, 0, faults)
    if not rows:
        return
    columns = len(rows[0])
    if columns == 0:
        faults.add(210, rows[0].place, "The first row of the table is empty.", "Add its cells.")
    if columns > TABLE_COLUMNS:
        message = f"The table has {columns} columns; at most {TABLE_COLUMNS} may be."
        faults.add(211, rows[0].place, message, "Split it, or turn it around.")
    for row in rows[1:]:
        if len(row) != columns:
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            message = f"This row has {cells}; the first row has {columns}."
            hint = "Every row has as many cells as the first."
            if len(row) == 1:
                hint += " A row that heads those below it is written group:."
            elif len(row) > columns:
                hint += " A cell that holds a comma stands in double quotes."
            faults.add(210, row.place, message, hint)
