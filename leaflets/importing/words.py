"""Gather characters into runs with single spaces, and into lines where the source breaks them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from ..content.monograph.inline import Run
from .model import Runs
from .signs import clean

__all__ = ["RunCollector", "joined"]

SPACES: Final = re.compile("[ \n]+")
BLANK: Final = " \u00a0"


class RunCollector:
    """Takes the texts of one block as they come. lines: one for each line that the source breaks.

    changes: counts signs that were read as what they stand for.
    """

    def __init__(self, changes: Counter[str]) -> None:
        self.changes = changes
        self.lines: list[list[Run]] = [[]]

    def add(self, run: Run) -> None:
        """Add a text."""
        text = SPACES.sub(" ", clean(run.text, self.changes))
        if not text:
            return
        runs = self.lines[-1]
        if text[0] == " " and (not runs or runs[-1].text.endswith(" ")):
            text = text[1:]
        if not text:
            return
        run = replace(run, text=text)
        if runs and replace(runs[-1], text="") == replace(run, text=""):
            runs[-1] = replace(run, text=runs[-1].text + text)
        else:
            runs.append(run)

    def end_line(self) -> None:
        """End a line."""
        self.lines.append([])

    def finish(self) -> list[Runs]:
        """Return the lines that have words."""
        return [line for runs in self.lines if (line := _stripped(runs))]

    def paragraphs(self) -> list[list[Runs]]:
        """Return the lines that have words, apart where empty lines stand between them."""
        lines = [_stripped(runs) for runs in self.lines]
        return [list(group) for has_words, group in groupby(lines, bool) if has_words]


def _stripped(runs: list[Run]) -> Runs:
    """Return runs without spaces at their ends, also those that may not break."""
    first, last = 0, len(runs)
    while first < last and not runs[first].text.strip(BLANK):
        first += 1
    while first < last and not runs[last - 1].text.strip(BLANK):
        last -= 1
    runs = runs[first:last]
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip(BLANK))
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(BLANK))
    return tuple(runs)


def joined(lines: Iterable[Runs]) -> Runs:
    """Return lines as one, with a space between them."""
    runs: list[Run] = []
    for line in lines:
        if runs and line:
            runs.append(Run(" "))
        runs.extend(line)
    return tuple(runs)
