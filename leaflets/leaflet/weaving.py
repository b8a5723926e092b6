"""Weaving: the blocks of two leaflets in turn, each in a first language and then in a second."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeGuard, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from ..base.errors import UsageError
from ..base.languages import is_right_to_left, runs_right_to_left
from .dispensing import BOX, DIRECTIONS
from .letterhead import LETTERHEAD
from .model import (
    Block,
    Box,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Question,
    Row,
    Run,
    Section,
    SideBySide,
    Table,
    Term,
    Terms,
    Words,
)
from .pair_paths import inside_second_language, is_partner

__all__ = ["BETWEEN", "Weaver", "joined", "translated"]

P = TypeVar("P", bound=Block | Item | Term)

ALONE: Final = frozenset(["draft", "translation"])  # boxes that one of two languages may lack
BETWEEN: Final = "\u00a0· "  # parts two languages on one line, and begins none


def joined(first: Words, second: Words, language: str) -> Words:
    """Put the words of the second language behind those of the first, which may be the same."""
    if str(first) == str(second):
        return first
    runs = (*first.runs, Run(BETWEEN), *translated(second, language).runs)
    return Words(runs, first.place)


def translated(words: Words, language: str) -> Words:
    """Name the language of words of the second one."""
    runs = (run if run.language else replace(run, language=language) for run in words.runs)
    return Words(tuple(runs), words.place)


class Weaver(Struct, frozen=True):
    """Weaves the blocks of two leaflets. first, second: their languages, BCP 47."""

    first: str
    second: str

    def blocks(self, blocks: Sequence[Block], others: Sequence[Block]) -> Iterator[Block]:
        """Yield blocks of the first language, each followed by the same of the second.

        Raises UsageError (U232).
        """
        paths, other_paths = {b.path for b in blocks}, {b.path for b in others}
        queue, other_queue = deque(blocks), deque(others)
        while queue or other_queue:
            if queue and queue[0].path in ALONE - other_paths:
                yield queue.popleft()
            elif other_queue and other_queue[0].path in ALONE - paths:
                yield self._partner(other_queue.popleft())
            elif queue and other_queue:
                yield from self._pair(queue.popleft(), other_queue.popleft())
            else:
                raise self._differs((queue or other_queue)[0].path)

    def _pair(self, block: Block, other: Block) -> Iterator[Block]:
        if block.path != other.path or type(block) is not type(other):
            raise self._differs(block.path)
        match block, other:
            case Section(), Section():
                yield replace(block, blocks=self._below_heading(block, other))
            case Question(), Question():
                inner = self.blocks(block.answer, other.answer)
                yield replace(block, answer=(self._partner(other.heading), *inner))
            case Box(), Box():
                yield self._box(block, other)
            case ItemList(), ItemList():
                yield replace(block, items=self._alternate(block.path, block.items, other.items))
            case Terms(), Terms():
                entries = self._alternate(block.path, block.entries, other.entries)
                yield replace(block, entries=entries)
            case Table(), Table():
                heads = self._rows(block.path, block.heads, other.heads)
                yield replace(
                    block, heads=heads, rows=self._rows(block.path, block.rows, other.rows)
                )
            case SideBySide(), SideBySide() if block.path == LETTERHEAD:
                yield replace(block, blocks=tuple(self._once(block.blocks, other.blocks)))
            case Heading(level=1), Heading() if str(block.words) == str(other.words):
                yield block
            case _:
                yield block
                yield self._partner(other)

    def _below_heading(self, block: Section | Box, other: Section | Box) -> tuple[Block, ...]:
        """Return the heading of the second block, and the blocks of both."""
        heading = (self._partner(other.heading),) if other.heading else ()
        return (*heading, *self.blocks(block.blocks, other.blocks))

    def _box(self, box: Box, other: Box) -> Box:
        if bool(box.heading) is not bool(other.heading):
            raise self._differs(box.path)
        blocks = self._below_heading(box, other)
        if box.path == BOX:
            blocks = tuple(self._with_directions_once(blocks))
        notes = ((box.continued, other.continued), (box.goes_on, other.goes_on))
        continued, goes_on = (
            joined(note, same, self.second) if note and same else None for note, same in notes
        )
        return replace(box, blocks=blocks, continued=continued, goes_on=goes_on)

    def _with_directions_once(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield the blocks of the box of particulars, with directions as typed once.

        They stand behind their labels in both languages, and in the language that they are in.
        """
        before: Block | None = None
        for block in blocks:
            if _are_directions(before) and _are_directions(block):
                once = self._directions(before, block)
                yield from (once,) if once else (before, block)
                before = None
                continue
            if before is not None:
                yield before
            before = block
        if before is not None:
            yield before

    def _directions(self, first: Paragraph, second: Paragraph) -> Paragraph | None:
        """Return directions behind both labels; None if they differ, as those by number do."""
        if (value := _value(first)) != _value(second):
            return None
        language = self.second if self._is_second(value) else None
        label, other = (Words(tuple(_label(field))) for field in (first, second))
        rest = (replace(run, language=language) for run in first.words.runs if not run.strong)
        runs = (*joined(label, other, self.second).runs, *rest)
        return replace(first, words=Words(runs, first.words.place))

    def _is_second(self, directions: str) -> bool:
        """Return whether directions are in the second language, by their letters or their words."""
        from ..content.typed_words import other_language  # few leaflets have directions

        first, second = map(runs_right_to_left, (self.first, self.second))
        if first is not second:
            return is_right_to_left(directions) is second
        return other_language(directions, self.first) == self.second

    def _once(self, blocks: Sequence[Block], others: Sequence[Block]) -> Iterator[Block]:
        """Yield blocks as `blocks` does; a paragraph with the same words in both only once.

        So an amount in a cell is not read twice.
        """
        before: Block | None = None
        for block in self.blocks(blocks, others):
            if not _is_repeated(before, block):
                yield block
            before = block

    def _rows(self, path: str, rows: Sequence[Row], others: Sequence[Row]) -> tuple[Row, ...]:
        """Return rows whose cells have the blocks of both."""
        if len(rows) != len(others):
            raise self._differs(path)
        return tuple(self._row(row, other) for row, other in zip(rows, others, strict=True))

    def _row(self, row: Row, other: Row) -> Row:
        if len(row.cells) != len(other.cells):
            raise self._differs(row.path)
        cells = zip(row.cells, other.cells, strict=True)
        return replace(row, cells=tuple(tuple(self._once(*pair)) for pair in cells))

    def _alternate(self, path: str, parts: Sequence[P], others: Sequence[P]) -> tuple[P, ...]:
        """Return items or terms, each followed by the same of the second language."""
        if [part.path for part in parts] != [other.path for other in others]:
            raise self._differs(path)
        pairs = zip(parts, others, strict=True)
        return tuple(part for pair in pairs for part in (pair[0], self._partner(pair[1])))

    def _partner(self, block: P) -> P:
        """Return a block of the second language, with its paths and the language of its words."""
        partner: P = _with_language(block, block.path, self.second)
        return partner

    def _differs(self, path: str) -> UsageError:
        return UsageError(
            f"The leaflets in '{self.first}' and '{self.second}' differ at the block '{path}', so "
            "their sentences cannot be paired.",
            "Translate the same edition in both languages, block by block: "
            "'leaflets languages' tells what is out of date.",
            code="U232",
        )


def _are_directions(block: Block | None) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.role == DIRECTIONS


def _label(field: Paragraph) -> Iterator[Run]:
    return (run for run in field.words.runs if run.strong)


def _value(field: Paragraph) -> str:
    """Return what stands behind the label of a field and its mark."""
    return "".join(run.text for run in field.words.runs if not run.strong).lstrip(":：\u00a0 ")


def _is_repeated(before: Block | None, block: Block) -> bool:
    """Return whether a paragraph repeats the words of the one before it in the second language."""
    return (
        isinstance(before, Paragraph)
        and isinstance(block, Paragraph)
        and is_partner(block.path, before.path)
        and str(block.words) == str(before.words)
    )


def _with_language(part: Any, root: str, language: str) -> Any:
    """Name the second language in the paths and the words of a block and of all in it.

    root: the path of the block.
    """
    match part:
        case Words():
            return translated(part, language)
        case tuple():
            return tuple(_with_language(each, root, language) for each in part)
        case Struct() if hasattr(part, "path"):
            values = {each.name: getattr(part, each.name) for each in fields(part)}
            inner = {name: _with_language(value, root, language) for name, value in values.items()}
            return replace(
                part, **{**inner, "path": inside_second_language(part.path, root, language)}
            )
        case _:
            return part
