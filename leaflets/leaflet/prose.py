"""Convert the text of a monograph's section to blocks of a leaflet, one block kind at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..content.monograph import prose as source
from ..content.pictures.model import LibraryPicture, Pictogram
from ..content.wording import Wording
from .blocks import item_list, paragraph, warning_box
from .model import (
    Block,
    Box,
    Figure,
    Heading,
    Illustration,
    ItemList,
    Lines,
    Paragraph,
    PictogramRow,
    Row,
    Section,
    Table,
    Term,
    Terms,
    Words,
)
from .phrasebook import Phrasebook, capitalize, to_words
from .urgency import URGENCY

__all__ = ["day_time_names", "prose", "table"]


def prose(
    phrases: Phrasebook,
    path: str,
    text: Sequence[source.SectionBlock],
    first: int = 1,
    level: int = 3,
) -> tuple[Block, ...]:
    """Convert the blocks of a text. The path of each is `path` and its number from `first`.

    level: of the headings in it.
    """
    blocks: list[Block] = []
    steps = 0  # the number of the last step so far
    for number, content in enumerate(text, first):
        if isinstance(content, source.Steps):
            start = steps + 1 if content.first == "goes-on" else int(content.first or 1)
            steps_block = _steps(phrases, f"{path}/{number}", content, start)
            steps = start - 1 + len(steps_block.items)
            blocks.append(steps_block)
        else:
            blocks.extend(_convert(phrases, f"{path}/{number}", content, level))
    return tuple(blocks)


def _steps(phrases: Phrasebook, path: str, block: source.Steps, start: int) -> ItemList:
    items = _items(phrases, path, block.steps)
    return item_list(phrases, path, items, ordered=True, start=start)


def _convert(
    phrases: Phrasebook, path: str, block: source.SectionBlock, level: int
) -> Iterator[Block]:
    match block:
        case source.Subsection():
            heading = Heading(f"{path}/heading", level, block.heading)
            inside = prose(phrases, path, block.says, level=level + 1)
            yield Section(path, str(block.section or ""), None, heading, inside)
        case source.WarningPassage():
            blocks = prose(phrases, path, block.says)
            yield warning_box(phrases, path, URGENCY[block.warning], blocks, level)
        case Words():
            yield Paragraph(path, block)
        case source.Bullets():
            yield item_list(phrases, path, _items(phrases, path, block.list), ordered=False)
        case source.Lines():
            yield _lines(path, block)
        case source.Note():
            yield Box(path, "information", None, prose(phrases, path, block.note))
        case source.Terms():
            terms = enumerate(block.terms, 1)
            yield Terms(path, tuple(_term(phrases, f"{path}/{n}", term) for n, term in terms))
        case source.ByRoute():
            for route, text in block.by_route.items():
                yield paragraph(f"{path}/{route}", capitalize(phrases.route(route)), "label")
                yield from prose(phrases, f"{path}/{route}", text)
        case source.LimitedPassage() | source.ProposedWarning():
            yield from prose(phrases, path, block.says, level=level)
        case source.Grid():
            yield from _grid(phrases, path, block)
        case source.DayTimes():
            yield table(path, tuple(_day_times(phrases, block)))
        case source.PictureRow():
            yield _pictograms(path, block)
        case source.Illustration():
            figure = Figure(f"{path}/figure", LibraryPicture(str(block.figure)), block.shows)
            caption = paragraph(f"{path}/caption", block.caption, "note") if block.caption else None
            yield Illustration(path, figure, caption)


def _items(
    phrases: Phrasebook, path: str, contents: Sequence[source.Block | source.ListItem]
) -> list[tuple[Block, ...]]:
    """Convert list items. A list among the items becomes part of the item before it."""
    items: list[tuple[Block, ...]] = []
    for content in contents:
        if isinstance(content, source.ListItem):
            items.append(prose(phrases, f"{path}/{len(items) + 1}", content.item))
            continue
        if not (items and isinstance(content, source.Bullets | source.Steps)):
            items.append(())
        items[-1] += prose(phrases, f"{path}/{len(items)}", (content,), len(items[-1]) + 1)
    return items


def _day_times(phrases: Phrasebook, block: source.DayTimes) -> Iterator[tuple[Words, ...]]:
    """Yield a head row, then a row (time, amount) for each time given, in the order of the day."""
    texts = phrases.wording.day_times
    yield to_words(texts.when), to_words(texts.how_much)
    names = day_time_names(phrases.wording)
    amounts = {str(time): amount for time, amount in block.day_times.items()}
    for time, name in names.items():
        if time in amounts:
            yield name, amounts[time]


def day_time_names(wording: Wording) -> dict[str, Words]:
    """Return what each time of the day is called, in their order."""
    texts = wording.day_times
    names = {
        "morning": texts.morning,
        "noon": texts.noon,
        "afternoon": texts.afternoon,
        "evening": texts.evening,
        "bedtime": texts.bedtime,
    }
    return {time: to_words(name) for time, name in names.items()}


def _lines(path: str, block: source.Lines) -> Lines:
    lines = (paragraph(f"{path}/{number}", line) for number, line in enumerate(block.lines, 1))
    return Lines(path, tuple(lines))


def _term(phrases: Phrasebook, path: str, entry: source.Meaning) -> Term:
    name = paragraph(f"{path}/term", entry.term, "label")
    return Term(path, name, prose(phrases, path, entry.blocks))


def _grid(phrases: Phrasebook, path: str, block: source.Grid) -> Iterator[Block]:
    """Build a table, and its notes below it at full width."""
    rows = [
        _grid_row(phrases, f"{path}/{number}", row) for number, row in enumerate(block.table, 1)
    ]
    heads = 0 if block.heading_rows == "none" else block.heading_rows
    if heads >= len(rows):  # they would head nothing
        heads = 0
    yield Table(path, tuple(rows[:heads]), tuple(rows[heads:]))
    for number, note in enumerate(block.notes, 1):
        if isinstance(note, Words):
            yield paragraph(f"{path}/note-{number}", note, "note")
        else:
            yield from prose(phrases, f"{path}/note-{number}", (note,))


def _grid_row(phrases: Phrasebook, path: str, row: source.GridRow) -> Row:
    if isinstance(row, source.GroupRow):
        return Row(path, ((paragraph(f"{path}/group", row.group, "label"),),))
    cells = (_grid_cell(phrases, f"{path}/{n}", content) for n, content in enumerate(row, 1))
    return Row(path, tuple(cells))


def _grid_cell(phrases: Phrasebook, path: str, content: source.CellContent) -> tuple[Block, ...]:
    """Build the blocks of a cell: none if it is empty, the cell's path for a single paragraph."""
    if isinstance(content, Words):
        return (Paragraph(path, content),) if content.runs else ()
    blocks = content.cell if isinstance(content, source.Cell) else (content,)
    return prose(phrases, path, blocks)


def table(path: str, rows_of_cells: Sequence[tuple[Words, ...]]) -> Table:
    """Build a table of words. rows_of_cells: the first row heads the columns."""
    head, *rows = (
        Row(
            f"{path}/{number}",
            tuple(
                (Paragraph(f"{path}/{number}/{column}", cell),)
                for column, cell in enumerate(cells, 1)
            ),
        )
        for number, cells in enumerate(rows_of_cells, 1)
    )
    return Table(path, (head,), tuple(rows))


def _pictograms(path: str, row: source.PictureRow) -> PictogramRow:
    figures = (
        Figure(f"{path}/{number}", Pictogram(str(entry.picture)), entry.caption, printed=True)
        for number, entry in enumerate(row.pictograms, 1)
    )
    return PictogramRow(path, tuple(figures))
