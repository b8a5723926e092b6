"""The words of elements and of blocks, without what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...source.xml import XmlElement
from ..model import Lines, Paragraph, Runs
from ..words import joined

__all__ = ["all_text", "words_only"]


def all_text(element: XmlElement) -> str:
    """Return all texts in an element, in their order."""
    return "".join(_texts(element))


def _texts(element: XmlElement) -> Iterator[str]:
    for part in element.content:
        if isinstance(part, str):
            yield part
        else:
            yield from _texts(part)
            yield " "


def words_only(parts: Iterable[object]) -> Runs | None:
    """Return the words of paragraphs as one; None if other blocks stand among them."""
    lines: list[Runs] = []
    for part in parts:
        if isinstance(part, Paragraph):
            lines.append(part.runs)
        elif isinstance(part, Lines):
            lines += part.lines
        else:
            return None
    return joined(lines)
