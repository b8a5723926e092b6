"""Add a patient's particulars to a leaflet, in a box below its title, marked as added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from ..base.errors import UsageError
from ..content.monograph.inline import Run, Words
from ..content.monograph.prose import DayTimes
from ..content.particulars import DAY_TIMES, Particulars, amounts_by_time
from ..content.profile.forbidden import ForbiddenWords
from ..content.wording import Wording
from .blocks import box_with_heading, paragraph
from .model import Block, Box, Heading, Leaflet, Paragraph, ParagraphRole
from .particulars_wording import ParticularsWording
from .phrasebook import Phrasebook, to_words
from .prose import prose

__all__ = ["BOX", "DIRECTIONS", "GRID", "with_particulars"]

BOX: Final = "dispensing"  # the path of the box of particulars
GRID: Final = "dispensing/day-times"  # the path of the grid of day times
DIRECTIONS: Final = "directions"  # the field, and the role of its paragraph


def with_particulars(
    leaflet: Leaflet, wording: Wording, particulars: Particulars, forbidden_words: ForbiddenWords
) -> Leaflet:
    """Return the leaflet, and each of its alternatives, with a box of particulars below the title.

    A full leaflet with directions gets more alternatives, one for each that it has now and one for
    itself, for pages on which the directions would not come first: the box directly below the
    title, and in it the directions before all else.

    The leaflet's identifier does not change: it stands for the words that all patients get.
    Raises UsageError for another language, and ProfileError for words that the profile forbids.
    """
    if particulars.language != leaflet.language:
        raise UsageError(
            f"The particulars were checked as {particulars.language}, "
            f"and the leaflet is in {leaflet.language}.",
            "Check them again in the leaflet's language.",
        )
    if not particulars.values:
        return leaflet
    forbidden_words.check(particulars)
    box = _box(wording, particulars)
    alternatives = [_with_box(other, box) for other in leaflet.alternatives]
    has_directions = DIRECTIONS in particulars.values or DAY_TIMES in particulars.values
    if leaflet.extent == "full" and has_directions:
        first = _directions_first(box)
        alternatives += [
            _with_box(composition, first, below_subtitles=False)
            for composition in leaflet.compositions
        ]
    return replace(_with_box(leaflet, box), alternatives=tuple(alternatives))


def _with_box(leaflet: Leaflet, box: Box, *, below_subtitles: bool = True) -> Leaflet:
    """Return a leaflet with a box below its title, and below all that belongs to it if asked."""
    blocks = leaflet.blocks
    index = next(n for n, block in enumerate(blocks) if isinstance(block, Heading)) + 1
    while below_subtitles and index < len(blocks) and _belongs_to_title(blocks[index]):
        index += 1
    return replace(leaflet, blocks=(*blocks[:index], box, *blocks[index:]))


def _directions_first(box: Box) -> Box:
    """Return a box of particulars with the directions before the other fields.

    The grid of day times comes before all fields in any case.
    """
    blocks = list(box.blocks)
    blocks.sort(key=lambda block: isinstance(block, Paragraph) and block.role == "particular")
    return replace(box, blocks=tuple(blocks))


def _belongs_to_title(block: Block) -> bool:
    match block:
        case Paragraph():
            return block.role in ("generic", "about")
        case Box():
            return block.kind == "monitoring"
    return False


def _box(wording: Wording, particulars: Particulars) -> Box:
    heading, blocks = to_words(wording.dispensing.heading), _contents(wording, particulars)
    return box_with_heading(wording, BOX, "dispensing", heading, blocks)


def _contents(wording: Wording, particulars: Particulars) -> Iterator[Block]:
    """Yield the notice, the grid of day times, and a paragraph for each field."""
    yield paragraph("dispensing/notice", wording.dispensing.notice, "note")
    if day_times := particulars.values.get(DAY_TIMES):
        yield from prose(Phrasebook(wording), GRID, (_grid(wording, day_times),))
    words = ParticularsWording.of(wording)
    for field, value in particulars.values.items():
        if field == DAY_TIMES:
            continue
        role: ParagraphRole = "directions" if field == DIRECTIONS else "particular"
        yield paragraph(f"dispensing/{field}", words.field_words(field, value), role)


def _grid(wording: Wording, day_times: str) -> DayTimes:
    """Return a grid with a row for each time of the day, also for those with nothing."""
    nothing = to_words(wording.day_times.nothing)
    amounts: dict[Any, Words] = {
        time: nothing if amount == "0" else Words((Run(amount),))
        for time, amount in amounts_by_time(day_times).items()
    }
    return DayTimes(day_times=amounts)
