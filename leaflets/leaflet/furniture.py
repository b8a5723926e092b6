"""The words on every page of a leaflet, outside the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from ..content.monograph.inline import Words
from .pair_paths import in_second_language

__all__ = ["DISCLAIMER", "NOTES", "PHARMACY_LINE", "Furniture"]

# paths of the notes, the only words in the footer that are content
DISCLAIMER: Final = "disclaimer"
PHARMACY_LINE: Final = "pharmacy-line"
NOTES: Final = (DISCLAIMER, PHARMACY_LINE)


class Furniture(Struct, frozen=True):
    """The words on every page, outside the text.

    header: the medicine's name, from page two. mark: the draft mark and sentence, from page two,
    or None. disclaimer: footer of every page; page one's copy is the real content, last in reading
    order (path "disclaimer"). identity: medicine, edition, identifier. page: pattern with
    {page} and {pages}. short_disclaimer: one line that a layout may set in place of the disclaimer
    on later pages, or None if the profile does not allow that. pharmacy_line: below the disclaimer,
    and real content likewise, or None. lead_mark: what parts a heading from words that follow it on
    one line. contents_heading: above the table of contents of a long leaflet; None for a leaflet
    that never has one. contents_page: pattern with {page}, beside each of its lines.

    In a leaflet in two languages, each text is in both, and second_language is the other one (BCP
    47). Disclaimer and pharmacy's line in that language are notes of their own: second_disclaimer,
    and second_pharmacy_line unless the line is the same in both.
    """

    header: Words
    mark: Words | None
    disclaimer: Words
    identity: Words
    page: str
    short_disclaimer: Words | None = None
    pharmacy_line: Words | None = None
    lead_mark: str = ""
    contents_heading: Words | None = None
    contents_page: str = ""
    second_language: str = ""
    second_disclaimer: Words | None = None
    second_pharmacy_line: Words | None = None

    def notes(self, *, short: bool = False) -> Iterator[tuple[str, Words]]:
        """Yield the notes above the identity, each with its path. short: as on later pages."""
        if short and self.short_disclaimer:
            yield DISCLAIMER, self.short_disclaimer
        else:
            yield DISCLAIMER, self.disclaimer
            if self.second_disclaimer:
                yield self._second(DISCLAIMER), self.second_disclaimer
        if self.pharmacy_line:
            yield PHARMACY_LINE, self.pharmacy_line
        if self.second_pharmacy_line:
            yield self._second(PHARMACY_LINE), self.second_pharmacy_line

    def _second(self, path: str) -> str:
        return in_second_language(path, self.second_language)

    def page_words(self, page: int, pages: int) -> str:
        """Return the words that number a page."""
        return self.page.replace("{page}", str(page)).replace("{pages}", str(pages))
