"""A PDF read back by pypdf: all that a page says, and what of it is the text of the leaflet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

import pypdf
from pypdf.generic import DecodedStreamObject, NameObject

from leaflets.base.languages import runs_right_to_left
from leaflets.leaflet.contents import entries_of, running_title
from leaflets.leaflet.model import Leaflet
from leaflets.leaflet.plain import words
from leaflets.pdf.reading import open_pdf, own_words

_ARTIFACT = re.compile(rb"/Artifact\b.*?\bEMC\b", re.DOTALL)  # marks do not nest

# a bullet or a number, behind the font that it chooses, which stays chosen
_MARKER = re.compile(rb"(/Lbl<<[^\n]*BDC\n[^()]*)\((?:[0-9]+\.|\\?.)\)Tj", re.DOTALL)

_SOFT_HYPHEN = re.compile("\u00ad ?(?!$)")  # where a word goes on in the next line


def pages_of(pdf: bytes) -> list[list[str]]:
    """The words of each page, as pypdf finds them."""
    return [text.split() for text in _texts_of(pdf)]


@lru_cache(64)
def _texts_of(pdf: bytes) -> tuple[str, ...]:
    """All that each page says; several tests look at the same leaflet."""
    return tuple(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def furniture_of(
    leaflet: Leaflet, page: int, pages: int, *, short: bool = False, header: object = None
) -> str:
    """The letters that a page of so many must end with, in the order of drawing.

    short: the layout shortens the disclaimer on later pages. header: one with a running title.
    """
    furniture = leaflet.furniture
    head = [header or furniture.header, furniture.mark] if page > 1 else []
    notes = [note for _, note in furniture.notes(short=short and page > 1)]
    parts = [*head, *notes, furniture.identity, furniture.page_words(page, pages)]
    return "".join("".join(str(part).split()) for part in parts if part)


def furniture_on(letters: str, leaflet: Leaflet, page: int, pages: int) -> str:
    """The letters of header and footer with which a page of so many ends; "" if it lacks them.

    From right to left, where pypdf has an order of its own: that the page has so many of each.
    """
    for short in (False, True):
        for header in (None, *_running_headers(leaflet)):
            found = furniture_of(leaflet, page, pages, short=short, header=header)
            if any(map(runs_right_to_left, leaflet.languages)):
                if Counter(found) <= Counter(letters):
                    return found
            elif letters.endswith(found):
                return found
    return ""


def _text_from_right_to_left(pdf: bytes, reader: pypdf.PdfReader) -> list[str]:
    """The words in the order in which screen readers say them, each letter of which is drawn."""
    with open_pdf(pdf) as opened:
        said = [word for element in own_words(opened) for word in element.text.split()]
    drawn = "".join(_without_artifacts(page).extract_text() for page in reader.pages)
    turned = str.maketrans(")", "(")  # a bracket that closes may be drawn as one that opens
    letters = ("".join(text.split()).translate(turned) for text in (drawn, "".join(said)))
    assert Counter(next(letters)) == Counter(next(letters))
    return said


def text_of(pdf: bytes, leaflet: Leaflet) -> list[str]:
    """The words of the text in order, the disclaimer last.

    Every page must end in its header and footer, whole. What stands again (headers, footers,
    headings repeated after a page break) is marked as an artifact and left out.
    """
    pages = pages_of(pdf)
    for number, page_words in enumerate(pages, 1):
        found = furniture_on("".join(page_words), leaflet, number, len(pages))
        assert found, f"page {number} lacks its header or footer"
    reader = pypdf.PdfReader(BytesIO(pdf))
    if any(map(runs_right_to_left, leaflet.languages)):
        return _text_from_right_to_left(pdf, reader)
    body: list[str] = []
    for page in reader.pages:
        said = _without_artifacts(page).extract_text().split()
        if body and body[-1].endswith("\u00ad"):
            said[0] = body.pop() + said[0]
        body += _SOFT_HYPHEN.sub("", " ".join(said)).split(" ")
        if page.page_number == 0:
            disclaimer = [
                word for _, note in leaflet.furniture.notes() for word in str(note).split()
            ]
            letters, end = "".join(disclaimer), ""
            while len(end) < len(letters):  # lines may end anywhere in words of some scripts
                end = body.pop() + end
            assert end == letters
    return body + disclaimer


def _running_headers(leaflet: Leaflet) -> Iterator[str]:
    """The headers that a page may have: a title, with or without the name."""
    for entry in entries_of(leaflet):
        title = str(running_title(entry.words))
        yield from (title, f"{leaflet.furniture.header}{leaflet.furniture.lead_mark}{title}")


def composition_of(pdf: bytes, leaflet: Leaflet) -> Leaflet:
    """The composition that a PDF has word by word; the leaflet itself if it has none."""
    if not leaflet.alternatives:
        return leaflet
    found = "".join(text_of(pdf, leaflet))  # without spaces, as an address may go on in a new line
    return next(
        (one for one in leaflet.compositions if "".join(words(one, identity=False)) == found),
        leaflet,
    )


def letters_of(pdf: bytes, leaflet: Leaflet) -> str:
    """The letters of the text in order, the disclaimer last; no bullets and numbers of lists."""
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    said = [_without_artifacts(page, with_markers=False).extract_text() for page in pages]
    first, *others = ["".join(text.replace("\u00ad", "").split()) for text in said]
    disclaimer = "".join(str(leaflet.furniture.disclaimer).split())
    assert first.endswith(disclaimer)
    return "".join([first.removesuffix(disclaimer), *others, disclaimer])


def _without_artifacts(page: pypdf.PageObject, *, with_markers: bool = True) -> pypdf.PageObject:
    stream = DecodedStreamObject()
    content = _ARTIFACT.sub(b"", page.get_contents().get_data())
    stream.set_data(content if with_markers else _MARKER.sub(rb"\1", content))
    page[NameObject("/Contents")] = stream
    return page
