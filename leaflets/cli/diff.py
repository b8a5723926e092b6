"""`leaflets diff`: show which words of a leaflet are others than in another edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from .. import pipeline
from ..authoring.difference import Change, changes
from ..authoring.editions import edition_numbers, read_edition
from ..base.errors import NotFoundError, UsageError
from ..content.monograph.reading import Reading
from ..leaflet.current_review import LAPSED, leaflets_for_review
from . import console
from .dates import today
from .language import language_option
from .options import data_option, is_file, name_argument, own_folder

SUMMARY: Final = "Summary: "


@click.command(short_help="Show the changed words of a leaflet.")
@name_argument()
@click.argument("other", metavar="[EDITION|FILE]", required=False)
@language_option()
@data_option()
def command(name: str, other: str | None, language: str | None, folder: str | None) -> None:
    """Show which words a patient would read otherwise than in an earlier edition.

    EDITION is the number of an approved edition, of which 'leaflets review' has kept a copy, FILE
    the path of any other; without either, it is the last approved edition. Lines with - are of
    that, lines with + of NAME. At the end stands whether a review is needed.

    \b
    leaflets diff ibuprofen --data our
    leaflets diff ibuprofen 1 --data our
    leaflets diff new.yaml old.yaml
    """
    own = own_folder(folder)
    source = Path(name) if is_file(name) else name
    new = pipeline.read(source, language=language, folder=own, today=today())
    old = other_reading(new, other, own)
    if old.monograph.language != new.monograph.language:
        message = (
            f"{old.file} is in {old.monograph.language}, {new.file} in {new.monograph.language}."
        )
        raise UsageError(message, "Compare two editions in one language.")
    differences = all_changes(old, new)
    console.say_lines(line for part, change in differences for line in lines(part, change))
    console.say(conclusion(old, new, is_changed=bool(differences)))


def all_changes(old: Reading, new: Reading) -> list[tuple[str, Change]]:
    """Return what changed in the leaflet, and what else in its summary and its leaflets for some.

    Each has its part before it. A leaflet for a route or use that the older edition did not mark
    is compared with its whole leaflet.
    """
    before, after = (leaflets_for_review(edition) for edition in (old, new))
    in_full = list(changes(before[0], after[0]))
    differences = [("", change) for change in in_full]
    earlier = {leaflet.title: leaflet for leaflet in before}
    for leaflet in after[1:]:
        part = SUMMARY if leaflet.extent == "summary" else f"{leaflet.title}: "
        old_leaflet = before[1] if leaflet.extent == "summary" else earlier.get(leaflet.title)
        others = changes(old_leaflet or before[0], leaflet)
        differences += [(part, change) for change in others if change not in in_full]
    return differences


def other_reading(reading: Reading, other: str | None, folder: Path | None) -> Reading:
    """Read what to compare with. Raises NotFoundError, MonographError, UsageError."""
    if other is not None and is_file(other):
        return pipeline.read(Path(other), folder=folder, today=today())
    file = Path(reading.file)
    if other is None:
        numbers = edition_numbers(file)
        if not numbers:
            message = f"No approved edition of {file} was kept to compare it with."
            raise NotFoundError(
                message, "Give a file, or approve one with leaflets review.", code="N411"
            )
        return read_edition(file, numbers[-1], folder, today())
    if not (other.isascii() and other.isdigit()):
        message = f"{other!r} is neither the number of an edition nor a file."
        raise UsageError(message, "Give a number such as 1, or the path of a .yaml file.")
    return read_edition(file, int(other), folder, today())


def lines(part: str, change: Change) -> Iterator[str]:
    """Yield the lines of a change: its heading, then the old words and the new ones."""
    yield f"{part}{change.heading}".rstrip(": ") or "Top and headings"
    yield from (f"  - {text}" for text in change.old)
    yield from (f"  + {text}" for text in change.new)
    yield ""


def conclusion(old: Reading, new: Reading, *, is_changed: bool) -> str:
    """Say whether a review is needed."""
    review = new.monograph.review
    if not is_changed:
        same = f"A patient reads the same words as in {old.file}."
        if review.status == "approved":
            return f"{same} No review is needed."
        return f"{same} {_approval_needed(new)}"
    if review.status == "approved":
        return f"No review is needed: {review.by} approved the new words on {review.on}."
    if old.monograph.edition.number >= new.monograph.edition.number:
        number = old.monograph.edition.number + 1
        return f"A review is needed. Before it, raise the number of the edition to {number}."
    return f"A review is needed: leaflets review {new.name} --by … --on …"


def _approval_needed(reading: Reading) -> str:
    if any(warning.code == LAPSED for warning in reading.warnings):
        return "But a picture or the words of the program have changed, so a review is needed."
    return "Nobody has approved them under this file; a review is needed."
