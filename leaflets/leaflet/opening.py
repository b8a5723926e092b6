"""What stands before the first section: draft box, name, what this leaflet is, the key points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from ..content.monograph.model import Monograph
from ..content.profile.validate import LIST
from .about import is_draft
from .boxes import boxed
from .fixed_sentences import locked
from .model import Block, Box, Heading, Item, ItemList, Words
from .phrasebook import Said, Voice, filled, sentences, strong, words
from .prose import bullets, paragraph
from .warnings import warning_boxes

__all__ = ["below_the_title", "head", "opening"]


def opening(voice: Voice, monograph: Monograph) -> Iterator[Block]:
    """All before the first section: draft box and title, then what the profile says, in order."""
    yield from head(voice, monograph, words(monograph.identity.name))
    for part in voice.profile.opening:
        yield from PARTS[part](voice, monograph)


def head(voice: Voice, monograph: Monograph, title: Words) -> Iterator[Block]:
    """What heads a leaflet, or a summary of it: that it is a draft, if so, and a title."""
    if is_draft(monograph):
        yield _draft(voice)
    yield Heading("title", 1, title)


def below_the_title(voice: Voice, monograph: Monograph, about: Said) -> Iterator[Block]:
    """Names, whether it is watched, what this is, whether it may be of an older edition."""
    yield from _generic(voice, monograph)
    yield from _monitoring(voice, monograph)
    yield paragraph("about-this-leaflet", about, "about")
    yield from _stale(voice, monograph)


def _generic(voice: Voice, monograph: Monograph) -> Iterator[Block]:
    yield paragraph("generic", _names(voice, monograph), "generic")


def _about(voice: Voice, monograph: Monograph) -> Iterator[Block]:
    says = filled(voice.wording.top.about, names=voice.routes(monograph.identity.routes))
    yield paragraph("about-this-leaflet", says, "about")
    yield from _stale(voice, monograph)


def _stale(voice: Voice, monograph: Monograph) -> Iterator[Block]:
    if voice.stale and not is_draft(monograph):
        said = paragraph("stale/1", voice.wording.about.stale)
        yield Box("stale", "information", None, (said,))


def _draft(voice: Voice) -> Box:
    says = voice.wording.draft
    stale = voice.wording.about.stale if voice.stale else None
    said = sentences(strong(says.mark), says.sentence, stale)
    return Box("draft", "draft", None, (paragraph("draft/1", said),))


def _names(voice: Voice, monograph: Monograph) -> Words:
    """Generic name, strengths, forms and other names, but for what the name itself says."""
    says, identity = voice.wording.top, monograph.identity
    others = [name for name in identity.also_called if _run_on(name) != _run_on(identity.name)]
    strengths = identity.strengths  # all or none: some of them would look like all
    if all(_stands_in(one, identity.name) for one in strengths):
        strengths = ()
    return sentences(
        filled(says.generic_name, name=identity.generic_name),
        filled(says.strengths, names=voice.commas(strengths)) if strengths else None,
        filled(says.forms, names=voice.commas(identity.forms)) if identity.forms else None,
        filled(says.also_called, names=voice.either(others)) if others else None,
    )


def _stands_in(strength: str, name: str) -> bool:
    """Whether a name tells this strength: 10 mg does not stand in 110 mg."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(_run_on(strength))}", _run_on(name)))


def _run_on(name: str) -> str:
    """A name without its spaces, to compare with another."""
    return "".join(name.split()).casefold()


def _read_first(voice: Voice, _: Monograph) -> Iterator[Block]:
    yield from locked(voice, "read-first")


def _monitoring(voice: Voice, monograph: Monograph) -> Iterator[Block]:
    said = tuple(locked(voice, "monitoring"))
    if monograph.additional_monitoring == "yes" and said:
        yield Box("monitoring", "monitoring", None, said)


def _list(voice: Voice, _: Monograph) -> Iterator[Block]:
    """The numbered sections."""
    items = tuple(
        Item(
            f"list/{id_}",
            str(voice.place_number(id_)),
            (paragraph(f"list/{id_}/1", voice.heading(id_)),),
        )
        for id_ in voice.profile.listed
    )
    inside = (ItemList("list/1", items, True),)
    yield boxed(voice.wording, "list", "information", voice.heading(LIST), inside)


def _key_points(voice: Voice, monograph: Monograph) -> Iterator[Block]:
    heading = words(voice.wording.boxes.key_points)
    inside = (bullets(voice, "key-points/1", monograph.most_important),)
    yield boxed(voice.wording, "key-points", "key-points", heading, inside)


Opener = Callable[[Voice, Monograph], Iterator[Block]]

PARTS: Final[dict[str, Opener]] = {
    "names": _generic,
    "about": _about,
    "monitoring": _monitoring,
    "read-first": _read_first,
    "list": _list,
    "key-points": _key_points,
    "warnings": warning_boxes,
}
