"""Make what a preview shows of a manuscript: what the check finds, and the leaflet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Self

from msgspec import Struct

from ... import pipeline
from ...authoring.check import Checker, Selection
from ...authoring.model import Finding, Report
from ...base.errors import Fault, LeafletsError, Place, SourceError
from ...content.library import Library
from ...content.monograph.reading import Reading
from ...leaflet.model import Leaflet
from ...typesetting import Typeset
from ..settings import ServiceSettings
from .manuscript import Manuscript

__all__ = ["PreviewChoices", "Sheet", "make_sheet"]


class PreviewChoices(Struct, frozen=True, kw_only=True):
    """What a writer chose to see; empty: by the settings.

    summary, every_page, overview: not empty where they are wanted. page_language: of the page
    itself.
    """

    language: str = ""
    layout: str = ""
    profile: str = ""
    summary: str = ""
    every_page: str = ""
    overview: str = ""
    page_language: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read the query of an address; what is unknown is left out."""
        names = {name: name.replace("_", "-") for name in cls.__struct_fields__}
        return cls(**{name: query[key] for name, key in names.items() if key in query})

    def completed(self, manuscript: Manuscript, settings: ServiceSettings) -> Self:
        """Return the choices with everything that they left open decided."""
        return type(self)(
            language=manuscript.language_of(self.language, settings.language),
            layout=self.layout or settings.layout,
            profile=self.profile or settings.profile,
            summary=self.summary,
            every_page=self.every_page,
            overview=self.overview,
            page_language=self.page_language or settings.language,
        )


class Sheet(Struct, frozen=True, kw_only=True):
    """A manuscript as it stands.

    refusals: why there is no leaflet, beyond what the check found. leaflet, typeset: None where the
    file has faults, or with refusals.
    """

    report: Report
    refusals: tuple[Finding, ...] = ()
    reading: Reading | None = None
    leaflet: Leaflet | None = None
    typeset: Typeset | None = None


def make_sheet(manuscript: Manuscript, choices: PreviewChoices, settings: ServiceSettings) -> Sheet:
    """Read, check, compose and typeset a manuscript. choices: completed."""
    today = settings.clock.today()
    readings: list[Reading] = []

    def read() -> Reading:
        readings.append(manuscript.read(choices.language, today))
        return readings[0]

    report = _checker(manuscript.folder, today).check(manuscript.label(choices.language), read)
    if not readings:
        return Sheet(report=report)
    reading = readings[0]
    try:
        leaflet = pipeline.compose(
            reading, date=settings.date, profile=choices.profile, pharmacy=settings.pharmacy,
            summary=bool(choices.summary),
        )  # fmt: skip
        typeset = pipeline.typeset(leaflet, choices.layout, folder=settings.folder)
    except LeafletsError as error:
        return Sheet(report=report, refusals=_refusals(error), reading=reading)
    return Sheet(report=report, reading=reading, leaflet=leaflet, typeset=typeset)


@lru_cache(1)
def _checker(folder: Path | None, today: str) -> Checker:
    """Return the checker of a day, which knows the names of a whole library."""
    return Checker(Library(folder), today, Selection())


def _refusals(error: LeafletsError) -> tuple[Finding, ...]:
    if isinstance(error, SourceError):
        return tuple(Finding("error", fault) for fault in error.faults)
    fault = Fault(error.code, error.place or Place(""), error.says, error.hint)
    return (Finding("error", fault),)
