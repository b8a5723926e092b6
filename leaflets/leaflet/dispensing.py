"""What the pharmacy adds for one patient: a box of its own, marked as added, below the name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from ..base.errors import UsageError
from ..content.particulars import Particulars
from ..content.profile.forbidden import ForbiddenWords
from ..content.wording import Wording
from .boxes import box_with_heading
from .model import Block, Box, Heading, Leaflet, Paragraph, ParagraphRole
from .particulars_wording import ParticularsWording
from .phrasebook import to_words
from .prose import paragraph

__all__ = ["role_of", "with_particulars"]

ROLES: Final[Mapping[str, ParagraphRole]] = {"directions": "directions"}


def role_of(field: str) -> ParagraphRole:
    """Directions are set larger than the rest."""
    return ROLES.get(field, "particular")


def with_particulars(
    leaflet: Leaflet, wording: Wording, particulars: Particulars, forbidden_words: ForbiddenWords
) -> Leaflet:
    """The same leaflet with the box below its head. What identifies the leaflet stays the same:
    it stands for the words that all patients get. Raises UsageError for another language, and
    ProfileError for words that the profile forbids."""
    if particulars.language != leaflet.language:
        raise UsageError(
            f"The particulars were checked as {particulars.language}, "
            f"and the leaflet is in {leaflet.language}.",
            "Check them again in the leaflet's language.",
        )
    forbidden_words.check(particulars.values)
    blocks, at = leaflet.blocks, _below_the_head(leaflet.blocks)
    box = _box(wording, particulars)
    return replace(leaflet, blocks=(*blocks[:at], box, *blocks[at:]))


def _below_the_head(blocks: tuple[Block, ...]) -> int:
    """After the title and what belongs to it: what it is, and that it is watched more closely."""
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading)) + 1
    while at < len(blocks) and _belongs_to_the_title(blocks[at]):
        at += 1
    return at


def _belongs_to_the_title(block: Block) -> bool:
    match block:
        case Paragraph():
            return block.role in ("generic", "about")
        case Box():
            return block.kind == "monitoring"
    return False


def _box(wording: Wording, particulars: Particulars) -> Box:
    heading, inside = to_words(wording.dispensing.heading), _blocks(wording, particulars)
    return box_with_heading(wording, "dispensing", "dispensing", heading, inside)


def _blocks(wording: Wording, particulars: Particulars) -> Iterator[Paragraph]:
    yield paragraph("dispensing/notice", wording.dispensing.notice, "note")
    particulars_wording = ParticularsWording.of(wording)
    for field, value in particulars.values.items():
        yield paragraph(
            f"dispensing/{field}", particulars_wording.labeled(field, value), role_of(field)
        )
