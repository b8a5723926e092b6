"""A PDF read back by pypdf: its words in order, without what stands on every page."""

from __future__ import annotations

from io import BytesIO

import pypdf

from leaflets.leaflet.model import Leaflet


def pages_of(pdf: bytes) -> list[list[str]]:
    """The words of each page, as pypdf finds them."""
    return [page.extract_text().split() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def furniture_of(leaflet: Leaflet, page: int, pages: int) -> list[str]:
    """The words that a page of so many must carry besides the text, in the order of drawing."""
    furniture = leaflet.furniture
    header = [furniture.header, furniture.mark] if page > 1 else []
    words = [*header, furniture.disclaimer, furniture.identity]
    text = " ".join(str(part) for part in words if part)
    return f"{text} {furniture.page_words(page, pages)}".split()


def body_of(pdf: bytes, leaflet: Leaflet) -> list[str]:
    """The words of the text. Every page must end in its furniture, whole."""
    pages = pages_of(pdf)
    body: list[str] = []
    for number, words in enumerate(pages, 1):
        furniture = furniture_of(leaflet, number, len(pages))
        # a long word broken over lines counts as several: compare letters, not words
        letters, tail = "".join(words), "".join(furniture)
        assert letters.endswith(tail), f"page {number} lacks its header or footer"
        kept, length = list(words), len(letters) - len(tail)
        while sum(map(len, kept)) > length:
            kept.pop()
        assert sum(map(len, kept)) == length, f"page {number} runs text and furniture together"
        body += kept
    return body
