"""Whether blocks of words stay inside the limits: tables even, lists not too deep or too long."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Several

from ...base.limits import BLOCKS_IN_SECTION, LIST_DEPTH, TABLE_COLUMNS, TABLE_ROWS
from ...source.schema import Faults, nearest, suggestion
from ...source.yaml import Mapping, Node, Sequence, Text

__all__ = ["check_content"]


def check_content(node: Mapping, pictograms: Several[str], faults: Faults) -> None:
    """All blocks of a monograph. pictograms: the names of the agreed list."""
    for says in _contents(node):
        count = _check_blocks(says, 0, faults)
        if count > BLOCKS_IN_SECTION:
            said = f"{count} paragraphs, list items and tables stand here."
            faults.add(211, says.place, said, f"At most {BLOCKS_IN_SECTION} may.")
        for name in _pictured(says):
            if name.strip() and name not in pictograms:
                said = f"'{name}' is not a pictogram of the agreed list."
                hint = suggestion(nearest(name, pictograms), pictograms)
                faults.add(105, name.place, said, hint)


def _contents(node: Mapping) -> Iterator[Sequence]:
    """Every place where blocks begin."""
    parts: list[Node] = [*node.group("sections").values()]
    for kind in ("uses", "questions"):
        parts.extend(node.list(kind))
    for part in parts:
        if isinstance(part, Mapping):
            yield part.list("says")
            yield part.list("how-it-works")


def _pictured(blocks: Sequence) -> Iterator[Text]:
    """The names of all pictograms in blocks, however deep."""
    waiting: list[Node] = [*blocks]
    while waiting:
        seen = waiting.pop(0)
        if isinstance(seen, Mapping):
            for one in seen.list("pictograms").groups():
                if name := one.text("picture"):
                    yield name
            waiting.extend(seen.values())
        elif isinstance(seen, Sequence):
            waiting.extend(seen)


def _check_blocks(blocks: Sequence, depth: int, faults: Faults) -> int:
    """Blocks and what they hold; returns how many there are. Bounded by the depth of the file."""
    count = len(blocks)
    for block in blocks.groups():
        for kind in ("list", "steps"):
            if block.list(kind):
                if depth == LIST_DEPTH:
                    says = f"Lists are nested more than {LIST_DEPTH} deep."
                    faults.add(211, block.place, says, "Write the inner one as its own paragraph.")
                count += _check_blocks(block.list(kind), depth + 1, faults)
        for under in block.group("by-route").values():
            if isinstance(under, Sequence):
                count += _check_blocks(under, depth, faults)
        count += len(block.list("pictograms"))
        _check_table(block.list("table"), faults)
    return count


def _check_table(table: Sequence, faults: Faults) -> None:
    rows = [row for row in table if isinstance(row, Sequence)]
    if len(rows) > TABLE_ROWS:
        says = f"The table has {len(rows)} rows; at most {TABLE_ROWS} may be."
        faults.add(211, rows[TABLE_ROWS].place, says, "Split it.")
    if not rows:
        return
    columns = len(rows[0])
    if columns == 0:
        faults.add(210, rows[0].place, "The heading row of the table is empty.", "Add its cells.")
    if columns > TABLE_COLUMNS:
        says = f"The table has {columns} columns; at most {TABLE_COLUMNS} may be."
        faults.add(211, rows[0].place, says, "Split it, or turn it around.")
    for row in rows[1:]:
        if len(row) != columns:
            says = f"This row has {len(row)} cells; the heading row has {columns}."
            faults.add(210, row.place, says, "Every row has as many cells as the first.")
