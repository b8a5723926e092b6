"""What stands before the first section: draft box, name, what this leaflet is, the key points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from ..content.monograph.model import Monograph
from ..content.profile.validate import LIST
from .about import is_draft
from .boxes import box_with_heading
from .fixed_sentences import fixed_sentences
from .model import Block, Box, Heading, Item, ItemList, Words
from .phrasebook import Phrasebook, TextOrWords, fill, join_sentences, make_strong, to_words
from .prose import bullets, paragraph
from .warnings import warning_boxes

__all__ = ["below_the_title", "head", "opening"]


def opening(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    """All before the first section: draft box and title, then what the profile says, in order."""
    yield from head(phrases, monograph, to_words(monograph.identity.name))
    for part in phrases.profile.opening:
        yield from PARTS[part](phrases, monograph)


def head(phrases: Phrasebook, monograph: Monograph, title: Words) -> Iterator[Block]:
    """What heads a leaflet, or a summary of it: that it is a draft, if so, and a title."""
    if is_draft(monograph):
        yield _draft(phrases)
    yield Heading("title", 1, title)


def below_the_title(
    phrases: Phrasebook, monograph: Monograph, about: TextOrWords
) -> Iterator[Block]:
    """Names, whether it is watched, what this is, whether it may be of an older edition."""
    yield from _generic(phrases, monograph)
    yield from _monitoring(phrases, monograph)
    yield paragraph("about-this-leaflet", about, "about")
    yield from _stale(phrases, monograph)


def _generic(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    yield paragraph("generic", _names(phrases, monograph), "generic")


def _about(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    says = fill(phrases.wording.top.about, names=phrases.routes(monograph.identity.routes))
    yield paragraph("about-this-leaflet", says, "about")
    yield from _stale(phrases, monograph)


def _stale(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    if phrases.stale and not is_draft(monograph):
        said = paragraph("stale/1", phrases.wording.about.stale)
        yield Box("stale", "information", None, (said,))


def _draft(phrases: Phrasebook) -> Box:
    says = phrases.wording.draft
    stale = phrases.wording.about.stale if phrases.stale else None
    said = join_sentences(make_strong(says.mark), says.sentence, stale)
    return Box("draft", "draft", None, (paragraph("draft/1", said),))


def _names(phrases: Phrasebook, monograph: Monograph) -> Words:
    """Generic name, strengths, forms and other names, but for what the name itself says."""
    says, identity = phrases.wording.top, monograph.identity
    others = [name for name in identity.also_called if _run_on(name) != _run_on(identity.name)]
    strengths = identity.strengths  # all or none: some of them would look like all
    if all(_stands_in(one, identity.name) for one in strengths):
        strengths = ()
    return join_sentences(
        fill(says.generic_name, name=identity.generic_name),
        fill(says.strengths, names=phrases.join_commas(strengths)) if strengths else None,
        fill(says.forms, names=phrases.join_commas(identity.forms)) if identity.forms else None,
        fill(says.also_called, names=phrases.join_or(others)) if others else None,
    )


def _stands_in(strength: str, name: str) -> bool:
    """Whether a name tells this strength: 10 mg does not stand in 110 mg."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(_run_on(strength))}", _run_on(name)))


def _run_on(name: str) -> str:
    """A name without its spaces, to compare with another."""
    return "".join(name.split()).casefold()


def _read_first(phrases: Phrasebook, _: Monograph) -> Iterator[Block]:
    yield from fixed_sentences(phrases, "read-first")


def _monitoring(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    said = tuple(fixed_sentences(phrases, "monitoring"))
    if monograph.additional_monitoring == "yes" and said:
        yield Box("monitoring", "monitoring", None, said)


def _list(phrases: Phrasebook, _: Monograph) -> Iterator[Block]:
    """The numbered sections."""
    items = tuple(
        Item(
            f"list/{id_}",
            str(phrases.section_number(id_)),
            (paragraph(f"list/{id_}/1", phrases.heading(id_)),),
        )
        for id_ in phrases.profile.listed
    )
    inside = (ItemList("list/1", items, True),)
    yield box_with_heading(phrases.wording, "list", "information", phrases.heading(LIST), inside)


def _key_points(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    heading = to_words(phrases.wording.boxes.key_points)
    inside = (bullets(phrases, "key-points/1", monograph.most_important),)
    yield box_with_heading(phrases.wording, "key-points", "key-points", heading, inside)


Opener = Callable[[Phrasebook, Monograph], Iterator[Block]]

PARTS: Final[dict[str, Opener]] = {
    "names": _generic,
    "about": _about,
    "monitoring": _monitoring,
    "read-first": _read_first,
    "list": _list,
    "key-points": _key_points,
    "warnings": warning_boxes,
}
