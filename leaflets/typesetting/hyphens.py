"""Where a word may be divided at the end of a line, for layouts that ask for it.

pyphen brings the dictionaries; it comes with the extra `hyphenation` and is imported here alone.
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

__all__ = ["DIVIDED", "Points", "divider"]

Points = Callable[[str], Sequence[int]]

DIVIDED: Final = frozenset(
    ["about", "body", "note", "item", "table-cell"]
)  # no headings, no orders
SHORTEST: Final = 8  # letters of a word that is divided
LEFT: Final = 3  # least letters before a hyphen
RIGHT: Final = 3  # and behind it


def divider(leaflet: Leaflet, layout: Layout) -> Points | None:
    """Tells where a word may be divided; None where the layout or the language has no hyphens.

    Given a word with the signs around it, it gives the places before which a line may end, each
    counted in characters. Raises TypesetError where the package is not installed.
    """
    if layout.hyphenate == "no":
        return None
    dictionary = _dictionary(leaflet.language.replace("-", "_"))
    if dictionary is None:
        return None
    whole = frozenset(word for name in leaflet.names for word in name.casefold().split())

    @cache
    def divide(word: str) -> Sequence[int]:
        start = next((at for at, letter in enumerate(word) if letter.isalpha()), 0)
        core = word[start:]
        while core and not core[-1].isalpha():
            core = core[:-1]
        # names, numbers, addresses and what is divided already hold other than small letters
        if len(core) < SHORTEST or not core.isalpha() or not core.islower() or core in whole:
            return ()
        # a point that changes letters carries `data`
        return [start + at for at in dictionary.positions(core) if not at.data]

    return divide


@cache
def _dictionary(language: str) -> Pyphen | None:
    """The dictionary of a language, loaded once a process; None where there is none."""
    try:
        import pyphen
    except ImportError:
        raise TypesetError(
            "The layout divides words, for which the package pyphen is not installed.",
            "Install it with: pip install 'leaflets[hyphenation]', or write hyphenate: no.",
            code="T506",
        ) from None
    known = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known, left=LEFT, right=RIGHT) if known else None
