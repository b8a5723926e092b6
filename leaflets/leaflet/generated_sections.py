"""Sections made from other parts of a monograph: uses, questions, side effects, about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..content.monograph.model import Monograph, Use
from .about import about
from .fixed_sentences import fixed_sentences
from .model import Block, Heading, Item, ItemList, Paragraph, Question, Words
from .phrasebook import Phrasebook, fill, join_sentences
from .prose import paragraph, prose
from .side_effects import side_effects

__all__ = ["COMPOSED", "TOGETHER", "use_name"]


def _uses(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    """Each use: what it is, how certain that is, and how the medicine works for it."""
    bullet, path = phrases.wording.lists.bullet, f"{path}/uses"
    items = [
        Item(f"{path}/{number}", bullet, tuple(_use(phrases, f"{path}/{number}", use)))
        for number, use in enumerate(monograph.uses, 1)
    ]
    yield ItemList(path, tuple(items))


def _use(phrases: Phrasebook, path: str, use: Use) -> Iterator[Block]:
    first, caveat = use.says[0], _caveat(phrases, use)
    if isinstance(first, Words) and len(use.says) == 1:
        yield Paragraph(f"{path}/1", join_sentences(phrases.lead(use.name, first), caveat))
    elif isinstance(first, Words):
        yield Paragraph(f"{path}/1", phrases.lead(use.name, first))
        yield from prose(phrases, path, use.says[1:], 2)
    else:
        yield paragraph(f"{path}/name", use.name, "label")
        yield from prose(phrases, path, use.says)
    if caveat and len(use.says) > 1:
        yield paragraph(f"{path}/caveat", caveat)
    yield from _how(phrases, f"{path}/how", use)


def use_name(phrases: Phrasebook, use: Use) -> Words:
    """A use in a few words, and that it is not certain, if so."""
    caveat = _caveat(phrases, use)
    if not caveat:
        return use.name
    return fill(phrases.wording.lists.lead, name=use.name, text=caveat)


def _caveat(phrases: Phrasebook, use: Use) -> Words | None:
    """What is not certain, led by how uncertain it is."""
    says = phrases.wording.evidence
    lead = {"debated": says.debated, "unproven": says.unproven}.get(use.evidence)
    return phrases.lead(lead, use.caveat) if lead and use.caveat else use.caveat


def _how(phrases: Phrasebook, path: str, use: Use) -> Iterator[Block]:
    if not use.how_it_works:
        return
    lead, first = phrases.heading("how-it-works"), use.how_it_works[0]
    if isinstance(first, Words):
        yield Paragraph(f"{path}/1", phrases.lead(lead, first))
        yield from prose(phrases, path, use.how_it_works[1:], 2)
    else:
        yield paragraph(f"{path}/lead", lead, "label")
        yield from prose(phrases, path, use.how_it_works)


def _reporting(phrases: Phrasebook, _monograph: Monograph, path: str) -> Iterator[Block]:
    own = tuple(fixed_sentences(phrases, "reporting", "instead"))
    yield from own or (paragraph(f"{path}/1", phrases.wording.side_effects.reporting),)


def _contents(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    """The active substance and its strengths; that nothing is known of what else is in it."""
    identity, top = monograph.identity, phrases.wording.top
    substance = fill(phrases.wording.pack.substance, name=identity.generic_name)
    strengths = identity.strengths
    strength = fill(top.strengths, names=phrases.join_commas(strengths)) if strengths else None
    yield paragraph(f"{path}/1", join_sentences(substance, strength))
    topic = phrases.section("what-it-contains").topic
    yield paragraph(f"{path}/2", fill(phrases.wording.unknown.ask, topics=topic))


def _appearance(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    forms = monograph.identity.forms
    if forms:
        yield paragraph(
            f"{path}/1", fill(phrases.wording.top.forms, names=phrases.join_commas(forms))
        )


def _questions(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    for number, asked in enumerate(monograph.questions, 1):
        where = f"{path}/{number}"
        asks = Heading(f"{where}/asks", 3, asked.asks)
        yield Question(where, asks, prose(phrases, where, asked.says))


Composer = Callable[[Phrasebook, Monograph, str], Iterator[Block]]


def _with_uses(monograph: Monograph) -> frozenset[str]:
    """How it works is told with each use; if with none, it is not known."""
    how = any(use.how_it_works for use in monograph.uses)
    return frozenset(("what-it-is-for", "how-it-works") if how else ("what-it-is-for",))


# a section that is made from other parts of the monograph
COMPOSED: Final[dict[str, Composer]] = {
    "side-effects": side_effects,
    "reporting": _reporting,
    "what-it-contains": _contents,
    "appearance": _appearance,
    "questions": _questions,
    "about": about,
}
# a section that tells the parts below it together, and which of them
TOGETHER: Final[dict[str, tuple[Composer, Callable[[Monograph], frozenset[str]]]]] = {
    "what-it-is": (_uses, _with_uses),
}
