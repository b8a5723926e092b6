"""What is kept on one page with the parts that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..leaflet.model import Block, Illustration, ItemList, Paragraph, PictogramRow, Table
from .context import TypesettingContext
from .flowables import LeafletFlowable, TextFlowable
from .language_pairs import LanguagePair

__all__ = ["introduces", "is_like_a_heading", "keep_groups_together", "set_as_heading"]

MAX_INTRODUCTION: Final = 200  # characters of a paragraph that is kept with what is below it
SENTENCE_ENDINGS: Final = (".", "!", ";", ",")


def introduces(block: Block, following: Block | None) -> bool:
    """Return True if a short paragraph introduces a list or table, with which it is kept."""
    return (
        isinstance(block, Paragraph)
        and isinstance(following, ItemList | Table | PictogramRow | Illustration)
        and len(str(block.words)) <= MAX_INTRODUCTION
    )


def is_like_a_heading(block: Block) -> bool:
    """Return whether a short paragraph is bold and no sentence, as some sources set headings."""
    if not isinstance(block, Paragraph):
        return False
    text = str(block.words)
    return (
        len(text) <= MAX_INTRODUCTION
        and not text.endswith(SENTENCE_ENDINGS)
        and all(run.strong or run.emphasis or run.text.isspace() for run in block.words.runs)
    )


def set_as_heading(part: LeafletFlowable, context: TypesettingContext) -> None:
    """Keep a part with what follows, and nearer to it than to what is above."""
    style = context.layout.styles["heading-4"]
    before, after = max(part.space_before, style.before), min(part.space_after, style.after)
    part.with_spacing(before, after, keep_with_next=True)


def keep_groups_together(parts: Sequence[LeafletFlowable]) -> None:
    """In a box with labels, keep what is below a label with it, and the beginning with the first.

    A page may end only before a label other than the first.
    """
    is_label = list(map(_is_label, parts))
    if not any(is_label):
        return
    first_label = is_label.index(True)
    for index, part in enumerate(parts[:-1]):
        if not is_label[index + 1] or index < first_label:
            part.keeps_group = True
    for part in parts:
        part.keep_together = True


def _is_label(part: LeafletFlowable) -> bool:
    if isinstance(part, LanguagePair):
        return any(map(_is_label, part.parts[0].parts))
    return isinstance(part, TextFlowable) and "label" in part.roles
