"""Reads the words of any PDF from its structure tree, with no knowledge of how it was written.

pikepdf parses the file. It comes with the extra `inspect`, so it is imported when it is needed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from ..base.errors import UsageError
from ..base.limits import (
    INSPECTED_BYTES,
    INSPECTED_DEPTH,
    INSPECTED_ELEMENTS,
    INSPECTED_STREAM_BYTES,
)
from .encodings import NO_ENCODING, Encoding, encoding_of, shown_text
from .reading_order import SOFT_HYPHEN, SpokenElement, normalize_text
from .structure import ADDED
from .text import OPENING

if TYPE_CHECKING:
    from pikepdf import Pdf

INLINE = ("Link", "Span")

_SILENT = logging.NullHandler()

# what pikepdf raises if a damaged file has an object of a wrong kind
_OTHER_KIND = (AttributeError, LookupError, TypeError, ValueError)

_SHOWS = ("Tj", "TJ", "'", '"')
_INSTEAD = ("/ActualText", "/Alt", "/E")


class _Marked(NamedTuple):
    """A stretch of marked content. instead: text that screen readers say in its place."""

    mcid: int | None
    instead: str | None


@contextmanager
def open_pdf(pdf: bytes) -> Iterator[Pdf]:
    """Parse a PDF. Raises UsageError (I801, I802) for any other file, or a bad or too big one."""
    try:
        import pikepdf
        from pikepdf import settings
    except ImportError:
        raise UsageError(
            "Reading PDF files needs the package pikepdf, which is not installed.",
            "Install it with: pip install 'leaflets[inspect]'.",
            code="I802",
        ) from None
    if len(pdf) > INSPECTED_BYTES:
        raise _unreadable("is larger than any leaflet")
    logging.getLogger("pikepdf").addHandler(_SILENT)  # our own error replaces its messages
    before: Any = settings.set_qpdf_limits(flate_max_memory=INSPECTED_STREAM_BYTES)
    try:
        with pikepdf.open(BytesIO(pdf), suppress_warnings=True) as file:
            yield file
    except pikepdf.PasswordError:
        raise _unreadable("is locked with a password") from None
    except (pikepdf.PdfError, RecursionError, *_OTHER_KIND):
        raise _unreadable("is not a PDF, or is damaged") from None
    finally:
        settings.set_qpdf_limits(**before)


def _unreadable(why: str) -> UsageError:
    return UsageError(f"The file {why}.", "Give the PDF as it was written.", code="I801")


class FileWords(NamedTuple):
    """The words of a file in reading order: the leaflet's own, and those a pharmacy added."""

    own: list[SpokenElement]
    added: list[SpokenElement]


def read_words(pdf: Pdf) -> FileWords:
    """Return the words of the structure tree; none if the file has no tree."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return FileWords([], [])
    reader = _TreeReader(_contents(pdf), root.get("/RoleMap", {}))
    for kid in _list(root.get("/K")):
        reader.element(kid, str(pdf.Root.get("/Lang", "")), 0)
    return FileWords(reader.words + reader.stray_links(pdf), reader.added)


def own_words(pdf: Pdf) -> list[SpokenElement]:
    """Return the leaflet's own words, in reading order."""
    return read_words(pdf).own


def _list(value: Any) -> list[Any]:
    from pikepdf import Array

    return [] if value is None else list(value) if isinstance(value, Array) else [value]


class _TreeReader(Struct):
    """Reads one structure tree.

    contents: text by page object number and MCID. roles: from role to the role it is read as.
    """

    contents: dict[tuple[int, int], str]
    roles: Any
    words: list[SpokenElement] = []
    added: list[SpokenElement] = []
    _areas: set[tuple[int, int]] = set()
    _seen: set[tuple[int, int]] = set()

    def element(self, element: Any, language: str, depth: int) -> None:
        """Read an element and all in it; collect what a pharmacy added separately."""
        self._check_depth(element, depth)
        if str(element.get("/T", "")) == ADDED and self.words is not self.added:
            own, self.words = self.words, self.added
            self._read(element, language, depth)
            self.words = own
        else:
            self._read(element, language, depth)

    def _read(self, element: Any, language: str, depth: int) -> None:
        language = str(element.get("/Lang", language))
        page = element.get("/Pg")
        text, inline, groups = "", [], []
        for kid in _list(element.get("/K")):
            if isinstance(kid, int):
                text += self._marked(page, kid)
            elif "/MCID" in kid:
                text += self._marked(kid.get("/Pg", page), int(kid.MCID))
            elif "/S" in kid and self._role(kid) in INLINE:
                child = self._inline(kid, language, depth + 1)
                text += child.text
                inline.append(child)
            elif "/S" in kid:
                groups.append(kid)
        text, instead = _spoken(element, text)
        if text or instead:
            self.words.append(
                SpokenElement(self._role(element), language, normalize_text(text), instead=instead)
            )
            self.words += [child._replace(text=normalize_text(child.text)) for child in inline]
        for kid in groups:
            self.element(kid, language, depth + 1)

    def _inline(self, element: Any, language: str, depth: int) -> SpokenElement:
        self._check_depth(element, depth)
        page, text, addresses = element.get("/Pg"), "", dict[str, None]()
        for kid in _list(element.get("/K")):
            if isinstance(kid, int):
                text += self._marked(page, kid)
            elif "/MCID" in kid:
                text += self._marked(kid.get("/Pg", page), int(kid.MCID))
            elif "/Obj" in kid:
                self._areas.add(kid.Obj.objgen)
                addresses[_link_address(kid.Obj)] = None
        language = str(element.get("/Lang", language))
        text, instead = _spoken(element, text)
        return SpokenElement(self._role(element), language, text, " ".join(addresses), instead)

    def stray_links(self, pdf: Pdf) -> list[SpokenElement]:
        """Return the link areas that belong to no Link element; we never write any."""
        return [
            SpokenElement("Link", "", "", _link_address(area))
            for page in pdf.pages
            for area in _list(page.obj.get("/Annots"))
            if ("/A" in area or "/Dest" in area) and area.objgen not in self._areas
        ]

    def _role(self, element: Any) -> str:
        """Return the role as it is read: a file may map one role to another."""
        return str(self.roles.get(str(element.S), element.S))[1:]

    def _marked(self, page: Any, mcid: int) -> str:
        return self.contents.get((page.objgen[0], mcid), "") if page is not None else ""

    def _check_depth(self, element: Any, depth: int) -> None:
        """Refuse trees that contain themselves, or are far too deep or large. Raises UsageError."""
        is_repeated = element.objgen in self._seen and element.objgen != (0, 0)
        self._seen.add(element.objgen)
        if is_repeated or depth > INSPECTED_DEPTH or len(self._seen) > INSPECTED_ELEMENTS:
            raise _unreadable("has a structure tree that no program should write")


def _link_address(area: Any) -> str:
    """Return the address to which a link's area leads."""
    return str(area.get("/A", {}).get("/URI", ""))


def _instead(properties: Any) -> str | None:
    """Return the text that is read in place of what is drawn; `Writer` adds it to figures alone."""
    texts = [str(properties[key]) for key in _INSTEAD if key in properties]
    return " ".join(texts) if texts else None


def _spoken(element: Any, shown: str) -> tuple[str, str]:
    """Return the words of an element, and what is read in their place.

    shown: its words as they are drawn. Letters that run from right to left are drawn in another
    order than they are read, which /ActualText gives; it may not hold other letters.
    """
    actual = str(element.get("/ActualText", ""))
    if actual and sorted(_letters(actual)) == sorted(_letters(shown)):
        return actual, normalize_text(str(element.get("/Alt", "")))
    return shown, normalize_text(_instead(element) or "")


def _letters(text: str) -> str:
    return "".join(text.split()).replace(SOFT_HYPHEN, "").translate(OPENING)


def _contents(pdf: Pdf) -> dict[tuple[int, int], str]:
    """Return the text of all marked content, by page object number and MCID."""
    texts: dict[tuple[int, int], str] = {}
    for page in pdf.pages:
        fonts = {
            str(name): encoding_of(font)
            for name, font in page.resources.get("/Font", {}).items()
        }  # fmt: skip
        for mcid, text in _marked_texts(page, fonts):
            at = page.obj.objgen[0], mcid
            texts[at] = texts.get(at, "") + text
    return texts


def _marked_texts(page: Any, fonts: dict[str, Encoding]) -> Iterator[tuple[int, str]]:
    import pikepdf

    marks: list[_Marked] = []
    font = NO_ENCODING
    for step in pikepdf.parse_content_stream(page):
        operands = step.operands
        match str(step.operator):
            case "BDC" | "BMC":
                above = marks[-1] if marks else _Marked(None, None)
                marks.append(_open_mark(operands, above))
                if marks[-1].instead and not above.instead and marks[-1].mcid is not None:
                    yield marks[-1].mcid, marks[-1].instead
            case "EMC" if marks:
                marks.pop()
            case "Tf":
                font = fonts.get(str(operands[0]), NO_ENCODING)
            case shows if shows in _SHOWS:
                mark = marks[-1] if marks else _Marked(None, None)
                if mark.mcid is not None and not mark.instead:
                    yield mark.mcid, shown_text(operands, font)


def _open_mark(operands: Any, above: _Marked) -> _Marked:
    from pikepdf import Dictionary

    properties = operands[1] if len(operands) > 1 else None
    if not isinstance(properties, Dictionary):
        return above
    mcid = int(properties.MCID) if "/MCID" in properties else above.mcid
    return _Marked(mcid, above.instead or _instead(properties))
