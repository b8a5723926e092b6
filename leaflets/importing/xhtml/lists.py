"""The items of lists in XHTML, with the numbers or letters that a browser would print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...content.monograph.inline import Run
from ...source.xml import XmlElement
from ..model import Block, Paragraph
from .style import declarations

__all__ = ["ListPart", "headed", "list_parts", "term_parts"]

ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
                (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
                (1, "i"))  # fmt: skip
STRAY: Final = "stray"  # the name of what stands between the items of a list


class ListPart(Struct, frozen=True):
    """Items whose numbers follow each other.

    start: the number of the first, None for bullets. marker: writes a number as what stands before
    its item; None if that is a number.
    """

    items: tuple[XmlElement, ...]
    start: int | None
    marker: Callable[[int], str] | None


def list_parts(element: XmlElement) -> Iterator[ListPart]:
    """Yield the items of a list; those behind one with a number of its own apart."""
    if element.name.lower() != "ol":
        yield ListPart(tuple(_items(element)), None, None)
        return
    marker = MARKERS.get(_numbering(element))
    start = _number(element, "start", 1)
    items: list[XmlElement] = []
    for item in _items(element):
        number = _number(item, "value", start + len(items))
        if items and number != start + len(items):
            yield ListPart(tuple(items), start, marker)
            items = []
        if not items:
            start = number
        items.append(item)
    yield ListPart(tuple(items), start, marker)


def headed(marker: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the blocks of an item behind what a browser prints before it."""
    if not blocks:
        return
    first, *others = blocks
    if isinstance(first, Paragraph):
        yield replace(first, runs=(Run(f"{marker} "), *first.runs))
    else:
        yield Paragraph((Run(marker),))
        yield first
    yield from others


def term_parts(element: XmlElement) -> Iterator[XmlElement]:
    """Yield the terms and meanings of a list of terms, in order; stray words as meanings."""
    yield from _gathered(element, ("dt", "dd"))


def _items(element: XmlElement) -> Iterator[XmlElement]:
    """Yield the items of a list. A list between them belongs to the item before it."""
    items: list[XmlElement] = []
    for item in _gathered(element, ("li",)):
        is_nested = item.name == STRAY and any(_is_list(child) for child in item.children)
        if is_nested and items and not item.text.strip():
            items[-1] = _with_content(items[-1], [*items[-1].content, *item.content])
        else:
            items.append(item)
    yield from items


def _gathered(element: XmlElement, names: tuple[str, ...]) -> Iterator[XmlElement]:
    """Yield the children of these names, and what stands between them in elements of its own."""
    between: list[XmlElement | str] = []
    for part in [*element.content, None]:
        is_own = part is not None and not isinstance(part, str) and part.name.lower() in names
        if (is_own or part is None) and any(not isinstance(b, str) or b.strip() for b in between):
            yield XmlElement(element.space, STRAY, {}, element.line, element.column, between)
            between = []
        if is_own:
            assert isinstance(part, XmlElement)
            between = []
            yield part
        elif part is not None:
            between.append(part)


def _with_content(element: XmlElement, content: list[XmlElement | str]) -> XmlElement:
    return replace(element, content=content)


def _is_list(element: XmlElement) -> bool:
    return element.name.lower() in ("ul", "ol")


def _number(element: XmlElement, attribute: str, default: int) -> int:
    text = element.attributes.get(attribute, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _numbering(element: XmlElement) -> str:
    """Return how a list is numbered: 1, a, A, i or I."""
    declared = declarations(element)
    style = declared.get("list-style-type", declared.get("list-style", ""))
    named = {
        "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
        "lower-roman": "i", "upper-roman": "I",
    }  # fmt: skip
    return named.get(style.partition(" ")[0], element.attributes.get("type", "1").strip())


def _letters(number: int) -> str:
    """Return a, b … z, aa, ab … for 1, 2 …"""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters or "0"


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text or "0"


MARKERS: Final[dict[str, Callable[[int], str]]] = {
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
}
