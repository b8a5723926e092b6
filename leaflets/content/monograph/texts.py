"""The texts of a monograph that a leaflet may print, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...base.errors import Place
from ...source.schema import FileShape
from ...source.yaml import Text
from .inline import Words
from .model import Acceptance, Edition, Identity, MedicineCode, Review, SourceWork

__all__ = ["printed_texts"]

# printed as they are licensed or published, or not printed
NAMES = MedicineCode, SourceWork, Edition, Review, Acceptance
SEARCHED_IN_IDENTITY = "strengths", "forms"


def printed_texts(value: Any) -> Iterator[tuple[str, Place]]:
    """Iterate over the texts in a monograph or a part of one.

    Names are left out, because they are printed as they are licensed or published: those of the
    medicine, of works and their publishers. So are codes, identifiers and links.
    """
    if isinstance(value, Words):
        if value.place:
            yield str(value), value.place
    elif type(value) is Text:  # the subclasses are names, dates and the like
        yield value, value.place
    elif isinstance(value, tuple):
        for part in value:
            yield from printed_texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from printed_texts(part)
    elif isinstance(value, FileShape) and not isinstance(value, NAMES):
        fields = SEARCHED_IN_IDENTITY if isinstance(value, Identity) else value.__struct_fields__
        for name in fields:
            yield from printed_texts(getattr(value, name))
