"""The agreed lists of sections, routes and pictograms, read from data/sections.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from ...base.errors import Fault, VocabularyError
from ...source.schema import FileShape, field, read
from ...source.yaml import Text, parse
from ..library import Library
from .scalars import PictogramName, RouteId, Slug

__all__ = ["SectionEntry", "Sections", "load_sections", "read_sections"]


class SectionEntry(FileShape):
    """A section of the agreed list, with the parts below it."""

    id: Slug = field("Stable: monographs, wording and other systems refer to it.")
    code: Text | None = field(
        "In the EMA's list of headings; left out if it has none.", default=None
    )
    text: Literal["monograph", "composed", "parts"] = field(
        "Where its words come from: the monograph's sections, its other parts, or the parts below."
    )
    says: Text | None = field(
        "What belongs there, for who writes a monograph; editors show it.", default=None
    )
    optional: Literal["yes", "no"] = field(
        "yes: a profile may leave it out, because its words stand elsewhere too.", default="no"
    )
    parts: tuple[SectionEntry, ...] = field("The sections below it, in order.", default=())


class Sections(FileShape):
    """The agreed lists, in the order of a leaflet."""

    sections: tuple[SectionEntry, ...] = field("The sections, in the order of a leaflet.", least=1)
    routes: tuple[RouteId, ...] = field("How a medicine can be given.", least=1)
    pictograms: tuple[PictogramName, ...] = field("What can be shown in a picture.", default=())

    def walk(self) -> Iterator[SectionEntry]:
        """Every section, each before its parts."""
        waiting = list(reversed(self.sections))
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.parts))

    def find(self, id: str) -> SectionEntry | None:  # noqa: A002
        """The section of that id."""
        return next((part for part in self.walk() if part.id == id), None)

    @property
    def required_ids(self) -> tuple[str, ...]:
        """The ids of the sections that every monograph must speak of, in order."""
        return tuple(str(part.id) for part in self.walk() if part.text == "monograph")


def load_sections(library: Library) -> Sections:
    """Read the agreed lists of a library. Raises VocabularyError, NotFoundError."""
    file = library.sections()
    return read_sections(file.source, file.file)


@lru_cache(1)  # all sources of one library ask for the same lists
def read_sections(source: bytes, file: str) -> Sections:
    """The agreed lists, or VocabularyError."""
    found: list[Fault] = []
    node = parse(source, file, VocabularyError, found)
    sections = read(Sections, node, VocabularyError, found)
    for kind in ([*(part.id for part in sections.walk()), *sections.routes], sections.pictograms):
        found.extend(_twice(kind))
    if found:
        raise VocabularyError(found)
    return sections


def _twice(ids: Iterable[Slug]) -> Iterator[Fault]:
    seen: dict[str, Slug] = {}
    for id_ in ids:
        if id_ in seen:
            says = f"'{id_}' is given twice (first on line {seen[id_].place.line})."
            yield Fault("V204", id_.place, says, "Give each its own id.")
        seen[id_] = id_
