"""Hyphenation, for layouts that ask for it.

pyphen brings the dictionaries; it comes with the extra `hyphenation` and is imported only here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from ..base.errors import TypesetError
from ..layout.model import Layout
from ..leaflet.model import Leaflet

if TYPE_CHECKING:
    from pyphen import Pyphen

__all__ = ["HYPHENATED_ROLES", "Hyphenator", "hyphenator_for"]

Hyphenator = Callable[[str], Sequence[int]]
"""Returns the indices of the characters of a word, given with its punctuation, before which a
hyphen may stand."""

HYPHENATED_ROLES: Final = frozenset(  # no headings, and nothing that is an order
    ["about", "body", "note", "item", "table-cell"]
)
MIN_LETTERS: Final = 8  # of a word that is hyphenated
MIN_LETTERS_BEFORE: Final = 3  # a hyphen
MIN_LETTERS_AFTER: Final = 3


def hyphenator_for(leaflet: Leaflet, layout: Layout) -> Hyphenator | None:
    """Return the hyphenator of a leaflet; None if the layout or the language has no hyphens.

    Names of medicines, and whatever holds other characters than small letters, such as numbers,
    addresses and words that have a hyphen already, are not hyphenated. Raises TypesetError if
    pyphen is not installed.
    """
    if layout.hyphenate == "no":
        return None
    dictionary = _dictionary(leaflet.language.replace("-", "_"))
    if dictionary is None:
        return None
    name_words = frozenset(word for name in leaflet.names for word in name.casefold().split())

    @cache
    def hyphenate(word: str) -> Sequence[int]:
        start = next((index for index, letter in enumerate(word) if letter.isalpha()), 0)
        core = word[start:]
        while core and not core[-1].isalpha():
            core = core[:-1]
        if len(core) < MIN_LETTERS or not core.isalpha() or not core.islower():
            return ()
        if core in name_words:
            return ()
        points = dictionary.positions(core)
        return [start + point for point in points if not point.data]  # data: letters would change

    return hyphenate


@cache
def _dictionary(language: str) -> Pyphen | None:
    """Return the dictionary of a language, loaded once a process; None if there is none."""
    try:
        import pyphen
    except ImportError:
        raise TypesetError(
            "The layout divides words, for which the package pyphen is not installed.",
            "Install it with: pip install 'leaflets[hyphenation]', or write hyphenate: no.",
            code="T506",
        ) from None
    code = pyphen.language_fallback(language)
    if code is None:
        return None
    return pyphen.Pyphen(lang=code, left=MIN_LETTERS_BEFORE, right=MIN_LETTERS_AFTER)
