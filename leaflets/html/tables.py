"""Tables: in columns where there is room, and elsewhere as rows of values with their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from ..leaflet.model import Block, Row, Table
from ..leaflet.plain import column_name
from .elements import element, lines

__all__ = ["table_html"]

MOST_COLUMNS: Final = 4  # with more, none is wide enough for its words; the style sheet stacks them

CellHtml = Callable[[Sequence[Block]], str]


def table_html(table: Table, cell_html: CellHtml, mark: str) -> str:
    """Return a table. mark: parts the name of a column from a value beside it.

    Every cell has the name of its column as `data-column`, which the style sheet shows where the
    table is not set in columns. A table that has only heads keeps its columns.
    """
    in_columns = table.columns <= MOST_COLUMNS or not table.rows
    parts = []
    if table.heads:
        heads = (_head(table, row, cell_html) for row in table.heads)
        parts.append(element("thead" if table.rows else "tbody", lines(*heads)))
    names = [column_name(table, index, mark) or None for index in range(table.columns)]
    for _, rows in groupby(_numbered_groups(table), key=lambda pair: pair[0]):
        body = (_row(table, row, names, cell_html) for _, row in rows)
        parts.append(element("tbody", lines(*body)))
    return element("table", lines(*parts), class_="columns" if in_columns else None)


def _numbered_groups(table: Table) -> Iterator[tuple[int, Row]]:
    """Yield the rows below the heads with the number of their group, from 0."""
    number = 0
    for row in table.rows:
        number += table.is_group(row)
        yield number, row


def _head(table: Table, row: Row, cell_html: CellHtml) -> str:
    if table.is_group(row):
        return _group_head(table, row, cell_html, "colgroup")
    return element("tr", lines(*(_cell_of_head(cell, cell_html) for cell in row.cells)))


def _cell_of_head(cell: Sequence[Block], cell_html: CellHtml) -> str:
    """Return a cell that heads its column; an empty one heads nothing."""
    if not cell:
        return element("td", "")
    return element("th", cell_html(cell), scope="col")


def _group_head(table: Table, row: Row, cell_html: CellHtml, scope: str) -> str:
    [cell] = row.cells
    head = element("th", cell_html(cell), scope=scope, colspan=str(table.columns))
    return element("tr", head, class_="group")


def _row(table: Table, row: Row, names: Sequence[str | None], cell_html: CellHtml) -> str:
    if table.is_group(row):
        return _group_head(table, row, cell_html, "rowgroup")
    cells = []
    for index, (cell, name) in enumerate(zip(row.cells, names, strict=True)):
        is_head = index == 0 and table.columns > 1 and bool(cell)
        tag, scope = ("th", "row") if is_head else ("td", None)
        cells.append(element(tag, cell_html(cell), scope=scope, data_column=name))
    return element("tr", lines(*cells))
