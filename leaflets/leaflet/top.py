"""What stands before the first section: draft box, name, what this leaflet is, the key points."""

from __future__ import annotations

from collections.abc import Iterator

from ..monograph.model import Monograph
from .model import Block, Box, Heading, Words
from .prose import bullets, paragraph
from .voice import Voice, filled, sentences, strong, words

__all__ = ["top"]


def top(voice: Voice, monograph: Monograph) -> Iterator[Block]:
    """The beginning of a leaflet."""
    says, identity = voice.wording.top, monograph.identity
    if monograph.review.status != "approved":
        yield _draft(voice)
    yield Heading("title", 1, words(identity.name))
    yield paragraph("generic", _names(voice, monograph), "generic")
    routes = voice.either([voice.route(route).phrase for route in identity.routes])
    given = filled(says.routes, names=routes)
    yield paragraph("about-this-leaflet", sentences(given, says.about), "about")
    yield _key_points(voice, monograph)


def _draft(voice: Voice) -> Box:
    says = voice.wording.draft
    said = sentences(strong(voice.wording.draft.mark), says.sentence)
    return Box("draft", "draft", None, (paragraph("draft/1", said),))


def _names(voice: Voice, monograph: Monograph) -> Words:
    """Generic name, strengths and forms, other names; not those that differ only in a space."""
    says, identity = voice.wording.top, monograph.identity
    others = [name for name in identity.also_called if not _same(name, identity.name)]
    return sentences(
        filled(says.generic_name, name=identity.generic_name),
        filled(says.strengths, names=voice.commas(identity.strengths)) if identity.strengths else None,
        filled(says.forms, names=voice.commas(identity.forms)) if identity.forms else None,
        filled(says.also_called, names=voice.either(others)) if others else None,
    )


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _key_points(voice: Voice, monograph: Monograph) -> Box:
    heading = words(voice.wording.boxes.key_points)
    return Box(
        "key-points",
        "key-points",
        Heading("key-points/heading", 2, heading),
        (bullets(voice, "key-points/1", monograph.most_important),),
        filled(voice.wording.boxes.continued, heading=heading),
    )
