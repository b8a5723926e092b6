"""The agreed lists of sections, routes and pictograms, read from data/sections.yaml."""

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
    """A section of the agreed list, with the sections below it."""

    id: Slug = field("Stable: monographs, wording and other systems refer to it.")
    code: Text | None = field(
        "In the EMA's list of headings; left out if it has none.", default=None
    )
    text: Literal["monograph", "either", "composed", "parts"] = field(
        "Where its words come from: the monograph's sections, its other parts, either of these, or "
        "the parts below."
    )
    says: Text | None = field(
        "What belongs there, for whoever writes a monograph; editors show it.", default=None
    )
    optional: Literal["yes", "no"] = field(
        "yes: a profile may leave it out, because its words stand elsewhere too.", default="no"
    )
    parts: "tuple[SectionEntry, ...]" = field("The sections below it, in order.", default=())


class Sections(FileShape):
    """The agreed lists, in the order of a leaflet."""

    sections: tuple[SectionEntry, ...] = field("The sections, in the order of a leaflet.", least=1)
    routes: tuple[RouteId, ...] = field("How a medicine can be given.", least=1)
    pictograms: tuple[PictogramName, ...] = field("What can be shown in a picture.", default=())

    def walk(self) -> Iterator[SectionEntry]:
        """Iterate over every section, each before those below it."""
        pending = list(reversed(self.sections))
        while pending:
            entry = pending.pop()
            yield entry
            pending.extend(reversed(entry.parts))

    def find(self, id: str) -> SectionEntry | None:  # noqa: A002
        """Return the section with that id, or None."""
        return next((entry for entry in self.walk() if entry.id == id), None)

    @property
    def required_ids(self) -> tuple[str, ...]:
        """The ids of the sections that every monograph must have, in order."""
        return tuple(str(entry.id) for entry in self.walk() if entry.text == "monograph")


def load_sections(library: Library) -> Sections:
    """Read the agreed lists of a library. Raises VocabularyError, NotFoundError."""
    file = library.sections()
    return read_sections(file.source, file.file)


@lru_cache(1)  # every monograph of a library needs the same lists
def read_sections(source: bytes, file: str) -> Sections:
    """Read data/sections.yaml. Raises VocabularyError."""
    faults: list[Fault] = []
    node = parse(source, file, VocabularyError, faults)
    sections = read(Sections, node, VocabularyError, faults)
    ids = [*(entry.id for entry in sections.walk()), *sections.routes]
    faults = [*_repetition_faults(ids), *_repetition_faults(sections.pictograms)]
    if faults:
        raise VocabularyError(faults)
    return sections


def _repetition_faults(ids: Iterable[Slug]) -> Iterator[Fault]:
    first: dict[str, Slug] = {}
    for id_ in ids:
        if id_ in first:
            message = f"'{id_}' is given twice (first on line {first[id_].place.line})."
            yield Fault("V204", id_.place, message, "Give each its own id.")
        first[id_] = id_
