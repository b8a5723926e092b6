"""`leaflets layout check`: measure a layout, and report everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from ...base.errors import Fault, LayoutError
from ...base.faults import fault_values
from ...layout.contrast import GOOD_TEXT_CONTRAST, MIN_TEXT_CONTRAST
from ...layout.legibility import legibility_faults, unaccepted_faults
from ...layout.measure import (
    TypeMeasures,
    advice,
    contrasts,
    paper_name,
    text_size,
    type_measures,
)
from ...layout.model import Layout
from ...layout.reading import read_unchecked_layout
from ...layout.scaling import in_smallest_size
from .. import console
from ..json_form import json_option, say_object
from ..list import table
from ..options import data_option
from .layout_file import LayoutFile, families_of, layout_argument, layout_file
from .sample import sample_leaflet


@click.command(short_help="Measure a layout, and report what is wrong with it.")
@layout_argument()
@data_option()
@json_option()
def command(name: str, folder: str | None, as_json: bool) -> None:
    """Measure a layout: contrast, letters, lines; and report what people could not read.

    A layout that would be refused ends with exit code 3, and each finding with its line.
    """
    report = report_of(layout_file(name, folder))
    if as_json:
        say_object(members(name, report))
    else:
        say_report(name, report)
    if report.refused:
        raise LayoutError(report.refused)
    if not as_json:
        console.say("\nPeople can read it.")


class Report(NamedTuple):
    """What was measured. layout: in its smallest size. text_size: with its range. lines: how many
    characters a line of each role holds. accepted, refused: what people could not read."""

    layout: Layout
    text_size: str
    measures: list[TypeMeasures]
    lines: dict[str, float]
    accepted: list[Fault]
    refused: list[Fault]


def report_of(file: LayoutFile) -> Report:
    """Measure a layout. Raises LayoutError for what cannot be measured."""
    families = families_of(file.library)
    layout = read_unchecked_layout(file.load, file.name, families)
    faults = list(legibility_faults(layout, families))
    refused = list(unaccepted_faults(layout, faults))
    smallest_layout = in_smallest_size(layout, families)
    return Report(
        layout=smallest_layout,
        text_size=text_size(layout),
        measures=list(type_measures(smallest_layout, families)),
        lines={} if _has_no_room(refused) else line_lengths_of(file, smallest_layout),
        accepted=[fault for fault in faults if fault not in refused],
        refused=refused,
    )


def say_report(name: str, report: Report) -> None:
    """Print what was measured."""
    layout = report.layout
    console.say(f"{name}: {layout.says}")
    sheet, typeface = paper_name(layout), layout.fonts.text
    console.say(f"\nSheet: {sheet}, type: {typeface}, text: {report.text_size}")
    if layout.fit != "none":
        console.say("The figures below are for the smallest type that the layout allows.")
    say_table("Letters and lines", letter_rows(report))
    say_table(
        "Contrast with what is behind the words: "
        f"least {MIN_TEXT_CONTRAST}, well from {GOOD_TEXT_CONTRAST:g}",
        contrast_rows(layout),
    )
    accepted = [f"Accepted by the layout: {fault}" for fault in report.accepted]
    for remark in (*accepted, *advice(layout, report.lines)):
        console.say(f"\n{remark}")


def members(name: str, report: Report) -> Iterator[tuple[str, object]]:
    """Yield the members of the JSON object."""
    layout = report.layout
    yield "name", name
    yield "says", layout.says
    yield "sheet", paper_name(layout)
    yield "typeface", layout.fonts.text
    yield "text_size", report.text_size
    yield "roles", [role_values(measures, report.lines) for measures in report.measures]
    yield (
        "contrasts",
        [
            {"role": role, "background": background, "contrast": round(ratio, 2)}
            for role, ratios in contrasts(layout).items()
            for background, ratio in ratios.items()
        ],
    )
    yield "accepted", [fault_values(fault) for fault in report.accepted]
    yield "advice", list(advice(layout, report.lines))
    yield "refused", [fault_values(fault) for fault in report.refused]


def role_values(measures: TypeMeasures, lines: dict[str, float]) -> dict[str, object]:
    """Return the measures of a role as plain values."""
    characters = lines.get(measures.role)
    return {
        "role": measures.role,
        "size": measures.size,
        "x_height": round(measures.x_height, 2),
        "leading": measures.leading,
        "characters": None if characters is None else round(characters),
    }


def _has_no_room(refused: Sequence[Fault]) -> bool:
    """Return whether there is no room for a line whose characters could be counted."""
    return any(fault.code in ("L260", "L261") for fault in refused)


def say_table(title: str, rows: Iterator[tuple[str, ...]]) -> None:
    """Print a table under a title."""
    console.say(f"\n{title}")
    table(list(rows))


def line_lengths_of(file: LayoutFile, layout: Layout) -> dict[str, float]:
    """Return for each role how many characters a line holds, counted in the specimen's words."""
    from ...typesetting.measure import line_lengths

    return line_lengths(sample_leaflet(file.library, "en"), layout, families_of(file.library))


def letter_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield a row for each role."""
    lines = report.lines
    yield "", "size", "small x", "line to line", "a line holds"
    for role in report.measures:
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
