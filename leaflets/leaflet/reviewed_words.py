"""The words for which a reviewer answers, and their digest."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from ..content.monograph.limits import all_limits
from ..content.monograph.model import Monograph, Review
from ..content.monograph.sections import Sections
from ..content.pictures.model import LibraryPicture, LibraryPictures, Pictogram
from ..content.profile.model import ProfileRef
from ..content.wording import Wording
from .compose import compose, pictures_shown
from .model import Figure, Leaflet
from .plain import words
from .walk import walk

__all__ = ["reviewed_leaflets", "reviewed_words_digest"]

UNREVIEWED: Final = Review(status="draft")


def reviewed_leaflets(
    monograph: Monograph,
    wording: Wording,
    sections: Sections,
    profile: ProfileRef,
    figures: LibraryPictures,
) -> tuple[Leaflet, ...]:
    """Compose the leaflet that a reviewer reads, in full and as a summary, without any review.

    Where the monograph marks what concerns only some routes or uses, the leaflets for each of these
    follow, so that a review also stands for what they leave out. profile: generic, so that one
    review serves all countries. figures: the pictures. Raises what `compose` raises.
    """
    unreviewed = replace(monograph, review=UNREVIEWED)
    compose_for_review = partial(
        compose, unreviewed, wording, sections=sections, profile=profile, name="", source_sha256="",
        figures=figures,
    )  # fmt: skip
    limited = (
        compose_for_review(route=limits.route, use=limits.use) for limits in all_limits(unreviewed)
    )
    return compose_for_review(), compose_for_review(summary=True), *limited


def reviewed_words_digest(leaflets: tuple[Leaflet, ...]) -> str:
    """Return the sha256 of all words and pictures in order, in hexadecimal.

    How the file is spelled, and where its lines end, makes no difference; the edition does.
    """
    parts = [part for leaflet in leaflets for part in (*words(leaflet, identity=False), "\n")]
    for leaflet in leaflets:
        for block in walk(leaflet.blocks):
            if isinstance(block, Figure) and isinstance(block.picture, Pictogram):
                parts.append(block.picture.name)
            elif isinstance(block, Figure) and isinstance(block.picture, LibraryPicture):
                parts += [block.picture.file, str(block.description)]
        parts += pictures_shown(leaflet)
    edition = f"{leaflets[0].language} {leaflets[0].edition}"
    return sha256("\n".join([edition, *parts]).encode()).hexdigest()
