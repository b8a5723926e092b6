"""The story: for each block of a leaflet, the flowables that draw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest
from typing import Final

from msgspec.structs import replace

from ..leaflet.model import (
    PERSONAL,
    Block,
    Box,
    Figure,
    Heading,
    Illustration,
    ItemList,
    Leaflet,
    Lines,
    Paragraph,
    PictogramRow,
    Question,
    Section,
    SideBySide,
    Table,
    TableOfContents,
    Terms,
)
from .boxes import BoxFlowable, box_heading, continuation_notes
from .contents import contents_lines
from .context import TypesettingContext
from .fields import ParticularsStack, check_glyphs
from .figures import FigureFlowable, IllustrationFlowable, beside, pictogram_rows
from .flowables import LeafletFlowable, TextFlowable
from .keeping import introduces, is_like_a_heading, keep_groups_together, set_as_heading
from .language_pairs import begin_at_own_side, language_width, pair, pairs_of, second_heading
from .lists import list_flowables, term_flowables
from .stack import Stack
from .tables import build_table

__all__ = ["build_story", "split_head"]

LONG_TITLE: Final = 120  # characters, which take some six lines of an A4 page


def build_story(leaflet: Leaflet, context: TypesettingContext, width: float) -> Stack:
    """Return the flowables of a leaflet in reading order. width: of a column, in points."""
    return Stack(context, "leaflet", list(_flowables(leaflet.blocks, context, width)))


def split_head(leaflet: Leaflet, roles: Sequence[str]) -> tuple[Leaflet | None, Leaflet]:
    """Split a leaflet into its first blocks that have one of the roles, and what follows them.

    The first is None if there are none. roles: as in the layout's `page.span`.
    """
    head = tuple(takewhile(lambda block: _role(block) in roles, leaflet.blocks))
    body = leaflet.blocks[len(head) :]
    if not head or not body:
        return None, leaflet
    return replace(leaflet, blocks=head), replace(leaflet, blocks=body)


def _role(block: Block) -> str:
    match block:
        case Heading(level=1):
            return "title"
        case Paragraph():
            return block.role
        case Box():
            return block.kind
        case SideBySide():
            return "letterhead"
    return ""


def _block_flowables(
    block: Block, context: TypesettingContext, width: float, role: str = "body"
) -> Iterator[LeafletFlowable]:
    """Yield the flowables of one block. role: of its running text."""
    match block:
        case Heading():
            yield _heading(block, context)
        case Paragraph():
            yield TextFlowable(
                context, block.path, block.words, role if block.role == "body" else block.role
            )
        case ItemList():
            yield from list_flowables(block, context, width, role, _flowables)
        case Lines():
            yield from _lines(block, context, role)
        case Terms():
            yield from term_flowables(block, context, width, role, _flowables)
        case Question():
            yield _question(block, context, width)
        case Table():
            yield build_table(
                block, context, width, lambda cell, role: _cell_flowables(cell, context, role)
            )
        case Box():
            yield _box(block, context, width)
        case Section():
            yield from _flowables([block.heading, *block.blocks], context, width, role)
        case Figure():
            yield FigureFlowable(context, block, width)
        case Illustration():
            yield IllustrationFlowable(context, block)
        case PictogramRow():
            yield from pictogram_rows(block, context, width)
        case SideBySide():
            yield _side_by_side(block, context, width)
        case TableOfContents():
            yield from contents_lines(block, context)


def _flowables(
    blocks: Sequence[Block], context: TypesettingContext, width: float, role: str = "body"
) -> Iterator[LeafletFlowable]:
    """Yield the flowables of blocks. A heading or label of a run-in role joins the text below."""
    if context.pairs_blocks:
        yield from _paired_flowables(blocks, context, width, role)
        return
    lead: TextFlowable | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if lead and isinstance(block, Paragraph):
            part = TextFlowable(context, block.path, block.words, role, lead=lead)
            part.keeps_group = introduces(block, following)
            yield part
            lead = None
            continue
        parts = list(_block_flowables(block, context, width, role))
        if parts:
            parts[-1].keeps_group |= introduces(block, following)
            if is_like_a_heading(block):
                set_as_heading(parts[-1], context)
        precedes_body = isinstance(following, Paragraph) and following.role == "body"
        candidate = parts[0] if len(parts) == 1 and precedes_body else None
        if isinstance(candidate, TextFlowable) and candidate.role in context.layout.run_in:
            lead = candidate
        else:
            yield from parts


def _paired_flowables(
    blocks: Sequence[Block], context: TypesettingContext, width: float, role: str
) -> Iterator[LeafletFlowable]:
    """Yield the flowables of blocks in two languages; no heading runs in."""
    pairs = list(pairs_of(blocks))
    for blocks_of_pair, following in zip_longest(pairs, pairs[1:]):
        block_width = language_width(context, width) if len(blocks_of_pair) > 1 else width
        languages = []
        for block in blocks_of_pair:
            languages.append(parts := list(_block_flowables(block, context, block_width, role)))
            begin_at_own_side(context, block.path, parts)
            if parts and is_like_a_heading(block):
                set_as_heading(parts[-1], context)
        parts = languages[0] if len(languages) == 1 else pair(context, *languages)
        if parts:
            parts[-1].keeps_group |= introduces(
                blocks_of_pair[0], following[0] if following else None
            )
        yield from parts


def _cell_flowables(
    block: Block, context: TypesettingContext, role: str
) -> Sequence[LeafletFlowable]:
    """Return the flowables of a block in a cell of a table. role: of its running text.

    Text begins at one side of its column, in both languages, so that the column is seen.
    """
    parts = list(_block_flowables(block, context, 0.0, role))
    for part in parts:
        if isinstance(part, TextFlowable):
            part.is_turned = context.is_turned
    begin_at_own_side(context, block.path, [p for p in parts if not isinstance(p, TextFlowable)])
    return parts


def _heading(heading: Heading, context: TypesettingContext) -> TextFlowable:
    """Return a heading. The title is in one piece; a long one has the type of other headings."""
    role = f"heading-{min(heading.level, 4)}"
    if heading.level == 1:
        role = "title" if len(str(heading.words)) <= LONG_TITLE else "heading-2"
    part = TextFlowable(context, heading.path, heading.words, role)
    part.keep_together = heading.level == 1
    return part


def _lines(block: Lines, context: TypesettingContext, role: str) -> Iterator[LeafletFlowable]:
    """Yield the lines of an address close together; the first keeps with those below it."""
    parts = [TextFlowable(context, line.path, line.words, role) for line in block.lines]
    for index, part in enumerate(parts):
        is_first, is_last = index == 0, index == len(parts) - 1
        part.keep_with_next = not is_last
        yield part.with_spacing(
            part.space_before if is_first else 0.0, part.space_after if is_last else 0.0
        )


def _question(block: Question, context: TypesettingContext, width: float) -> Stack:
    question = TextFlowable(context, block.heading.path, block.heading.words, "question")
    parts: list[LeafletFlowable] = [question]
    answer, runs_in = block.answer, question.role in context.layout.run_in
    if second := second_heading(block.heading, answer):
        heading = TextFlowable(context, second.path, second.words, "question")
        begin_at_own_side(context, second.path, [heading])
        parts, answer = pair(context, parts, [heading]), answer[1:]
    paragraph = answer[0]
    if runs_in and isinstance(paragraph, Paragraph) and paragraph.role == "body":
        parts = [TextFlowable(context, paragraph.path, paragraph.words, "body", lead=question)]
        answer = answer[1:]
    parts.extend(_flowables(answer, context, width))
    stack = Stack(context, block.path, parts)
    stack.keep_together = True
    return stack.with_spacing(parts[0].space_before, parts[-1].space_after)


def _box(block: Box, context: TypesettingContext, width: float) -> BoxFlowable:
    style = context.layout.boxes[block.kind]
    inner_width = width - 2 * (style.border + style.padding) - style.bar
    parts: list[LeafletFlowable] = []
    blocks = block.blocks
    if block.heading:
        parts.append(box_heading(block.heading.path, block.heading.words, style.colour, context))
        if second := second_heading(block.heading, blocks):
            heading = box_heading(second.path, second.words, style.colour, context)
            begin_at_own_side(context, second.path, [heading])
            parts, blocks = pair(context, parts, [heading]), blocks[1:]
    parts.extend(_box_body(block.path, blocks, context, inner_width))
    keep_groups_together(parts)
    body = Stack(context, block.path, parts)
    notes = continuation_notes(block, style.colour, context)
    return BoxFlowable(context, block.path, style, body, notes)


def _side_by_side(block: SideBySide, context: TypesettingContext, width: float) -> LeafletFlowable:
    body = Stack(context, block.path, list(_flowables(block.blocks, context, width)))
    space_after = 2 * context.layout.styles["body"].after
    part = beside(context, block.path, block.figure, body, width) if block.figure else body
    return part.with_spacing(0.0, space_after)


def _box_body(
    path: str, blocks: Sequence[Block], context: TypesettingContext, width: float
) -> Iterator[LeafletFlowable]:
    """Yield the body of a box; the fields of particulars at its end are one stack."""
    fields: list[TextFlowable] = []
    for field in reversed(blocks):
        if not isinstance(field, Paragraph) or field.role not in PERSONAL:
            break
        check_glyphs(context, field)
        part = TextFlowable(context, field.path, field.words, field.role)
        begin_at_own_side(context, field.path, [part])
        fields.insert(0, part)
    yield from _flowables(blocks[: len(blocks) - len(fields)], context, width)
    if fields:
        yield ParticularsStack.with_reserve(context, f"{path}/fields", fields)
