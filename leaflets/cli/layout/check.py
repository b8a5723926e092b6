"""`leaflets layout check`: what a layout measures, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ...base.errors import LayoutError
from .. import console
from ..list import table
from ..options import data_option
from .chosen import Chosen, chosen, families_of, layout_argument

if TYPE_CHECKING:
    from ...base.errors import Fault
    from ...layout.model import Layout


@click.command(short_help="Measure a layout, and tell what is wrong with it.")
@layout_argument()
@data_option()
def command(name: str, folder: str | None) -> None:
    """Measure a layout: contrast, letters, lines; and tell what nobody could read.

    A layout that would be refused ends with exit code 3, and each finding with its line.
    """
    from ...layout.contrast import GOAL, LEAST
    from ...layout.legible import findings, not_accepted
    from ...layout.measure import advice, paper, text_size
    from ...layout.reading import read_unjudged
    from ...layout.scaling import smallest

    wanted = chosen(name, folder)
    families = families_of(wanted.library)
    layout = read_unjudged(wanted.load, wanted.name, families)
    found = list(findings(layout, families))
    refused = list(not_accepted(layout, iter(found)))
    fitted = text_size(layout)
    layout = smallest(layout, families)
    lines = {} if _no_room(refused) else characters(wanted, layout)
    console.say(f"{name}: {layout.says}")
    console.say(f"\nSheet: {paper(layout)}, type: {layout.fonts.text}, text: {fitted}")
    if layout.fit != "none":
        console.say("What follows is measured in the smallest type that may be taken.")
    part("Letters and lines", letters(wanted, layout, lines))
    part(f"Contrast with what is behind the words: least {LEAST}, well from {GOAL:g}", on(layout))
    accepted = [f"Accepted by the layout: {each}" for each in found if each not in refused]
    for remark in (*accepted, *advice(layout, lines)):
        console.say(f"\n{remark}")
    if refused:
        raise LayoutError(refused)
    console.say("\nPeople can read it.")


def _no_room(refused: Sequence[Fault]) -> bool:
    """Whether there is no room for a line that could be counted."""
    return any(fault.code in ("L260", "L261") for fault in refused)


def part(title: str, rows: Iterator[tuple[str, ...]]) -> None:
    """A table under a title."""
    console.say(f"\n{title}")
    table(list(rows))


def characters(wanted: Chosen, layout: Layout) -> dict[str, float]:
    """How many characters stand in a line, counted in the words of the specimen."""
    from ...content.wording import read_wording
    from ...leaflet.sample import sample
    from ...typesetting.measure import line_lengths

    said, words = wanted.library.sample("en"), wanted.library.wording("en")
    leaflet = sample(said.source, said.file, read_wording(words.source, words.file))
    return line_lengths(leaflet, layout, families_of(wanted.library))


def letters(wanted: Chosen, layout: Layout, lines: dict[str, float]) -> Iterator[tuple[str, ...]]:
    """A row for each role; a line is counted where words run on."""
    from ...layout.measure import types

    yield "", "size", "small x", "line to line", "a line holds"
    for each in types(layout, families_of(wanted.library)):
        count = f"{lines[each.role]:.0f} characters" if each.role in lines else ""
        distance = f"{each.leading:g} pt, {each.spacing:.2f} of the size"
        yield each.role, f"{each.size:g} pt", f"{each.x_height:.2f} mm", distance, count


def on(layout: Layout) -> Iterator[tuple[str, ...]]:
    """A row for each role, a column for each ground."""
    from ...layout.measure import contrasts

    found = contrasts(layout)
    grounds = list(dict.fromkeys(ground for row in found.values() for ground in row))
    yield ("on:", *grounds)
    for role, row in found.items():
        yield role, *(f"{row[ground]:.1f}" if ground in row else "" for ground in grounds)
