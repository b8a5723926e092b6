"""Nest headings and the blocks between them, three deep, as a monograph has them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from ..base.limits import HEADING_DEPTH
from .model import Block, Paragraph, Runs, Section

__all__ = ["Heading", "outline", "strong"]


class Heading(Struct, frozen=True):
    """A heading with its level in the source, from 1, and its line. proposal: as of a section."""

    level: int
    runs: Runs
    line: int
    proposal: str | None = None


class _Open(Struct):
    """A section that still takes blocks; level 0 is the document itself."""

    level: int
    runs: Runs
    blocks: list[Block]
    proposal: str | None = None


def outline(parts: Iterable[Heading | Block]) -> tuple[Block, ...]:
    """Put what follows each heading into a section; deeper headings become strong paragraphs."""
    stack = [_Open(0, (), [])]
    for part in chain(parts, [Heading(0, (), 0)]):
        if not isinstance(part, Heading):
            stack[-1].blocks.append(part)
            continue
        while len(stack) > 1 and stack[-1].level >= part.level:
            section = stack.pop()
            stack[-1].blocks.append(_closed(section))
        if part.level and len(stack) > HEADING_DEPTH:
            stack[-1].blocks.append(Paragraph(strong(part.runs), part.line))
        elif part.level:
            stack.append(_Open(part.level, part.runs, [], part.proposal))
    return tuple(stack[0].blocks)


def _closed(section: _Open) -> Section:
    return Section(section.runs, tuple(section.blocks), section.proposal)


def strong(runs: Runs) -> Runs:
    """Return runs in bold type."""
    return tuple(replace(run, strong=True) for run in runs)
