"""`leaflets layout check`: measure a layout, and report everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from ...base.errors import Fault, LayoutError
from ...layout.contrast import GOOD_TEXT_CONTRAST, MIN_TEXT_CONTRAST
from ...layout.legibility import legibility_faults, unaccepted
from ...layout.measure import advice, contrasts, paper_name, text_size, type_measures
from ...layout.model import Layout
from ...layout.reading import read_unchecked_layout
from ...layout.scaling import in_smallest_size
from .. import console
from ..list import table
from ..options import data_option
from .layout_file import LayoutFile, families_of, layout_argument, layout_file
from .sample import sample_leaflet


@click.command(short_help="Measure a layout, and report what is wrong with it.")
@layout_argument()
@data_option()
def command(name: str, folder: str | None) -> None:
    """Measure a layout: contrast, letters, lines; and report what people could not read.

    A layout that would be refused ends with exit code 3, and each finding with its line.
    """
    file = layout_file(name, folder)
    families = families_of(file.library)
    layout = read_unchecked_layout(file.load, file.name, families)
    faults = list(legibility_faults(layout, families))
    refused = list(unaccepted(layout, faults))
    fitted_size = text_size(layout)
    layout = in_smallest_size(layout, families)
    lines = {} if _has_no_room(refused) else line_lengths_of(file, layout)
    console.say(f"{name}: {layout.says}")
    console.say(f"\nSheet: {paper_name(layout)}, type: {layout.fonts.text}, text: {fitted_size}")
    if layout.fit != "none":
        console.say("The figures below are for the smallest type that the layout allows.")
    show_table("Letters and lines", letter_rows(file, layout, lines))
    show_table(
        "Contrast with what is behind the words: "
        f"least {MIN_TEXT_CONTRAST}, well from {GOOD_TEXT_CONTRAST:g}",
        contrast_rows(layout),
    )
    accepted = [f"Accepted by the layout: {fault}" for fault in faults if fault not in refused]
    for remark in (*accepted, *advice(layout, lines)):
        console.say(f"\n{remark}")
    if refused:
        raise LayoutError(refused)
    console.say("\nPeople can read it.")


def _has_no_room(refused: Sequence[Fault]) -> bool:
    """Tell whether there is no room for a line whose characters could be counted."""
    return any(fault.code in ("L260", "L261") for fault in refused)


def show_table(title: str, rows: Iterator[tuple[str, ...]]) -> None:
    """Print a table under a title."""
    console.say(f"\n{title}")
    table(list(rows))


def line_lengths_of(file: LayoutFile, layout: Layout) -> dict[str, float]:
    """Return for each role how many characters a line holds, counted in the specimen's words."""
    from ...typesetting.measure import line_lengths

    return line_lengths(sample_leaflet(file.library, "en"), layout, families_of(file.library))


def letter_rows(
    file: LayoutFile, layout: Layout, lines: dict[str, float]
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each role. lines: as `line_lengths_of` gives them."""
    yield "", "size", "small x", "line to line", "a line holds"
    for role in type_measures(layout, families_of(file.library)):
        count = f"{lines[role.role]:.0f} characters" if role.role in lines else ""
        distance = f"{role.leading:g} pt, {role.spacing:.2f} of the size"
        yield role.role, f"{role.size:g} pt", f"{role.x_height:.2f} mm", distance, count


def contrast_rows(layout: Layout) -> Iterator[tuple[str, ...]]:
    """Yield a row for each role, with a column for each background."""
    ratios = contrasts(layout)
    grounds = list(dict.fromkeys(ground for row in ratios.values() for ground in row))
    yield ("on:", *grounds)
    for role, row in ratios.items():
        yield role, *(f"{row[ground]:.1f}" if ground in row else "" for ground in grounds)
