"""Checks of monographs that stand in no library."""

from __future__ import annotations

from pathlib import Path

from leaflets.authoring.check import Checker, Selection
from leaflets.authoring.model import Finding, Report
from leaflets.base.errors import Fault
from leaflets.content.library import Library
from leaflets.content.monograph.reading import Reading, read_monograph
from leaflets.content.monograph.review import ReviewPolicy

from ..minimal import TODAY, sections


def reading_of(text: str) -> Reading:
    """Read a monograph from the text of a file, with its warnings."""
    warnings: list[Fault] = []
    source = text.encode()
    monograph = read_monograph(source, "case.yaml", sections(), ReviewPolicy(TODAY), warnings)
    return Reading(monograph, "testine", source, "case.yaml", False, tuple(warnings), Library())


def check(text: str, *select: str, folder: Path | None = None) -> Report:
    """Check the text of a file. select: beginnings of the codes that are wanted."""
    checker = Checker(Library(folder), TODAY, Selection(select))
    return checker.check("case.yaml", lambda: reading_of(text))


def line_of(finding: Finding) -> str:
    """Return a finding as a case writes it: without the name of the file."""
    place = finding.fault.place
    return str(finding).replace("case.yaml:", "", 1) if place.file == "case.yaml" else str(finding)
