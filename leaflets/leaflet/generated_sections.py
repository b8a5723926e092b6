"""Sections generated from other parts of a monograph: uses, questions, side effects, about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ..content.monograph import prose as source
from ..content.monograph.model import Monograph, Use
from .about import about
from .blocks import fixed_sentences, paragraph
from .model import Block, Heading, Item, ItemList, Paragraph, Question, Words
from .phrasebook import Phrasebook, fill, join_sentences
from .prose import prose
from .side_effects import side_effects

__all__ = ["COMBINED_SECTIONS", "GENERATED_SECTIONS", "use_name"]

Generator = Callable[[Phrasebook, Monograph, str], Iterator[Block]]
"""Builds the blocks of a section. The text is the path under which they stand."""


class CombinedSection(NamedTuple):
    """A section that includes some of its subsections. covered: returns the ids of those."""

    generate: Generator
    covered: Callable[[Monograph], frozenset[str]]


def _uses(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    """List the uses: what each is, how certain it is, and how the medicine works for it."""
    bullet, path = phrases.wording.lists.bullet, f"{path}/uses"
    items = [
        Item(f"{path}/{number}", bullet, tuple(_use(phrases, f"{path}/{number}", use)))
        for number, use in enumerate(monograph.single_uses, 1)
    ]
    if items:
        yield ItemList(path, tuple(items))


def _use(phrases: Phrasebook, path: str, use: Use) -> Iterator[Block]:
    first, caveat = use.says[0], _caveat(phrases, use)
    if isinstance(first, Words) and len(use.says) == 1:
        yield Paragraph(f"{path}/1", join_sentences(phrases.lead(use.name, first), caveat))
    else:
        yield from _text_with_lead(phrases, path, use.name, use.says, label_path=f"{path}/name")
        if caveat:
            yield paragraph(f"{path}/caveat", caveat)
    if use.how_it_works:
        how = f"{path}/how"
        lead = phrases.heading("how-it-works")
        yield from _text_with_lead(phrases, how, lead, use.how_it_works, label_path=f"{how}/lead")


def _text_with_lead(
    phrases: Phrasebook,
    path: str,
    name: Words,
    text: Sequence[source.Block],
    *,
    label_path: str,
) -> Iterator[Block]:
    """Build a text led by a name: in its first paragraph, or as a label if it starts otherwise."""
    first, *following_blocks = text
    if isinstance(first, Words):
        yield Paragraph(f"{path}/1", phrases.lead(name, first))
        yield from prose(phrases, path, following_blocks, 2)
    else:
        yield paragraph(label_path, name, "label")
        yield from prose(phrases, path, text)


def use_name(phrases: Phrasebook, use: Use) -> Words:
    """Return the name of a use, followed by its caveat if there is one."""
    caveat = _caveat(phrases, use)
    if not caveat:
        return use.name
    return fill(phrases.wording.lists.lead, name=use.name, text=caveat)


def _caveat(phrases: Phrasebook, use: Use) -> Words | None:
    """Return what is uncertain about a use, led by the strength of the evidence."""
    texts = phrases.wording.evidence
    lead = {"debated": texts.debated, "unproven": texts.unproven}.get(use.evidence or "")
    return phrases.lead(lead, use.caveat) if lead and use.caveat else use.caveat


def _reporting(phrases: Phrasebook, _monograph: Monograph, path: str) -> Iterator[Block]:
    own = tuple(fixed_sentences(phrases, "reporting", "instead"))
    yield from own or (paragraph(f"{path}/1", phrases.wording.side_effects.reporting),)


def _contents(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    """Name the active substance and its strengths; refer to a pharmacist for the other contents."""
    identity, top = monograph.identity, phrases.wording.top
    generic, strengths = identity.generic_name, identity.strengths
    substance = fill(phrases.wording.pack.substance, name=generic) if generic else None
    strength = fill(top.strengths, names=phrases.join_commas(strengths)) if strengths else None
    if known := join_sentences(substance, strength):
        yield paragraph(f"{path}/1", known)
    topic = phrases.section("what-it-contains").topic
    yield paragraph(f"{path}/2", fill(phrases.wording.unknown.ask, topics=topic))


def _appearance(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    forms = monograph.identity.forms
    if forms:
        sentence = fill(phrases.wording.top.forms, names=phrases.join_commas(forms))
        yield paragraph(f"{path}/1", sentence)


def _questions(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    for number, question in enumerate(monograph.questions, 1):
        question_path = f"{path}/{number}"
        heading = Heading(f"{question_path}/asks", 3, question.asks)
        answer = prose(phrases, question_path, question.says)
        if not answer:
            answer = (paragraph(f"{question_path}/1", phrases.wording.unknown.no_answer),)
        yield Question(question_path, heading, answer)


def _covered_by_uses(monograph: Monograph) -> frozenset[str]:
    """The list of uses covers "how it works" if the monograph says it for at least one use."""
    is_apart = any(id_ == "how-it-works" for id_ in monograph.sections)
    how = any(use.how_it_works for use in monograph.single_uses) and not is_apart
    return frozenset(("what-it-is-for", "how-it-works") if how else ("what-it-is-for",))


GENERATED_SECTIONS: Final[Mapping[str, Generator]] = {
    "side-effects": side_effects,
    "reporting": _reporting,
    "what-it-contains": _contents,
    "appearance": _appearance,
    "questions": _questions,
    "about": about,
}
COMBINED_SECTIONS: Final[Mapping[str, CombinedSection]] = {
    "what-it-is": CombinedSection(_uses, _covered_by_uses),
}
