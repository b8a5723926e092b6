"""`leaflets show`: what is known of one medicine, in short."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import console
from .options import data_option, is_file, language_option, name_argument, own_folder

if TYPE_CHECKING:
    from ..content.monograph.model import Monograph
    from ..pipeline import Reading


@click.command(short_help="Show what a monograph holds.")
@name_argument()
@language_option()
@data_option()
def command(name: str, language: str | None, folder: str | None) -> None:
    """Show what a monograph holds: names, edition, review, sections, numbers, sources."""
    from ..pipeline import read

    reading = read(
        Path(name) if is_file(name) else name, language=language, folder=own_folder(folder)
    )
    for label, value in lines(reading):
        console.say(f"{label + ':':<20}{value}".rstrip())


def lines(reading: Reading) -> Iterator[tuple[str, str]]:
    """Each line as a label and what it says."""
    monograph = reading.monograph
    yield "file", reading.file
    yield "sha256", reading.sha256
    yield from identity(monograph)
    edition, review = monograph.edition, monograph.review
    yield "edition", f"{edition.number} of {edition.date}, in {monograph.language}"
    by = f" by {review.by}" if review.by else ""
    yield "review", f"{review.status}{by}{f' on {review.on}' if review.on else ''}"
    yield "origin", monograph.provenance.origin
    yield "uses", f"{len(monograph.uses)}: {'; '.join(str(use.name) for use in monograph.uses)}"
    yield from side_effects(monograph)
    yield "questions", str(len(monograph.questions))
    for name, content in monograph.sections.items():
        yield f"  {name}", content if isinstance(content, str) else f"{len(content.says)} blocks"
    for source in monograph.sources:
        parts = (source.publisher, source.date, source.link)
        yield f"source {source.id}", ", ".join(map(str, filter(None, (source.title, *parts))))


def identity(monograph: Monograph) -> Iterator[tuple[str, str]]:
    """What it is called and how it comes."""
    named = monograph.identity
    yield "name", str(named.name)
    yield "generic name", str(named.generic_name)
    many = {
        "also called": named.also_called,
        "strengths": named.strengths,
        "forms": named.forms,
        "routes": named.routes,
        "codes": [f"{code.system} {code.value}" for code in named.codes],
    }
    for label, values in many.items():
        if values:
            yield label, ", ".join(values)


def side_effects(monograph: Monograph) -> Iterator[tuple[str, str]]:
    """How many, and how bad."""
    from collections import Counter

    counts = Counter(effect.seriousness for effect in monograph.side_effects)
    told = ", ".join(f"{count} {how}" for how, count in sorted(counts.items()))
    yield "side effects", f"{len(monograph.side_effects)}: {told}"
