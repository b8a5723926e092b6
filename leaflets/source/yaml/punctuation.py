"""Commas and dashes that mean something else to YAML than to the writer of a text."""

from __future__ import annotations

import re
from typing import Any, Final

from ...base.errors import Fault, Place
from .values import Text

__all__ = ["CommaWatch", "list_line_warning"]

DASH: Final = r"\s*-\s"
ENTRY: Final = r"\s*(?:[-*+•·–—]|[0-9]{1,2}[.)])\s"


class CommaWatch:
    """Sees where a comma inside brackets cuts a text: YAML ends every unquoted text at it.

    It remembers the last two unquoted texts and where they end, until anything else comes.
    """

    def __init__(self, file: str, letter: str) -> None:
        self.file, self.letter = file, letter
        self._texts: list[tuple[Text, Any]] = []

    def forget(self) -> None:
        """Begin anew: something else than an unquoted text came."""
        self._texts.clear()

    def see(self, text: Text, event: Any) -> None:
        """Remember an unquoted text and its event."""
        self._texts = [*self._texts[-1:], (text, event.end_mark)]

    def number_fault(self, text: Text, event: Any) -> Fault | None:
        """Return the fault if a list continues with digits, and a comma without space before."""
        if not self._texts:
            return None
        (before, end), start = self._texts[-1], event.start_mark
        gap = start.column - end.column if start.line == end.line else 0
        if gap == 1 and before[-1:].isdigit() and text[:1].isdigit():
            return self._fault(text.place, "; or a space after the comma, if there are two texts")
        return None

    def key_fault(self, text: Text, event: Any) -> Fault | None:
        """Return the fault if this empty value belongs to a key that has not even a colon."""
        if text or len(self._texts) < 2:
            return None
        (key, end), start = self._texts[-1], event.start_mark
        if (start.line, start.column) == (end.line, end.column):
            return self._fault(key.place, "; or a colon and a value behind it, if it is a key")
        return None

    def _fault(self, place: Place, otherwise: str) -> Fault:
        message = "The comma before this word ends the text in front of it."
        hint = f"Put the whole text in double quotes{otherwise}."
        return Fault(f"{self.letter}013", place, message, hint)


def list_line_warning(event: Any, file: str, letter: str, lines: list[str]) -> Fault | None:
    """Warn of a text of several lines, one of which begins like an entry of a list.

    A single line counts only if it begins with a hyphen: anything else may stand there by chance.
    event: that of the text. lines: of the file.
    """
    first, end = event.start_mark.line + 1, event.end_mark
    inner = lines[first : end.line]
    if end.line < len(lines):
        inner.append(lines[end.line][: end.column])
    entries = [number for number, line in enumerate(inner) if re.match(ENTRY, line)]
    if len(entries) < 2 and not any(re.match(DASH, inner[number]) for number in entries):
        return None
    line = inner[entries[0]]
    place = Place(file, first + entries[0] + 1, len(line) - len(line.lstrip()) + 1)
    message = (
        "This line begins like an entry of a list, and is printed in one text with those around."
    )
    hint = 'Write "- list:" on a line of its own, and the entries below it, each after "- ".'
    return Fault(f"{letter}014", place, message, hint)
