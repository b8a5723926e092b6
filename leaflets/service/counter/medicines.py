"""Find a medicine by any of its names, in any language, or by a code on its pack."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ...base.errors import NotFoundError
from ...content.library import Library
from ...content.library.medicines import MedicineIndexes
from ...content.library.names import folded
from ...content.library.titles import Titles
from .scanning import Scan, read_scan

__all__ = ["Found", "Match", "Medicines"]

MOST_SHOWN: Final = 8  # as many as are seen without scrolling


class Match(Struct, frozen=True):
    """A medicine that was found. name: in the library. title, generic: to be shown."""

    name: str
    title: str
    generic: str


class Found(Struct, frozen=True):
    """The medicines that a text may mean, the best first.

    count: of all, of which `matches` has the first. exact: the name of the only one that has the
    text as a name or code, or empty. scan: the code, if the text is one. refusal: why a code leads
    to no medicine.
    """

    matches: tuple[Match, ...] = ()
    count: int = 0
    exact: str = ""
    scan: Scan | None = None
    refusal: NotFoundError | None = None


class Medicines:
    """All medicines of a library, read once, with what they are looked up by."""

    def __init__(self, library: Library) -> None:
        self._indexes = MedicineIndexes(library)
        self._languages = library.monographs.all_languages()
        self._titles: dict[str, dict[str, Titles]] = {}
        self._keys: dict[str, set[str]] = {}
        for language in self._languages:
            for titles in library.titles(language):
                self._titles.setdefault(titles.name, {})[language] = titles
                codes = (code for _, code in titles.codes)
                keys = (folded(text) for text in (*titles.all, *codes))
                self._keys.setdefault(titles.name, set()).update(filter(None, keys))

    def find(self, text: str, language: str) -> Found:
        """Find the medicines that a text may mean. language: in which titles are shown."""
        scan = read_scan(text)
        if scan is not None:
            return self._by_code(scan, text, language)
        return self._by_name(text, language)

    def match(self, name: str, language: str) -> Match | None:
        """Return how to show a medicine, given by its name in the library; None for another."""
        by_language = self._titles.get(name)
        if by_language is None:
            return None
        titles = by_language.get(language) or next(iter(by_language.values()))
        generic = titles.generic if folded(titles.generic) != folded(titles.title) else ""
        return Match(name, titles.title or name, generic)

    def _by_code(self, scan: Scan, text: str, language: str) -> Found:
        refusal = None
        for tag in self._languages:
            try:
                name = self._indexes.in_language(tag).find(scan.codes, ())
            except NotFoundError as error:
                if error.code != "N420":  # several medicines have it: the page must not choose
                    return Found(scan=scan, refusal=error)
                refusal = error
            else:
                return Found(self._matches([name], language), 1, name, scan)
        by_name = self._by_name(text, language)  # a number may be part of a name, too
        return by_name if by_name.count else Found(scan=scan, refusal=refusal)

    def _by_name(self, text: str, language: str) -> Found:
        key = folded(text)
        if not key:
            return Found()
        ranks = {
            name: min(_rank(key, own) for own in keys)
            for name, keys in self._keys.items()
            if any(key in own for own in keys)
        }
        names = sorted(ranks, key=lambda name: (ranks[name], name))
        exact = [name for name in names if ranks[name] == 0]
        return Found(
            self._matches(names[:MOST_SHOWN], language),
            len(names),
            exact[0] if len(exact) == 1 else "",
        )

    def _matches(self, names: list[str], language: str) -> tuple[Match, ...]:
        return tuple(filter(None, (self.match(name, language) for name in names)))


def _rank(key: str, own: str) -> int:
    """Return how well a name fits: 0 the same, 1 its beginning, 2 a part of it, 3 not at all."""
    if own == key:
        return 0
    if own.startswith(key):
        return 1
    return 2 if key in own else 3
