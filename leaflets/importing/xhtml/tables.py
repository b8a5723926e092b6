"""Read tables of XHTML.

What stands in a cell that goes over several columns or rows is repeated in each of them: an empty
cell would say that there is nothing, such as no dose. What is a table for the sake of its looks
(one column, or with tables and pictures in it) becomes the blocks that stand in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, takewhile
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from ...base.limits import TABLE_ROWS
from ...source.xml import XmlElement
from ..ledger import block_texts
from ..model import (
    Block,
    Boxed,
    Cell,
    Cells,
    Figure,
    GroupRow,
    Lines,
    Paragraph,
    Row,
    Runs,
    Section,
)
from ..nesting import rows_as_lists
from .style import hidden, span
from .text import words_only

__all__ = ["read_table"]

CellReader = Callable[[XmlElement], tuple[Block, ...]]
Part = Literal["head", "body", "foot"]
GROUPS: Final[dict[str, Part]] = {"thead": "head", "tbody": "body", "tfoot": "foot"}
MOST_REPEATED: Final = 2_000  # characters in one table; more would hide what differs
MOST_COLUMNS: Final = 100  # a cell that claims to go over more is damaged
NOT_IN_CELLS: Final = (Boxed, Cells, Figure, Section)


class _TableCell(Struct, frozen=True):
    """A cell with its size in columns and rows."""

    content: Cell
    columns: int
    rows: int
    is_heading: bool


class _TableRow(Struct, frozen=True):
    """A row. part: of the table in which it stands."""

    cells: tuple[_TableCell, ...]
    part: Part

    @property
    def width(self) -> int:
        """How many columns its cells take."""
        return sum(cell.columns for cell in self.cells)

    @property
    def filled(self) -> list[_TableCell]:
        """The cells in which something stands."""
        return [cell for cell in self.cells if cell.content]

    @property
    def is_marked_heading(self) -> bool:
        """Whether the source says that this row heads the columns."""
        filled = self.filled
        return bool(filled) and (self.part == "head" or all(cell.is_heading for cell in filled))

    @property
    def is_bold(self) -> bool:
        """Whether all words in it are bold."""
        filled = self.filled
        return bool(filled) and all(map(_is_bold, filled))


def read_table(
    element: XmlElement, read_cell: CellReader, changes: Counter[str]
) -> Iterator[Block]:
    """Yield a table, or the blocks that it holds.

    read_cell: returns those in an element. changes: counts what is repeated.
    """
    for caption in _named(element, "caption"):
        yield from read_cell(caption)
    rows = [row for row in _rows(element, read_cell) if row.cells]
    width = max((row.width for row in rows if len(row.cells) > 1), default=1)
    if width == 1 or any(isinstance(b, NOT_IN_CELLS) for b in _contents(rows)):
        contents = list(_contents(rows))
        is_box = sum(len(row.cells) for row in rows) == 1 and contents
        yield from [Boxed(tuple(contents))] if is_box else contents
        return
    first, last = _inner_rows(rows, width)
    yield from _contents(rows[:first])
    body = rows[first:last]
    grid = tuple(_grid(body, width))
    table = Cells(grid, _heading_rows(body), notes=tuple(_contents(rows[last:])))
    plain_rows = tuple(Row(tuple(cell.content for cell in row.cells)) for row in body)
    repeated = _characters(grid) - _characters(plain_rows)
    if not _is_even(grid) or repeated > MOST_REPEATED:
        yield from rows_as_lists(replace(table, rows=plain_rows))
        return
    changes["characters repeated from cells of several columns or rows"] += repeated
    yield table


def _named(element: XmlElement, name: str) -> Iterator[XmlElement]:
    return (child for child in element.children if child.name.lower() == name)


def _rows(element: XmlElement, read_cell: CellReader) -> Iterator[_TableRow]:
    """Yield the rows in the order in which a browser shows them."""
    found: dict[Part, list[_TableRow]] = {"head": [], "body": [], "foot": []}
    for part in element.content:
        name = part.name.lower() if isinstance(part, XmlElement) else ""
        if isinstance(part, XmlElement) and name in GROUPS and hidden(part):
            read_cell(part)  # which notes that it is left out
        elif isinstance(part, XmlElement) and name in GROUPS:
            group = GROUPS[name]
            found[group] += [_row(row, group, read_cell) for row in part.content if _is_filled(row)]
        elif name not in ("caption", "col", "colgroup") and _is_filled(part):
            found["body"].append(_row(part, "body", read_cell))
    return chain.from_iterable(found.values())


def _is_filled(part: XmlElement | str) -> bool:
    return isinstance(part, XmlElement) or bool(part.strip())


def _row(part: XmlElement | str, group: Part, read_cell: CellReader) -> _TableRow:
    """Return a row; what stands between rows is a row of one cell, and a hidden row has none."""
    if isinstance(part, XmlElement) and hidden(part):
        read_cell(part)  # which notes that it is left out
        return _TableRow((), group)
    if isinstance(part, str) or part.name.lower() != "tr":
        content = read_cell(XmlElement("", "td", {}, 0, 0, [part]))
        return _TableRow((_TableCell(content, MOST_COLUMNS, 1, False),), group)
    cells = []
    for cell in part.content:
        if isinstance(cell, str) or cell.name.lower() not in ("td", "th"):
            if not _is_filled(cell):
                continue
            cell = XmlElement("", "td", {}, part.line, part.column, [cell])
        columns, rows = span(cell, "colspan", MOST_COLUMNS), span(cell, "rowspan", TABLE_ROWS)
        cells.append(_TableCell(read_cell(cell), columns, rows, cell.name.lower() == "th"))
    return _TableRow(tuple(cells), group)


def _contents(rows: Iterable[_TableRow]) -> Iterator[Block]:
    return (block for row in rows for cell in row.cells for block in cell.content)


def _is_across(row: _TableRow, width: int) -> bool:
    """Tell whether a row is a single cell that goes over the whole table."""
    return len(row.cells) == 1 and row.cells[0].columns >= width


def _inner_rows(rows: list[_TableRow], width: int) -> tuple[int, int]:
    """Return where the rows begin and end that are not what is printed above and below a table."""
    first, last = 0, len(rows)
    while _is_across(rows[first], width):
        first += 1
    while _is_across(rows[last - 1], width):
        last -= 1
    return first, last


def _grid(rows: list[_TableRow], width: int) -> Iterator[Row | GroupRow]:
    """Yield rows in which each cell stands in its column."""
    above: dict[int, list[Cell]] = {}  # by column, what stands in the next rows from cells above
    for row in rows:
        if _is_across(row, width) and not any(above.values()) and (heading := _heading(row)):
            yield GroupRow(heading)
            continue
        cells: list[Cell] = []
        for cell in row.cells:
            while above.get(len(cells)):
                cells.append(above[len(cells)].pop())
            for _ in range(cell.columns):
                above[len(cells)] = [cell.content] * (cell.rows - 1)
                cells.append(cell.content)
        while above.get(len(cells)):
            cells.append(above[len(cells)].pop())
        yield Row(tuple(cells))


def _heading(row: _TableRow) -> Runs | None:
    return words_only(row.cells[0].content)


def _characters(rows: Iterable[Row | GroupRow]) -> int:
    """Return how many characters stand in the cells of rows; in group rows they are not counted."""
    cells = (cell for row in rows if isinstance(row, Row) for cell in row.cells)
    return sum(len(text) for cell in cells for text in block_texts(cell))


def _is_even(rows: Iterable[Row | GroupRow]) -> bool:
    """Tell whether all rows have the same columns, so that it is known which value is in which."""
    return len({len(row.cells) for row in rows if isinstance(row, Row)}) == 1


def _heading_rows(rows: list[_TableRow]) -> int:
    """Return how many rows head the columns: those marked so, else the first bold ones.

    Bold rows further down show that bold type means something else.
    """
    marked = len(list(takewhile(lambda row: row.is_marked_heading, rows)))
    bold = len(list(takewhile(lambda row: row.is_bold, rows)))
    if any(row.is_bold for row in rows[bold:]):
        bold = 0
    heading_rows = marked or bold
    is_table = len(rows[0].cells) > 1 and heading_rows < len(rows)
    return heading_rows if is_table else 0


def _is_bold(cell: _TableCell) -> bool:
    lines: list[Runs] = []
    for block in cell.content:
        match block:
            case Paragraph():
                lines.append(block.runs)
            case Lines():
                lines += block.lines
            case _:
                return False
    return all(run.strong or not run.text.strip() for runs in lines for run in runs)
