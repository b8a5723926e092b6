"""What a patient would read otherwise in one edition of a leaflet than in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ..leaflet.model import Figure, Heading, Leaflet, Paragraph
from ..leaflet.walk import walk

__all__ = ["Change", "changes"]


class Entry(NamedTuple):
    """A heading, a paragraph or a caption, and the heading above it."""

    heading: str
    text: str


class Change(NamedTuple):
    """Texts below one heading that became others. Either may be empty."""

    heading: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def changes(old: Leaflet, new: Leaflet) -> Iterator[Change]:
    """Yield what changed, in the order of the new leaflet.

    A text that moved below another heading, such as into the box of emergencies, has changed.
    """
    before, after = list(_entries(old)), list(_entries(new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield from _by_heading(before[old_start:old_end], after[new_start:new_end])


def _entries(leaflet: Leaflet) -> Iterator[Entry]:
    heading = ""
    for block in walk(leaflet.blocks):
        if isinstance(block, Heading):
            yield Entry(heading if block.level > 2 else "", str(block.words))
            heading = str(block.words)
        elif isinstance(block, Paragraph):
            yield Entry(heading, str(block.words))
        elif isinstance(block, Figure):
            yield Entry(heading, str(block.description))
    yield Entry("", str(leaflet.furniture.disclaimer))


def _by_heading(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[Change]:
    """Yield a change for each heading of some entries that were replaced."""
    for heading in dict.fromkeys(entry.heading for entry in (*old, *new)):
        texts = [
            tuple(entry.text for entry in entries if entry.heading == heading)
            for entries in (old, new)
        ]
        yield Change(heading, *texts)
