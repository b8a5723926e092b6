"""Whether the matter of a section without words stands elsewhere in the leaflet, or may do so.

A question names the sections that it answers (`about`), a heading in a text the section whose
matter stands below it (`section`). Where nobody has said that, words that belong to the topic of
one section alone are looked for: the leaflet rather claims nothing than that it lacks a fact which
it has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from ..content.monograph.model import Monograph
from ..content.monograph.prose import SectionBlock, SectionText, Subsection
from ..content.monograph.sections import SectionEntry
from ..content.monograph.texts import printed_texts
from .phrasebook import Phrasebook

__all__ = ["place_of_answer"]

WORD: Final = re.compile(r"[^\W\d_]{5,}")
STEM: Final = 4  # letters at the beginning of a word that stand for all its forms


def place_of_answer(
    phrases: Phrasebook, monograph: Monograph, entry: SectionEntry
) -> Literal["questions", "text"] | None:
    """Return where the leaflet answers, or may answer, the matter of a section; None if nowhere."""
    if any(entry.id in question.about for question in monograph.questions):
        return "questions"
    own_texts = [part for part in monograph.sections.values() if isinstance(part, SectionText)]
    if any(entry.id in _marks(text.says) for text in own_texts):
        return "text"
    untold = [question for question in monograph.questions if not question.about]
    given = [text for text in own_texts if text.heading]
    if not untold and not given:
        return None
    stems = _stems_of_topics(phrases)[entry.id]
    if stems & _stems(text for text, _ in printed_texts(tuple(untold))):
        return "questions"
    return "text" if stems & _stems(text for text, _ in printed_texts(tuple(given))) else None


def _marks(blocks: Iterable[SectionBlock]) -> Iterator[str]:
    """Yield the sections with which headings are marked."""
    for block in blocks:
        if isinstance(block, Subsection):
            if block.section:
                yield str(block.section)
            yield from _marks(block.says)


def _stems_of_topics(phrases: Phrasebook) -> dict[str, set[str]]:
    """Return the stems that stand in the topic or the heading of one section alone, by section."""
    stems = {
        str(id_): _stems([str(words.topic), str(words.heading)])
        for id_, words in phrases.wording.sections.items()
    }
    numbers = Counter(stem for found in stems.values() for stem in found)
    return {id_: {stem for stem in found if numbers[stem] == 1} for id_, found in stems.items()}


def _stems(texts: Iterable[str]) -> set[str]:
    return {word[:STEM] for text in texts for word in WORD.findall(text.casefold())}
