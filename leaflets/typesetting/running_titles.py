"""Running titles: at the head of a page, the title of the section that goes on there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..leaflet.contents import entries_of, running_title
from ..leaflet.model import Leaflet, Run, Words
from .flowables import LeafletFlowable, TextFlowable
from .language_pairs import LanguagePair
from .placed import Page, parts_of

__all__ = ["RunningTitles", "heading_paths"]


class RunningTitles:
    """Headers with the title of a section, by the path of its heading.

    The sections are those in the table of contents of a leaflet; without one there are no titles.
    The name of the medicine stands before each title, unless one of them would then need more lines
    than the name alone. It is in the footer, too.
    """

    def __init__(self, leaflet: Leaflet, header: TextFlowable, width: float) -> None:
        context = header.context
        mark = Run(f"{context.mark_after(header.words)} ")
        titles = {entry.target: running_title(entry.words) for entry in entries_of(leaflet)}
        with_name = [Words((*header.words.runs, mark, *title.runs)) for title in titles.values()]
        headers = [TextFlowable(context, "header", words, header.role) for words in with_name]
        room = header.height_for(width)
        if any(candidate.height_for(width) > room for candidate in headers):
            headers = [
                TextFlowable(context, "header", title, header.role) for title in titles.values()
            ]
        self._headers = dict(zip(titles, headers, strict=True))

    @property
    def headers(self) -> Collection[TextFlowable]:
        """All headers with a title."""
        return self._headers.values()

    def at_top(self, part: LeafletFlowable, before: TextFlowable | None) -> TextFlowable | None:
        """Return the header of a page that begins with a part; None if that is itself a title.

        before: the header for the section in which the page before ends.
        """
        return None if self._of([part]) else before

    def after(self, page: Page, before: TextFlowable | None) -> TextFlowable | None:
        """Return the header for the section in which a page ends.

        before: that for the section in which the page before ends.
        """
        return self._of(list(parts_of([page]))) or before

    def of_pages(self, pages: Sequence[Page]) -> Iterator[TextFlowable | None]:
        """Yield the header of each page that has a running title, else None."""
        section: TextFlowable | None = None
        for page in pages:
            yield self.at_top(page[0].stack.parts[0], section)
            section = self.after(page, section)

    def _of(self, parts: Sequence[LeafletFlowable]) -> TextFlowable | None:
        """Return the header for the last section that begins in these parts."""
        if not self._headers:
            return None
        paths = (path for part in reversed(parts) for path in heading_paths(part))
        return next((self._headers[path] for path in paths if path in self._headers), None)


def heading_paths(part: LeafletFlowable) -> Iterator[str]:
    """Yield the path of a part, of the heading that runs in before it, and of both languages."""
    yield part.path
    if isinstance(part, TextFlowable) and part.lead:
        yield part.lead.path
    if isinstance(part, LanguagePair):
        yield from (half.path for half in part.parts)
