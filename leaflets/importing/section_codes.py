"""What the sections of a source are about, by their codes: those of LOINC, and those of the EMA."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ..content.library import Library
from ..content.monograph.sections import load_sections

__all__ = ["proposed_section"]

# codes of the FDA's list "Section Headings (LOINC)" → sections of the agreed list
LOINC: Final = {
    "34067-9": "what-it-is-for",
    "55105-1": "what-it-is-for",
    "43679-0": "how-it-works",
    "34070-3": "do-not-take",
    "50570-1": "do-not-take",
    "34071-1": "warnings",
    "43685-7": "warnings",
    "50569-3": "warnings",
    "34081-0": "children",
    "34073-7": "other-medicines",
    "50568-5": "other-medicines",
    "42228-7": "pregnancy",
    "77290-5": "breast-feeding",
    "34068-7": "how-to-take",
    "34088-5": "too-much",
    "34084-4": "side-effects",
    "44425-7": "storage",
    "51727-6": "what-it-contains",
    "55106-9": "what-it-contains",
    "34069-5": "appearance",
    "53413-1": "contacts",
}


def proposed_section(code: str) -> str | None:
    """Return the section of the agreed list that a code suggests, or None."""
    return LOINC.get(code) or _ema_codes().get(code)


@lru_cache(1)  # the same for every document
def _ema_codes() -> dict[str, str]:
    """Return the agreed sections by their codes in the EMA's list of headings."""
    entries = load_sections(Library()).walk()
    return {str(entry.code): str(entry.id) for entry in entries if entry.code}
