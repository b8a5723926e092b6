"""Read the sections of a FHIR document: their titles, their texts in XHTML, and their nesting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from ...content.library import is_language
from ...content.monograph.inline import Run
from ...exchange.fhir.reading.element import FhirElement
from ...source.xml import XmlElement
from ..model import Block, Document, Omission, Runs, plain
from ..outline import Heading
from ..section_codes import proposed_section
from ..source import Part
from ..words import RunCollector, joined
from ..xhtml.elements import XhtmlReader
from ..xhtml.source import parse_narrative
from ..xhtml.text import all_text
from .concepts import codes
from .kind import not_for_patients
from .pictures import Pictures

__all__ = ["SectionReader"]

SILENT_SECTION: Final = "the source says that this section is empty"
MADE_BY_PROGRAM: Final = "a summary of data that a program made"


class SectionReader:
    """Reads the sections of one document.

    document: takes what is left out and counted. part: what the user asks for. language: that of
    the first text that states one, or "".
    """

    def __init__(self, document: Document, pictures: Pictures, part: Part) -> None:
        self.document, self.pictures, self.part = document, pictures, part
        self.language = ""

    def parts(self, composition: FhirElement) -> Iterator[Heading | Block]:
        """Yield the headings and blocks of a Composition.

        A section that holds all others stands before them: it is the title of the whole.
        """
        sections = composition.children("section")
        if not sections:
            yield from self.text(composition)
            return
        self.omit(composition.child("text"), MADE_BY_PROGRAM)
        others = sections[0].children("section")
        if len(sections) == 1 and others and self.other_reader(sections[0]) is None:
            yield from self.section(sections[0], 1)
            sections = others
        for section in sections:
            yield from self.branch(section, 1)

    def branch(self, section: FhirElement, level: int) -> Iterator[Heading | Block]:
        """Yield a section and those in it. level: of its heading.

        What is not for patients is left out, unless the user asks for it.
        """
        if other := self.other_reader(section):
            words = " ".join(self.words(section))
            place = section.place()
            self.document.omissions.append(Omission(place.line, words, other, place.path))
            return
        yield from self.section(section, level)
        for inner in section.children("section"):
            yield from self.branch(inner, level + 1)

    def other_reader(self, section: FhirElement) -> str | None:
        """Return what a section is that is not read, as it is not for patients; else None."""
        kind = not_for_patients(codes(section.child("code")))
        return None if self.part == "all" else kind

    def words(self, section: FhirElement) -> Iterator[str]:
        """Yield the words of a section and of those in it."""
        yield from plain(self.heading(section)).split()
        element = self.xhtml(section.child("text"))
        yield from all_text(element).split() if element is not None else ()
        for inner in section.children("section"):
            yield from self.words(inner)

    def section(self, section: FhirElement, level: int) -> Iterator[Heading | Block]:
        """Yield the heading of a section, and its own text.

        Headings in the text are deeper than that of the section. The next section ends them all.
        """
        if heading := self.heading(section):
            yield Heading(level, heading, section.place().line, self.proposal(section))
        for part in self.text(section):
            if isinstance(part, Heading):
                part = replace(part, level=part.level + level + 1)
            yield part

    def heading(self, section: FhirElement) -> Runs:
        """Return the heading of a section."""
        code = section.child("code")
        displays = (coding.text("display") for coding in code.children("coding"))
        title = section.text("title") or code.text("text") or next(filter(None, displays), "")
        collector = RunCollector(self.document.changes)
        collector.add(Run(title))
        return joined(collector.finish())

    def proposal(self, section: FhirElement) -> str | None:
        """Return the section of the agreed list that a code suggests, or None."""
        found = map(proposed_section, codes(section.child("code")))
        return next(filter(None, found), None)

    def text(self, section: FhirElement) -> list[Heading | Block]:
        """Return the headings and blocks of the text of a section."""
        narrative = section.child("text")
        if "emptyReason" in section or narrative.text("status") == "empty":
            self.omit(narrative, SILENT_SECTION)
            return []
        element = self.xhtml(narrative)
        if element is None:
            return []
        if not self.language and is_language(tag := element.attributes.get("lang", "")):
            self.language = tag
        reader = XhtmlReader(
            self.document.changes,
            self.document.omissions,
            narrative.place("div"),
            self.pictures.find,
        )
        return reader.parts(element)

    def xhtml(self, narrative: FhirElement) -> XmlElement | None:
        """Return the element of a text; None if it has none."""
        value = narrative.narrative("div")
        if isinstance(value, str):
            place, changes = narrative.place("div"), self.document.changes
            return parse_narrative(value, place, changes) if value else None
        return value

    def omit(self, narrative: FhirElement, reason: str) -> None:
        """Note the words of a text that is left out."""
        element = self.xhtml(narrative) if narrative else None
        words = " ".join(all_text(element).split()) if element is not None else ""
        if words:
            place = narrative.place("div")
            self.document.omissions.append(Omission(place.line, words, reason, place.path))
