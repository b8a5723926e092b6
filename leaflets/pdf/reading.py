"""Reading a PDF back: what its structure tree says, found without anything that the writer knew.

pikepdf does the parsing; it comes with the extra `inspect` and is imported here alone.
"""

from __future__ import annotations

import logging
import re
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
from .structure import ADDED
from .words import Spoken, plain

if TYPE_CHECKING:
    from pikepdf import Pdf

INLINE = ("Link", "Span")

_SILENT = logging.NullHandler()

# what pikepdf raises when an object is of another kind than a sound file has in its place
_OTHER_KIND = (AttributeError, LookupError, TypeError, ValueError)

_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SECTIONS = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_SHOWS = ("Tj", "TJ", "'", '"')
_INSTEAD = ("/ActualText", "/Alt", "/E")


class _Marked(NamedTuple):
    """A stretch of content. instead: what readers say in its place."""

    mcid: int | None
    instead: str | None


@contextmanager
def opened(pdf: bytes) -> Iterator[Pdf]:
    """The parsed file; raises UsageError for what is no PDF, damaged, locked or far too big."""
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
    logging.getLogger("pikepdf").addHandler(_SILENT)  # what it would say, we say ourselves
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


class Told(NamedTuple):
    """What a file says, in reading order: the leaflet's own words; those a pharmacy added."""

    own: list[Spoken]
    added: list[Spoken]


def told(pdf: Pdf) -> Told:
    """What the structure tree says; empty when the file has none."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return Told([], [])
    walk = _Walk(_contents(pdf), root.get("/RoleMap", {}))
    for kid in _list(root.get("/K")):
        walk.element(kid, str(pdf.Root.get("/Lang", "")), 0)
    return Told(walk.said + walk.strays(pdf), walk.added)


def spoken(pdf: Pdf) -> list[Spoken]:
    """The leaflet's own words, in reading order."""
    return told(pdf).own


def _list(value: Any) -> list[Any]:
    from pikepdf import Array

    return [] if value is None else list(value) if isinstance(value, Array) else [value]


class _Walk(Struct):
    """One walk through the tree. contents: text by page object and MCID. roles: read as others."""

    contents: dict[tuple[int, int], str]
    roles: Any
    said: list[Spoken] = []
    added: list[Spoken] = []
    _areas: set[tuple[int, int]] = set()
    _seen: set[tuple[int, int]] = set()

    def element(self, element: Any, language: str, depth: int) -> None:
        """Say an element, or what is in it; what a pharmacy added is kept apart."""
        self._guard(element, depth)
        if str(element.get("/T", "")) == ADDED and self.said is not self.added:
            own, self.said = self.said, self.added
            self._say(element, language, depth)
            self.said = own
        else:
            self._say(element, language, depth)

    def _say(self, element: Any, language: str, depth: int) -> None:
        language = str(element.get("/Lang", language))
        page = element.get("/Pg")
        text, inline, groups = "", [], []
        for kid in _list(element.get("/K")):
            if isinstance(kid, int):
                text += self._marked(page, kid)
            elif "/MCID" in kid:
                text += self._marked(kid.get("/Pg", page), int(kid.MCID))
            elif "/S" in kid and self._role(kid) in INLINE:
                said = self._inline(kid, language, depth + 1)
                text += said.text
                inline.append(said)
            elif "/S" in kid:
                groups.append(kid)
        instead = plain(_instead(element) or "")
        if text or instead:
            self.said.append(Spoken(self._role(element), language, plain(text), instead=instead))
            self.said += [said._replace(text=plain(said.text)) for said in inline]
        for kid in groups:
            self.element(kid, language, depth + 1)

    def _inline(self, element: Any, language: str, depth: int) -> Spoken:
        self._guard(element, depth)
        page, text, addresses = element.get("/Pg"), "", dict[str, None]()
        for kid in _list(element.get("/K")):
            if isinstance(kid, int):
                text += self._marked(page, kid)
            elif "/MCID" in kid:
                text += self._marked(kid.get("/Pg", page), int(kid.MCID))
            elif "/Obj" in kid:
                self._areas.add(kid.Obj.objgen)
                addresses[_leads(kid.Obj)] = None
        language, instead = str(element.get("/Lang", language)), plain(_instead(element) or "")
        return Spoken(self._role(element), language, text, " ".join(addresses), instead)

    def strays(self, pdf: Pdf) -> list[Spoken]:
        """Areas of pages that lead somewhere and belong to no Link. We never make any."""
        return [
            Spoken("Link", "", "", _leads(area))
            for page in pdf.pages
            for area in _list(page.obj.get("/Annots"))
            if ("/A" in area or "/Dest" in area) and area.objgen not in self._areas
        ]

    def _role(self, element: Any) -> str:
        """What readers take it for: a file may map one role to another."""
        return str(self.roles.get(str(element.S), element.S))[1:]

    def _marked(self, page: Any, mcid: int) -> str:
        return self.contents.get((page.objgen[0], mcid), "") if page is not None else ""

    def _guard(self, element: Any, depth: int) -> None:
        """Refuse trees that run in circles or without end."""
        again = element.objgen in self._seen and element.objgen != (0, 0)
        self._seen.add(element.objgen)
        if again or depth > INSPECTED_DEPTH or len(self._seen) > INSPECTED_ELEMENTS:
            raise _unreadable("has a structure tree that no program should write")


def _leads(area: Any) -> str:
    """Where a link's area leads."""
    return str(area.get("/A", {}).get("/URI", ""))


def _instead(properties: Any) -> str | None:
    """Words that readers say in the place of what is drawn. We write them for figures alone."""
    said = [str(properties[key]) for key in _INSTEAD if key in properties]
    return " ".join(said) if said else None


def _contents(pdf: Pdf) -> dict[tuple[int, int], str]:
    """The text of every marked content sequence, by page object number and MCID."""
    texts: dict[tuple[int, int], str] = {}
    for page in pdf.pages:
        fonts = {
            str(name): _unicode(font)
            for name, font in page.resources.get("/Font", {}).items()
        }  # fmt: skip
        for mcid, text in _marked_texts(page, fonts):
            at = page.obj.objgen[0], mcid
            texts[at] = texts.get(at, "") + text
    return texts


def _marked_texts(page: Any, fonts: dict[str, dict[int, str]]) -> Iterator[tuple[int, str]]:
    import pikepdf

    marks: list[_Marked] = []
    font: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands = step.operands
        match str(step.operator):
            case "BDC" | "BMC":
                above = marks[-1] if marks else _Marked(None, None)
                marks.append(_opened(operands, above))
                if marks[-1].instead and not above.instead and marks[-1].mcid is not None:
                    yield marks[-1].mcid, marks[-1].instead
            case "EMC" if marks:
                marks.pop()
            case "Tf":
                font = fonts.get(str(operands[0]), {})
            case shows if shows in _SHOWS:
                mark = marks[-1] if marks else _Marked(None, None)
                if mark.mcid is not None and not mark.instead:
                    yield mark.mcid, _text(operands, font)


def _opened(operands: Any, above: _Marked) -> _Marked:
    from pikepdf import Dictionary

    properties = operands[1] if len(operands) > 1 else None
    if not isinstance(properties, Dictionary):
        return above
    mcid = int(properties.MCID) if "/MCID" in properties else above.mcid
    return _Marked(mcid, above.instead or _instead(properties))


def _text(operands: Any, font: dict[int, str]) -> str:
    from pikepdf import Array, String

    shown = operands[-1]
    strings = (
        [part for part in shown if isinstance(part, String)]
        if isinstance(shown, Array)
        else [shown]
    )
    return "".join(font.get(code, "\ufffd") for string in strings for code in bytes(string))


def _unicode(font: Any) -> dict[int, str]:
    """The characters of a simple font's codes, from its ToUnicode map."""
    table: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return table
    for kind, body in _SECTIONS.findall(font.ToUnicode.read_bytes().decode("latin-1")):
        for code, character in _PAIR.findall(body) if kind == "bfchar" else ():
            table[int(code, 16)] = bytes.fromhex(character).decode("utf-16-be", "replace")
        for first, last, start in _RANGE.findall(body) if kind == "bfrange" else ():
            for offset in range(min(int(last, 16) - int(first, 16), 255) + 1):
                table[int(first, 16) + offset] = chr(int(start, 16) + offset)
    return table
