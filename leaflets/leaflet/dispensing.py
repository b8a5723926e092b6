"""Add a patient's particulars to a leaflet, in a box below its title, marked as added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from ..base.errors import UsageError
from ..content.monograph.inline import Run, Words
from ..content.monograph.model import DayTimes
from ..content.particulars import DAY_TIMES, Particulars, amounts_by_time
from ..content.profile.forbidden import ForbiddenWords
from ..content.wording import Wording
from .blocks import box_with_heading, paragraph
from .model import Block, Box, Heading, Leaflet, Paragraph, ParagraphRole
from .particulars_wording import ParticularsWording
from .phrasebook import Phrasebook, to_words
from .prose import prose

__all__ = ["GRID", "with_particulars"]

GRID: Final = "dispensing/day-times"  # the path of the grid of day times


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
    heading, blocks = to_words(wording.dispensing.heading), _contents(wording, particulars)
    return box_with_heading(wording, "dispensing", "dispensing", heading, blocks)


def _contents(wording: Wording, particulars: Particulars) -> Iterator[Block]:
    """Yield the notice, the grid of day times, and a paragraph for each field."""
    yield paragraph("dispensing/notice", wording.dispensing.notice, "note")
    if day_times := particulars.values.get(DAY_TIMES):
        yield from prose(Phrasebook(wording), GRID, (_grid(wording, day_times),))
    words = ParticularsWording.of(wording)
    for field, value in particulars.values.items():
        if field == DAY_TIMES:
            continue
        role: ParagraphRole = "directions" if field == "directions" else "particular"
        yield paragraph(f"dispensing/{field}", words.field_words(field, value), role)


def _grid(wording: Wording, day_times: str) -> DayTimes:
    """Return a grid with a row for each time of the day, also for those with nothing."""
    nothing = to_words(wording.day_times.nothing)
    amounts: dict[Any, Words] = {
        time: nothing if amount == "0" else Words((Run(amount),))
        for time, amount in amounts_by_time(day_times).items()
    }
    return DayTimes(day_times=amounts)
