"""The words on every page of a leaflet, outside the text."""

from __future__ import annotations

from msgspec import Struct

from ..content.monograph.inline import Words

__all__ = ["Furniture"]


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

    def page_words(self, page: int, pages: int) -> str:
        """Return the words that number a page."""
        return self.page.replace("{page}", str(page)).replace("{pages}", str(pages))
