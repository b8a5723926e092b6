"""Sections made from other parts of a monograph: uses, how it works, questions, reporting, about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ..monograph import model as known
from ..monograph.model import Monograph
from .about import about
from .model import Block, Heading, Item, ItemList, Paragraph, Question, Words
from .prose import paragraph, prose
from .side_effects import side_effects
from .voice import Voice

__all__ = ["COMPOSED"]


def _uses(voice: Voice, monograph: Monograph, path: str, _level: int) -> Iterator[Block]:
    items = []
    for number, use in enumerate(monograph.uses, 1):
        where = f"{path}/{number}"
        blocks = _led(voice, where, use.name, use.says)
        if use.caveat:
            blocks += (paragraph(f"{where}/caveat", _caveat(voice, use)),)
        items.append(Item(where, voice.wording.lists.bullet, blocks))
    yield ItemList(path, tuple(items))


def _caveat(voice: Voice, use: known.Use) -> Words:
    assert use.caveat is not None
    says = voice.wording.evidence
    leads = {"debated": says.debated, "unproven": says.unproven}
    lead = leads.get(use.evidence)
    return voice.lead(lead, use.caveat) if lead else use.caveat


def _how_it_works(voice: Voice, monograph: Monograph, path: str, _level: int) -> Iterator[Block]:
    items = [
        Item(
            f"{path}/{number}",
            voice.wording.lists.bullet,
            _led(voice, f"{path}/{number}", use.name, use.how_it_works),
        )
        for number, use in enumerate(monograph.uses, 1)
        if use.how_it_works
    ]
    if items:
        yield ItemList(path, tuple(items))


def _led(
    voice: Voice, path: str, name: Words, says: Sequence[known.Block]
) -> tuple[Block, ...]:
    """Blocks led in by a strong name: in the first paragraph, or above what is none."""
    first = says[0]
    if isinstance(first, Words):
        return (Paragraph(f"{path}/1", voice.lead(name, first)), *prose(voice, path, says[1:], 2))
    return (paragraph(f"{path}/name", name, "label"), *prose(voice, path, says))


def _side_effects(voice: Voice, monograph: Monograph, path: str, _level: int) -> Iterator[Block]:
    return side_effects(voice, monograph, path)


def _reporting(voice: Voice, _monograph: Monograph, path: str, _level: int) -> Iterator[Block]:
    yield paragraph(f"{path}/1", voice.wording.side_effects.reporting)


def _questions(voice: Voice, monograph: Monograph, path: str, level: int) -> Iterator[Block]:
    for number, asked in enumerate(monograph.questions, 1):
        where = f"{path}/{number}"
        asks = Heading(f"{where}/asks", level, asked.asks)
        yield Question(where, asks, prose(voice, where, asked.says))


def _about(voice: Voice, monograph: Monograph, path: str, _level: int) -> Iterator[Block]:
    return about(voice, monograph, path)


Composer = Callable[[Voice, Monograph, str, int], Iterator[Block]]

COMPOSED: Final[dict[str, Composer]] = {
    "what-it-is-for": _uses,
    "how-it-works": _how_it_works,
    "side-effects": _side_effects,
    "reporting": _reporting,
    "questions": _questions,
    "about": _about,
}
