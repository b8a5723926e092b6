"""`leaflets show`: show in short what a monograph holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from ..content.monograph.model import Monograph
from ..content.monograph.prose import CuratedPlace, SectionContent, SectionText, Subsection
from ..content.monograph.reading import Reading
from ..pipeline import read
from . import console
from .dates import today
from .json_form import json_option, say_object
from .language import language_option
from .options import data_option, is_file, name_argument, own_folder


@click.command(short_help="Show what a monograph holds.")
@name_argument()
@language_option()
@data_option()
@json_option()
def command(name: str, language: str | None, folder: str | None, as_json: bool) -> None:
    """Show what a monograph holds: names, edition, review, sections, numbers, sources."""
    source = Path(name) if is_file(name) else name
    reading = read(source, language=language, folder=own_folder(folder), today=today())
    if as_json:
        return say_object(members(reading))
    for label, value in lines(reading):
        console.say(f"{label + ':':<20}{value}".rstrip())
    return None


def members(reading: Reading) -> Iterator[tuple[str, object]]:
    """Yield the members of the JSON object."""
    monograph = reading.monograph
    identity, edition, review = monograph.identity, monograph.edition, monograph.review
    yield "file", reading.file
    yield "sha256", reading.sha256
    yield "title", identity.name
    yield "generic_name", identity.generic_name
    yield "also_called", identity.also_called
    yield "products", identity.products
    yield "strengths", identity.strengths
    yield "forms", identity.forms
    yield "routes", identity.routes
    yield "codes", [{"system": code.system, "value": code.value} for code in identity.codes]
    yield "language", monograph.language
    yield "edition", str(edition.number)
    yield "date", str(edition.date)
    yield "review", {"status": review.status, "by": review.by or "", "on": str(review.on or "")}
    yield "origin", monograph.provenance.origin
    yield "uses", [str(use.name) for use in monograph.single_uses]
    yield "use_ids", [str(use.id) for use in monograph.single_uses]
    yield "side_effects", dict(sorted(seriousness(monograph).items()))
    yield "questions", len(monograph.questions)
    as_given = [
        {"name": name.strip(), "status": status} for name, status in given_sections(monograph)
    ]
    yield "as_given", as_given
    yield "sections", [section(*item) for item in monograph.sections.items()]
    yield (
        "sources",
        [
            {
                "id": source.id,
                "title": source.title,
                "publisher": source.publisher or "",
                "date": str(source.date or ""),
                "link": source.link or "",
            }
            for source in monograph.sources
        ],
    )


def section(name: str, content: SectionContent) -> dict[str, object]:
    """Return a section as plain values. status: written, or why it has no words."""
    if isinstance(content, str):
        return {"name": name, "status": content, "blocks": 0}
    status = "as given" if content.heading else "written"
    return {"name": name, "status": status, "blocks": len(content.says)}


def lines(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield each line as a label and a value."""
    monograph = reading.monograph
    yield "file", reading.file
    yield "sha256", reading.sha256
    yield from identity_lines(monograph)
    edition, review = monograph.edition, monograph.review
    yield "edition", f"{edition.number} of {edition.date}, in {monograph.language}"
    by = f" by {review.by}" if review.by else ""
    yield "review", f"{review.status}{by}{f' on {review.on}' if review.on else ''}"
    yield "origin", monograph.provenance.origin
    yield "uses", uses(monograph)
    yield from side_effects(monograph)
    yield "questions", str(len(monograph.questions))
    yield from given_sections(monograph)
    for name, content in monograph.sections.items():
        if isinstance(content, str):
            yield f"  {name}", content
        else:
            origin_note = ", as given" if content.heading else ""
            yield f"  {name}", f"{len(content.says)} blocks{origin_note}"
    for source in monograph.sources:
        parts = (source.publisher, source.date, source.link)
        yield f"source {source.id}", ", ".join(map(str, filter(None, (source.title, *parts))))


def identity_lines(monograph: Monograph) -> Iterator[tuple[str, str]]:
    """Yield the names, strengths, forms, routes and codes of the medicine."""
    identity = monograph.identity
    yield "name", str(identity.name)
    lists = {
        "generic name": (identity.generic_name,) if identity.generic_name else (),
        "also called": identity.also_called,
        "products": identity.products,
        "strengths": identity.strengths,
        "forms": identity.forms,
        "routes": identity.routes,
        "codes": [f"{code.system} {code.value}" for code in identity.codes],
    }
    for label, values in lists.items():
        if values:
            yield label, ", ".join(values)


def side_effects(monograph: Monograph) -> Iterator[tuple[str, str]]:
    """Yield the number of side effects, in all and by seriousness."""
    if isinstance(monograph.side_effects, str):
        yield "side effects", "none" if monograph.as_given else monograph.side_effects
        return
    counts = seriousness(monograph)
    parts = [f"{count} {level}" for level, count in sorted(counts.items())]
    if isinstance(monograph.side_effects, SectionText):
        parts.append("in prose, not graded")
    elif prose := len(monograph.side_effects) - len(monograph.single_effects):
        parts.append(f"{prose} groups or passages, not graded")
    yield "side effects", f"{len(monograph.single_effects)}: {', '.join(parts)}"


def seriousness(monograph: Monograph) -> Counter[str]:
    """Count the side effects of each seriousness."""
    return Counter(str(effect.seriousness or "not graded") for effect in monograph.single_effects)


def uses(monograph: Monograph) -> str:
    """Return the number of uses and their names, or why there are none."""
    if isinstance(monograph.uses, str):
        return "none" if monograph.as_given else monograph.uses
    names = "; ".join(f"{use.id} ({use.name})" for use in monograph.single_uses) or "in prose"
    return f"{len(monograph.single_uses)}: {names}"


def given_sections(monograph: Monograph) -> Iterator[tuple[str, str]]:
    """Yield the sections of a leaflet as given: the id of each, and how much it holds."""
    for block in monograph.as_given.says if monograph.as_given else ():
        if isinstance(block, CuratedPlace):
            yield f"  {block.curated}", "curated, in its place"
        elif isinstance(block, Subsection):
            yield f"  {block.section or '(not marked)'}", f"{len(block.says)} blocks, as given"
