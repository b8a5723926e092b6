"""From what a monograph says in a section to blocks of a leaflet, block kind by block kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..content.monograph import model as known
from ..content.pictures.model import Pictogram
from .model import (
    Block,
    Figure,
    Item,
    ItemList,
    Paragraph,
    ParagraphRole,
    PictogramRow,
    Row,
    Table,
    Words,
)
from .phrasebook import Phrasebook, TextOrWords, capitalize, fill, to_words

__all__ = ["bullets", "paragraph", "prose"]


def paragraph(path: str, said: TextOrWords, role: ParagraphRole = "body") -> Paragraph:
    """A paragraph of something said."""
    return Paragraph(path, to_words(said), role)


def bullets(
    phrases: Phrasebook, path: str, items: Iterable[TextOrWords], role: ParagraphRole = "body"
) -> ItemList:
    """A list of short texts."""
    made = [(paragraph(f"{path}/{number}/1", said, role),) for number, said in enumerate(items, 1)]
    return _list(phrases, path, made, ordered=False)


def prose(
    phrases: Phrasebook, path: str, says: Sequence[known.Block], first: int = 1
) -> tuple[Block, ...]:
    """The blocks of a text; each is found by `path` and its number, counted from `first`."""
    made: list[Block] = []
    for number, block in enumerate(says, first):
        made.extend(_block(phrases, f"{path}/{number}", block))
    return tuple(made)


def _block(phrases: Phrasebook, path: str, block: known.Block) -> Iterator[Block]:
    match block:
        case Words():
            yield Paragraph(path, block)
        case known.Bullets():
            yield _list(phrases, path, _items(phrases, path, block.list), ordered=False)
        case known.Steps():
            yield _list(phrases, path, _items(phrases, path, block.steps), ordered=True)
        case known.ByRoute():
            for route, says in block.by_route.items():
                yield paragraph(f"{path}/{route}", capitalize(phrases.route(route)), "label")
                yield from prose(phrases, f"{path}/{route}", says)
        case known.Grid():
            yield _table(path, block.table)
        case known.DayTimes():
            yield _table(path, tuple(_day(phrases, block)))
        case known.PictureRow():
            yield _pictograms(path, block)


def _items(phrases: Phrasebook, path: str, items: Sequence[known.Block]) -> list[tuple[Block, ...]]:
    """The blocks of each item; a list among the items belongs to the item before it."""
    made: list[tuple[Block, ...]] = []
    for item in items:
        if not (made and isinstance(item, known.Bullets | known.Steps)):
            made.append(())
        made[-1] += prose(phrases, f"{path}/{len(made)}", (item,), len(made[-1]) + 1)
    return made


def _list(
    phrases: Phrasebook, path: str, items: Sequence[tuple[Block, ...]], *, ordered: bool
) -> ItemList:
    labels = phrases.wording.lists
    made = []
    for number, blocks in enumerate(items, 1):
        label = fill(labels.number, number=phrases.number(number)) if ordered else labels.bullet
        made.append(Item(f"{path}/{number}", str(label), blocks))
    return ItemList(path, tuple(made), ordered)


def _day(phrases: Phrasebook, given: known.DayTimes) -> Iterator[tuple[Words, ...]]:
    """The times of the day in their order, each with how much; no time that is not given."""
    says = phrases.wording.day_times
    yield to_words(says.when), to_words(says.how_much)
    names = {
        "morning": says.morning,
        "noon": says.noon,
        "evening": says.evening,
        "bedtime": says.bedtime,
    }
    for time, name in names.items():
        for each, how_much in given.day_times.items():
            if each == time:
                yield to_words(name), how_much


def _table(path: str, cells_of: Sequence[tuple[Words, ...]]) -> Table:
    rows = [
        Row(
            f"{path}/{number}",
            tuple(
                (Paragraph(f"{path}/{number}/{column}", cell),)
                for column, cell in enumerate(cells, 1)
            ),
        )
        for number, cells in enumerate(cells_of, 1)
    ]
    return Table(path, rows[0], tuple(rows[1:]))


def _pictograms(path: str, row: known.PictureRow) -> PictogramRow:
    figures = (
        Figure(f"{path}/{number}", Pictogram(str(one.picture)), one.caption, printed=True)
        for number, one in enumerate(row.pictograms, 1)
    )
    return PictogramRow(path, tuple(figures))
