"""Add a patient's particulars to a leaflet, in a box below its title, marked as added."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..base.errors import UsageError
from ..content.particulars import Particulars
from ..content.profile.forbidden import ForbiddenWords
from ..content.wording import Wording
from .blocks import box_with_heading, paragraph
from .model import Block, Box, Heading, Leaflet, Paragraph, ParagraphRole
from .particulars_wording import ParticularsWording
from .phrasebook import to_words

__all__ = ["with_particulars"]


def with_particulars(
    leaflet: Leaflet, wording: Wording, particulars: Particulars, forbidden_words: ForbiddenWords
) -> Leaflet:
    """Return the leaflet with a box of particulars below its title.

    The leaflet's identifier does not change: it stands for the words that all patients get.
    Raises UsageError for another language, and ProfileError for words that the profile forbids.
    """
    if particulars.language != leaflet.language:
        raise UsageError(
            f"The particulars were checked as {particulars.language}, "
            f"and the leaflet is in {leaflet.language}.",
            "Check them again in the leaflet's language.",
        )
    forbidden_words.check(particulars.values)
    blocks, index = leaflet.blocks, _index_below_title(leaflet.blocks)
    box = _box(wording, particulars)
    return replace(leaflet, blocks=(*blocks[:index], box, *blocks[index:]))


def _index_below_title(blocks: tuple[Block, ...]) -> int:
    """Return the index behind the title, its subtitles and the box on additional monitoring."""
    index = next(n for n, block in enumerate(blocks) if isinstance(block, Heading)) + 1
    while index < len(blocks) and _belongs_to_title(blocks[index]):
        index += 1
    return index


def _belongs_to_title(block: Block) -> bool:
    match block:
        case Paragraph():
            return block.role in ("generic", "about")
        case Box():
            return block.kind == "monitoring"
    return False


def _box(wording: Wording, particulars: Particulars) -> Box:
    heading, blocks = to_words(wording.dispensing.heading), _paragraphs(wording, particulars)
    return box_with_heading(wording, "dispensing", "dispensing", heading, blocks)


def _paragraphs(wording: Wording, particulars: Particulars) -> Iterator[Paragraph]:
    yield paragraph("dispensing/notice", wording.dispensing.notice, "note")
    words = ParticularsWording.of(wording)
    for field, value in particulars.values.items():
        role: ParagraphRole = "directions" if field == "directions" else "particular"
        yield paragraph(f"dispensing/{field}", words.field_words(field, value), role)
