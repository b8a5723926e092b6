"""Lines and pages of braille: 25 lines of 40 cells, the page of most embossers and of BRF files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Struct

__all__ = ["CELLS", "LINES", "Passage", "lines_of", "paginated"]

CELLS: Final = 40  # in a line; BANA, Braille Formats 2016, section 1.2
LINES: Final = 25  # of a page, of which the last has its number
CONTINUATION: Final = '"'  # dot 5: a word goes on in the next line
TOP: Final = "7"  # dots 2356, the line above a box; Braille Formats 2016, section 7.2
BOTTOM: Final = "G"  # dots 1245, the line below it
FRAMES: Final = {"top": TOP * CELLS, "bottom": BOTTOM * CELLS}


class Passage(Struct, frozen=True):
    """A paragraph in cells. first, others: cells before its first line and before the others.

    gap: an empty line stands above it. is_heading: what follows stands on the same page.
    is_centred: in the middle of the line. frame: "top" or "bottom", a line of a box.
    """

    cells: str
    first: int = 0
    others: int = 0
    gap: bool = False
    is_heading: bool = False
    is_centred: bool = False
    frame: str = ""


def lines_of(passage: Passage) -> list[str]:
    """Return the lines of a passage, each of 40 cells at most."""
    if passage.frame:
        return [FRAMES[passage.frame]]
    lines, line = [], " " * passage.first
    margin = " " * passage.others
    is_empty = True
    for word in passage.cells.split():
        while word:
            room = CELLS - len(line) - (0 if is_empty else 1)
            if len(word) <= room:
                line, word, is_empty = line + ("" if is_empty else " ") + word, "", False
            elif is_empty:
                line, word = line + word[: room - 1] + CONTINUATION, word[room - 1 :]
                lines.append(line)
                line = margin
            else:
                lines.append(line)
                line, is_empty = margin, True
    if not is_empty:
        lines.append(line)
    return [line.strip().center(CELLS).rstrip() for line in lines] if passage.is_centred else lines


def paginated(passages: Iterable[Passage], number_of: Callable[[int], str]) -> str:
    """Return pages in BRF: lines that end with CR and LF, pages that end with a form feed.

    number_of: the number of a page in cells; it stands at the end of the last line.
    """
    pages: list[list[str]] = [[]]
    for group in _inseparable(passages):
        lines = [line for passage in group for line in _with_gap(passage)]
        for line in _on_pages(pages, lines, is_whole=len(group) > 1):
            pages[-1].append(line)
    texts = []
    for number, lines in enumerate(filter(None, pages), 1):
        filled = lines + [""] * (LINES - 1 - len(lines))
        texts.append("\r\n".join([*filled, number_of(number).rjust(CELLS)]))
    return "".join(f"{text}\r\n\f" for text in texts)


def _with_gap(passage: Passage) -> list[str]:
    return ["", *lines_of(passage)] if passage.gap else lines_of(passage)


def _inseparable(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """Yield groups: a heading, or the upper line of a box, and what follows it."""
    group: list[Passage] = []
    for passage in passages:
        group.append(passage)
        if not passage.is_heading:
            yield group
            group = []
    if group:
        yield group


def _on_pages(pages: list[list[str]], lines: list[str], *, is_whole: bool) -> Iterator[str]:
    """Yield lines, and begin pages where needed; none begins with an empty line.

    is_whole: the lines stand on one page if they fit on one.
    """
    if is_whole and len(lines) < LINES <= len(pages[-1]) + len(lines):
        pages.append([])
    for line in lines:
        if len(pages[-1]) == LINES - 1:
            pages.append([])
        if line or pages[-1]:
            yield line
