"""A help page for a terminal: filled to its width, headings and names in bold, without markup."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Final

import click

__all__ = ["formatted"]

MOST_COLUMNS: Final = 100  # longer lines are hard to read
FENCE: Final = "```"
ITEM: Final = re.compile(r"(\s*)(?:[-*]|\d+\.) +")
MARKUP: Final = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`")
ANCHOR: Final = re.compile(r"\[([^\]]+)\]\((?:https?://[^)\s]+)\)")
RULE: Final = re.compile(r"[|:\- ]+")
CELLS: Final = " — "  # between the cells of a row: a terminal has no room for columns
SPACE_IN_CODE: Final = "\N{NO-BREAK SPACE}"


def formatted(page: str, width: int, *, styled: bool) -> str:
    """Format a page in the Markdown of the help pages. width: columns of the terminal.

    styled: use bold type. Commands and examples stay line by line as they are.
    """
    bold = _bold if styled else str
    width = max(20, min(width, MOST_COLUMNS))
    return "\n".join(line for block in _blocks(page) for line in _lines(block, width, bold)) + "\n"


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _blocks(page: str) -> Iterator[list[str]]:
    """Part a page into fenced texts, single lines that stay as they are, paragraphs and items."""
    block: list[str] = []
    is_fenced = False
    for line in page.splitlines():
        is_fence = line.startswith(FENCE)
        is_alone = not line.strip() or line.startswith(("#", "    ", "|", "<!--"))
        if block and (is_fence or is_alone or ITEM.match(line)):
            yield block
            block = []
        if is_fence:
            is_fenced = not is_fenced
        elif is_fenced:
            yield [f"    {line}".rstrip()]
        elif is_alone:
            yield [line]
        else:
            block.append(line)
    if block:
        yield block


def _lines(block: list[str], width: int, bold: Callable[[str], str]) -> Iterator[str]:
    """Return the lines of a block on the terminal."""
    first = block[0]
    if first.startswith("<!--"):
        return
    if first.startswith("#"):
        yield bold(first.lstrip("# "))
    elif first.startswith("|"):
        if not RULE.fullmatch(first):
            cells = (cell.strip() for cell in first.strip("| ").split(" | "))
            yield from _filled(CELLS.join(cells), width, "", "    ", bold)
    elif not first.strip() or first.startswith("    "):
        yield first
    else:
        item = ITEM.match(first)
        indent = " " * (item.end() if item else 0)
        text = " ".join(line.strip() for line in block)
        yield from _filled(text, width, item[1] if item else "", indent, bold)


def _filled(
    text: str, width: int, first_indent: str, indent: str, bold: Callable[[str], str]
) -> Iterator[str]:
    """Break a text into lines.

    They are broken before bold type is set, so that its codes take no room; what is bold stays
    together.
    """
    unbroken_text = MARKUP.sub(lambda match: match[0].replace(" ", SPACE_IN_CODE), text)
    for line in textwrap.wrap(
        unbroken_text, width, initial_indent=first_indent, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    ):  # fmt: skip
        yield _styled(line, bold)


def _styled(line: str, bold: Callable[[str], str]) -> str:
    """Replace the markup of a line by bold type."""
    unanchored = ANCHOR.sub(r"\1", line)
    styled = MARKUP.sub(lambda match: bold(match["strong"] or match["code"]), unanchored)
    return styled.replace(SPACE_IN_CODE, " ")
