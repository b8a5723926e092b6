"""Parse XML of other systems with expat. No document type is accepted, so there are no entities.

Nothing is fetched or expanded, whatever a file asks for: the first `<!DOCTYPE` ends the reading.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NoReturn
from xml.parsers import expat

from msgspec import Struct

from ..base.errors import Fault, Place, XmlError
from ..base.limits import XML_BYTES, XML_DEPTH, XML_ELEMENTS

__all__ = ["ExpatError", "XmlElement", "parse_xml", "reason", "safe_parser"]

ExpatError = expat.ExpatError
AGAIN: Final = "Export the file again."


class XmlElement(Struct):
    """An element. space: the address of its namespace, or "". attributes: a name in a namespace
    stands behind its address and a space. content: its texts and elements in their order."""

    space: str
    name: str
    attributes: dict[str, str]
    line: int
    column: int
    content: list[XmlElement | str]

    @property
    def children(self) -> list[XmlElement]:
        """The elements directly inside."""
        return [part for part in self.content if not isinstance(part, str)]

    @property
    def text(self) -> str:
        """The text of the element itself, without that of its children."""
        return "".join(part for part in self.content if isinstance(part, str))


def safe_parser(
    refuse_doctype: Callable[[], NoReturn], encoding: str | None = None
) -> expat.XMLParserType:
    """Return a parser that knows namespaces and calls refuse_doctype, which raises, at a document
    type. encoding: in place of what the file declares."""
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.StartDoctypeDeclHandler = lambda *_: refuse_doctype()
    return parser


def reason(error: expat.ExpatError) -> str:
    """Return what is wrong, in the words of expat."""
    return expat.errors.messages[error.code]


def parse_xml(source: bytes, file: str) -> XmlElement:
    """Return the root of an XML file in UTF-8. Raises XmlError."""
    if len(source) > XML_BYTES:
        message = f"The XML is larger than {XML_BYTES // 1024 // 1024} MiB."
        raise XmlError([Fault("K202", Place(file), message, "Split it.")])
    tree = _TreeBuilder(file)
    try:
        tree.parser.Parse(source, True)
    except expat.ExpatError as error:
        place = Place(file, error.lineno, error.offset + 1)
        message = f"This is not sound XML in UTF-8: {reason(error)}."
        raise XmlError([Fault("K201", place, message, AGAIN)]) from None
    return tree.root.children[0]


class _TreeBuilder:
    """Builds the tree of one file. open: the open elements, outermost first; root holds them."""

    def __init__(self, file: str) -> None:
        self.file, self.count = file, 0
        self.root = XmlElement("", "", {}, 0, 0, [])
        self.open = [self.root]
        self.parser = safe_parser(self.refuse_doctype, "utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.add_text

    def refuse(self, code: str, message: str, hint: str) -> NoReturn:
        parser = self.parser
        place = Place(self.file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        raise XmlError([Fault(code, place, message, hint)])

    def refuse_doctype(self) -> NoReturn:
        message = (
            "A document type is declared, through which a file can grow or reach outside itself."
        )
        self.refuse("K204", message, "Remove the line that begins with <!DOCTYPE.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > XML_ELEMENTS:
            self.refuse("K202", f"The XML holds more than {XML_ELEMENTS:,} elements.", "Split it.")
        if len(self.open) > XML_DEPTH:
            self.refuse("K203", f"The XML is nested more than {XML_DEPTH} deep.", "Split it.")
        space, _, local = name.rpartition(" ")
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        element = XmlElement(space, local, attributes, line, column, [])
        self.open[-1].content.append(element)
        self.open.append(element)

    def end(self, _: str) -> None:
        self.open.pop()

    def add_text(self, text: str) -> None:
        self.open[-1].content.append(text)
