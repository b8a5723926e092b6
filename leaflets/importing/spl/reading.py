"""Read a Structured Product Label: HL7 version 3 in XML, as DailyMed gives it.

A label holds what prescribers need, and often parts that are written for patients. Those parts are
read; the whole label only if it is asked for, and it then says for whom it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Final

from ...base.errors import DocumentError, Fault, Place
from ...source.xml import XmlElement, parse_xml
from ..ledger import document_words
from ..model import Block, Boxed, Document, Lines, Omission, Paragraph, Refusal, plain
from ..outline import Heading, outline
from ..source import Source
from ..xhtml.elements import XhtmlReader
from ..xhtml.text import all_text, words_only
from .elements import attribute, descendants, first, texts
from .narrative import Media, narrative_to_xhtml
from .product import product_names, read_identification
from .sections import (
    choose_sections,
    is_boxed_warning,
    is_for_consumers,
    left_out_because,
    proposal,
    subsections,
)

__all__ = ["read", "recognises"]

HL7: Final = "urn:hl7-org:v3"
ROOT: Final = re.compile(rb"<(?:\w+:)?document\b[^>]*[\"']urn:hl7-org:v3[\"']")
UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
DAY: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
GENERAL: Final = "these highlights do not include"  # begins the title of many labels
NARRATIVE: Final = ("title", "text", "excerpt")


def recognises(beginning: bytes) -> bool:
    """Tell whether a document is a Structured Product Label."""
    return bool(ROOT.search(beginning))


def read(source: Source) -> Iterator[Document | Refusal]:
    """Read a label, which holds one leaflet. Raises DocumentError and XmlError."""
    root = parse_xml(source.content, source.name)
    if (root.space, root.name) != (HL7, "document"):
        place = Place(source.name, root.line, root.column)
        message = f"This is no product label: its first element is '{root.name}'."
        raise DocumentError([Fault("Q220", place, message, "Give a label as DailyMed has it.")])
    yield _Label(root, source).read()


class _Label:
    """Reads one label into its document."""

    def __init__(self, root: XmlElement, source: Source) -> None:
        self.root, self.source = root, source
        language = attribute(root, "languageCode", "code").partition("-")[0].lower()
        self.document = Document(
            _name(root, source), language or source.language, (), "official-label"
        )
        self.media = {
            media.attributes.get("ID", ""): _media(media)
            for media in descendants(root, "observationMedia")
        }
        self.reader = XhtmlReader(
            self.document.changes,
            self.document.omissions,
            Place(source.name, 1),
            self.find_picture,
        )

    def read(self) -> Document | Refusal:
        """Return the document, or why there is none."""
        document, part = self.document, self.source.part
        chosen = choose_sections(self.root, part)
        if not chosen:
            message = f"The label of {document.name} has no part that is written for patients."
            hint = "Import the whole label, for health professionals, with --part all."
            return self.refusal("Q221", message, hint)
        self.describe()
        parts = self.title(is_printed=part == "all")
        for section in chosen:
            parts += self.section(section, 1)
        document.blocks = outline(parts)
        if not document_words(document):
            message = f"What is to be read of the label of {document.name} has no words."
            return self.refusal("Q210", message, "There is nothing to import.")
        if part == "all" and not is_for_consumers(self.root):
            document.written_for = "professionals"
        self.omit_sections(self.root, {id(section) for section in chosen})
        self.omit_names()
        return document

    def refusal(self, code: str, message: str, hint: str) -> Refusal:
        """Return why there is no document."""
        return Refusal(Fault(code, self.source.place, message, hint))

    def describe(self) -> None:
        """Note what the label states of itself: medicine, publisher, identifier, version, date."""
        document, root = self.document, self.root
        document.identification = read_identification(root)
        for organization in descendants(root, "representedOrganization"):
            document.publisher = next(texts(organization, "name"), None)
            break
        identifier = attribute(root, "setId", "root") or attribute(root, "id", "root")
        document.identifier = identifier or None
        document.version = attribute(root, "versionNumber", "value") or None
        document.date = _day(attribute(root, "effectiveTime", "value"))
        if UUID.match(PurePath(self.source.name).stem):  # no name by which people find it
            document.stem = f"{document.name} {identifier[:8]}"

    def title(self, *, is_printed: bool) -> list[Heading | Block]:
        """Return the title of the label, which is that of the source without its general words.

        Beside a part for patients it is not printed, but told.
        """
        title = first(self.root, "title")
        if title is None:
            return []
        parts = self.parts(title)
        lines = [line for part in parts for line in _lines(part)]
        own_lines = [line for line in lines if not line.lower().startswith(GENERAL)]
        self.document.title = next(iter(own_lines), None)
        if is_printed:
            return parts
        self.omit(title, "the title of the whole label")
        return []

    def section(self, section: XmlElement, level: int) -> list[Heading | Block]:
        """Return the heading of a section, what stands in it, and its subsections."""
        parts: list[Heading | Block] = []
        title = first(section, "title")
        if title is not None and (runs := words_only(self.parts(title))) and plain(runs):
            parts.append(Heading(level, runs, title.line, proposal(section)))
            level += 1
        for child in section.children:
            if child.name == "text":
                blocks = self.parts(child)
                parts += [Boxed(_blocks(blocks))] if is_boxed_warning(section) else blocks
            elif child.name == "excerpt":
                for text in descendants(child, "text"):
                    parts.append(Boxed(_blocks(self.parts(text))))
        for subsection in subsections(section):
            parts += self.section(subsection, level)
        return parts

    def parts(self, text: XmlElement) -> list[Heading | Block]:
        """Return the blocks of a narrative."""
        return self.reader.parts(narrative_to_xhtml(text, self.media, self.document.changes))

    def find_picture(self, file: str) -> str | None:
        """Return the name of a picture of the document, or None if the file is not there."""
        pictures = self.document.pictures
        if file not in pictures and (content := self.source.companion(file)):
            pictures[file] = content
        return file if file in pictures else None

    def omit(self, element: XmlElement, reason: str) -> None:
        """Note the words of an element as left out."""
        self.reader.omit(element, all_text(element), reason)

    def omit_sections(self, element: XmlElement, chosen: set[int]) -> None:
        """Note the sections that were not chosen. chosen: the identities of the others."""
        sections = [s for body in descendants(element, "structuredBody") for s in subsections(body)]
        for section in sections or subsections(element):
            if id(section) in chosen:
                continue
            for child in section.children:
                if child.name in NARRATIVE:
                    self.omit(child, left_out_because(section))
            self.omit_sections(section, chosen)

    def omit_names(self) -> None:
        """Note the names in the label's data that are not those of the leaflet."""
        found = self.document.identification
        used = [self.document.name, *found.also_called, *found.strengths]
        used += filter(None, [self.document.publisher, found.generic_name])
        names = dict.fromkeys(" ".join(text.split()) for text in _data_texts(self.root))
        unused = (name for name in names if not any(name in longer for longer in used))
        if words := "; ".join(unused):
            reason = "names of substances and companies in the data of the label"
            self.document.omissions.append(Omission(self.root.line, words, reason))


def _name(root: XmlElement, source: Source) -> str:
    """Return the medicine. Raises DocumentError if the label does not name it."""
    names = product_names(root) or tuple(texts(root, "title"))
    if not names:
        message, hint = "The label does not name its medicine.", "Get the label again."
        raise DocumentError([Fault("Q222", source.place, message, hint)])
    return names[0]


def _media(media: XmlElement) -> Media:
    file = next(
        (reference.attributes.get("value", "") for reference in descendants(media, "reference")), ""
    )
    return Media(file, next(texts(media, "text"), ""))


def _day(time: str) -> str | None:
    """Return a day as year-month-day; None if it is none of the calendar."""
    match = DAY.match(time)
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _lines(part: Heading | Block) -> list[str]:
    match part:
        case Paragraph():
            return [plain(part.runs)]
        case Lines():
            return [plain(line) for line in part.lines]
    return []


def _blocks(parts: list[Heading | Block]) -> tuple[Block, ...]:
    return tuple(part for part in parts if not isinstance(part, Heading))


def _data_texts(element: XmlElement) -> Iterator[str]:
    """Yield the texts of elements that are no narrative."""
    for child in element.children:
        if child.name not in (*NARRATIVE, "observationMedia"):
            yield child.text
            yield from _data_texts(child)
