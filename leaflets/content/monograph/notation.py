"""Search the words of a monograph for notation that is known to be misread.

Names are not searched, because they are printed as they are licensed or published: those of the
medicine, of works and their publishers. Nor are codes, identifiers and links.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...base.errors import Fault, Place
from ...check.screening import is_suspicious
from ...source.schema import FileShape
from ...source.yaml import Text
from .inline import Words
from .model import Edition, Identity, MedicineCode, Monograph, Review, SourceWork

__all__ = ["notation_warnings"]

NAMES = MedicineCode, SourceWork, Edition, Review
SEARCHED_IN_IDENTITY = "strengths", "forms"


def notation_warnings(monograph: Monograph) -> tuple[Fault, ...]:
    """Return a warning for each dangerous notation, at the place of its text."""
    texts = list(_texts(monograph))
    if not is_suspicious("\n".join(text for text, _ in texts)):
        return ()
    from ...check.notation import find_notation

    return tuple(
        Fault(
            finding.code,
            place,
            f"'{finding.notation}' can be read as {finding.read_as}.",
            finding.repair,
        )
        for text, place in texts
        for finding in find_notation(text, monograph.language)
    )


def _texts(value: Any) -> Iterator[tuple[str, Place]]:
    """Yield the texts that a leaflet may print, with their places."""
    if isinstance(value, Words):
        if value.place:
            yield str(value), value.place
    elif type(value) is Text:  # the subclasses are names, dates and the like
        yield value, value.place
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, FileShape) and not isinstance(value, NAMES):
        fields = SEARCHED_IN_IDENTITY if isinstance(value, Identity) else value.__struct_fields__
        for name in fields:
            yield from _texts(getattr(value, name))
